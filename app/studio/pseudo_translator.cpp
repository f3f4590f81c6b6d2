// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/studio/pseudo_translator.h"

#include <QHash>

namespace gesso {
namespace {

QChar accented(QChar letter)
{
    static const QHash<QChar, QChar> kLetters{{u'a', u'á'}, {u'c', u'ç'}, {u'e', u'é'}, {u'g', u'ğ'}, {u'i', u'í'},
                                              {u'n', u'ñ'}, {u'o', u'ö'}, {u's', u'š'}, {u'u', u'ü'}, {u'y', u'ý'},
                                              {u'A', u'Á'}, {u'C', u'Ç'}, {u'E', u'É'}, {u'G', u'Ğ'}, {u'I', u'Í'},
                                              {u'N', u'Ñ'}, {u'O', u'Ö'}, {u'S', u'Š'}, {u'U', u'Ü'}, {u'Y', u'Ý'}};
    return kLetters.value(letter, letter);
}

/// Accents on letters, but not on placeholders (%1, %n, %L1), markup (<b>) or entities (&amp;).
QString withAccents(const QString& text)
{
    QString result;
    QChar endsAt;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar letter = text[i];
        if (!endsAt.isNull()) {
            endsAt = letter == endsAt ? QChar() : endsAt;
            result += letter;
        } else if (letter == u'<') {
            endsAt = u'>';
            result += letter;
        } else if (letter == u'%' && i + 1 < text.size()) {
            result += letter;
            result += text[++i];
        } else {
            result += accented(letter);
        }
    }
    return result;
}

/// Qt's own texts (buttons of its dialogs, names of keys) are Qt's to translate.
bool isOfQt(QByteArrayView context)
{
    return context.startsWith('Q') || context == "CloseButton" || context == "MAC_APPLICATION_MENU";
}

} // namespace

QString PseudoTranslator::translate(const char* context, const char* sourceText, const char* /*disambiguation*/,
                                    int /*n*/) const
{
    if (context == nullptr || sourceText == nullptr || isOfQt(context)) {
        return {};
    }
    QString text = QString::fromUtf8(sourceText);
    if (text.trimmed().isEmpty() || text.startsWith(u'*')) { // a pattern of file names
        return text;
    }
    return u'[' + withAccents(text) + QString(text.size() * 2 / 5, u'~') + u']';
}

} // namespace gesso
