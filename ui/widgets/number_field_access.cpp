// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/number_field_access.h"

#include "ui/widgets/number_field.h"

#include <QAccessibleWidget>

namespace gesso::ui {

namespace {

class NumberFieldAccess final : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    explicit NumberFieldAccess(NumberField* field) : QAccessibleWidget(field, QAccessible::Slider), m_field(field) {}

    void* interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface) {
            return static_cast<QAccessibleValueInterface*>(this);
        }
        return QAccessibleWidget::interface_cast(type);
    }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? m_field->text() : QAccessibleWidget::text(kind);
    }
    QVariant currentValue() const override { return m_field->value(); }
    void setCurrentValue(const QVariant& value) override { m_field->setValue(value.toDouble()); }
    QVariant maximumValue() const override { return m_field->range().maximum; }
    QVariant minimumValue() const override { return m_field->range().minimum; }
    QVariant minimumStepSize() const override { return m_field->range().step; }

private:
    NumberField* m_field;
};

QAccessibleInterface* create(const QString& key, QObject* object)
{
    auto* field = key == QLatin1String("gesso::ui::NumberField") ? qobject_cast<NumberField*>(object) : nullptr;
    return field != nullptr ? new NumberFieldAccess(field) : nullptr;
}

} // namespace

void installNumberFieldAccess()
{
    static const bool done = (QAccessible::installFactory(create), true);
    Q_UNUSED(done);
}

} // namespace gesso::ui
