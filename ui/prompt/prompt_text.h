// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace gesso::ui {

/// What a text box can hold of a text: line ends as '\n'; no other control characters but tabs; U+FFFD for halves of
/// characters and for code points that Qt keeps for itself.
[[nodiscard]] QString cleanedText(const QString& text);

/// Bytes of the text in UTF-8.
[[nodiscard]] qsizetype utf8Bytes(QStringView text);

/// The longest beginning of `text` of at most `maxBytes` bytes of UTF-8 that cuts no character in two.
[[nodiscard]] QString cutToBytes(const QString& text, qsizetype maxBytes);

/// The text as a box shows it without ever having to lay out too much at once: a very long line is folded after about a
/// thousand characters, very many short lines share a block. What a box usually holds is not changed.
[[nodiscard]] QString folded(const QString& text);

/// The text from the raw text of a box (QTextDocument::toRawText()), unfolded.
[[nodiscard]] QString unfolded(const QString& raw);

/// The position in a box's raw text of a byte of the unfolded text's UTF-8; the raw text's length when it lies beyond.
[[nodiscard]] qsizetype positionOfByte(QStringView raw, qsizetype byte);

} // namespace gesso::ui
