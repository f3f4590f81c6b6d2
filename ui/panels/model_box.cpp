// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/model_box.h"

#include "core/base/path_text.h"

#include <QStandardItemModel>
#include <QWheelEvent>

#include <algorithm>

namespace gesso::ui {
namespace {

constexpr int kPathRole = Qt::UserRole;
constexpr int kShownCharacters = 12;

QString toText(const std::filesystem::path& path)
{
    return QString::fromStdString(textOfPath(path));
}

} // namespace

ModelBox::ModelBox(QWidget* parent) : QComboBox(parent)
{
    setAccessibleName(tr("Model"));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(kShownCharacters);
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
    return model == nullptr ? tr("The model %1 is missing.").arg(toText(m_path)) : model->problem;
}

void ModelBox::setModels(std::vector<ModelChoice> models)
{
    m_models = std::move(models);
    fill();
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
        addChoice(model.name, model.problem, model.path);
    }
    if (!m_path.empty() && chosen() == nullptr) {
        addChoice(toText(m_path.filename()), tr("missing"), m_path);
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

void ModelBox::addChoice(const QString& name, const QString& problem, const std::filesystem::path& path)
{
    addItem(problem.isEmpty() ? name : tr("%1 (%2)", "model, why it cannot be used").arg(name, problem), toText(path));
    const int row = count() - 1;
    setItemData(row, problem.isEmpty() ? toText(path) : problem, Qt::ToolTipRole);
    if (!problem.isEmpty()) {
        qobject_cast<QStandardItemModel*>(model())->item(row)->setEnabled(false);
    }
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
