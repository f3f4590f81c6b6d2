// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/results/edit_words.h"

#include <QCoreApplication>

#include <map>

namespace gesso::ui {
namespace {

struct EditWords {
    Q_DECLARE_TR_FUNCTIONS(gesso::ui::EditWords)
};

} // namespace

QString editText(const std::string& name)
{
    const std::map<std::string, QString> words{
        {"discard", EditWords::tr("Discard a picture")},
        {"cancel", EditWords::tr("Cancel a job")},
        {"clear", EditWords::tr("Clear the queue")},
        {"cancelAll", EditWords::tr("Cancel all jobs")},
        {"front", EditWords::tr("Move a job to the front")},
        {"source", EditWords::tr("Picture to restyle")},
        {"settings", EditWords::tr("Use a picture's settings")},
        {"model", EditWords::tr("Model")},
        {"task", EditWords::tr("What to make")},
        {"scheduler", EditWords::tr("Sampler")},
        {"size", EditWords::tr("Size")},
        {"count", EditWords::tr("Variations")},
        {"seed", EditWords::tr("Seed")},
        {"steps", EditWords::tr("Steps")},
        {"guidanceScale", EditWords::tr("Guidance")},
        {"guidanceRescale", EditWords::tr("Rescale")},
        {"strength", EditWords::tr("Strength")},
        {"clipSkip", EditWords::tr("Clip skip")},
        {"panorama/wrapX", EditWords::tr("Seamless")},
        {"panorama/wrapY", EditWords::tr("Seamless")},
    };
    const auto found = words.find(name);
    return found != words.end() ? found->second : name.empty() ? QString() : EditWords::tr("Settings");
}

} // namespace gesso::ui
