// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/source_reader.h"

#include "core/settings/session_pictures.h"
#include "ui/adapters/background.h"
#include "ui/adapters/picture.h"
#include "ui/results/candidate_text.h"

#include <QFileInfo>
#include <QTimer>

#include <chrono>

namespace gesso::ui {
namespace {

Result<SourcePicture> findSource(const PictureReference& reference, const std::filesystem::path& sessionFolder,
                                 const std::stop_token& stop)
{
    const QString path = QString::fromStdString(reference.path);
    if (!sessionFolder.empty()) {
        auto kept = SessionPictures::open(sessionFolder).and_then([&](const SessionPictures& pictures) {
            return pictures.getInput(reference.hash);
        });
        if (kept) {
            return sourceOf(std::make_shared<const Image>(*std::move(kept)), path, QFileInfo(path).fileName());
        }
    }
    Result<SourcePicture> read =
        path.isEmpty() ? fail(ErrorCode::FileNotReadable, "It was never saved, and is no longer in the session.")
                       : readSource(path, stop);
    if (read && read->hash != reference.hash) {
        return fail(ErrorCode::FileNotReadable, "'" + reference.path + "' has changed since.");
    }
    return read;
}

} // namespace

SourceReader::SourceReader(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

SourceReader::~SourceReader()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void SourceReader::stop()
{
    m_stop.request_stop();
}

std::stop_token SourceReader::begin(const QString& path)
{
    constexpr std::chrono::milliseconds kSlow{500};
    if (m_stop.stop_requested()) {
        m_stop = std::stop_source();
    }
    ++m_reading;
    QTimer::singleShot(kSlow, this, [this, path, number = ++m_number] {
        if (m_reading > 0 && number == m_number) {
            m_slow = true;
            Q_EMIT slow(QFileInfo(path).fileName());
        }
    });
    return m_stop.get_token();
}

void SourceReader::end()
{
    --m_reading;
    if (m_slow && m_reading == 0) {
        m_slow = false;
        Q_EMIT slowEnded();
    }
}

void SourceReader::readFile(const QString& path)
{
    inBackground(
        m_pool, this, [path, stop = begin(path)] { return readSource(path, stop); },
        [this](const Result<SourcePicture>& source) {
            end();
            if (source) {
                Q_EMIT ready(*source);
            } else if (source.error().code != ErrorCode::Cancelled) {
                Q_EMIT failed(source.error());
            }
        });
}

void SourceReader::take(const QImage& picture, const QString& path, const QString& name)
{
    inBackground(
        m_pool, this, [picture, path, name] { return sourceOf(picture, path, name); },
        [this](const SourcePicture& source) { Q_EMIT ready(source); });
}

void SourceReader::take(const Candidate& candidate, const QString& name)
{
    inBackground(
        m_pool, this,
        [candidate, name] {
            return candidate.stored.read().map(
                [&](const Picture& picture) { return sourceOf(toQImage(*picture), pathOf(candidate), name); });
        },
        [this](const Result<SourcePicture>& source) {
            if (source) {
                Q_EMIT ready(*source);
            } else {
                Q_EMIT failed(source.error());
            }
        });
}

void SourceReader::find(const PictureReference& reference, const std::filesystem::path& sessionFolder)
{
    inBackground(
        m_pool, this,
        [reference, sessionFolder, stop = begin(QString::fromStdString(reference.path))] {
            return findSource(reference, sessionFolder, stop);
        },
        [this](const Result<SourcePicture>& source) {
            end();
            if (source) {
                Q_EMIT found(*source);
            } else if (source.error().code != ErrorCode::Cancelled) {
                Q_EMIT failed({source.error().code, "The picture that it was begun from cannot be had: " +
                                                        source.error().message + " Choose another one."});
            }
        });
}

} // namespace gesso::ui
