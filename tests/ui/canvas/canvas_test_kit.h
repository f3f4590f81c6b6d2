// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/canvas/candidate_list.h"

#include <QImage>
#include <QPainter>

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

/// A list with one finished job of `count` pictures, id 1 to count.
inline void addFinished(CandidateList& list, JobId job, int count, int side = 64)
{
    list.addJob(job, requestOf(count, side, side), QStringLiteral("starter"));
    for (int index = 0; index < count; ++index) {
        list.finish(job, index, gradientPicture(side, side), 100 + quint64(index));
    }
}

} // namespace gesso::ui
