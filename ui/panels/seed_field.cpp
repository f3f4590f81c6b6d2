// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/seed_field.h"

#include "ui/theme/theme.h"
#include "ui/widgets/icon_button.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QValidator>

namespace gesso::ui {
namespace {

constexpr QChar kThinSpace(0x2009);
constexpr int kGroup = 3;

QString withoutSpaces(const QString& text)
{
    QString digits;
    for (const QChar c : text) {
        if (!c.isSpace()) {
            digits += c;
        }
    }
    return digits;
}

class SeedValidator final : public QValidator {
public:
    using QValidator::QValidator;

    State validate(QString& text, int&) const override
    {
        return withoutSpaces(text).isEmpty() ? Intermediate : seedFromText(text) ? Acceptable : Invalid;
    }
};

} // namespace

QString seedText(std::uint64_t seed)
{
    QString text = QString::number(seed);
    for (qsizetype at = text.size() - kGroup; at > 0; at -= kGroup) {
        text.insert(at, kThinSpace);
    }
    return text;
}

std::optional<std::uint64_t> seedFromText(const QString& text)
{
    const QString digits = withoutSpaces(text);
    for (const QChar c : digits) {
        if (c < u'0' || c > u'9') {
            return std::nullopt;
        }
    }
    bool ok = false;
    const qulonglong seed = digits.toULongLong(&ok);
    return ok ? std::optional<std::uint64_t>(seed) : std::nullopt;
}

SeedField::SeedField(QWidget* parent)
    : QLineEdit(parent), m_reuse(new IconButton(QStringLiteral("history"), tr("Use the last seed again"), this)),
      m_dice(new IconButton(QStringLiteral("dice-5"), tr("New seed each time"), this)),
      m_lock(new IconButton(QStringLiteral("lock"), tr("Keep this seed"), this))
{
    setValidator(new SeedValidator(this));
    setAccessibleName(tr("Seed"));
    setToolTip(tr("The number a picture starts from: the same seed gives the same picture"));
    m_dice->setCheckable(true);
    m_lock->setCheckable(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, Space::k4, 0);
    layout->setSpacing(0);
    layout->addStretch();
    int width = Space::k4;
    for (IconButton* button : {m_reuse, m_dice, m_lock}) {
        button->setProperty("dense", true);
        button->setCursor(Qt::ArrowCursor);
        layout->addWidget(button);
        width += button->sizeHint().width();
    }
    setTextMargins(0, 0, width, 0);

    connect(this, &QLineEdit::editingFinished, this, &SeedField::takeTyped);
    connect(m_reuse, &QToolButton::clicked, this, [this] { choose(m_last.value_or(m_seed), false); });
    connect(m_dice, &QToolButton::clicked, this, [this](bool on) { choose(m_seed, on); });
    connect(m_lock, &QToolButton::clicked, this, [this](bool on) { choose(m_seed, !on); });
    setValue(0);
    showButtons();
}

void SeedField::setValue(std::uint64_t seed)
{
    m_seed = seed;
    setText(seedText(seed));
    setCursorPosition(0);
}

void SeedField::setRandom(bool random)
{
    m_random = random;
    showButtons();
}

void SeedField::setLast(std::optional<std::uint64_t> seed)
{
    m_last = seed;
    showButtons();
}

void SeedField::showButtons()
{
    m_dice->setChecked(m_random);
    m_lock->setChecked(!m_random);
    m_lock->setIconName(m_random ? QStringLiteral("lock-open") : QStringLiteral("lock"));
    m_reuse->setEnabled(m_last.has_value());
    setAccessibleDescription(m_random ? tr("New seed each time") : tr("This seed is kept"));
}

void SeedField::choose(std::uint64_t seed, bool random)
{
    setValue(seed);
    setRandom(random);
    Q_EMIT seedChosen();
}

void SeedField::takeTyped()
{
    const std::optional<std::uint64_t> seed = seedFromText(text());
    if (seed && *seed != m_seed) {
        choose(*seed, false);
    } else {
        setValue(m_seed);
    }
}

void SeedField::focusOutEvent(QFocusEvent* event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason) {
        takeTyped(); // editingFinished() is not said for an empty field
    }
}

void SeedField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && text() != seedText(m_seed)) {
        setValue(m_seed);
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace gesso::ui
