// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/results/candidate_text.h"

#include "core/base/path_text.h"
#include "core/base/utf8.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace gesso::ui {
namespace {

struct CandidateText {
    Q_DECLARE_TR_FUNCTIONS(gesso::ui::CandidateText)
};

QString stateText(const Candidate& candidate)
{
    switch (candidate.state) {
    case Candidate::State::Waiting:
        return CandidateText::tr("waiting");
    case Candidate::State::Forming:
        return candidate.fraction < 0. ? CandidateText::tr("forming")
                                       : CandidateText::tr("forming, %1 %").arg(qRound(candidate.fraction * 100.));
    case Candidate::State::Failed:
        return CandidateText::tr("failed");
    case Candidate::State::Finished:
        break;
    }
    return candidate.kept ? CandidateText::tr("kept") : CandidateText::tr("finished");
}

} // namespace

QString pathOf(const Candidate& candidate)
{
    return QString::fromStdString(textOfPath(candidate.savedAs));
}

QString shortName(const Candidate& candidate)
{
    constexpr int kCharacters = 48;
    if (!candidate.savedAs.empty()) {
        return QFileInfo(pathOf(candidate)).fileName();
    }
    const QString prompt = QString::fromStdString(candidate.request.prompt).simplified();
    return prompt.size() > kCharacters ? prompt.left(kCharacters).trimmed() + QChar(0x2026) : prompt;
}

QString spokenText(const Candidate& candidate, int place)
{
    //: A picture of the strip, as a screen reader says it
    return CandidateText::tr("Picture %1, seed %2, %3")
        .arg(QString::number(place), QString::number(candidate.request.seed), stateText(candidate));
}

QString toolTipOf(const Candidate& candidate)
{
    constexpr std::size_t kMostCharacters = 160;
    const std::string_view some = utf8Prefix(candidate.request.prompt, 4 * kMostCharacters);
    const QString prompt = QString::fromUtf8(some.data(), static_cast<qsizetype>(some.size()));
    const QString facts = CandidateText::tr("Seed %1 · %2")
                              .arg(QString::number(candidate.request.seed), stateText(candidate))
                              .toHtmlEscaped();
    constexpr auto kShown = static_cast<qsizetype>(kMostCharacters);
    const QString start = prompt.size() > kShown ? prompt.left(kShown) + u'…' : prompt;
    return start.isEmpty() ? facts : QStringLiteral("<p>%1</p><p>%2</p>").arg(start.toHtmlEscaped(), facts);
}

} // namespace gesso::ui
