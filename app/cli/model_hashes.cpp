// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/model_hashes.h"

#include "app/engine_client/engine_command.h"
#include "app/engine_client/group_watch.h"
#include "app/engine_client/spawn.h"
#include "core/base/file.h"
#include "core/base/folders.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace gesso::cli {
namespace {

/// What a program writes on its standard output, its other output being dropped; empty when it cannot be run. It does
/// not outlive us.
std::string outputOf(const std::vector<std::string>& command)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return {};
    }
    const UniqueFd reading(ends[0]);
    UniqueFd writing(ends[1]);
    const UniqueFd nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
    const tl::expected<pid_t, int> child = spawn(command, nothing, writing, nothing);
    writing.reset();
    if (!child) {
        return {};
    }
    GroupWatch watch(*child);
    std::string text;
    std::array<char, 4096> part{};
    for (::ssize_t got = 1; got > 0 || (got < 0 && errno == EINTR);) {
        got = ::read(reading.get(), part.data(), part.size());
        text.append(part.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    }
    siginfo_t ended{};
    while (::waitid(P_PID, static_cast<id_t>(*child), &ended, WEXITED | WNOWAIT) < 0 && errno == EINTR) {
    }
    watch.release();
    while (::waitpid(*child, nullptr, 0) < 0 && errno == EINTR) {
    }
    return text;
}

} // namespace

std::vector<std::string> modelHashes(const std::vector<FoundModel>& models)
{
    std::vector<std::string> hashes(models.size());
    const char* setting = std::getenv("GESSO_ENGINE");
    Result<std::vector<std::string>> engine = engineCommand(setting == nullptr ? "" : setting, executableFolder());
    if (models.empty() || !engine || engine->back() != "serve") {
        return hashes;
    }
    engine->back() = "hashes";
    for (const FoundModel& model : models) {
        engine->push_back(model.path.string());
    }
    const std::string text = outputOf(*std::move(engine));
    std::size_t start = 0;
    for (std::string& hash : hashes) {
        const std::size_t end = text.find('\n', start);
        if (end == std::string::npos) {
            break;
        }
        hash = text.substr(start, end - start);
        hash = hash == "-" ? "" : hash;
        start = end + 1;
    }
    return hashes;
}

} // namespace gesso::cli
