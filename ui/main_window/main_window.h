// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/settings/session.h"
#include "ui/adapters/source_picture.h"
#include "ui/commands/command_registry.h"
#include "ui/main_window/session_keeper.h"
#include "ui/main_window/studio.h"
#include "ui/panels/model_choice.h"

#include <QHash>
#include <QMainWindow>
#include <QPointer>
#include <QTimer>

class QMessageBox;
class QStackedWidget;

namespace gesso::ui {

class CanvasPage;
class CommandPalette;
class EnginePill;
class ParametersPanel;
class PaletteFinds;
class PromptPanel;
class QueuePage;
class SettingsDialog;
class SourceReader;
class StatusBar;
class TaskPanel;
class TopBar;

/// Where a window takes its session from and keeps it.
struct SessionPlace {
    std::filesystem::path folder;     ///< empty: the session is not kept
    Session session;                  ///< as it was loaded
    std::vector<std::string> notices; ///< one sentence for each thing the user has to know of it
    bool sound = false;               ///< its file was there and whole: pictures that it does not name are nobody's
};

/// The window: pages in the middle, prompt and parameters beside them, the top bar and the status bar. It puts the
/// panels and the studio together; what is to be done with jobs and pictures is the studio's.
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
    void show(const Message& message);
    /// Writes the session and waits for it, without asking anything: the first thing that could not be written.
    [[nodiscard]] std::optional<Error> saveSession();

    [[nodiscard]] const std::filesystem::path& exportFolder() const { return m_session.exportFolder; }
    [[nodiscard]] PromptPanel& promptPanel() const { return *m_prompt; }
    [[nodiscard]] TaskPanel& taskPanel() const { return *m_task; }
    [[nodiscard]] ParametersPanel& parametersPanel() const { return *m_parameters; }
    [[nodiscard]] CanvasPage& canvasPage() const { return *m_canvas; }
    [[nodiscard]] QueuePage& queuePage() const { return *m_queuePage; }
    [[nodiscard]] StatusBar& statusLine() const { return *m_status; }
    [[nodiscard]] const CommandRegistry& commands() const { return m_commands; }

Q_SIGNALS:
    void modelFolderChosen(const QString& folder);
    void modelsWanted(); ///< setModels() should be called with what is on disk now

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    QWidget* buildSide();
    void buildActions();
    void buildFileActions();
    void buildViewActions();
    void buildPictureActions();
    QAction* addCommand(const QString& id, const QString& category, const QString& text, const QString& iconName,
                        const QList<QKeySequence>& shortcuts, std::function<void()> act);
    void connectPanels();
    void connectCanvas();
    void connectStudio();
    void connectTask();
    void connectSession();

    void showPage(int index);
    void hint(const QString& line); ///< in the status bar, for a moment
    void showTip();                 ///< in place of a hint
    void offer(const QString& line, const QString& button, const std::function<void()>& act);
    void generate(bool front);
    void showJob();
    void showDocument();
    void showProblem();
    [[nodiscard]] QString problem() const; ///< why no picture can be made; empty: it can
    void showModelLine();                  ///< on the empty canvas
    void askSaveAs(quint64 candidate);
    void tellFormats(quint64 candidate, const QString& suffix); ///< as which it cannot be saved
    void showFolder(quint64 candidate);
    void reuseSeed(quint64 candidate);
    void reuseAll(quint64 candidate);
    void chooseTask(Task task);
    void takeSource(const SourcePicture& source);
    void keepSource(); ///< on disk
    void chooseSource();
    void restyle(quint64 candidate);
    void reuseSource(const GenerationRequest& request);
    void openSettings();
    void chooseFiles();
    void chooseModelFolder();
    void setPanelsShown(bool shown);
    void countTokens();

    [[nodiscard]] Session session() const;
    [[nodiscard]] std::vector<Session::WaitingJob> openJobs() const;
    void keepPicture(quint64 candidate);
    void showNotTakenUp(const QStringList& lines);
    void showKeeping(const Error& error);
    void hideKeeping();
    void askWhetherToClose(const SessionKeeper::Unsaved& unsaved);
    void restore(const SessionPlace& place);
    void restoreDraft(const Session& session);
    void restoreJobs(const Session& session, const KeptInputs& kept);

    Studio& m_studio;
    CommandRegistry m_commands;
    std::filesystem::path m_sessionFolder; ///< empty: the session is not kept
    Session m_session;                     ///< what of it the window does not show, and what waits to be restored
    std::unique_ptr<SessionKeeper> m_keeper;
    QStringList m_notTakenUp;
    QString m_keepingNotice; ///< its title, while something cannot be written
    bool m_closeAnyway = false;
    TopBar* m_top = nullptr;
    QStackedWidget* m_pages = nullptr;
    CanvasPage* m_canvas = nullptr;
    QueuePage* m_queuePage = nullptr;
    QWidget* m_side = nullptr;
    PromptPanel* m_prompt = nullptr;
    TaskPanel* m_task = nullptr;
    ParametersPanel* m_parameters = nullptr;
    SourceReader* m_sources = nullptr;
    EnginePill* m_engine = nullptr;
    StatusBar* m_status = nullptr;
    CommandPalette* m_palette = nullptr;
    QTimer m_hintEnds;
    std::function<void()> m_hintAct; ///< what the button beside the hint does
    std::unique_ptr<PaletteFinds> m_finds;
    QHash<QString, QString> m_modelNames; ///< by path
    QPointer<SettingsDialog> m_settings;
    QPointer<QMessageBox> m_closing;
    std::vector<QAction*> m_pageActions;
    std::vector<QPointer<QAction>> m_pictureActions; ///< that need a finished picture
};

} // namespace gesso::ui
