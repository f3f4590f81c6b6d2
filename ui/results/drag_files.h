// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file.h"
#include "core/base/result.h"
#include "core/studio/candidate.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTemporaryDir>
#include <QThreadPool>

namespace gesso::ui {

/// PNG files of candidates in a temporary folder, with how they were made in them, for dragging out. They are written
/// on a thread of their own, and go with this object; what killed processes left of theirs is removed when it begins.
class DragFiles final : public QObject {
    Q_OBJECT

public:
    explicit DragFiles(QObject* parent = nullptr);
    ~DragFiles() override;

    /// Starts to write the file of a finished candidate, unless it is there or being written.
    void prepare(const Candidate& candidate);
    /// Where the file of a candidate is; empty while it is not there.
    [[nodiscard]] QString path(quint64 id) const { return m_paths.value(id); }

Q_SIGNALS:
    void ready(quint64 id);
    void failed(quint64 id, const gesso::Error& error);

private:
    void take(quint64 id, const Result<QString>& path);

    QTemporaryDir m_folder;
    UniqueFd m_lock;
    QHash<quint64, QString> m_paths;
    QSet<quint64> m_writing;
    QThreadPool m_pool;
};

} // namespace gesso::ui
