// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_engine/fake_engine.h"

#include "core/generation/request_json.h"
#include "core/image/levels.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace gesso::fake {
namespace {

constexpr std::chrono::milliseconds kHeartbeat{100};
constexpr std::chrono::milliseconds kSlowStep{50};
constexpr int kSlowSteps = 2000;

[[noreturn]] void waitForever()
{
    while (true) {
        ::pause();
    }
}

void printRaw(const char* text)
{
    std::fputs(text, stdout);
    std::fflush(stdout);
}

} // namespace

Image pictureOf(std::uint64_t seed, int width, int height)
{
    Image image{width, height, 3, {}};
    image.u8().resize(image.rowValues() * static_cast<std::size_t>(height));
    auto state = static_cast<std::uint32_t>(seed);
    for (std::uint8_t& pixel : image.u8()) {
        pixel = static_cast<std::uint8_t>(state);
        state = (state >> 7 | state << 25) * 1664525 +
                1013904223; // Numerical Recipes' generator: no codec makes the file much smaller
    }
    return image;
}

FakeEngine::FakeEngine(std::string behaviour, std::string argument)
    : m_behaviour(std::move(behaviour)), m_argument(std::move(argument)), m_channel(STDIN_FILENO, STDOUT_FILENO)
{
}

int FakeEngine::serve()
{
    misbehaveAtStart();
    while (true) {
        const auto frame = m_channel.read();
        if (!frame || !*frame) {
            break;
        }
        const auto message = protocol::toEngineFromFrame(**frame);
        if (!message) {
            if (const auto job = protocol::jobOf(**frame)) {
                say(protocol::Failed{*job, message.error()});
            }
        } else if (std::holds_alternative<protocol::Hello>(*message)) {
            greet();
        } else if (const auto* submit = std::get_if<protocol::Submit>(&*message)) {
            start(*submit);
        } else if (const auto* inquiry = std::get_if<protocol::CountTokens>(&*message)) {
            count(*inquiry);
        } else if (std::holds_alternative<protocol::Cancel>(*message)) {
            m_job.request_stop();
        } else if (std::holds_alternative<protocol::Shutdown>(*message)) {
            break;
        }
    }
    if (is("deaf")) {
        waitForever();
    }
    m_job.request_stop();
    return EXIT_SUCCESS;
}

template <typename Message> void FakeEngine::say(const Message& message)
{
    if (!m_silent) {
        static_cast<void>(m_channel.write(protocol::toFrame(message)));
    }
}

void FakeEngine::misbehaveAtStart()
{
    if (is("die-at-start")) {
        std::fputs("user@host: Permission denied (publickey).\n", stderr);
        std::_Exit(3);
    }
    if (is("hang-at-start")) {
        waitForever();
    }
    if (is("die-young") && isFirstTime()) {
        ::kill(::getpid(), SIGKILL);
    }
    if (is("garbage")) {
        printRaw("Welcome to the cluster. 3 updates can be applied.\n");
    }
    if (is("deaf")) {
        std::signal(SIGTERM, SIG_IGN);
    }
}

void FakeEngine::greet()
{
    const protocol::Ready ready{is("wrong-program") ? "99.0.0" : GESSO_VERSION,
                                {{"cpu:0", "Fake CPU", 1U << 30, 1U << 29}}};
    if (is("wrong-protocol")) {
        std::vector<std::byte> bytes = protocol::encode(protocol::toFrame(ready)).value();
        bytes[4] = std::byte{protocol::kProtocolVersion + 1};
        static_cast<void>(::write(STDOUT_FILENO, bytes.data(), bytes.size()));
        return;
    }
    say(ready);
    m_heart = std::jthread([this](const std::stop_token& stop) { beat(stop); });
}

void FakeEngine::beat(const std::stop_token& stop)
{
    std::uint64_t free = 0;
    while (!stop.stop_requested()) {
        protocol::Heartbeat heartbeat;
        if (is("devices")) {
            heartbeat.devices.push_back({"cpu:0", "Fake CPU", 1U << 30, free += 1000});
        }
        say(heartbeat);
        std::this_thread::sleep_for(kHeartbeat);
    }
}

void FakeEngine::start(protocol::Submit submit)
{
    say(protocol::Accepted{submit.job});
    if (m_job.joinable()) {
        m_job.join();
    }
    m_job = std::jthread([this, submit = std::move(submit)](const std::stop_token& stop) { runJob(submit, stop); });
}

void FakeEngine::count(const protocol::CountTokens& inquiry)
{
    if (is("die-on-count")) {
        std::_Exit(7);
    }
    TokenCount count{static_cast<int>(inquiry.text.size())};
    if (count.tokens > count.limit || is("long-cut")) {
        count.cutAt = is("long-cut") ? inquiry.text.size() + 1 : static_cast<std::size_t>(count.limit);
    }
    say(protocol::TokensCounted{inquiry.inquiry, is("no-tokenizer") ? std::nullopt : std::optional(count)});
}

bool FakeEngine::isFirstTime() const
{
    const bool first = !std::filesystem::exists(m_argument);
    std::ofstream(m_argument) << "been here\n";
    return first;
}

void FakeEngine::misbehaveInJob()
{
    if (is("die")) {
        std::fputs("loading\nterminate called: the roof fell in\n", stderr);
        std::_Exit(7);
    }
    if (is("die-once") && isFirstTime()) {
        ::kill(::getpid(), SIGKILL);
    }
    if (is("hang")) {
        m_silent = true;
    }
    if (is("garbage-in-job")) {
        printRaw("UserWarning: something that belongs on stderr\n");
    }
}

void FakeEngine::runJob(const protocol::Submit& submit, const std::stop_token& stop)
{
    say(protocol::Started{submit.job, "cpu:0"});
    misbehaveInJob();
    if (m_behaviour.starts_with("first-then-")) {
        m_sentFirst = submit.made.empty();
        if (m_sentFirst) {
            sendPicture(submit, 0);
        }
    }
    if (is("first-then-die")) {
        std::_Exit(7);
    }
    if (is("log")) {
        std::ofstream(m_argument, std::ios::app)
            << nlohmann::json{{"request", toJson(submit.request)}, {"options", toJson(submit.options)}} << '\n';
    }
    const bool slow = is("slow") || is("deaf-to-cancel") || is("first-then-slow");
    const int steps = slow ? kSlowSteps : submit.request.steps;
    for (int step = 1; step <= steps; ++step) {
        if (stop.stop_requested() && !is("deaf-to-cancel")) {
            say(protocol::Cancelled{submit.job});
            return;
        }
        if (slow) {
            std::this_thread::sleep_for(kSlowStep);
        }
        say(protocol::Progress{submit.job, {"denoise", 0, step, steps}});
    }
    if (is("fail") || is("first-then-fail")) {
        const ErrorCode code =
            is("fail") ? errorCodeFromNumber(std::strtoull(m_argument.c_str(), nullptr, 10)) : ErrorCode::BadPicture;
        say(protocol::Failed{submit.job, {code, "The fake engine failed as it was told."}});
        return;
    }
    if (is("sick") && isFirstTime()) {
        std::fputs("gesso-engine: the GPU is lost\n", stderr);
        std::_Exit(exitStatus(ErrorCode::DeviceFailure));
    }
    finish(submit);
}

void FakeEngine::sendPictures(const protocol::Submit& submit)
{
    for (int i = 0; i < submit.request.count; ++i) {
        if (std::binary_search(submit.made.begin(), submit.made.end(), i) || (i == 0 && m_sentFirst)) {
            continue;
        }
        sendPicture(submit, i);
        if (is("die-each") || (is("die-midway") && isFirstTime())) {
            ::kill(::getpid(), SIGKILL);
        }
    }
    if (is("die-whole") && isFirstTime()) {
        ::kill(::getpid(), SIGKILL);
    }
}

void FakeEngine::sendPicture(const protocol::Submit& submit, int index)
{
    const GenerationRequest& request = submit.request;
    JobImage image;
    image.index = index;
    image.seed = request.seedOf(index) + (is("wrong-seed") ? 1 : 0);
    image.picture = makePicture(inFormat(pictureOf(image.seed, request.width, request.height), PixelFormat::U16));
    image.madeWith = {"fake", "0123456789abcdef", "cpu:0", "fp32"};
    if (submit.options.returnLatents) {
        image.latents.assign(static_cast<std::size_t>(request.width / 8) *
                                 static_cast<std::size_t>(request.height / 8) * 4,
                             static_cast<float>(index) + 0.5F);
    }
    say(protocol::Preview{submit.job, index, pictureOf(image.seed, 8, 8)});
    say(protocol::PictureMade{submit.job, image});
}

void FakeEngine::finish(const protocol::Submit& submit)
{
    const protocol::Finished finished{submit.job, {0.5, 0.25, 2., 0.25, 3.}, "fake", "0123456789abcdef", "cpu:0",
                                      "fp32"};
    if (!is("no-pictures")) {
        sendPictures(submit);
    }
    if (is("late")) {
        say(protocol::Progress{submit.job + 1000, {"denoise", 0, 1, 2}});
        say(protocol::Failed{submit.job + 1000, {ErrorCode::Internal, "about a job that was never there"}});
    }
    say(finished);
    if (is("late")) {
        say(protocol::Progress{submit.job, {"denoise", 0, 1, 2}});
        say(finished);
        say(protocol::Cancelled{submit.job});
    }
}

} // namespace gesso::fake
