// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/model_box.h"

#include "core/base/path_text.h"
#include "ui/panels/model_delegate.h"

#include <QAbstractItemView>
#include <QStandardItemModel>
#include <QWheelEvent>

#include <algorithm>

namespace gesso::ui {
namespace {

constexpr int kPathRole = Qt::UserRole;
constexpr int kShownCharacters = 12;
constexpr int kListWidth = 400;

QString toText(const std::filesystem::path& path)
{
    return QString::fromStdString(textOfPath(path));
}

/// A sentence about a model without the folders that it lies in, which would leave no room for the cause.
QString withoutPath(const QString& problem, const std::filesystem::path& path)
{
    return QString(problem).replace(toText(path), toText(path.filename()));
}

} // namespace

ModelBox::ModelBox(QWidget* parent) : QComboBox(parent)
{
    setAccessibleName(tr("Model"));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(kShownCharacters);
    setItemDelegate(new ModelDelegate(this));
    view()->setMinimumWidth(kListWidth);
    view()->setTextElideMode(Qt::ElideMiddle);
    connect(this, &QComboBox::activated, this, &ModelBox::take);
    fill();
}

const ModelChoice* ModelBox::find(const std::filesystem::path& path) const
{
    const auto found =
        std::find_if(m_models.begin(), m_models.end(), [&](const ModelChoice& model) { return model.path == path; });
    return found != m_models.end() ? &*found : nullptr;
}

const ModelChoice* ModelBox::firstUsable() const
{
    const auto found = std::find_if(m_models.begin(), m_models.end(),
                                    [](const ModelChoice& model) { return model.problem.isEmpty(); });
    return found != m_models.end() ? &*found : nullptr;
}

QString ModelBox::problem() const
{
    if (m_path.empty()) {
        return tr("Choose a model first.");
    }
    const ModelChoice* model = chosen();
    return model == nullptr ? tr("The model %1 is missing.").arg(toText(m_path.filename()))
                            : withoutPath(model->problem, model->path);
}

void ModelBox::setModels(std::vector<ModelChoice> models)
{
    if (models == m_models) {
        return;
    }
    m_models = std::move(models);
    const bool isOpen = view()->isVisible();
    if (isOpen) {
        hidePopup();
    }
    fill();
    if (isOpen) {
        QComboBox::showPopup(); // as high as the list is now
    }
}

void ModelBox::setPath(const std::filesystem::path& path)
{
    m_path = path;
    fill();
}

void ModelBox::fill()
{
    clear();
    for (const ModelChoice& model : m_models) {
        addChoice(model);
    }
    if (!m_path.empty() && chosen() == nullptr) {
        addChoice({toText(m_path.filename()), m_path, {}, tr("missing"), {}, 0});
    }
    if (count() > 0) {
        insertSeparator(count());
    }
    addItem(tr("Add a folder of models…"));
    setCurrentIndex(m_path.empty() ? -1 : findData(toText(m_path), kPathRole));
    setPlaceholderText(tr("Choose a model"));
    setToolTip(m_path.empty() ? tr("The model that makes the pictures")
                              : tr("The model that makes the pictures: %1").arg(toText(m_path)));
    setAccessibleDescription(m_path.empty() ? QString() : problem());
}

void ModelBox::addChoice(const ModelChoice& choice)
{
    addItem(choice.name, toText(choice.path));
    const int row = count() - 1;
    const QString problem = withoutPath(choice.problem, choice.path);
    QString details = choice.family;
    if (choice.problem.isEmpty() && choice.defaults.width > 0) {
        const QString size =
            tr("%1 × %2", "width and height in pixels").arg(choice.defaults.width).arg(choice.defaults.height);
        details += (details.isEmpty() ? QString() : QStringLiteral(" · ")) + size;
    }
    setItemData(row, details, ModelDelegate::kDetailsRole);
    setItemData(row, problem, ModelDelegate::kProblemRole);
    setItemData(row, choice.problem.isEmpty() ? toText(choice.path) : choice.problem, Qt::ToolTipRole);
    setItemData(row, QStringList{choice.name, details, problem}.join(QStringLiteral(", ")), Qt::AccessibleTextRole);
    if (!problem.isEmpty()) {
        qobject_cast<QStandardItemModel*>(model())->item(row)->setEnabled(false);
    }
}

void ModelBox::showPopup()
{
    Q_EMIT listWanted();
    QComboBox::showPopup();
}

void ModelBox::take(int row)
{
    const QString path = itemData(row, kPathRole).toString();
    if (path.isEmpty()) {
        setCurrentIndex(m_path.empty() ? -1 : findData(toText(m_path), kPathRole));
        if (!m_byKeys) {
            Q_EMIT addFolderRequested();
        }
        return;
    }
    if (path != toText(m_path)) {
        m_path = pathOfText(path.toStdString());
        fill();
        Q_EMIT modelChosen();
    }
}

QSize ModelBox::minimumSizeHint() const
{
    return {minimumContentsLength() * fontMetrics().averageCharWidth(), QComboBox::minimumSizeHint().height()};
}

void ModelBox::keyPressEvent(QKeyEvent* event)
{
    m_byKeys = true; // to come upon the last entry with an arrow key is not to choose it
    QComboBox::keyPressEvent(event);
    m_byKeys = false;
}

void ModelBox::wheelEvent(QWheelEvent* event)
{
    event->ignore(); // the panel scrolls; a wheel that passes by changes no model
}

} // namespace gesso::ui
