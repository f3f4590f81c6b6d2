// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/notice_card.h"

#include <QObject>

#include <functional>

namespace gesso::ui {

/// Something that the user is told in place, and what its button does.
struct Message {
    Notice notice;
    std::function<void()> act;
};

/// What the user is to be told, by whoever knows it to whoever shows it.
class Messages final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void tell(const Notice& notice, const std::function<void()>& act = {}) { Q_EMIT told({notice, act}); }
    void hint(const QString& line) { Q_EMIT hinted(line, {}, {}); }
    void offer(const QString& line, const QString& button, const std::function<void()>& act)
    {
        Q_EMIT hinted(line, button, act);
    }
    /// Of something that was done and is the latest edit: a button undoes it, until there is a later one.
    void offerUndo(const QString& line) { Q_EMIT undoOffered(line); }
    void overtake(Notice::Topic topic) { Q_EMIT overtaken(topic); }

Q_SIGNALS:
    void told(const gesso::ui::Message& message); ///< in place, until the user has seen it
    /// One line, for a moment, with a button beside it and what that does; both may be empty.
    void hinted(const QString& line, const QString& button, const std::function<void()>& act);
    void undoOffered(const QString& line);
    void overtaken(gesso::ui::Notice::Topic topic); ///< what was told about this is no longer so
};

} // namespace gesso::ui
