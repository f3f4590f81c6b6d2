// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/model_choice.h"
#include "ui/shell/window_commands.h"
#include "ui/shell/window_session.h"

#include <QImage>
#include <QMainWindow>

#include <memory>

namespace gesso::ui {

class CommandPalette;
class PaletteFinds;
class SettingsDialog;
class UndoKeys;
class WindowNotices;

/// The window. It puts its parts together with those who work on them; what is to be done with jobs and pictures is the
/// studio's.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    /// The studio must outlive the window.
    MainWindow(Studio& studio, const SessionPlace& place);
    ~MainWindow() override;

    void setModels(const std::vector<ModelChoice>& models);
    void setExamples(const std::vector<std::pair<QString, QImage>>& examples);
    void openFiles(const QStringList& files);
    void bringToFront();
    /// Writes the session and waits for it, without asking anything: the first thing that could not be written.
    [[nodiscard]] std::optional<Error> saveSession() { return m_session->save(); }

    [[nodiscard]] const std::filesystem::path& exportFolder() const;
    [[nodiscard]] PromptPanel& promptPanel() const { return *m_parts.prompt; }
    [[nodiscard]] TaskPanel& taskPanel() const { return *m_parts.task; }
    [[nodiscard]] ParametersPanel& parametersPanel() const { return *m_parts.parameters; }
    [[nodiscard]] CanvasPage& canvasPage() const { return *m_parts.canvas; }
    [[nodiscard]] QueuePage& queuePage() const { return *m_parts.queue; }
    [[nodiscard]] StatusBar& statusLine() const { return *m_parts.status; }
    [[nodiscard]] const CommandRegistry& commands() const { return m_parts.commands; }

Q_SIGNALS:
    void modelFolderChosen(const QString& folder);
    void modelsWanted(); ///< setModels() should be called with what is on disk now

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void connectPanels();
    void connectQueue();
    void connectCandidates();
    void showDocument();
    void openSettings();
    void chooseModelFolder();

    WindowParts m_parts;
    CommandDesks m_desks;
    WindowCommands m_table{m_parts, m_desks};
    std::unique_ptr<Generating> m_generating;
    std::unique_ptr<PictureFiles> m_files;
    std::unique_ptr<SourceDesk> m_sources;
    std::unique_ptr<PictureReuse> m_reuse;
    std::unique_ptr<WindowNotices> m_notices;
    std::unique_ptr<WindowSession> m_session;
    std::unique_ptr<PaletteFinds> m_finds;
    std::unique_ptr<UndoKeys> m_undoKeys;
    CommandPalette* m_palette = nullptr;
    QPointer<SettingsDialog> m_settings;
};

} // namespace gesso::ui
