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
}

void SizeField::buildPresets()
{
    while (QLayoutItem* item = m_presets->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const std::vector<AspectPreset> presets = m_panorama ? panoramaPresets(m_native) : aspectPresets(m_native);
    const int lying = (static_cast<int>(presets.size()) + 1) / 2; // the upright ones stand beside theirs
    for (int i = 0; i < static_cast<int>(presets.size()); ++i) {
        const AspectPreset& preset = presets[static_cast<std::size_t>(i)];
        auto* button = new QPushButton(m_popup);
        button->setAccessibleName(tr("%1, %2", "shape, size").arg(preset.ratio, sizeText(preset.size)));
        button->setMinimumSize(kPresetWidth, Space::kControl);
        auto* inside = new QHBoxLayout(button);
        inside->setContentsMargins(Space::k8, 0, Space::k8, 0);
        for (const auto& [text, role] : {std::pair(preset.ratio, ""), std::pair(sizeText(preset.size), "muted")}) {
            QLabel* label = labelWithin(button, role);
            label->setText(text);
            inside->addWidget(label);
        }
        inside->insertStretch(1);
        button->setProperty("role", "quiet");
        button->setToolTip(tr("Make pictures of this shape"));
        connect(button, &QPushButton::clicked, this, [this, size = preset.size] {
            m_popup->hide();
            choose(size);
        });
        m_presets->addWidget(button, i < lying ? i : i - lying + 1, i < lying ? 0 : 1);
    }
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
    }
}

void SizeField::showSize()
{
    const QString ratio = ratioText(m_size);
    m_text->setText(sizeText(m_size));
    m_ratio->setText(ratio);
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
