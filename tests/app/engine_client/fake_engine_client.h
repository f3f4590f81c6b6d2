// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/engine_client/engine_client.h"

namespace gesso {

/// The fake engine, behaving as tests/support/fake_engine says.
inline EngineClientOptions fakeEngine(const std::string& behaviour, const std::string& argument = "")
{
    return {{GESSO_FAKE_ENGINE, behaviour, argument}, {}};
}

/// One that the fake engine answers at once.
inline GenerationRequest smallRequest()
{
    GenerationRequest request;
    request.model = "/models/fake";
    request.prompt = "cabin";
    request.width = request.height = 16;
    request.steps = 2;
    return request;
}

} // namespace gesso
