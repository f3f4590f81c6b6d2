// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QAbstractButton;
class QVBoxLayout;

namespace gesso::ui {

/// One line that says the values of what is folded under it ("DPM++ 2M Karras · 25 steps · 7.0"); a click, Space or
/// Return unfolds the content.
class FoldLine final : public QWidget {
    Q_OBJECT

public:
    explicit FoldLine(QWidget* parent = nullptr);

    void setText(const QString& text);
    [[nodiscard]] QString text() const;
    /// The widget that is shown when unfolded; taken as a child. One content only.
    void setContent(QWidget* content);
    [[nodiscard]] bool isUnfolded() const;
    void setUnfolded(bool unfolded);
    /// Whether a separator is drawn above the line.
    void setSeparator(bool separator);

Q_SIGNALS:
    void toggled(bool unfolded);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QAbstractButton* m_line;
    QVBoxLayout* m_layout;
    QWidget* m_content = nullptr;
    bool m_separator = false;
};

} // namespace gesso::ui
