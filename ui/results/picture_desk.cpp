// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/results/picture_desk.h"

#include "core/base/path_text.h"
#include "core/metadata/read_metadata.h"
#include "core/picture_files/picture_file.h"
#include "ui/adapters/background.h"
#include "ui/adapters/picture.h"
#include "ui/adapters/show_in_folder.h"
#include "ui/results/candidate_text.h"
#include "ui/results/error_notice.h"
#include "ui/results/saved_notice.h"

#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QTimer>

namespace gesso::ui {
namespace {

constexpr std::chrono::milliseconds kSlow{500}; ///< after which reading a picture is told, and can be cancelled

/// What of the user's own files a stranger's picture is made with, and what is not there.
QString addOnsOf(const ForeignMetadata& foreign)
{
    QStringList lines;
    if (foreign.metadata.request && !foreign.metadata.request->modelOptions.vae.empty()) {
        lines += PictureDesk::tr("Uses the VAE %1 from your folders.")
                     .arg(QFileInfo(QString::fromStdString(foreign.metadata.request->modelOptions.vae)).fileName());
    }
    QStringList missing;
    for (const MissingAddOn& addOn : foreign.missing) {
        const QString name = QString::fromStdString(addOn.name);
        missing += addOn.kind == MissingAddOn::Kind::Lora        ? PictureDesk::tr("LoRA %1").arg(name)
                   : addOn.kind == MissingAddOn::Kind::Embedding ? PictureDesk::tr("embedding %1").arg(name)
                                                                 : PictureDesk::tr("VAE %1").arg(name);
    }
    if (!missing.isEmpty()) {
        lines += PictureDesk::tr("Not in your folders: %1.").arg(missing.join(QStringLiteral(", ")));
    }
    return lines.join(u' ');
}

struct OpenedPicture {
    Candidate candidate;
    QImage shown;
    bool saysHowItWasMade = false;
};

Result<OpenedPicture> readOpened(const QString& path, const ResultStore& store, const std::stop_token& stop)
{
    const std::filesystem::path file = QFile::encodeName(path).toStdString();
    return readPicture(file, stop).map([&](Image image) {
        const ForeignMetadata foreign = readMetadata(file).value_or(ForeignMetadata{});
        const PictureMetadata& metadata = foreign.metadata;
        OpenedPicture opened;
        opened.saysHowItWasMade = metadata.request.has_value();
        opened.shown = toQImage(image);
        Candidate& candidate = opened.candidate;
        candidate.state = Candidate::State::Finished;
        candidate.request = metadata.request.value_or(GenerationRequest{});
        candidate.request.seed = metadata.request ? metadata.seed : 0;
        candidate.request.count = 1;
        candidate.request.width = image.width;
        candidate.request.height = image.height;
        candidate.stored = store.add(makePicture(std::move(image))); // it may have hundreds of megabytes
        candidate.modelName = metadata.modelName;
        candidate.addOns = addOnsOf(foreign).toStdString();
        candidate.kept = true;
        candidate.savedAs = file;
        return opened;
    });
}

} // namespace

PictureDesk::PictureDesk(CandidateModel& candidates, CandidateList& list, const ResultStore& store,
                         const Settings& settings, Messages& messages, QObject* parent)
    : QObject(parent), m_candidates(candidates), m_list(list), m_store(store), m_settings(settings),
      m_messages(messages)
{
    m_reading.setMaxThreadCount(1);
    connect(&m_saver, &PictureSaver::saved, this, &PictureDesk::noteSaved);
    connect(&m_saver, &PictureSaver::held, this, [this](quint64, const Error& error) {
        Notice notice = errorNotice(error);
        notice.text += u'\n' + tr("It will be saved as soon as possible.");
        notice.topic = Notice::Topic::Saving;
        m_messages.tell(notice);
    });
    connect(&m_saver, &PictureSaver::failed, this,
            [this](quint64, const Error& error) { m_messages.tell(errorNotice(error)); });
}

PictureDesk::~PictureDesk()
{
    m_stopReading.request_stop();
    m_reading.waitForDone();
}

const Candidate* PictureDesk::finished(CandidateId candidate) const
{
    const Candidate* found = m_candidates.find(candidate);
    return found != nullptr && found->isFinished() ? found : nullptr;
}

void PictureDesk::noteSaved(CandidateId candidate, const SavedPicture& picture)
{
    const QString path = QString::fromStdString(picture.path.string());
    m_list.setKept(candidate, picture.path);
    m_messages.overtake(Notice::Topic::Saving);
    m_messages.offer(tr("Saved as %1").arg(QDir::toNativeSeparators(path)), tr("Show in folder"),
                     [path] { showInFolder(path); });
    if (const std::optional<Notice> notice = savedNotice(picture)) {
        m_messages.tell(*notice);
    }
}

void PictureDesk::keep(CandidateId id)
{
    const Candidate* candidate = finished(id);
    if (candidate == nullptr) {
        return;
    }
    if (candidate->kept) {
        const QString path = QString::fromStdString(candidate->savedAs.string());
        m_messages.offer(tr("Already saved as %1").arg(QDir::toNativeSeparators(path)), tr("Show in folder"),
                         [path] { showInFolder(path); });
        return;
    }
    m_saver.keep(*candidate, m_settings);
}

void PictureDesk::saveAs(CandidateId id, const QString& path)
{
    if (const Candidate* candidate = finished(id)) {
        m_saver.saveAs(*candidate, path, 0, m_settings.quality);
    }
}

void PictureDesk::copy(CandidateId id)
{
    const Candidate* candidate = finished(id);
    if (candidate == nullptr) {
        return;
    }
    const auto put = [this](const QImage& picture) {
        QGuiApplication::clipboard()->setImage(picture);
        m_messages.hint(tr("Copied"));
    };
    if (const QImage shown = m_candidates.picture(id); !shown.isNull()) {
        put(shown);
        return;
    }
    inBackground(
        m_reading, this,
        [stored = candidate->stored] { return stored.read().map([](const Picture& read) { return toQImage(*read); }); },
        [this, put](const Result<QImage>& picture) {
            if (picture) {
                put(*picture);
            } else {
                m_messages.tell(errorNotice(picture.error()));
            }
        });
}

void PictureDesk::add(const QImage& picture)
{
    Candidate candidate;
    candidate.state = Candidate::State::Finished;
    candidate.request.width = picture.width();
    candidate.request.height = picture.height();
    candidate.note = tr("This picture carries no prompt or settings.").toStdString();
    candidate.stored = m_store.add(makePicture(toImage(picture)));
    const CandidateId id = m_candidates.add(candidate, {}, picture);
    m_candidates.setCurrent(id);
    Q_EMIT opened(id, false);
}

void PictureDesk::open(const QString& path)
{
    const auto ended = std::make_shared<bool>(false);
    QTimer::singleShot(kSlow, this, [this, path, ended] {
        if (!*ended) {
            Notice notice;
            notice.title = tr("Reading %1 …").arg(QFileInfo(path).fileName());
            notice.actionText = tr("Cancel");
            notice.dismissable = false;
            notice.topic = Notice::Topic::Reading;
            m_messages.tell(notice, [this] { m_stopReading.request_stop(); });
        }
    });
    m_stopReading = m_stopReading.stop_requested() ? std::stop_source() : m_stopReading;
    inBackground(
        m_reading, this,
        [path, store = m_store, stop = m_stopReading.get_token()] { return readOpened(path, store, stop); },
        [this, ended](const Result<OpenedPicture>& opened) {
            *ended = true;
            m_messages.overtake(Notice::Topic::Reading);
            if (!opened && opened.error().code == ErrorCode::Cancelled) {
                return;
            }
            if (!opened) {
                m_messages.tell(errorNotice(opened.error()));
                return;
            }
            Candidate candidate = opened->candidate;
            if (!opened->saysHowItWasMade) {
                candidate.note = tr("This picture carries no prompt or settings.").toStdString();
            }
            const CandidateId id = m_candidates.add(candidate, {}, opened->shown);
            m_candidates.setCurrent(id);
            Q_EMIT this->opened(id, opened->saysHowItWasMade);
        });
}

} // namespace gesso::ui
