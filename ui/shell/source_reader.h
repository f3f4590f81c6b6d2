// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/studio/candidate.h"
#include "ui/adapters/source_picture.h"

#include <QObject>
#include <QThreadPool>

#include <filesystem>
#include <stop_token>

namespace gesso::ui {

/// Gets pictures to begin from off the window's thread. Of several that are asked for in a row each is told, in order.
class SourceReader final : public QObject {
    Q_OBJECT

public:
    explicit SourceReader(QObject* parent = nullptr);
    ~SourceReader() override; ///< stops what is being read

    void readFile(const QString& path);
    void stop(); ///< what is being read, or waits to be: nothing more is told of it
    void take(const QImage& picture, const QString& path, const QString& name);
    /// A finished picture of the strip.
    void take(const Candidate& candidate, const QString& name);
    /// Looks for what a picture was begun from: in the session's folder (empty: none is kept), then where it was read,
    /// unless its pixels have changed since.
    void find(const PictureReference& reference, const std::filesystem::path& sessionFolder);

Q_SIGNALS:
    void ready(const gesso::ui::SourcePicture& source); ///< of readFile() and take()
    void found(const gesso::ui::SourcePicture& source); ///< of find()
    void failed(const gesso::Error& error);
    void slow(const QString& name); ///< of readFile() and find(): it takes long, and might be stopped
    void slowEnded();

private:
    [[nodiscard]] std::stop_token begin(const QString& path);
    void end();

    std::stop_source m_stop;
    int m_reading = 0, m_number = 0;
    bool m_slow = false;
    QThreadPool m_pool; ///< one thread
};

} // namespace gesso::ui
