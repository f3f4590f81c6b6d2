// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/generation_service.h"
#include "ui/adapters/workspace_signals.h"

#include <QFrame>
#include <QString>
#include <QThreadPool>

#include <vector>

class QLabel;

namespace gesso::ui {

class GenerateButton;
class NoticeCard;
class PromptEdit;
class StyleMenu;

/// A prompt that was generated from.
struct PromptText {
    QString prompt, negative;
    friend bool operator==(const PromptText&, const PromptText&) = default;
};

/// The card with the prompt: what to show, what to avoid, how much of it the model reads, and Generate.
///
/// It shows the prompts of the workspace's draft, and edits them.
///
/// It answers Ctrl+Return and Ctrl+Shift+Return while one of its boxes has the focus; elsewhere they are the window's.
class PromptPanel final : public QFrame {
    Q_OBJECT

public:
    /// The workspace must outlive the panel.
    explicit PromptPanel(WorkspaceSignals& workspace, QWidget* parent = nullptr);
    ~PromptPanel() override;

    [[nodiscard]] QString prompt() const;
    [[nodiscard]] QString negativePrompt() const;
    void setPrompt(const QString& text);
    void setNegativePrompt(const QString& text);

    /// How much of the model's text the prompt takes, of the text as it is now; nothing: not known. Until the count of
    /// a changed text comes, the last one stays.
    void setTokenCount(const std::optional<TokenCount>& count);

    void setHistory(std::vector<PromptText> history); ///< the latest first
    [[nodiscard]] const std::vector<PromptText>& history() const { return m_history; }
    /// Puts the prompt at the front of the history; one that stood there already moves.
    void remember();

    /// Whether a picture can be asked for, and if not why: then Generate is off and its tooltip says so.
    void setProblem(const QString& problem);

    /// What the button says that makes the pictures.
    void setVerb(const QString& verb);

    void focusPrompt();

    /// Looks in the background which LoRAs there are: those that the prompt names and that are not look missing.
    void refreshAddOns();
    void setTextWidth(std::uint64_t width);           ///< of the texts that the model reads; 0: not known
    void putStyle(const std::optional<Style>& style); ///< as the user does; nothing: no style

Q_SIGNALS:
    void promptChanged(); ///< of either box, by the user or by a setter
    void generateRequested(bool front);

private:
    PromptEdit* makeBox(int minLines, int maxLines);
    void generate(bool front);
    void walkHistory(int steps);
    void showDraft();
    void showCut();
    void noteChange();
    void showCount();

    WorkspaceSignals& m_workspace;
    QLabel* m_count;
    PromptEdit* m_prompt;
    PromptEdit* m_negative;
    NoticeCard* m_notice;
    GenerateButton* m_generate;
    StyleMenu* m_styles = nullptr;
    QThreadPool m_looking;
    std::optional<TokenCount> m_tokens;
    std::vector<PromptText> m_history;
    PromptText m_unsent;    ///< what was written before the history was walked
    int m_historyPlace = 0; ///< 0 the unsent text, 1 the latest of the history ...
    bool m_walking = false;
    bool m_problem = false;
    bool m_showing = false; ///< the boxes are brought to what the draft says
};

} // namespace gesso::ui
