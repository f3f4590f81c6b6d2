// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/engine_client/engine_client.h"
#include "core/models/model_defaults.h"
#include "ui/panels/parameters_panel.h"
#include "ui/prompt/prompt_panel.h"
#include "ui/shell/main_window.h"
#include "ui/shell/studio.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <vector>

namespace gesso::ui {

/// The window with the real engine and the starter model; pictures are kept in a folder of the test's own.
class EngineStage final {
public:
    EngineStage()
    {
        Settings settings;
        settings.pictureFolder = m_folder.filePath(QStringLiteral("kept")).toStdString();
        const std::filesystem::path program = std::filesystem::path(GESSO_BIN_DIR) / "gesso-engine";
        service = std::make_unique<EngineClient>(EngineClientOptions{{program.string(), "serve"}, {}, {}, 5}, events);
        studio = std::make_unique<Studio>(*service, events, settings);
        window = std::make_unique<MainWindow>(*studio, SessionPlace{});
        const std::filesystem::path model = std::filesystem::path(GESSO_SOURCE_DIR) / "resources/starter-model";
        window->setModels({{QStringLiteral("starter"), model, requestFor(model).value(), {}, {}, 0}});
        window->show();
        static_cast<void>(QTest::qWaitForWindowExposed(window.get()));
    }

    [[nodiscard]] std::filesystem::path kept() const { return studio->settings().pictureFolder; }

    /// The engine's process; 0 when none runs.
    [[nodiscard]] static pid_t engine()
    {
        for (const QString& name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
            QFile file(QStringLiteral("/proc/%1/stat").arg(name));
            if (name.toInt() <= 0 || !file.open(QIODevice::ReadOnly)) {
                continue;
            }
            const QByteArray stat = file.readAll();
            const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
            if (stat.contains("(gesso-engine)") && fields.value(0) != "Z" && fields.value(1).toInt() == ::getpid()) {
                return name.toInt();
            }
        }
        return 0;
    }

private:
    QTemporaryDir m_folder;
    Theme m_theme{SchemeChoice::Dark};

public:
    ServiceEvents events;
    std::unique_ptr<EngineClient> service; ///< ends before the events that it tells
    std::unique_ptr<Studio> studio;
    std::unique_ptr<MainWindow> window;
};

/// How late the event loop comes to a timer, over time.
class StallWatch final : public QObject {
public:
    StallWatch()
    {
        m_clock.start();
        startTimer(kEveryMs, Qt::PreciseTimer);
    }

    /// Milliseconds of lateness that a share of 0..1 of all looks stays under.
    [[nodiscard]] double quantile(double share) const
    {
        std::vector<double> sorted = m_late;
        std::sort(sorted.begin(), sorted.end());
        return sorted.empty() ? 0. : sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
    }
    [[nodiscard]] std::size_t looks() const { return m_late.size(); }

protected:
    void timerEvent(QTimerEvent*) override
    {
        constexpr double kNsPerMs = 1e6;
        m_late.push_back(std::max(0., static_cast<double>(m_clock.nsecsElapsed()) / kNsPerMs - kEveryMs));
        m_clock.restart();
    }

private:
    static constexpr int kEveryMs = 5;
    QElapsedTimer m_clock;
    std::vector<double> m_late;
};

} // namespace gesso::ui
