// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/size_field.h"

#include "core/generation/validate.h"
#include "ui/panels/aspect.h"
#include "ui/theme/theme.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/number_field.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QSignalBlocker>

#include <algorithm>

namespace gesso::ui {
namespace {

constexpr int kPresetWidth = 132;
constexpr int kMultiple = RequestLimits::kSideMultiple;

/// The longest side that a picture can have whose other side is this long.
int longestBeside(int other)
{
    const auto byArea = static_cast<int>(std::min<qint64>(RequestLimits::kMaxPixels / other, RequestLimits::kMaxSide));
    return byArea / kMultiple * kMultiple;
}

QString sizeText(QSize size)
{
    return SizeField::tr("%1 × %2", "width and height in pixels").arg(size.width()).arg(size.height());
}

QLabel* labelWithin(QWidget* button, const char* role)
{
    auto* label = new QLabel(button);
    label->setProperty("role", role);
    label->setForegroundRole(QPalette::WindowText); // not the button's
    label->setAttribute(Qt::WA_TransparentForMouseEvents);
    return label;
}

} // namespace

SizeField::SizeField(QWidget* parent)
    : QWidget(parent), m_button(new QPushButton(this)), m_text(labelWithin(m_button, "")),
      m_ratio(labelWithin(m_button, "muted")), m_popup(new QFrame(this, Qt::Popup))
{
    auto* inside = new QHBoxLayout(m_button);
    inside->setContentsMargins(Space::k12, 0, Space::k12, 0);
    inside->addWidget(m_text);
    inside->addStretch();
    inside->addWidget(m_ratio);
    m_button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_button->setMinimumHeight(Space::kControl);
    m_button->setToolTip(tr("Size of the picture in pixels, and its shape"));
    auto* swap = new IconButton(QStringLiteral("arrows-up-down"), tr("Swap width and height"), this);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Space::k8);
    layout->addWidget(m_button);
    layout->addWidget(swap);
    setFocusProxy(m_button);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    buildPopup();
    connect(m_button, &QPushButton::clicked, this, &SizeField::openPopup);
    connect(swap, &QToolButton::clicked, this, [this] { choose(m_size.transposed()); });
    buildPresets();
    showSize();
}

void SizeField::buildPopup()
{
    m_popup->setProperty("role", "floating");
    m_popup->setAccessibleName(tr("Size"));
    m_presets = new QGridLayout;
    m_presets->setSpacing(Space::k4);
    m_width = new NumberField(m_popup);
    m_width->setLabel(tr("W", "width"));
    m_width->setAccessibleName(tr("Width"));
    m_width->setToolTip(tr("Width in pixels, in steps of %1").arg(kMultiple));
    m_height = new NumberField(m_popup);
    m_height->setLabel(tr("H", "height"));
    m_height->setAccessibleName(tr("Height"));
    m_height->setToolTip(tr("Height in pixels, in steps of %1").arg(kMultiple));
    for (NumberField* side : {m_width, m_height}) {
        side->setSuffix(tr(" px"));
        side->setFilled(false);
        connect(side, &NumberField::valueChanged, this, [this] {
            choose({static_cast<int>(m_width->value()), static_cast<int>(m_height->value())});
        });
        connect(side, &NumberField::outOfRange, this, [this, side] { sayMost(*side); });
    }
    auto* sides = new QHBoxLayout;
    sides->setSpacing(Space::k8);
    sides->addWidget(m_width);
    sides->addWidget(m_height);
    auto* layout = new QVBoxLayout(m_popup);
    layout->setContentsMargins(Space::k12, Space::k12, Space::k12, Space::k12);
    layout->setSpacing(Space::k12);
    layout->addLayout(m_presets);
    layout->addLayout(sides);
    m_note = new QLabel(m_popup);
    m_note->setProperty("role", "caption");
    m_note->setWordWrap(true);
    m_note->setFixedWidth(2 * kPresetWidth + Space::k4);
    m_note->setMinimumHeight(3 * m_note->fontMetrics().lineSpacing()); // the card keeps its height
    m_note->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    layout->addWidget(m_note);
}

void SizeField::buildPresets()
{
    while (QLayoutItem* item = m_presets->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const std::vector<AspectPreset> presets = m_panorama ? panoramaPresets(m_native) : aspectPresets(m_native);
    m_shapes.clear();
    int row = 0;
    for (const AspectPreset& preset : presets) {
        const auto turned = std::find_if(presets.begin(), presets.end(), [&](const AspectPreset& other) {
            return other.size == preset.size.transposed();
        });
        const bool upright = preset.size.height() > preset.size.width(); // stands beside the lying one of its shape
        addPreset(preset.ratio, preset.size, upright ? static_cast<int>(turned - presets.begin()) : row,
                  upright ? 1 : 0);
        row += upright ? 0 : 1;
    }
}

void SizeField::addPreset(const QString& ratio, QSize size, int row, int column)
{
    auto* button = new QPushButton(m_popup);
    button->setAccessibleName(tr("%1, %2", "shape, size").arg(ratio, sizeText(size)));
    button->setMinimumSize(kPresetWidth, Space::kControl);
    auto* inside = new QHBoxLayout(button);
    inside->setContentsMargins(Space::k8, 0, Space::k8, 0);
    for (const auto& [text, role] : {std::pair(ratio, ""), std::pair(sizeText(size), "muted")}) {
        QLabel* label = labelWithin(button, role);
        label->setText(text);
        inside->addWidget(label);
    }
    inside->insertStretch(1);
    button->setProperty("role", "quiet");
    button->setCheckable(true);
    button->setToolTip(tr("Make pictures of this shape"));
    connect(button, &QPushButton::clicked, this, [this, size] {
        m_popup->hide();
        choose(size);
        showSize(); // which shape is marked
    });
    m_presets->addWidget(button, row, column);
    m_shapes.emplace_back(button, size);
}

QString SizeField::noteText() const
{
    constexpr double kLarge = 2., kFar = 4.5, kSmall = 0.25; // of the pixels that the model was made for
    const auto pixels = [](QSize size) { return static_cast<double>(size.width()) * size.height(); };
    const double share = pixels(m_size) / pixels(m_native);
    const QString own = sizeText(m_native);
    if (!m_panorama && share > kFar) {
        return tr("Far larger than the model's own %1: slow, and things repeat. Panorama is made for large pictures.")
            .arg(own);
    }
    if (!m_panorama && share > kLarge) {
        return tr("Larger than the model's own %1: things may appear twice.").arg(own);
    }
    if (share < kSmall) {
        return tr("Much smaller than the model's own %1: there is little room for detail.").arg(own);
    }
    return tr("The model's own size is %1. A side can have up to %2 px.").arg(own).arg(RequestLimits::kMaxSide);
}

void SizeField::sayMost(const NumberField& side)
{
    m_note->setText(tr("At most %1 px are possible here, and %2 megapixels in all.")
                        .arg(static_cast<int>(side.range().maximum))
                        .arg(RequestLimits::kMaxPixels / 1'000'000));
}

void SizeField::openPopup()
{
    m_popup->adjustSize();
    const QRect room = screen()->availableGeometry();
    QPoint at = m_button->mapToGlobal(QPoint(0, m_button->height() + Space::k4));
    at.setX(qBound(room.left(), at.x(), qMax(room.left(), room.right() - m_popup->width())));
    if (at.y() + m_popup->height() > room.bottom()) {
        at.setY(qMax(room.top(), m_button->mapToGlobal(QPoint(0, -Space::k4)).y() - m_popup->height()));
    }
    m_popup->move(at);
    m_popup->show();
    m_popup->setFocus();
}

void SizeField::choose(QSize size)
{
    if (size != m_size) {
        setValue(size);
        Q_EMIT sizeChosen(m_size);
    }
}

void SizeField::setValue(QSize size)
{
    m_size = size;
    showSize();
}

void SizeField::setNative(QSize size)
{
    if (size != m_native && !size.isEmpty()) {
        m_native = size;
        buildPresets();
        showSize();
    }
}

void SizeField::setPanorama(bool panorama)
{
    if (panorama != m_panorama) {
        m_panorama = panorama;
        buildPresets();
        showSize();
    }
}

void SizeField::showSize()
{
    const QString ratio = ratioText(m_size);
    m_text->setText(sizeText(m_size));
    m_ratio->setText(ratio);
    m_note->setText(noteText());
    for (const auto& [shape, size] : m_shapes) {
        shape->setChecked(size == m_size);
    }
    m_button->setAccessibleName(tr("Size %1, %2").arg(sizeText(m_size), ratio));
    const QSignalBlocker quietWidth(m_width);
    const QSignalBlocker quietHeight(m_height);
    m_width->setRange({kMultiple, static_cast<double>(longestBeside(m_size.height())), kMultiple,
                       static_cast<double>(m_native.width()), 0});
    m_height->setRange({kMultiple, static_cast<double>(longestBeside(m_size.width())), kMultiple,
                        static_cast<double>(m_native.height()), 0});
    m_width->setValue(m_size.width());
    m_height->setValue(m_size.height());
}

} // namespace gesso::ui
