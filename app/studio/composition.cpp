// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/studio/composition.h"

#include "app/engine_client/engine_client.h"
#include "app/engine_client/engine_command.h"
#include "core/base/atomic_file.h"
#include "core/base/folders.h"
#include "core/models/find.h"
#include "ui/adapters/background.h"
#include "ui/adapters/error_words.h"
#include "ui/shell/model_choices.h"

#include <QFileInfo>

#include <array>
#include <cstdio>
#include <cstdlib>

namespace gesso {
namespace {

struct ExampleFile {
    const char* prompt;
    const char* picture;
};

/// Prompts stay English: the models read nothing else. What the starter model makes of these stands in
/// resources/examples.
constexpr std::array kExamples{
    ExampleFile{"a red cabin on a lake near mountains at sunset", "cabin"},
    ExampleFile{"a lighthouse by the sea under a starry night sky", "lighthouse"},
    ExampleFile{"a sailing boat on a calm lake, pine forest, morning", "boat"},
};

constexpr std::chrono::milliseconds kModelsSettle{700}; ///< a folder is copied in many steps

ui::SchemeChoice choiceOf(ColorScheme scheme)
{
    switch (scheme) {
    case ColorScheme::Dark:
        return ui::SchemeChoice::Dark;
    case ColorScheme::Light:
        return ui::SchemeChoice::Light;
    case ColorScheme::System:
        break;
    }
    return ui::SchemeChoice::Follow;
}

/// The user's own words that start the engine: the environment's for one start, else the setting.
std::string engineSetting(const Settings& settings)
{
    const char* environment = std::getenv("GESSO_ENGINE");
    return environment != nullptr ? environment : settings.engineCommand;
}

std::unique_ptr<GenerationService> startEngine(const Settings& settings, GenerationListener& listener)
{
    const Result<std::vector<std::string>> command = engineCommand(engineSetting(settings), executableFolder());
    if (!command) { // the words that cannot be read are told as a program that is not there
        return std::make_unique<EngineClient>(EngineClientOptions{{engineSetting(settings)}, {}, logFile("gesso")},
                                              listener);
    }
    constexpr int kNiceness = 5; // where both want the same processors, the window answers first
    return std::make_unique<EngineClient>(EngineClientOptions{*command, {}, logFile("gesso"), kNiceness}, listener);
}

/// Loads the session of a profile. One whose file cannot be read stays as it is: the profile becomes another one, and
/// `unread` keeps the lock.
ui::SessionPlace placeOf(Profile& profile, std::optional<SessionLock>& unread, const Stored<Settings>& settings)
{
    ui::SessionPlace place;
    place.notices = settings.notices;
    Stored<Session> session = profile.folder.empty() ? Stored<Session>{} : loadSession(profile.folder);
    if (session.unread) {
        place.notices.insert(place.notices.end(), session.notices.begin(), session.notices.end());
        unread = std::move(profile.lock);
        profile = freeProfile(profile.folder);
        session = profile.folder.empty() ? Stored<Session>{} : loadSession(profile.folder);
    }
    place.folder = session.unread ? std::filesystem::path() : profile.folder;
    place.session = std::move(session.value);
    place.sound = session.notices.empty() && isSessionIn(profile.folder);
    place.notices.insert(place.notices.end(), session.notices.begin(), session.notices.end());
    if (!profile.problem.empty()) {
        place.notices.push_back(profile.problem);
    }
    return place;
}

} // namespace

Composition::Composition(Profile profile)
    : m_profile(std::move(profile)), m_settings(loadSettings(settingsFile())),
      m_languages(QString::fromStdString(m_settings.value.language)), m_theme(choiceOf(m_settings.value.scheme)),
      m_service(startEngine(m_settings.value, m_events)),
      m_studio(std::make_unique<ui::Studio>(*m_service, m_events, m_settings.value)),
      m_window(std::make_unique<ui::MainWindow>(*m_studio, placeOf(m_profile, m_unreadSession, m_settings)))
{
    m_background.setMaxThreadCount(1);
    m_modelsChanged.setSingleShot(true);
    m_modelsChanged.setInterval(kModelsSettle);
    QObject::connect(&m_modelsChanged, &QTimer::timeout, m_window.get(), [this] { loadModels(); });
    QObject::connect(&m_modelFolders, &QFileSystemWatcher::directoryChanged, m_window.get(),
                     [this] { m_modelsChanged.start(); });
    QObject::connect(m_window.get(), &ui::MainWindow::modelsWanted, m_window.get(), [this] { loadModels(); });
    QObject::connect(m_studio.get(), &ui::Studio::settingsChanged, m_window.get(),
                     [this](const Settings& settings) { applySettings(settings); });
    QObject::connect(m_window.get(), &ui::MainWindow::modelFolderChosen, m_window.get(),
                     [this](const QString& folder) { addModelFolder(folder); });
}

Composition::~Composition()
{
    m_background.waitForDone();
}

void Composition::open(const QStringList& files)
{
    m_window->show();
    m_window->openFiles(files);
    loadModels();
    loadExamples();
    removeLeftovers();
}

int Composition::end()
{
    const std::optional<Error> error = m_window->saveSession();
    if (error) {
        std::fprintf(stderr, "gesso: %s\n", error->message.c_str());
    }
    return error ? exitStatus(error->code) : 0;
}

void Composition::removeLeftovers()
{
    m_background.start(
        [folders = std::vector{settingsFile().parent_path(), m_profile.folder, m_profile.folder / "pictures",
                               m_window->exportFolder(), ui::PictureSaver::folderOf(m_studio->settings())}] {
            for (const std::filesystem::path& folder : folders) {
                if (folder.is_absolute()) {
                    gesso::removeLeftovers(folder);
                }
            }
        });
}

void Composition::openAgain(const QStringList& files)
{
    m_window->bringToFront();
    m_window->openFiles(files);
}

void Composition::loadModels()
{
    if (m_loadingModels) {
        m_loadModelsAgain = true;
        return;
    }
    m_loadingModels = true;
    m_loadModelsAgain = false;
    ui::inBackground(
        m_background, m_window.get(),
        [folders = m_studio->settings().modelFolders] { return ui::findModelChoices(folders, executableFolder()); },
        [this](const std::vector<ui::ModelChoice>& models) {
            m_loadingModels = false;
            if (models != m_models) {
                m_models = models;
                m_window->setModels(models);
            }
            watchModels();
            if (m_loadModelsAgain) {
                loadModels();
            }
        });
}

void Composition::watchModels()
{
    std::vector<std::filesystem::path> folders = modelFolders();
    const auto& own = m_studio->settings().modelFolders;
    folders.insert(folders.end(), own.begin(), own.end());
    QStringList paths;
    for (const std::filesystem::path& folder : folders) {
        const QString path = QString::fromStdString(folder.string());
        if (QFileInfo(path).isDir() && !m_modelFolders.directories().contains(path)) {
            paths << path;
        }
    }
    if (!paths.isEmpty()) {
        m_modelFolders.addPaths(paths);
    }
}

void Composition::loadExamples()
{
    ui::inBackground(
        m_background, m_window.get(),
        [] {
            std::vector<std::pair<QString, QImage>> examples;
            examples.reserve(std::size(kExamples));
            for (const ExampleFile& each : kExamples) {
                examples.emplace_back(QString::fromUtf8(each.prompt),
                                      QImage(QStringLiteral(":/gesso/examples/%1.jpg").arg(each.picture)));
            }
            return examples;
        },
        [this](const std::vector<std::pair<QString, QImage>>& examples) { m_window->setExamples(examples); });
}

void Composition::applySettings(const Settings& settings)
{
    m_theme.setChoice(choiceOf(settings.scheme));
    if (settings.modelFolders != m_settings.value.modelFolders) {
        loadModels();
    }
    m_settings.value = settings;
    ui::inBackground(
        m_background, m_window.get(),
        [settings, unread = m_settings.unread, notices = m_settings.notices]() -> Result<> {
            if (unread) { // what it holds must not be lost to the defaults that stand for it now
                return fail(ErrorCode::FileNotWritable, notices.front());
            }
            return saveSettings(settingsFile(), settings);
        },
        [this](const Result<>& saved) {
            if (!saved) {
                ui::Notice notice;
                notice.kind = ui::Notice::Kind::Warning;
                notice.title = ui::titleOf(saved.error().code);
                notice.text = ui::textOf(saved.error());
                m_studio->messages().tell(notice);
            }
        });
}

void Composition::addModelFolder(const QString& folder)
{
    Settings settings = m_studio->settings();
    settings.modelFolders.emplace_back(folder.toStdString());
    m_studio->setSettings(settings);
}

} // namespace gesso
