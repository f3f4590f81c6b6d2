// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/service/service.h"

#include "inference/engine/engine.h"
#include "inference/service/device_watch.h"
#include "inference/service/end_deadline.h"
#include "inference/service/outbox.h"
#include "inference/service/token_counter.h"

#include <optional>

namespace gesso::inference {
namespace {

/// When the client is gone the engine is, too, within this time, whatever it is doing.
constexpr std::chrono::milliseconds kLastMoment{900};

/// One client's session: what it has said so far, and what is done about each message.
class Session {
public:
    Session(Engine& engine, Outbox& outbox) : m_engine(engine), m_outbox(outbox) {}

    [[nodiscard]] bool isOver() const noexcept { return m_over; }

    /// Acts on a frame. An error ends the session.
    [[nodiscard]] Result<> handle(const protocol::Frame& frame)
    {
        const Result<protocol::ToEngine> message = protocol::toEngineFromFrame(frame);
        if (!message) {
            return refuse(frame, message.error());
        }
        if (!m_greeted && !std::holds_alternative<protocol::Hello>(*message)) {
            return fail(ErrorCode::ProtocolViolation,
                        "the client's first message is not hello but " + std::string(messageName(frame.type)));
        }
        return std::visit([this](const auto& known) { return on(known); }, *message);
    }

private:
    /// A job that cannot be understood fails alone; any other message that cannot be ends the session.
    [[nodiscard]] Result<> refuse(const protocol::Frame& frame, const Error& error)
    {
        const std::optional<JobId> job = protocol::jobOf(frame);
        if (frame.type != protocol::MessageType::Submit || !job || !m_greeted) {
            return tl::unexpected(error);
        }
        m_outbox.send(protocol::Failed{*job, error});
        return {};
    }

    [[nodiscard]] Result<> on(const protocol::Hello&)
    {
        m_outbox.send(protocol::Ready{GESSO_VERSION, m_engine.devices()});
        if (!std::exchange(m_greeted, true)) {
            m_watch.emplace(
                [this] { return m_engine.devices(); },
                [this](const std::vector<DeviceInfo>& devices) { m_outbox.send(protocol::Heartbeat{devices}); });
        }
        return {};
    }
    [[nodiscard]] Result<> on(const protocol::Load& message)
    {
        m_engine.load(message);
        return {};
    }
    [[nodiscard]] Result<> on(const protocol::Submit& message) { return m_engine.submit(message); }
    [[nodiscard]] Result<> on(const protocol::Cancel& message)
    {
        m_engine.cancel(message.job);
        return {};
    }
    [[nodiscard]] Result<> on(const protocol::Shutdown&)
    {
        m_over = true;
        return {};
    }

    [[nodiscard]] Result<> on(const protocol::CountTokens& message)
    {
        m_counter.ask(message);
        return {};
    }

    Engine& m_engine;
    Outbox& m_outbox;
    bool m_greeted = false;
    bool m_over = false;
    TokenCounter m_counter{[this](protocol::TokensCounted answer) { m_outbox.send(answer); }};
    std::optional<DeviceWatch> m_watch; ///< from the greeting on
};

/// Acts on what the client says until it has said its last.
Result<> converse(protocol::FrameChannel& channel, Session& session)
{
    while (!session.isOver()) {
        const Result<std::optional<protocol::Frame>> frame = channel.read();
        if (!frame) {
            return tl::unexpected(frame.error());
        }
        if (!*frame) {
            return {};
        }
        if (Result<> handled = session.handle(**frame); !handled) {
            return handled;
        }
    }
    return {};
}

} // namespace

Result<> serve(protocol::FrameChannel& channel, const std::function<DeviceTable()>& openDevices)
{
    std::optional<EndDeadline> deadline; // outlives the workers, which stop between two blocks of a network only
    Outbox outbox(channel);
    Engine engine(openDevices(), [&outbox](protocol::FromEngine event) { outbox.send(std::move(event)); });
    Session session(engine, outbox);
    Result<> ended = converse(channel, session);
    deadline.emplace(kLastMoment);
    return ended;
}

} // namespace gesso::inference
