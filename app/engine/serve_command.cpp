// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/serve_command.h"

#include "inference/service/service.h"
#include "inference/service/standard_streams.h"

#include <iostream>
#include <unistd.h>

namespace gesso::app {
namespace {

int report(const Error& error)
{
    std::cerr << "gesso-engine: " << error.message << '\n';
    return exitStatus(error.code);
}

} // namespace

int serveCommand(const std::function<inference::DeviceTable()>& openDevices)
{
    const Result<UniqueFd> output = inference::takeStandardOutput();
    if (!output) {
        return report(output.error());
    }
    inference::endWithParent();
    protocol::FrameChannel channel(STDIN_FILENO, output->get());
    const Result<> served = inference::serve(channel, openDevices);
    return served ? 0 : report(served.error());
}

} // namespace gesso::app
