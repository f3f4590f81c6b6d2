// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPlainTextEdit>

#include <memory>
#include <optional>

namespace gesso {
class AddOnList;
}

namespace gesso::ui {

/// A box for a prompt: plain text alone, at most 1 MiB of UTF-8, however it comes in. It stays quick with any text of
/// that size (prompt_text.h). Tab leaves it; Ctrl+Return and Alt+Up/Down are asked of the panel. Ctrl+Up/Down change
/// the weight of what is selected, or of the word at the cursor, and weights show as colours (prompt_colours.h).
class PromptEdit final : public QPlainTextEdit {
    Q_OBJECT

public:
    /// Its height: `minLines`, growing with the text to `maxLines`, and less where there is no room for that.
    PromptEdit(int minLines, int maxLines, QWidget* parent = nullptr);

    [[nodiscard]] QString text() const;
    void setText(const QString& text);     ///< forgets what could be undone
    void replaceText(const QString& text); ///< can be undone
    void putIn(const QString& words);      ///< at the cursor, with the spaces that it needs; can be undone

    /// Greys and strikes out the text from this byte of its UTF-8 on; nothing takes that away.
    void setFallenOff(std::optional<qsizetype> fromByte);
    [[nodiscard]] QString fallenOff() const; ///< the text that is struck out

    /// The LoRAs that are there: tags of others look missing. Null: not known.
    void setLoras(std::shared_ptr<const AddOnList> loras);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void generateRequested(bool front);
    void historyRequested(int steps); ///< 1 one older, -1 one newer
    void cut();                       ///< what was put in did not fit whole

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    [[nodiscard]] QMimeData* createMimeDataFromSelection() const override;
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData* source) const override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    [[nodiscard]] qsizetype room() const; ///< bytes that can still be put in place of the selection
    [[nodiscard]] bool fits(const QString& typed);
    void insertCut(const QString& text);
    void updateHeight();
    void showFallenOff();
    void showColours();
    void changeWeight(double delta);

    int m_minLines, m_maxLines;
    int m_wanted = 0;         ///< height in pixels
    bool m_composing = false; ///< an input method is at work
    bool m_coloured = false;
    std::shared_ptr<const AddOnList> m_loras;
    QTextCursor m_fallenOff; ///< selects what falls off; null when nothing does
};

} // namespace gesso::ui
