// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/model_choices.h"

#include "core/models/model_defaults.h"
#include "core/models/model_list.h"

#include <QCoreApplication>

namespace gesso::ui {
namespace {

/// What designers call a family of models; empty for those that have no such name.
QString familyText(const std::string& family)
{
    constexpr std::pair<const char*, const char*> kNames[] = {{"sd1", "SD 1.5"},
                                                              {"sd1-inpaint", "SD 1.5 Inpaint"},
                                                              {"sd2", "SD 2"},
                                                              {"sd2-inpaint", "SD 2 Inpaint"},
                                                              {"sdxl", "SDXL"},
                                                              {"sdxl-inpaint", "SDXL Inpaint"},
                                                              {"sdxl-refiner", "SDXL Refiner"}};
    for (const auto& [key, text] : kNames) {
        if (family == key) {
            return QString::fromLatin1(text);
        }
    }
    return {};
}

} // namespace

std::vector<ModelChoice> findModelChoices(const std::vector<std::filesystem::path>& folders,
                                          const std::filesystem::path& programFolder)
{
    std::vector<std::filesystem::path> all = folders;
    const std::vector<std::filesystem::path> usual = modelFolders();
    all.insert(all.end(), usual.begin(), usual.end());
    std::vector<ModelChoice> choices;
    for (const ListedModel& listed : listModels(all, programFolder)) {
        const bool starter = listed.model.name == kStarterName;
        choices.push_back({starter ? QCoreApplication::translate("gesso::ui::ModelChoice", "Gesso starter")
                                   : QString::fromStdString(listed.model.name),
                           listed.model.path, listed.defaults, QString::fromStdString(listed.problem),
                           familyText(familyOf(listed.model)), textWidthOf(listed.model)});
    }
    return choices;
}

} // namespace gesso::ui
