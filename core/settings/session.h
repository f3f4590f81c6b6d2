// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request.h"
#include "core/settings/stored_file.h"
#include "core/styles/style.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// What the window held when it was last seen, so that it opens as it was left. A plain value; it stands in
/// session.json in sessionFolder(), the pictures beside it (session_pictures.h).
struct Session {
    static constexpr int kVersion = 1;
    static constexpr std::size_t kMaxHistory = 100;
    static constexpr std::size_t kMaxHistoryBytes = std::size_t{4} << 20; ///< of all prompts of the history together

    /// How the next job gets its seed.
    enum class Seed : std::uint8_t { Random, Locked };

    struct Prompt {
        std::string prompt, negative;
        friend bool operator==(const Prompt&, const Prompt&) = default;
    };

    struct WaitingJob {
        GenerationRequest request;
        ExecutionOptions options;
        friend bool operator==(const WaitingJob&, const WaitingJob&) = default;
    };

    /// A finished picture in the strip. How it was made stands in its file's own metadata.
    struct StripPicture {
        std::string file;      ///< name within the session's folder of pictures
        std::uint64_t id = 0;  ///< the candidate's; 0 is none
        std::uint64_t job = 0; ///< pictures of one job stand together
        int index = 0;         ///< place in the job, 0-based
        bool kept = false;
        std::filesystem::path savedAs; ///< where a kept one was saved; may be empty
        std::string note;              ///< what stands below it
        std::string init;              ///< hash of what it was begun from; empty: nothing, or not known
        friend bool operator==(const StripPicture&, const StripPicture&) = default;
    };

    // The prompt panel.
    std::string prompt, negative; ///< as they are being written: of any length, UTF-8
    std::vector<Prompt> history;  ///< that were generated from, the latest first

    // The parameters: a request without its prompts, and how it is run.
    GenerationRequest request;
    std::optional<std::set<std::string>> touched; ///< what of it the user touched (request_draft.h); nothing: not known
    std::optional<Style> style;                   ///< the one that the prompts carry
    ExecutionOptions options;
    Seed seed = Seed::Random;
    std::optional<std::uint64_t> lastSeed; ///< what "reuse last" takes

    // The window, in the words of whoever draws it.
    std::string windowGeometry;         ///< base64
    std::string page;                   ///< "canvas", "queue" ...; empty: the first
    std::set<std::string> unfolded;     ///< fold lines that are open
    std::filesystem::path exportFolder; ///< of the last Save as
    std::string exportFormat;           ///< "jpg", of the last Save as; empty: that of the settings

    // The work.
    std::vector<WaitingJob> waiting; ///< not finished, in their order; one that ran stands first
    bool queuePaused = false;
    std::vector<StripPicture> results; ///< in the strip's order
    std::uint64_t shown = 0;           ///< id of the result on the canvas; 0: none

    nlohmann::json others = nlohmann::json::object(); ///< members of the file that this version does not know; kept

    friend bool operator==(const Session&, const Session&) = default;
};

/// Puts a prompt at the front of the history; one that stood there already moves. Drops the oldest beyond kMaxHistory
/// and kMaxHistoryBytes, also the new one when it alone is too long.
void addToHistory(Session& session, std::string_view prompt, std::string_view negative);

/// $XDG_STATE_HOME/gesso/session, in ~/.local/state where that is not set to an absolute path.
[[nodiscard]] std::filesystem::path sessionFolder();

/// Reads session.json of this folder. A job, a result or a value that cannot be is left out and named in the notices;
/// the rest is as stored_file.h says.
[[nodiscard]] Stored<Session> loadSession(const std::filesystem::path& folder);

/// Whether there is a session.json in this folder.
[[nodiscard]] bool isSessionIn(const std::filesystem::path& folder);

/// Writes session.json of this folder whole or not at all, and makes the folder. Bytes that are not UTF-8 become
/// U+FFFD. Errors: those of saveStored.
[[nodiscard]] Result<> saveSession(const std::filesystem::path& folder, const Session& session);

} // namespace gesso
