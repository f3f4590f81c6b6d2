// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/spawn.h"

#include <csignal>
#include <spawn.h>
#include <unistd.h>

namespace gesso {
namespace {

/// posix_spawn's two argument objects.
class SpawnArguments final {
public:
    SpawnArguments(int input, int output, int errors)
    {
        ::posix_spawn_file_actions_init(&m_actions);
        ::posix_spawn_file_actions_adddup2(&m_actions, input, STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&m_actions, output, STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&m_actions, errors, STDERR_FILENO);
        ::posix_spawn_file_actions_addclosefrom_np(&m_actions, STDERR_FILENO + 1);
        ::posix_spawnattr_init(&m_attributes);
        sigset_t signals;
        ::sigemptyset(&signals);
        ::posix_spawnattr_setsigmask(&m_attributes, &signals);
        ::sigfillset(&signals);
        ::posix_spawnattr_setsigdefault(&m_attributes, &signals);
        ::posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
    }
    ~SpawnArguments()
    {
        ::posix_spawnattr_destroy(&m_attributes);
        ::posix_spawn_file_actions_destroy(&m_actions);
    }
    SpawnArguments(const SpawnArguments&) = delete;
    SpawnArguments& operator=(const SpawnArguments&) = delete;

    [[nodiscard]] tl::expected<pid_t, int> spawn(const std::vector<std::string>& command) const
    {
        std::vector<char*> words;
        words.reserve(command.size() + 1);
        for (const std::string& word : command) {
            words.push_back(const_cast<char*>(word.c_str())); // posix_spawn does not write to them
        }
        words.push_back(nullptr);
        pid_t pid = -1;
        const int error = ::posix_spawnp(&pid, words[0], &m_actions, &m_attributes, words.data(), environ);
        if (error != 0) {
            return tl::unexpected(error);
        }
        return pid;
    }

private:
    posix_spawn_file_actions_t m_actions{};
    posix_spawnattr_t m_attributes{};
};

} // namespace

tl::expected<pid_t, int> spawn(const std::vector<std::string>& command, const UniqueFd& input, const UniqueFd& output,
                               const UniqueFd& errors)
{
    return SpawnArguments(input.get(), output.get(), errors.get()).spawn(command);
}

} // namespace gesso
