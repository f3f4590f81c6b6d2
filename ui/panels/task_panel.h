// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/adapters/source_picture.h"
#include "ui/adapters/workspace_signals.h"

#include <QFrame>

#include <vector>

namespace gesso::ui {

class NumberField;
class Segments;
class SourceBox;

/// The card that says what pictures are made from: words alone, a picture that is repainted in part, or words along a
/// panorama. A picture that was chosen stays while the others are looked at.
/// It shows the workspace's draft, and edits it.
class TaskPanel final : public QFrame {
    Q_OBJECT

public:
    /// The workspace must outlive the panel.
    explicit TaskPanel(WorkspaceSignals& workspace, QWidget* parent = nullptr);

    [[nodiscard]] Task task() const; ///< TextToImage, ImageToImage or Panorama
    [[nodiscard]] const SourcePicture& source() const;
    void setSource(const SourcePicture& source);     ///< it does not change the task
    void restoreSource(const SourcePicture& source); ///< the same of a former session: no edit
    /// The user restyles this picture now; where it is to fit, the size is the one in which it is made again.
    void takeSource(const SourcePicture& source, bool fit);

    /// "Generate", "Restyle" or "Panorama": what the button that makes the pictures says.
    [[nodiscard]] QString verb() const;

    /// How a strength reads: "0.65 · reshapes".
    [[nodiscard]] static QString strengthText(double strength);

Q_SIGNALS:
    void sourceChanged();
    void chooseRequested();
    void fileDropped(const QString& path);
    void pictureDropped(const QImage& picture);
    void dropRefused(const QString& why);

private:
    QWidget* buildPicturePart();
    QWidget* buildPanoramaPart();
    void showDraft();
    void showSource(); ///< as the workspace has it
    void know(const SourcePicture& source);

    WorkspaceSignals& m_workspace;
    std::vector<SourcePicture> m_known; ///< without pixels: what the workspace may come back to
    Segments* m_tasks;
    SourceBox* m_source;
    NumberField* m_strength;
    Segments* m_wrap;
    QWidget* m_pictureRows;
    QWidget* m_panoramaRows;
};

} // namespace gesso::ui
