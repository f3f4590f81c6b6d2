// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/prompt_text.h"

#include <algorithm>

namespace gesso::ui {
namespace {

constexpr QChar kFold(0x2060); ///< WORD JOINER: takes no room; with a block's end after it, it is our fold
constexpr QChar kBlockEnd = QChar::ParagraphSeparator;
constexpr QChar kLineEnd = QChar::LineSeparator; ///< a new line within a block
constexpr qsizetype kLongLine = 4096;            ///< characters; longer lines are folded
constexpr qsizetype kFoldAfter = 1000;
constexpr qsizetype kManyLines = 4096; ///< more lines than these share blocks
constexpr qsizetype kLinesInBlock = 64;

qsizetype bytesAt(QStringView text, qsizetype at)
{
    const char16_t unit = text[at].unicode();
    if (unit < 0x80) {
        return 1;
    }
    return unit < 0x800 || QChar::isSurrogate(unit) ? 2 : 3; // each half of a pair counts two of its four bytes
}

/// The characters of a long line that go into its next piece: up to a space where there is one.
qsizetype pieceLength(QStringView rest)
{
    if (rest.size() <= kFoldAfter) {
        return rest.size();
    }
    const qsizetype space = rest.left(kFoldAfter).lastIndexOf(u' ');
    const qsizetype length = space > kFoldAfter / 2 ? space + 1 : kFoldAfter;
    return rest[length - 1].isHighSurrogate() ? length - 1 : length;
}

void appendFolded(QString& result, QStringView line)
{
    if (line.size() <= kLongLine) {
        result += line;
        return;
    }
    while (!line.isEmpty()) {
        const qsizetype length = pieceLength(line);
        result += line.left(length);
        line = line.mid(length);
        if (!line.isEmpty()) {
            result += kFold;
            result += u'\n';
        }
    }
}

bool isFold(QStringView raw, qsizetype at)
{
    return raw[at] == kFold && at + 1 < raw.size() && raw[at + 1] == kBlockEnd;
}

} // namespace

QString cleanedText(const QString& text)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool pair = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (pair) {
            result += c;
            result += text[++i];
        } else if (c.isSurrogate() || (c.unicode() >= 0xFDD0 && c.unicode() <= 0xFDEF) || c.unicode() >= 0xFFFE) {
            result += QChar::ReplacementCharacter;
        } else if (c == u'\r') {
            if (i + 1 >= text.size() || text[i + 1] != u'\n') {
                result += u'\n';
            }
        } else if (c == kBlockEnd || c == kLineEnd) {
            result += u'\n';
        } else if (c == u'\n' || c == u'\t' || (c.category() != QChar::Other_Control && c != kFold)) {
            result += c;
        }
    }
    return result;
}

qsizetype utf8Bytes(QStringView text)
{
    qsizetype bytes = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        bytes += bytesAt(text, i);
    }
    return bytes;
}

QString cutToBytes(const QString& text, qsizetype maxBytes)
{
    qsizetype bytes = 0;
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype units = text[at].isHighSurrogate() && at + 1 < text.size() ? 2 : 1;
        bytes += units == 2 ? 4 : bytesAt(text, at);
        if (bytes > maxBytes) {
            break;
        }
        at += units;
    }
    return text.left(at);
}

QString folded(const QString& text)
{
    QString result;
    result.reserve(text.size() + text.size() / kFoldAfter * 2);
    const bool many = text.count(u'\n') > kManyLines;
    qsizetype lines = 0;
    qsizetype from = 0;
    for (;;) {
        const qsizetype end = text.indexOf(u'\n', from);
        appendFolded(result, QStringView(text).mid(from, end < 0 ? -1 : end - from));
        if (end < 0) {
            return result;
        }
        const bool share = many && end - from < kFoldAfter / kLinesInBlock * 4 && ++lines % kLinesInBlock != 0;
        result += share ? kLineEnd : QChar(u'\n');
        from = end + 1;
    }
}

QString unfolded(const QString& raw)
{
    QString result;
    result.reserve(raw.size());
    for (qsizetype i = 0; i < raw.size(); ++i) {
        if (isFold(raw, i)) {
            ++i;
        } else if (raw[i] == kBlockEnd || raw[i] == kLineEnd) {
            result += u'\n';
        } else if (raw[i] != kFold) {
            result += raw[i];
        }
    }
    return result;
}

qsizetype positionOfByte(QStringView raw, qsizetype byte)
{
    qsizetype bytes = 0;
    for (qsizetype i = 0; i < raw.size(); ++i) {
        if (isFold(raw, i)) {
            ++i;
            continue;
        }
        if (raw[i] == kFold) {
            continue;
        }
        if (bytes >= byte) {
            return i;
        }
        bytes += raw[i] == kBlockEnd || raw[i] == kLineEnd ? 1 : bytesAt(raw, i);
    }
    return raw.size();
}

} // namespace gesso::ui
