// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QWidget>

namespace gesso::ui {

/// A small picture of a job as it forms, filling its frame; neutral while there is none.
class JobThumbnail final : public QWidget {
    Q_OBJECT

public:
    explicit JobThumbnail(QWidget* parent = nullptr);

    /// The latest picture; large ones are made small on another thread.
    void setPicture(const QImage& picture);
    [[nodiscard]] bool hasPicture() const { return !m_shown.isNull(); }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void scaleNext();
    void take(const QImage& scaled);

    QImage m_shown;
    QImage m_next; ///< came while one was being scaled
    qint64 m_key = 0;
    bool m_scaling = false;
};

} // namespace gesso::ui
