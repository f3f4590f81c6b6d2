// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/queue/job_words.h"

#include "ui/adapters/duration_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace gesso::ui {
namespace {

constexpr qsizetype kMostTitle = 300; ///< characters; more never fit into a row

QString say(const char* text, int number = -1)
{
    return QCoreApplication::translate("JobWords", text, nullptr, number);
}

/// What a job does: its size and how many pictures.
const char* pattern(Task task)
{
    switch (task) {
    case Task::ImageToImage:
        return QT_TRANSLATE_NOOP("JobWords", "Restyle · %1 · %2");
    case Task::Inpaint:
        return QT_TRANSLATE_NOOP("JobWords", "Fill · %1 · %2");
    case Task::Panorama:
        return QT_TRANSLATE_NOOP("JobWords", "Panorama · %1 · %2");
    case Task::TextToImage:
        break;
    }
    return QT_TRANSLATE_NOOP("JobWords", "Generate · %1 · %2");
}

} // namespace

QString jobTitle(const QueuedJob& job)
{
    const auto bytes = static_cast<qsizetype>(std::min<std::size_t>(job.request.prompt.size(), kMostTitle * 4));
    const QString prompt = QString::fromUtf8(job.request.prompt.data(), bytes).left(kMostTitle).simplified();
    return prompt.isEmpty() ? say(QT_TRANSLATE_NOOP("JobWords", "(no prompt)")) : prompt;
}

QString jobDetails(const QueuedJob& job)
{
    const GenerationRequest& request = job.request;
    const QString size = say(QT_TRANSLATE_NOOP("JobWords", "%1 × %2")).arg(request.width).arg(request.height);
    const QString count = say(QT_TRANSLATE_N_NOOP("JobWords", "%n variation(s)"), request.count);
    return say(pattern(request.task)).arg(size, count);
}

QString jobNote(const QueuedJob& job)
{
    if (!job.heldBackBy.empty()) {
        return QString::fromStdString(job.heldBackBy);
    }
    return job.restarted
               ? say(QT_TRANSLATE_NOOP("JobWords", "The engine stopped and was restarted; this job started over."))
               : QString();
}

QString jobState(const QueuedJob& job)
{
    switch (job.state) {
    case QueuedJob::State::Waiting: {
        const QString takes = job.secondsLeft ? shortDuration(*job.secondsLeft) : QString();
        return takes.isEmpty() ? say(QT_TRANSLATE_NOOP("JobWords", "waiting"))
                               : say(QT_TRANSLATE_NOOP("JobWords", "waiting · takes about %1")).arg(takes);
    }
    case QueuedJob::State::Cancelling:
        return say(QT_TRANSLATE_NOOP("JobWords", "cancelling…"));
    case QueuedJob::State::Running:
        break;
    }
    QStringList parts;
    const bool steps = job.progress.stage == "denoise" && job.progress.of > 0;
    if (steps && job.request.count > 1) {
        parts.append(
            say(QT_TRANSLATE_NOOP("JobWords", "picture %1 of %2")).arg(job.progress.image + 1).arg(job.request.count));
    }
    if (steps) {
        parts.append(say(QT_TRANSLATE_NOOP("JobWords", "%1 / %2")).arg(job.progress.step).arg(job.progress.of));
    }
    if (const QString left = timeLeftText(job.secondsLeft); !left.isEmpty()) {
        parts.append(left);
    }
    return parts.isEmpty() ? say(QT_TRANSLATE_NOOP("JobWords", "starting…")) : parts.join(QStringLiteral(" · "));
}

QString queueForecast(std::optional<double> secondsLeft, const QDateTime& now)
{
    if (!secondsLeft || longDuration(*secondsLeft).isEmpty()) {
        return {};
    }
    const QTime done = now.addSecs(static_cast<qint64>(*secondsLeft)).time();
    return say(QT_TRANSLATE_NOOP("JobWords", "about %1 · done at %2"))
        .arg(longDuration(*secondsLeft), QLocale().toString(done, QLocale::ShortFormat));
}

} // namespace gesso::ui
