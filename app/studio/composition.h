// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/studio/languages.h"
#include "app/studio/profile.h"
#include "core/settings/settings.h"
#include "ui/adapters/service_events.h"
#include "ui/shell/main_window.h"
#include "ui/shell/studio.h"
#include "ui/theme/theme.h"

#include <QFileSystemWatcher>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <optional>

namespace gesso {

/// The studio put together: settings, language, theme, engine, session and window.
class Composition final {
public:
    /// Reads the settings and the session, starts the engine in the background and makes the window.
    explicit Composition(Profile profile);
    ~Composition();

    void open(const QStringList& files);      ///< shows the window, then reads what it does not need at once
    void openAgain(const QStringList& files); ///< for a second start of the program
    /// Saves the session before the program ends without asking; gives the program's exit status, and says on stderr
    /// what could not be saved.
    [[nodiscard]] int end();

private:
    void loadModels();
    void watchModels(); ///< the folders that they are found in
    void loadExamples();
    void applySettings(const Settings& settings);
    void addModelFolder(const QString& folder);
    void removeLeftovers(); ///< of processes that were killed while they wrote

    Profile m_profile;
    std::optional<SessionLock> m_unreadSession; ///< the lock of a session that stays as it is
    Stored<Settings> m_settings;
    Languages m_languages;
    ui::Theme m_theme;
    ui::ServiceEvents m_events;
    std::unique_ptr<GenerationService> m_service; ///< ends the engine; goes before the events that it tells
    std::unique_ptr<ui::Studio> m_studio;
    std::unique_ptr<ui::MainWindow> m_window;
    std::vector<ui::ModelChoice> m_models; ///< as the window knows them
    bool m_loadingModels = false;
    bool m_loadModelsAgain = false; ///< what is being read may be old already
    QFileSystemWatcher m_modelFolders;
    QTimer m_modelsChanged;
    QThreadPool m_background;
};

} // namespace gesso
