// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/studio/candidate.h"
#include "ui/shell/window_parts.h"

#include <QObject>
#include <QStringList>

namespace gesso::ui {

/// The dialogs for picture files: opening and saving. It remembers where and as what the user saved last.
class PictureFiles final : public QObject {
    Q_OBJECT

public:
    explicit PictureFiles(WindowParts& parts);

    void askOpen();
    void open(const QStringList& files);
    void askSaveAs(CandidateId candidate);
    void showFolder(CandidateId candidate); ///< the file manager, with the picture's file

    void setLast(const std::filesystem::path& folder, const std::string& format);
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; } ///< empty: not chosen yet
    [[nodiscard]] const std::string& format() const { return m_format; }

private:
    void save(CandidateId candidate, const QString& path);
    void tellFormats(CandidateId candidate, const QString& suffix); ///< as which it cannot be saved

    WindowParts& m_parts;
    std::filesystem::path m_folder;
    std::string m_format; ///< name of a PictureFormat, or empty
};

} // namespace gesso::ui
