// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/session_reader.h"

#include "core/generation/validate.h"
#include "core/picture_files/read/input_picture.h"
#include "core/settings/session_thumbnails.h"
#include "ui/adapters/disk_trouble.h"
#include "ui/adapters/picture.h"

#include <map>

namespace gesso::ui {
namespace {

using Fate = ReadSession::Picture::Fate;

Candidate candidateOf(const Session::StripPicture& result, const PictureMetadata& metadata, PictureSize size)
{
    Candidate candidate;
    candidate.index = result.index;
    candidate.state = Candidate::State::Finished;
    candidate.request = metadata.request.value_or(GenerationRequest{});
    candidate.request.seed = metadata.seed;
    candidate.request.count = 1;
    candidate.request.width = size.width;
    candidate.request.height = size.height;
    candidate.modelName = metadata.modelName;
    candidate.kept = result.kept;
    candidate.savedAs = result.savedAs;
    candidate.note = result.note;
    return candidate;
}

/// All pictures that the session's jobs, results and panels begin from, by their hashes.
std::map<std::string, PictureReference> inputsNamedBy(const Session& session)
{
    std::map<std::string, PictureReference> inputs;
    const auto take = [&inputs](const PictureReference& reference) {
        if (!reference.hash.empty()) {
            inputs.try_emplace(reference.hash, reference);
        }
    };
    const auto takeBoth = [&take](const GenerationRequest& request) {
        take(request.init);
        take(request.mask);
    };
    takeBoth(session.request);
    for (const Session::WaitingJob& job : session.waiting) {
        takeBoth(job.request);
    }
    for (const Session::StripPicture& result : session.results) {
        take({{}, result.init});
    }
    return inputs;
}

/// The picture of a reference that the session kept, or that its own file still has.
Result<Image> readInput(const Result<SessionPictures>& pictures, const PictureReference& reference)
{
    Result<Image> kept = pictures.and_then([&](const SessionPictures& all) { return all.getInput(reference.hash); });
    if (kept || reference.path.empty()) {
        return kept;
    }
    Result<InputPicture> own = readInputPicture(reference.path);
    if (own && hashOf(own->image) == reference.hash) {
        return std::move(own->image);
    }
    return kept;
}

/// Where pictures and their thumbnails are read from.
struct Places {
    const Result<SessionPictures>& pictures;
    const SessionThumbnails& thumbnails;
    const ResultStore& store;
};

/// The picture by its thumbnail and what its file says of it, if that is enough: its pixels are read when they are
/// wanted.
bool loadQuickly(const Places& places, ReadSession::Picture& loaded)
{
    const std::string& file = loaded.result.file;
    const std::optional<SessionThumbnails::Thumbnail> thumbnail =
        places.pictures ? places.thumbnails.find(file) : std::nullopt;
    const Result<PictureMetadata> metadata =
        places.pictures.and_then([&](const SessionPictures& pictures) { return pictures.metadata(file); });
    if (!thumbnail || !metadata) {
        return false;
    }
    loaded.candidate = candidateOf(loaded.result, *metadata, thumbnail->size);
    loaded.candidate.stored = places.store.add(places.pictures->path(file));
    loaded.thumbnail = toQImage(thumbnail->image);
    return true;
}

ReadSession::Picture load(const Places& places, const Session::StripPicture& result)
{
    ReadSession::Picture loaded;
    loaded.result = result;
    if (loadQuickly(places, loaded)) {
        return loaded;
    }
    const Result<SessionPictures>& pictures = places.pictures;
    Result<SessionPictures::Picture> picture =
        twice([&] { return pictures.and_then([&](const SessionPictures& all) { return all.get(result.file); }); });
    if (picture) {
        loaded.candidate =
            candidateOf(result, picture->metadata, PictureSize{picture->image.width, picture->image.height});
        loaded.thumbnail = toQImage(places.thumbnails.put(result.file, picture->image));
        loaded.candidate.stored = places.store.add(std::make_shared<const Image>(std::move(picture->image)));
        loaded.candidate.stored.setFile(pictures->path(result.file));
        return loaded;
    }
    loaded.error = picture.error();
    loaded.fate = Fate::Later;
    if (pictures && (!pictures->has(result.file) || !mayPass(loaded.error.code))) {
        loaded.fate = Fate::Gone;
    } else if (pictures && loaded.error.code == ErrorCode::FileDamaged) {
        if (const Result<std::filesystem::path> aside = pictures->setAside(result.file)) {
            loaded.fate = Fate::Aside;
            loaded.aside = *aside;
        }
    }
    return loaded;
}

} // namespace

std::optional<GenerationInputs> inputsOf(const GenerationRequest& request, const KeptInputs& kept)
{
    const GenerationInputs inputs{kept.value(QString::fromStdString(request.init.hash)).image,
                                  kept.value(QString::fromStdString(request.mask.hash)).image};
    return validate(request, inputs) ? std::optional(inputs) : std::nullopt;
}

std::vector<std::string> filesNamedBy(const Session& session)
{
    std::vector<std::string> files;
    for (const Session::StripPicture& result : session.results) {
        files.push_back(result.file);
    }
    for (const auto& [hash, reference] : inputsNamedBy(session)) {
        files.push_back(SessionPictures::inputName(hash));
    }
    return files;
}

ReadSession readPicturesOf(const Session& session, const std::filesystem::path& folder, bool sound,
                           const ResultStore& store)
{
    ReadSession read;
    const Result<SessionPictures> pictures = SessionPictures::open(folder);
    const std::map<std::string, PictureReference> inputs = inputsNamedBy(session);
    const std::vector<std::string> named = filesNamedBy(session);
    const SessionThumbnails thumbnails(folder);
    const Places places{pictures, thumbnails, store};
    if (pictures && sound) {
        thumbnails.prune(named);
        pictures->prune(named); // written by a program that was killed before it could name them
    }
    for (const Session::StripPicture& result : session.results) {
        read.results.push_back(load(places, result));
    }
    for (const auto& [hash, reference] : inputs) {
        Result<Image> input = readInput(pictures, reference);
        const QString key = QString::fromStdString(hash);
        if (input) {
            read.inputs.insert(key, sourceOf(std::make_shared<const Image>(*std::move(input)), {}, {}));
            continue;
        }
        const std::string name = SessionPictures::inputName(hash);
        if (pictures && input.error().code == ErrorCode::FileDamaged) {
            static_cast<void>(pictures->setAside(name));
        }
        if (!pictures || pictures->has(name)) {
            read.unreadable.insert(key);
        }
    }
    for (const std::string& name : pictures && !sound ? pictures->others(named) : std::vector<std::string>()) {
        Session::StripPicture found;
        found.file = name;
        ReadSession::Picture loaded = load(places, found);
        if (loaded.fate != Fate::Usable || !loaded.candidate.request.model.empty()) { // not what a job began from
            read.results.push_back(std::move(loaded));
        }
    }
    return read;
}

} // namespace gesso::ui
