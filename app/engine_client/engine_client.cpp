// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/engine_client.h"

#include "app/engine_client/engine_log.h"
#include "app/engine_client/supervisor.h"

namespace gesso {

EngineClient::EngineClient(EngineClientOptions options, GenerationListener& listener)
    : m_log(options.log.empty() ? nullptr : std::make_unique<EngineLog>(listener, options.log)),
      m_supervisor(std::make_unique<Supervisor>(std::move(options), m_log ? *m_log : listener, m_log.get()))
{
}

EngineClient::~EngineClient() = default;

void EngineClient::submit(JobId job, const GenerationRequest& request, const ExecutionOptions& options,
                          const GenerationInputs& inputs)
{
    m_supervisor->post(protocol::Submit{job, request, options, inputs});
}

void EngineClient::cancel(JobId job)
{
    m_supervisor->post(protocol::Cancel{job});
}

void EngineClient::countTokens(std::uint64_t inquiry, std::string model, std::string text, PromptSyntax syntax)
{
    m_supervisor->post(protocol::CountTokens{inquiry, std::move(model), std::move(text), syntax});
}

void EngineClient::restart()
{
    m_supervisor->post(Supervisor::Restart{});
}

} // namespace gesso
