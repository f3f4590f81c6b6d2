// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/hashes_command.h"

#include "inference/base/engine_error.h"
#include "inference/weights/model_files.h"

#include <iostream>

namespace gesso::app {
namespace {

std::string hashOf(const std::string& model)
{
    try {
        return inference::ModelFiles::open(model).hash();
    } catch (const inference::EngineError&) {
        return "-"; // what ails it is told by inspect, and by whoever uses it
    }
}

} // namespace

int hashesCommand(const std::vector<std::string>& models)
{
    for (const std::string& model : models) {
        std::cout << hashOf(model) << std::endl; // each as soon as it is known
    }
    return 0;
}

} // namespace gesso::app
