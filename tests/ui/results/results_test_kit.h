// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/adapters/picture.h"
#include "ui/commands/command_registry.h"
#include "ui/results/candidate_model.h"

#include <QImage>
#include <QPainter>
#include <QStringList>
#include <QWidget>

namespace gesso::ui {

/// A picture whose every pixel tells where it is: red is x, green is y (modulo 256).
inline QImage gradientPicture(int width, int height)
{
    QImage picture(width, height, QImage::Format_RGB888);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            picture.setPixelColor(x, y, QColor(x % 256, y % 256, 128));
        }
    }
    return picture;
}

inline GenerationRequest requestOf(int count, int width = 512, int height = 512)
{
    GenerationRequest request;
    request.prompt = "a cabin on a lake near mountains at sunset";
    request.count = count;
    request.width = width;
    request.height = height;
    request.seed = 100;
    return request;
}

/// Candidates with what the screen shows of them, as the window has them, and the commands of the shown one, which only
/// note that they were run.
struct StagedCandidates final {
    CandidateList list;
    ResultStore store{[](const std::filesystem::path&) -> Result<Image> {
        return fail(ErrorCode::FileNotReadable, "No file stands behind these pictures.");
    }};
    CandidateModel model{list};
    QWidget owner; ///< of the commands
    CommandRegistry commands;
    QStringList ran; ///< "picture.keep 3": the command, and the candidate that was shown

    StagedCandidates()
    {
        const auto finished = [this] { return list.current() != nullptr && list.current()->isFinished(); };
        const auto any = [this] { return list.current() != nullptr; };
        for (const char* id : {"keep", "saveAs", "copy", "folder", "restyle"}) {
            addCommand(id, finished);
        }
        for (const char* id : {"seed", "all", "retry", "discard"}) {
            addCommand(id, any);
        }
        const auto refresh = [this] { commands.refresh(); };
        QObject::connect(&model, &CandidateModel::currentChanged, &commands, refresh);
        QObject::connect(&model, &CandidateModel::dataChanged, &commands, refresh);
        commands.refresh();
    }

    void finish(JobId job, int index, const QImage& picture, quint64 seed)
    {
        model.finish(job, index, seed, picture, store.add(makePicture(toImage(picture))));
    }
    void setPreview(JobId job, int index, const QImage& preview) { model.setPreview(job, index, preview); }
    /// One finished job of `count` pictures.
    void addFinished(JobId job, int count, int side = 64)
    {
        list.addJob(job, requestOf(count, side, side), "starter");
        for (int index = 0; index < count; ++index) {
            finish(job, index, gradientPicture(side, side), 100 + quint64(index));
        }
    }
    [[nodiscard]] int timesRun(const QString& command) const
    {
        return static_cast<int>(ran.filter(command + u' ').size());
    }

private:
    void addCommand(const QString& name, const std::function<bool()>& enabled)
    {
        CommandRow row;
        row.id = "picture." + name;
        row.text = name == "keep" ? "Keep" : name == "saveAs" ? "Save as…" : name == "seed" ? "Use its seed" : name;
        row.icon = "star";
        row.act = [this, id = row.id] { ran << id + u' ' + QString::number(list.currentId()); };
        row.enabled = enabled;
        commands.add(row, owner);
    }
};

} // namespace gesso::ui
