// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/picture_files/picture_file.h"
#include "core/settings/settings.h"
#include "core/studio/candidate.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <vector>

namespace gesso::ui {

/// How the picture of a candidate was made, for its file.
[[nodiscard]] PictureMetadata metadataOf(const Candidate& candidate);

/// What the file of a candidate is to be called, without its end: the prompt's first words and the seed.
[[nodiscard]] QString suggestedName(const Candidate& candidate);

using SavedPicture = WrittenPicture;

/// Saves pictures with how they were made, one after another, off the window's thread. Nothing is half written, and
/// nothing that is there is replaced unless the user named the file. A picture to be kept that the disk does not take
/// is held and tried again, with growing pauses.
class PictureSaver final : public QObject {
    Q_OBJECT

public:
    explicit PictureSaver(QObject* parent = nullptr);
    ~PictureSaver() override; ///< waits for what is being written

    /// Into the folder of kept pictures, under the name that the template gives.
    void keep(const Candidate& candidate, const Settings& settings);
    /// Tries at once what is held, by these settings: the user may have chosen another folder.
    void retry(const Settings& settings);
    /// As this file, whose end says the format; one that is there is replaced.
    void saveAs(const Candidate& candidate, const QString& path, int bits, int quality = kUsualQuality);

    /// Where kept pictures go: the setting, else "Gesso" in the user's folder of pictures.
    [[nodiscard]] static std::filesystem::path folderOf(const Settings& settings);

Q_SIGNALS:
    void saved(quint64 candidate, const gesso::ui::SavedPicture& picture);
    void failed(quint64 candidate, const gesso::Error& error);
    /// A picture to be kept cannot be saved yet. Said once until all are.
    void held(quint64 candidate, const gesso::Error& error);

private:
    struct Wish {
        Candidate candidate;
        Settings settings;
    };

    void report(quint64 candidate, const Result<SavedPicture>& outcome);
    void write(const Wish& wish);
    void takeKept(const Wish& wish, const Result<SavedPicture>& outcome);
    void retryHeld();

    QThreadPool m_pool;
    std::vector<Wish> m_held;
    QTimer m_retry;
    std::chrono::milliseconds m_pause{};
    int m_writing = 0; ///< pictures to be kept
    bool m_told = false;
};

} // namespace gesso::ui
