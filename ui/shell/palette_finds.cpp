// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/palette_finds.h"

#include "core/base/path_text.h"
#include "core/styles/style.h"
#include "ui/panels/aspect.h"
#include "ui/panels/choice_names.h"
#include "ui/panels/parameters_panel.h"
#include "ui/panels/sampling_box.h"
#include "ui/panels/task_panel.h"
#include "ui/prompt/prompt_panel.h"
#include "ui/shell/studio.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fold_line.h"

#include <QAction>
#include <QScrollArea>

// What Ctrl+K finds beside the commands: parameters, models, samplers, sizes, styles, theme and language.

namespace gesso::ui {
namespace {

/// Collects what is found.
class Finds final {
public:
    explicit Finds(QObject& owner) : m_owner(owner) {}

    void add(const QString& text, const QString& category, const QString& synonyms, const QString& iconName,
             std::function<void()> act)
    {
        auto* action = new QAction(QString(text).replace(u'&', QStringLiteral("&&")), &m_owner);
        if (!iconName.isEmpty()) {
            action->setIcon(icon(iconName));
        }
        QObject::connect(action, &QAction::triggered, action, [act = std::move(act)] { act(); });
        m_all.push_back({{}, category, action, synonyms});
    }
    [[nodiscard]] std::vector<Command> all() const { return m_all; }

private:
    QObject& m_owner;
    std::vector<Command> m_all;
};

} // namespace

std::vector<Command> PaletteFinds::all(QObject& owner)
{
    Finds finds(owner);
    const std::tuple<QWidget*, QString, QString> fields[] = {
        {m_parts.parameters, tr("Model"), tr("checkpoint", "other words for model")},
        {m_parts.parameters, tr("Variations"), tr("batch count number images", "other words for variations")},
        {m_parts.parameters, tr("Size"), tr("width height resolution aspect ratio", "other words for size")},
        {m_parts.parameters, tr("Seed"), tr("random noise", "other words for seed")},
        {m_parts.parameters, tr("Sampler"), tr("scheduler", "other words for sampler")},
        {m_parts.parameters, tr("Steps"), tr("iterations", "other words for steps")},
        {m_parts.parameters, tr("Guidance"), tr("cfg scale strength", "other words for guidance")},
        {m_parts.parameters, tr("Rescale"), tr("cfg contrast", "other words for guidance rescale")},
        {m_parts.parameters, tr("Clip skip"), tr("layers", "other words for clip skip")},
        {m_parts.parameters, tr("Precision"), tr("fp16 fp32 bf16", "other words for precision")},
        {m_parts.parameters, tr("Device"), tr("gpu cuda cpu card", "other words for device")},
        {m_parts.task, tr("Strength"), tr("denoising denoise", "other words for strength")},
        {m_parts.task, tr("Seamless"), tr("tiling tile wrap", "other words for seamless")},
        {m_parts.prompt, tr("Avoid"), tr("negative prompt", "other words for what is to be avoided")},
    };
    for (const auto& [panel, name, words] : fields) {
        finds.add(name, tr("Parameter"), words, {}, [this, panel = panel, name = name] { goToField(*panel, name); });
    }
    addChoices([&](const QString& text, const QString& category, const QString& synonyms, const QString& iconName,
                   std::function<void()> act) { finds.add(text, category, synonyms, iconName, std::move(act)); });
    return finds.all();
}

void PaletteFinds::addChoices(const AddFind& add)
{
    for (const ModelChoice& model : m_models) {
        if (model.problem.isEmpty()) {
            add(model.name, tr("Model"), tr("checkpoint", "other words for model") + u' ' + model.family, {},
                [this, path = textOfPath(model.path)] { m_parts.studio.workspace()->chooseModel(path); });
        }
    }
    for (const SchedulerKind kind : SamplingBox::samplers()) {
        add(schedulerText(kind), tr("Sampler"), tr("scheduler", "other words for sampler"), {}, [this, kind] {
            m_parts.studio.workspace().edit([kind](GenerationRequest& request) {
                request.scheduler = kind;
                request.sampler.sigmas = SigmaSpacing::Default;
            });
        });
    }
    const RequestDraft& draft = m_parts.studio.workspace().draft();
    const QSize native(draft.nativeSize().width, draft.nativeSize().height);
    const bool panorama = draft.values().task == Task::Panorama;
    for (const AspectPreset& preset : panorama ? panoramaPresets(native) : aspectPresets(native)) {
        add(tr("%1 · %2 × %3", "shape, width, height")
                .arg(preset.ratio)
                .arg(preset.size.width())
                .arg(preset.size.height()),
            tr("Size"), tr("aspect ratio shape format square portrait landscape", "other words for size"), {},
            [this, size = preset.size] {
                m_parts.studio.workspace().edit([size](GenerationRequest& request) {
                    request.width = size.width();
                    request.height = size.height();
                });
            });
    }
    for (const Style& style : readStyles(styleFiles()).value_or(std::vector<Style>())) {
        add(QString::fromStdString(style.title), tr("Style"),
            tr("look", "other words for style") + u' ' + QString::fromStdString(style.group), QStringLiteral("palette"),
            [this, style] { m_parts.prompt->putStyle(style); });
    }
    addAppearances(add);
}

void PaletteFinds::addAppearances(const AddFind& add)
{
    const std::pair<QString, ColorScheme> schemes[] = {{tr("Dark theme"), ColorScheme::Dark},
                                                       {tr("Light theme"), ColorScheme::Light},
                                                       {tr("Theme of the system"), ColorScheme::System}};
    for (const auto& [text, scheme] : schemes) {
        add(text, tr("Theme"), tr("appearance mode colours", "other words for theme"), {}, [this, scheme = scheme] {
            Settings settings = m_parts.studio.settings();
            settings.scheme = scheme;
            m_parts.studio.setSettings(settings);
        });
    }
    const std::pair<QString, const char*> languages[] = {
        {QStringLiteral("English"), "en"}, {QString::fromUtf8("中文"), "zh_CN"}, {tr("Language of the system"), ""}};
    for (const auto& [text, language] : languages) {
        add(text, tr("Language"), tr("translation Chinese English", "other words for language"), {},
            [this, language = std::string(language)] {
                Settings settings = m_parts.studio.settings();
                settings.language = language;
                m_parts.studio.setSettings(settings);
                m_parts.studio.messages().hint(tr("The language changes at the next start."));
            });
    }
}

void PaletteFinds::chooseTask(Task task)
{
    m_parts.studio.workspace()->editDraft([task](RequestDraft& draft) { draft.setTask(task); });
}

/// Puts the focus into the field of this name, unfolding what it lies in.
void PaletteFinds::goToField(QWidget& panel, const QString& name)
{
    m_parts.setPanelsShown(true);
    if (&panel == m_parts.task && name == tr("Strength")) {
        chooseTask(Task::ImageToImage);
    } else if (&panel == m_parts.task) {
        chooseTask(Task::Panorama);
    }
    for (QWidget* field : panel.findChildren<QWidget*>()) {
        const bool takesFocus = field->focusProxy() != nullptr || (field->focusPolicy() & Qt::TabFocus) != 0;
        if (field->accessibleName() != name || !takesFocus) {
            continue;
        }
        for (QWidget* around = field->parentWidget(); around != nullptr; around = around->parentWidget()) {
            if (auto* fold = qobject_cast<FoldLine*>(around)) {
                fold->setUnfolded(true);
            }
        }
        field->setFocus(Qt::ShortcutFocusReason);
        for (QWidget* around = &panel; around != nullptr; around = around->parentWidget()) {
            if (auto* area = qobject_cast<QScrollArea*>(around)) {
                QMetaObject::invokeMethod( // when what was unfolded has its place
                    field, [area, field] { area->ensureWidgetVisible(field); }, Qt::QueuedConnection);
            }
        }
        return;
    }
}

} // namespace gesso::ui
