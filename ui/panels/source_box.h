// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/adapters/source_picture.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace gesso::ui {

class ElidedLabel;
class IconButton;

/// The picture that is begun from: small, with its name and size and a button that takes it out; without one a place to
/// drop one on, and a button to choose a file. What is dropped is told by signals, nothing is read here.
class SourceBox final : public QWidget {
    Q_OBJECT

public:
    explicit SourceBox(QWidget* parent = nullptr);

    [[nodiscard]] const SourcePicture& source() const { return m_source; }
    void setSource(const SourcePicture& source); ///< an empty one: none

Q_SIGNALS:
    void chooseRequested();
    void removeRequested();
    void fileDropped(const QString& path);
    void pictureDropped(const QImage& picture);
    void dropRefused(const QString& why); ///< two sentences for the user

protected:
    void paintEvent(QPaintEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void show(const SourcePicture& source);
    void setDropHint(bool shown);
    [[nodiscard]] QRect thumbnailRect() const;

    SourcePicture m_source;
    ElidedLabel* m_name;
    QLabel* m_size;
    QPushButton* m_choose;
    IconButton* m_change;
    IconButton* m_remove;
    bool m_dropHint = false;
};

} // namespace gesso::ui
