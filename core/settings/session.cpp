// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/settings/session.h"

#include "core/base/folders.h"
#include "core/generation/request_json.h"
#include "core/generation/validate.h"
#include "core/settings/json_members.h"

#include <algorithm>

namespace gesso {
namespace {

using nlohmann::json;

constexpr const char* kFile = "session.json";
constexpr const char* kWhere = "The last session";
constexpr const char* kSeedNames[] = {"random", "locked"}; // in the order of Session::Seed

/// Reads each object of a list; what `read` refuses is left out, and counted in one notice.
template <typename Read>
void takeEach(JsonMembers& members, const char* key, std::vector<std::string>& notices, const char* what, Read read)
{
    int refused = 0;
    std::string reason;
    members.takeWith(key, [&](const json& list) {
        for (std::size_t i = 0; list.is_array() && i < list.size(); ++i) {
            if (const Result<> taken = read(list[i]); !taken) {
                ++refused;
                reason = taken.error().message;
            }
        }
        return list.is_array();
    });
    if (refused > 0) {
        notices.push_back(std::string(kWhere) + " held " + std::to_string(refused) + " " + what +
                          " that cannot be used and were left out. " + reason);
    }
}

Result<Session::StripPicture> resultFrom(const json& object)
{
    Session::StripPicture result;
    std::vector<std::string> wrong;
    if (object.is_object()) {
        JsonMembers members(object, "It", wrong);
        members.take("file", result.file);
        members.take("id", result.id);
        members.take("job", result.job);
        members.take("index", result.index, 0, RequestLimits::kMaxCount - 1);
        members.take("kept", result.kept);
        members.take("savedAs", result.savedAs);
        members.take("note", result.note);
        members.take("init", result.init);
    }
    if (!wrong.empty() || result.file.empty()) {
        return fail(ErrorCode::FileDamaged, "A picture has no file name.");
    }
    return result;
}

json toJson(const Session::StripPicture& result)
{
    return {{"file", result.file},   {"id", result.id},     {"job", result.job},
            {"index", result.index}, {"kept", result.kept}, {"savedAs", result.savedAs.string()},
            {"note", result.note},   {"init", result.init}};
}

Result<Session::WaitingJob> jobFrom(const json& object)
{
    const json nothing = json::object();
    const bool isObject = object.is_object();
    const Result<GenerationRequest> request = requestFromJson(isObject ? object.value("request", json()) : nothing);
    const Result<ExecutionOptions> options =
        executionOptionsFromJson(isObject ? object.value("options", nothing) : nothing);
    if (!isObject || !request || !options) {
        return !request   ? tl::unexpected(request.error())
               : !options ? tl::unexpected(options.error())
                          : fail(ErrorCode::FileDamaged, "A job is an object.");
    }
    return Session::WaitingJob{*request, *options};
}

Result<Session::Prompt> promptFrom(const json& object)
{
    Session::Prompt prompt;
    std::vector<std::string> wrong;
    if (!object.is_object()) {
        return fail(ErrorCode::FileDamaged, "A prompt is an object.");
    }
    JsonMembers members(object, "It", wrong);
    members.take("prompt", prompt.prompt);
    members.take("negative", prompt.negative);
    return wrong.empty() ? Result<Session::Prompt>(prompt) : fail(ErrorCode::FileDamaged, "A prompt is a text.");
}

/// A reader of list entries into a vector.
template <typename T> auto into(std::vector<T>& list, Result<T> (*read)(const json&))
{
    return [&list, read](const json& entry) {
        return read(entry).map([&list](const T& value) { list.push_back(value); });
    };
}

template <typename T> json listOf(const std::vector<T>& values, json (*write)(const T&))
{
    json list = json::array();
    for (const T& value : values) {
        list.push_back(write(value));
    }
    return list;
}

void takeParameters(JsonMembers& members, Session& session)
{
    members.takeWith("request", [&](const json& value) {
        return requestFromJson(value)
            .map([&](const GenerationRequest& request) { session.request = request; })
            .has_value();
    });
    members.takeWith("options", [&](const json& value) {
        return executionOptionsFromJson(value)
            .map([&](const ExecutionOptions& options) { session.options = options; })
            .has_value();
    });
    members.takeWith("touched", [&](const json& value) {
        std::set<std::string> paths;
        for (const json& path : value) {
            if (path.is_string()) {
                paths.insert(path.get<std::string>());
            }
        }
        session.touched = paths;
        return value.is_array() && paths.size() == value.size();
    });
    members.takeWith("style", [&](const json& value) {
        return styleFromJson(value).map([&](const Style& style) { session.style = style; }).has_value();
    });
    members.takeNamed("seed", session.seed, [](const std::string& name) {
        const auto found = std::find(std::begin(kSeedNames), std::end(kSeedNames), name);
        return found == std::end(kSeedNames)
                   ? std::nullopt
                   : std::optional(static_cast<Session::Seed>(found - std::begin(kSeedNames)));
    });
    members.take("lastSeed", session.lastSeed);
}

std::size_t promptBytes(const Session::Prompt& entry)
{
    return entry.prompt.size() + entry.negative.size();
}

} // namespace

void addToHistory(Session& session, std::string_view prompt, std::string_view negative)
{
    Session::Prompt entry{std::string(prompt), std::string(negative)};
    std::erase(session.history, entry);
    session.history.insert(session.history.begin(), std::move(entry));
    std::size_t bytes = 0;
    std::size_t kept = 0;
    while (kept < std::min(session.history.size(), Session::kMaxHistory) &&
           bytes + promptBytes(session.history[kept]) <= Session::kMaxHistoryBytes) {
        bytes += promptBytes(session.history[kept++]);
    }
    // One that is too long by itself does not push the others out.
    if (kept == 0) {
        session.history.erase(session.history.begin());
    } else {
        session.history.resize(kept);
    }
}

std::filesystem::path sessionFolder()
{
    return xdgFolder("XDG_STATE_HOME", std::filesystem::path(".local") / "state") / "gesso" / "session";
}

Stored<Session> loadSession(const std::filesystem::path& folder)
{
    Stored<json> read = loadStored(folder / kFile, Session::kVersion);
    Stored<Session> stored{{}, std::move(read.notices), read.unread};
    Session& session = stored.value;
    JsonMembers members(std::move(read.value), kWhere, stored.notices);
    int version = 0;
    members.take("version", version, 1, Session::kVersion);
    members.take("prompt", session.prompt);
    members.take("negative", session.negative);
    takeEach(members, "history", stored.notices, "prompts", into(session.history, promptFrom));
    takeParameters(members, session);
    members.take("windowGeometry", session.windowGeometry);
    members.take("page", session.page);
    members.take("unfolded", session.unfolded);
    members.take("exportFolder", session.exportFolder);
    members.take("exportFormat", session.exportFormat);
    takeEach(members, "waiting", stored.notices, "jobs", into(session.waiting, jobFrom));
    members.take("queuePaused", session.queuePaused);
    takeEach(members, "results", stored.notices, "pictures", into(session.results, resultFrom));
    members.take("shown", session.shown);
    session.others = std::move(members).rest();
    return stored;
}

bool isSessionIn(const std::filesystem::path& folder)
{
    std::error_code ignored;
    return std::filesystem::exists(folder / kFile, ignored);
}

Result<> saveSession(const std::filesystem::path& folder, const Session& session)
{
    GenerationRequest parameters = session.request;
    parameters.prompt.clear(); // they stand by themselves, of any length
    parameters.negativePrompt.clear();
    json content = session.others;
    content["prompt"] = session.prompt;
    content["negative"] = session.negative;
    content["history"] = listOf<Session::Prompt>(session.history, [](const Session::Prompt& entry) {
        return json{{"prompt", entry.prompt}, {"negative", entry.negative}};
    });
    content["request"] = gesso::toJson(parameters);
    if (session.touched) {
        content["touched"] = *session.touched;
    }
    if (session.style) {
        content["style"] = gesso::toJson(*session.style);
    }
    content["options"] = gesso::toJson(session.options);
    content["seed"] = kSeedNames[static_cast<std::size_t>(session.seed)];
    content["lastSeed"] = session.lastSeed ? json(*session.lastSeed) : json();
    content["windowGeometry"] = session.windowGeometry;
    content["page"] = session.page;
    content["unfolded"] = session.unfolded;
    content["exportFolder"] = session.exportFolder.string();
    content["exportFormat"] = session.exportFormat;
    content["waiting"] = listOf<Session::WaitingJob>(session.waiting, [](const Session::WaitingJob& job) {
        return json{{"request", gesso::toJson(job.request)}, {"options", gesso::toJson(job.options)}};
    });
    content["queuePaused"] = session.queuePaused;
    content["results"] = listOf<Session::StripPicture>(
        session.results, [](const Session::StripPicture& result) { return toJson(result); });
    content["shown"] = session.shown;
    return saveStored(folder / kFile, Session::kVersion, std::move(content));
}

} // namespace gesso
