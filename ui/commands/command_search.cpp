// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/commands/command_search.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace gesso::ui {

namespace {

// Scores of a word: where it is found.
constexpr int kNothing = 0, kInitials = 1, kInside = 2, kCategory = 3, kWordStart = 4, kStart = 6;

QStringList wordsOf(const QString& text)
{
    static const QRegularExpression gap(QStringLiteral("[\\s\\-–—/.…:()]+"));
    return text.toCaseFolded().split(gap, Qt::SkipEmptyParts);
}

int scoreOfWord(const QString& word, const QString& name, const QStringList& words, const QStringList& categoryWords)
{
    const auto startsWord = [&word](const QString& other) { return other.startsWith(word); };
    if (name.startsWith(word)) {
        return kStart;
    }
    if (std::any_of(words.begin(), words.end(), startsWord)) {
        return kWordStart;
    }
    if (std::any_of(categoryWords.begin(), categoryWords.end(), startsWord)) {
        return kCategory;
    }
    return name.contains(word) ? kInside : kNothing;
}

} // namespace

int searchScore(const QString& query, const QString& name, const QString& category, const QString& synonyms)
{
    const QStringList asked = wordsOf(query);
    const QStringList words = wordsOf(name);
    const QStringList categoryWords = wordsOf(category) + wordsOf(synonyms);
    const QString folded = name.toCaseFolded();
    if (asked.isEmpty()) {
        return kInside;
    }
    const bool isWhole = folded.startsWith(query.trimmed().toCaseFolded()); // "2:3" is not "3:2"
    int total = isWhole ? kStart : 0;
    for (const QString& word : asked) {
        const int score = scoreOfWord(word, folded, words, categoryWords);
        if (score == kNothing) {
            total = 0;
            break;
        }
        total += score;
    }
    if (total == 0 && asked.size() == 1) {
        QString initials;
        for (const QString& word : words) {
            initials += word.at(0);
        }
        return initials.startsWith(asked.front()) ? kInitials : kNothing;
    }
    return total;
}

} // namespace gesso::ui
