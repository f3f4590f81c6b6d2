// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/prompt_panel.h"

#include "core/add_ons/add_on_folders.h"
#include "core/styles/style.h"
#include "ui/adapters/background.h"
#include "ui/prompt/generate_button.h"
#include "ui/prompt/prompt_edit.h"
#include "ui/prompt/style_menu.h"
#include "ui/theme/theme.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/notice_card.h"

#include <QLabel>
#include <QVBoxLayout>

namespace gesso::ui {
namespace {

constexpr int kPromptLines = 7;
constexpr int kNegativeLines = 3;

} // namespace

PromptPanel::PromptPanel(WorkspaceSignals& workspace, QWidget* parent)
    : QFrame(parent), m_workspace(workspace), m_count(new QLabel(this)), m_prompt(makeBox(kPromptLines, kPromptLines)),
      m_negative(makeBox(1, kNegativeLines)), m_notice(new NoticeCard(this)), m_generate(new GenerateButton(this))
{
    setProperty("role", "card");
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto* title = new QLabel(tr("Prompt"), this);
    title->setProperty("role", "caption");
    title->setBuddy(m_prompt);
    m_count->setProperty("role", "caption");
    m_prompt->setPlaceholderText(tr("What should the picture show?"));
    m_prompt->setAccessibleName(tr("Prompt"));
    m_prompt->setToolTip(toolTipText(
        tr("What the picture should show. Ctrl+Up and Ctrl+Down change the weight of a word. Earlier prompts"),
        QKeySequence(Qt::ALT | Qt::Key_Up)));
    m_negative->setPlaceholderText(tr("Avoid: what should not appear"));
    m_negative->setAccessibleName(tr("Avoid"));
    m_negative->setToolTip(tr("What should not appear in the picture"));
    m_notice->hide();

    auto* top = new QHBoxLayout;
    top->addWidget(title);
    top->addStretch();
    top->addWidget(m_count);
    auto* styles =
        new IconButton(QStringLiteral("palette"), tr("Add a style, a LoRA or an embedding to the prompt"), this);
    auto* menu = new StyleMenu(styles);
    m_styles = menu;
    connect(styles, &IconButton::clicked, menu, [styles, menu] { menu->showBelow(*styles); });
    top->addWidget(styles);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Space::k12, Space::k12, Space::k12, Space::k12);
    layout->setSpacing(Space::k8);
    layout->addLayout(top);
    layout->addWidget(m_prompt);
    layout->addWidget(m_negative);
    layout->addWidget(m_notice);
    layout->addSpacing(Space::k4);
    layout->addWidget(m_generate);
    setFocusProxy(m_prompt);

    connect(m_generate, &GenerateButton::generateRequested, this, &PromptPanel::generate);
    connect(menu, &StyleMenu::aboutToFill, this, [this, menu] { menu->setStyle(m_workspace.draft().style()); });
    connect(menu, &StyleMenu::chosen, this, &PromptPanel::putStyle);
    connect(&m_workspace, &WorkspaceSignals::promptsChanged, this, &PromptPanel::showDraft);
    connect(menu, &StyleMenu::words, this, [this](const QString& text) { m_prompt->putIn(text); });
    connect(menu, &StyleMenu::failed, this, [this](const QString& why) {
        m_notice->setNotice({Notice::Kind::Warning, tr("The styles can't be read"), why, {}, {}, true});
        m_notice->show();
    });
    connect(m_notice, &NoticeCard::dismissed, m_notice, &QWidget::hide);
    connect(menu, &QMenu::aboutToShow, this, &PromptPanel::refreshAddOns);
    m_looking.setMaxThreadCount(1);
    showCount();
    refreshAddOns();
}

PromptPanel::~PromptPanel()
{
    m_looking.waitForDone();
}

void PromptPanel::refreshAddOns()
{
    inBackground(
        m_looking, this,
        [] { return std::make_shared<const AddOnList>(AddOnKind::Lora, addOnFolders(AddOnKind::Lora)); },
        [this](const std::shared_ptr<const AddOnList>& loras) { m_prompt->setLoras(loras); });
}

void PromptPanel::setTextWidth(std::uint64_t width)
{
    m_styles->setTextWidth(width);
}

PromptEdit* PromptPanel::makeBox(int minLines, int maxLines)
{
    auto* box = new PromptEdit(minLines, maxLines, this);
    connect(box, &PromptEdit::textChanged, this, &PromptPanel::noteChange);
    connect(box, &PromptEdit::generateRequested, this, &PromptPanel::generate);
    connect(box, &PromptEdit::historyRequested, this, &PromptPanel::walkHistory);
    connect(box, &PromptEdit::cut, this, &PromptPanel::showCut);
    return box;
}

QString PromptPanel::prompt() const
{
    return m_prompt->text();
}

QString PromptPanel::negativePrompt() const
{
    return m_negative->text();
}

void PromptPanel::setPrompt(const QString& text)
{
    m_prompt->setText(text);
}

void PromptPanel::setNegativePrompt(const QString& text)
{
    m_negative->setText(text);
}

void PromptPanel::setTokenCount(const std::optional<TokenCount>& count)
{
    m_tokens = count;
    showCount();
}

void PromptPanel::showCount()
{
    const bool over = m_tokens && m_tokens->tokens > m_tokens->limit;
    m_count->setText(m_tokens
                         ? tr("%1 / %2", "tokens of the prompt, of how many").arg(m_tokens->tokens).arg(m_tokens->limit)
                         : QString());
    m_count->setProperty("role", over ? "error" : "caption");
    m_count->setFont(ui::font(TypeSize::kCaption));
    const bool cuts = m_tokens && m_tokens->cutAt != std::string::npos;
    m_prompt->setFallenOff(cuts ? std::optional(static_cast<qsizetype>(m_tokens->cutAt)) : std::nullopt);
    QString says;
    if (m_tokens) {
        says = tr("The prompt uses %1 of the %n token(s) that the model reads.", nullptr, m_tokens->limit)
                   .arg(m_tokens->tokens);
        if (over) {
            constexpr qsizetype kQuoted = 200;
            says += u' ' + tr("The model ignores what is struck out: \u201c%1\u201d")
                               .arg(m_prompt->fallenOff().left(kQuoted).trimmed());
        }
    }
    m_count->setToolTip(says);
    m_count->setAccessibleName(says);
    m_prompt->setAccessibleDescription(says);
}

void PromptPanel::setHistory(std::vector<PromptText> history)
{
    m_history = std::move(history);
    m_historyPlace = 0;
}

void PromptPanel::remember()
{
    const PromptText now{prompt(), negativePrompt()};
    std::erase(m_history, now);
    m_history.insert(m_history.begin(), now);
    m_historyPlace = 0;
}

void PromptPanel::walkHistory(int steps)
{
    const int place = m_historyPlace + steps;
    if (place < 0 || place > static_cast<int>(m_history.size())) {
        return;
    }
    if (m_historyPlace == 0) {
        m_unsent = {prompt(), negativePrompt()};
    }
    const PromptText shown = place == 0 ? m_unsent : m_history[static_cast<std::size_t>(place - 1)];
    m_walking = true;
    m_prompt->replaceText(shown.prompt);
    if (shown.negative != m_negative->text()) {
        m_negative->replaceText(shown.negative);
    }
    m_walking = false;
    m_historyPlace = place;
}

void PromptPanel::putStyle(const std::optional<Style>& style)
{
    m_workspace->editDraft([&style](RequestDraft& draft) { draft.setStyle(style); });
    m_prompt->setFocus();
}

/// Shows the draft's prompts where they are not what was just typed: a style came or went. It can be undone in the box.
void PromptPanel::showDraft()
{
    m_showing = true;
    const auto show = [](PromptEdit& box, const std::string& text) {
        if (box.text().toStdString() != text) {
            box.replaceText(QString::fromStdString(text));
        }
    };
    show(*m_prompt, m_workspace.values().prompt);
    show(*m_negative, m_workspace.values().negativePrompt);
    m_showing = false;
}

void PromptPanel::setVerb(const QString& verb)
{
    m_generate->setText(verb);
    m_generate->setAccessibleName(verb);
    m_generate->updateGeometry();
}

void PromptPanel::setProblem(const QString& problem)
{
    m_problem = !problem.isEmpty();
    m_generate->setEnabled(!m_problem);
    m_generate->setToolTip(m_problem ? problem
                                     : toolTipText(tr("Make the picture"), QKeySequence(Qt::CTRL | Qt::Key_Return)));
    m_generate->setAccessibleDescription(problem);
}

void PromptPanel::focusPrompt()
{
    m_prompt->setFocus();
}

void PromptPanel::generate(bool front)
{
    if (!m_problem) {
        Q_EMIT generateRequested(front);
    }
}

void PromptPanel::noteChange()
{
    if (!m_walking) {
        m_historyPlace = 0; // an earlier prompt that is edited becomes the unsent one
    }
    if (!m_showing) {
        m_workspace->editDraft(
            [this](RequestDraft& draft) { draft.setPrompts(prompt().toStdString(), negativePrompt().toStdString()); });
    }
    Q_EMIT promptChanged();
}

void PromptPanel::showCut()
{
    m_notice->setNotice({Notice::Kind::Warning,
                         tr("The text was cut"),
                         tr("A prompt holds at most 1 MiB. The rest was left out; models only read the beginning."),
                         {},
                         {},
                         true});
    m_notice->show();
}

} // namespace gesso::ui
