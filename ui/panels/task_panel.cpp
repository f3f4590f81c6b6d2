// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/task_panel.h"

#include "ui/panels/labelled_rows.h"
#include "ui/panels/source_box.h"
#include "ui/theme/theme.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/segments.h"

#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace gesso::ui {
namespace {

constexpr std::array kTasks{Task::TextToImage, Task::ImageToImage, Task::Panorama}; // in the order of the segments

/// Which edges of a panorama meet, in the order of the segments.
struct Wrap {
    bool x, y;
    friend bool operator==(const Wrap&, const Wrap&) = default;
};
constexpr std::array<Wrap, 4> kWraps{{{false, false}, {true, false}, {false, true}, {true, true}}};

template <typename T, std::size_t N> int indexOf(const std::array<T, N>& all, const T& one)
{
    return static_cast<int>(std::find(all.begin(), all.end(), one) - all.begin());
}

} // namespace

TaskPanel::TaskPanel(WorkspaceSignals& workspace, QWidget* parent)
    : QFrame(parent), m_workspace(workspace), m_tasks(new Segments(this)), m_source(new SourceBox),
      m_strength(new NumberField), m_wrap(new Segments), m_pictureRows(buildPicturePart()),
      m_panoramaRows(buildPanoramaPart())
{
    setProperty("role", "card");
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_tasks->setChoices({tr("New", "a new picture, from words"), tr("Restyle"), tr("Panorama")});
    m_tasks->setAccessibleName(tr("Make"));
    m_tasks->setToolTip(tr("New: a picture from words. Restyle: a picture of yours, drawn again. Panorama: a picture "
                           "as long as you like."));
    auto* rows = new LabelledRows;
    rows->add(tr("Make"), m_tasks);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Space::k12, Space::k12, Space::k12, Space::k12);
    layout->setSpacing(Space::k8);
    layout->addLayout(rows);
    layout->addWidget(m_pictureRows);
    layout->addWidget(m_panoramaRows);
    connect(m_tasks, &Segments::chosen, this, [this] {
        const Task task = kTasks[static_cast<std::size_t>(std::max(0, m_tasks->currentIndex()))];
        m_workspace->editDraft([task](RequestDraft& draft) { draft.setTask(task); });
    });
    connect(&m_workspace, &WorkspaceSignals::parametersChanged, this, &TaskPanel::showDraft);
    showDraft();
}

QWidget* TaskPanel::buildPicturePart()
{
    auto* part = new QWidget(this);
    m_strength->setValueText([](double strength) { return strengthText(strength); });
    m_strength->setAccessibleName(tr("Strength"));
    m_strength->setToolTip(
        tr("How far the result may stray from your picture: low keeps its shapes, high little more than its colours"));
    auto* rows = new LabelledRows;
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWide(m_source);
    rows->add(tr("Strength"), m_strength);
    part->setLayout(rows);
    connect(m_strength, &NumberField::valueChanged, this, [this](double strength) {
        m_workspace.edit([strength](GenerationRequest& request) { request.strength = strength; });
    });
    connect(m_source, &SourceBox::removeRequested, this, [this] { setSource({}); });
    connect(m_source, &SourceBox::chooseRequested, this, &TaskPanel::chooseRequested);
    connect(m_source, &SourceBox::fileDropped, this, &TaskPanel::fileDropped);
    connect(m_source, &SourceBox::pictureDropped, this, &TaskPanel::pictureDropped);
    connect(m_source, &SourceBox::dropRefused, this, &TaskPanel::dropRefused);
    return part;
}

QWidget* TaskPanel::buildPanoramaPart()
{
    auto* part = new QWidget(this);
    m_wrap->setChoices({tr("None", "edges of a panorama that meet"), tr("Sides"), tr("Top"), tr("All")});
    m_wrap->setAccessibleName(tr("Seamless"));
    m_wrap->setToolTip(tr("Which edges continue on the other side without a seam: the left and right ones, the top and "
                          "bottom ones, or all"));
    auto* rows = new LabelledRows;
    rows->setContentsMargins(0, 0, 0, 0);
    rows->add(tr("Seamless"), m_wrap);
    part->setLayout(rows);
    connect(m_wrap, &Segments::chosen, this, [this] {
        const Wrap wrap = kWraps[static_cast<std::size_t>(std::max(0, m_wrap->currentIndex()))];
        m_workspace.edit([wrap](GenerationRequest& request) {
            request.panorama.wrapX = wrap.x;
            request.panorama.wrapY = wrap.y;
        });
    });
    return part;
}

void TaskPanel::showDraft()
{
    showSource();
    const GenerationRequest& values = m_workspace.values();
    m_tasks->setCurrentIndex(indexOf(kTasks, task()));
    {
        const QSignalBlocker quiet(m_strength);
        m_strength->setRange({0., 1., 0.01, m_workspace.draft().defaults().strength, 2});
        m_strength->setValue(values.strength);
    }
    m_wrap->setCurrentIndex(indexOf(kWraps, Wrap{values.panorama.wrapX, values.panorama.wrapY}));
    m_pictureRows->setVisible(task() == Task::ImageToImage);
    m_panoramaRows->setVisible(task() == Task::Panorama);
}

Task TaskPanel::task() const
{
    const Task task = m_workspace.values().task;
    return task == Task::Inpaint ? Task::ImageToImage : task;
}

const SourcePicture& TaskPanel::source() const
{
    return m_source->source();
}

void TaskPanel::know(const SourcePicture& source)
{
    const auto isIt = [&source](const SourcePicture& each) { return each.hash == source.hash; };
    if (!source.empty() && std::none_of(m_known.begin(), m_known.end(), isIt)) {
        m_known.push_back(source);
        m_known.back().image.reset();
    }
}

void TaskPanel::setSource(const SourcePicture& source)
{
    know(source);
    m_workspace->setInit({source.path.toStdString(), source.hash}, source.image);
    showSource();
}

void TaskPanel::restoreSource(const SourcePicture& source)
{
    know(source);
    m_workspace->restoreInit({source.path.toStdString(), source.hash}, source.image);
    showSource();
}

void TaskPanel::takeSource(const SourcePicture& source, bool fit)
{
    know(source);
    const PictureSize size{source.size().width(), source.size().height()};
    m_workspace->setInit({source.path.toStdString(), source.hash}, source.image, [fit, size](RequestDraft& draft) {
        draft.setTask(Task::ImageToImage);
        if (fit) {
            draft.fitTo(size);
        }
    });
    showSource();
}

void TaskPanel::showSource()
{
    const Picture& init = m_workspace->init();
    if (init == m_source->source().image) {
        return;
    }
    SourcePicture source;
    if (init != nullptr) {
        const std::string& hash = m_workspace.values().init.hash;
        const auto known = std::find_if(m_known.begin(), m_known.end(),
                                        [&hash](const SourcePicture& each) { return each.hash == hash; });
        source = known != m_known.end() ? *known : SourcePicture();
        source.image = init;
    }
    m_source->setSource(source);
    Q_EMIT sourceChanged();
}

QString TaskPanel::verb() const
{
    switch (m_workspace->nextTask().kind) {
    case NextTask::Kind::Restyle:
    case NextTask::Kind::Fill: // the window has no masks yet
        return tr("Restyle");
    case NextTask::Kind::Panorama:
        return tr("Panorama", "verb of the button: make a panorama");
    case NextTask::Kind::Generate:
        break;
    }
    return tr("Generate");
}

QString TaskPanel::strengthText(double strength)
{
    struct Meaning {
        double below;
        QString words;
    };
    const Meaning meanings[] = {{0.01, tr("no change")},
                                {0.3, tr("touches up")},
                                {0.55, tr("keeps the shapes")},
                                {0.8, tr("reshapes")},
                                {0.995, tr("keeps a hint")}};
    const auto* const meaning = std::find_if(std::begin(meanings), std::end(meanings),
                                             [strength](const Meaning& each) { return strength < each.below; });
    return tr("%1 · %2", "strength, what it does")
        .arg(QString::number(strength, 'f', 2), meaning == std::end(meanings) ? tr("starts over") : meaning->words);
}

} // namespace gesso::ui
