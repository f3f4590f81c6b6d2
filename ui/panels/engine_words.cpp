// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/engine_words.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace gesso::ui {
namespace {

constexpr double kGigabyte = 1e9;

QString say(const char* text, int number = -1)
{
    return QCoreApplication::translate("EngineWords", text, nullptr, number);
}

bool isCpu(const DeviceInfo& device)
{
    return device.id.starts_with("cpu");
}

/// The cores that a processor works with, which its name ends in ("AMD EPYC, 2 threads"); 0 when it does not say.
int coresOf(const DeviceInfo& device)
{
    static const QRegularExpression number(QStringLiteral(", (\\d{1,4}) (?:threads?|cores?)$"));
    return number.match(QString::fromStdString(device.name)).captured(1).toInt();
}

std::uint64_t usedBytes(const DeviceInfo& device)
{
    return device.memoryBytes - std::min(device.freeBytes, device.memoryBytes);
}

QString readyText(const std::vector<DeviceInfo>& devices)
{
    if (devices.empty()) {
        return say(QT_TRANSLATE_NOOP("EngineWords", "Ready"));
    }
    std::vector<DeviceInfo> cards;
    std::copy_if(devices.begin(), devices.end(), std::back_inserter(cards),
                 [](const DeviceInfo& device) { return !isCpu(device) && device.note.empty(); });
    if (cards.empty()) {
        const DeviceInfo& cpu = *std::find_if(devices.begin(), devices.end() - 1, &isCpu);
        const int cores = coresOf(cpu);
        return cores == 0 ? shortName(cpu) : say(QT_TRANSLATE_N_NOOP("EngineWords", "CPU · %n core(s)"), cores);
    }
    std::uint64_t used = 0;
    std::uint64_t all = 0;
    for (const DeviceInfo& card : cards) {
        used += usedBytes(card);
        all += card.memoryBytes;
    }
    QString name = shortName(cards.front());
    if (cards.size() > 1) {
        name = say(QT_TRANSLATE_NOOP("EngineWords", "%1 × %2")).arg(cards.size()).arg(name);
    }
    const QString memory = memoryText(used, all);
    return memory.isEmpty() ? name : name + QStringLiteral(" · ") + memory;
}

} // namespace

QString pillText(const EngineStatus& status)
{
    switch (status.state) {
    case EngineState::Starting:
        return say(QT_TRANSLATE_NOOP("EngineWords", "Starting…"));
    case EngineState::Silent:
        return say(QT_TRANSLATE_NOOP("EngineWords", "Not responding…"));
    case EngineState::Restarting:
        return say(QT_TRANSLATE_NOOP("EngineWords", "Restarting…"));
    case EngineState::Stopped:
        return say(QT_TRANSLATE_NOOP("EngineWords", "Engine stopped"));
    case EngineState::NotFound:
        return say(QT_TRANSLATE_NOOP("EngineWords", "Engine not found"));
    case EngineState::OtherVersion:
        return say(QT_TRANSLATE_NOOP("EngineWords", "Engine version differs"));
    case EngineState::Ready:
    case EngineState::Working:
        break;
    }
    return readyText(status.devices);
}

QString stateSentence(EngineState state)
{
    switch (state) {
    case EngineState::Starting:
        return say(QT_TRANSLATE_NOOP("EngineWords", "The engine is starting"));
    case EngineState::Ready:
        return say(QT_TRANSLATE_NOOP("EngineWords", "The engine is ready"));
    case EngineState::Working:
        return say(QT_TRANSLATE_NOOP("EngineWords", "The engine is working"));
    case EngineState::Silent:
        return say(QT_TRANSLATE_NOOP("EngineWords", "The engine is not responding"));
    case EngineState::Restarting:
        return say(QT_TRANSLATE_NOOP("EngineWords", "The engine stopped and is restarting"));
    case EngineState::Stopped:
        return say(QT_TRANSLATE_NOOP("EngineWords", "The engine has stopped"));
    case EngineState::NotFound:
        return say(QT_TRANSLATE_NOOP("EngineWords", "The engine was not found"));
    case EngineState::OtherVersion:
        break;
    }
    return say(QT_TRANSLATE_NOOP("EngineWords", "The engine and this window are different versions"));
}

QString adviceFor(EngineState state)
{
    switch (state) {
    case EngineState::Starting:
        return say(QT_TRANSLATE_NOOP("EngineWords", "You can keep writing; what you generate waits in the queue."));
    case EngineState::Silent:
        return say(QT_TRANSLATE_NOOP(
            "EngineWords",
            "If it stays silent for half a minute it will be restarted, and the current job will start over."));
    case EngineState::Restarting:
        return say(QT_TRANSLATE_NOOP("EngineWords", "Nothing is lost: the current job will start over."));
    case EngineState::Stopped:
        return say(
            QT_TRANSLATE_NOOP("EngineWords", "It starts again with the next picture. You can also start it now."));
    case EngineState::NotFound:
        return say(QT_TRANSLATE_NOOP(
            "EngineWords",
            "Install gesso-engine next to this program, or set its start command in the settings, then restart it."));
    case EngineState::OtherVersion:
        return say(QT_TRANSLATE_NOOP("EngineWords", "Install both from the same version of Gesso, then restart it."));
    case EngineState::Ready:
    case EngineState::Working:
        break;
    }
    return {};
}

StatusDot::State dotOf(EngineState state)
{
    switch (state) {
    case EngineState::Starting:
    case EngineState::Silent:
    case EngineState::Restarting:
        return StatusDot::State::Waiting;
    case EngineState::Ready:
        return StatusDot::State::Ok;
    case EngineState::Working:
        return StatusDot::State::Working;
    case EngineState::Stopped:
        return StatusDot::State::Off;
    case EngineState::NotFound:
    case EngineState::OtherVersion:
        break;
    }
    return StatusDot::State::Error;
}

QString shortName(const DeviceInfo& device)
{
    if (isCpu(device)) {
        return say(QT_TRANSLATE_NOOP("EngineWords", "CPU"));
    }
    static const QRegularExpression maker(QStringLiteral("^(NVIDIA|AMD|Intel)(\\(R\\))? (GeForce )?"));
    static const QRegularExpression figures(QStringLiteral(" \\d+ ?GB.*$"));
    const QString name = QString::fromStdString(device.name).remove(maker).remove(figures);
    return name.isEmpty() ? QString::fromStdString(device.id) : name;
}

QString memoryText(std::uint64_t used, std::uint64_t all)
{
    if (all == 0) {
        return {};
    }
    const auto gigabytes = [](std::uint64_t bytes) { return std::lround(static_cast<double>(bytes) / kGigabyte); };
    return say(QT_TRANSLATE_NOOP("EngineWords", "%1 of %2 GB")).arg(gigabytes(used)).arg(gigabytes(all));
}

QString notesOf(const std::vector<DeviceInfo>& devices)
{
    QStringList notes;
    for (const DeviceInfo& device : devices) {
        if (!device.note.empty()) {
            notes += QString::fromStdString(device.note);
        }
    }
    return notes.join(u'\n');
}

double memoryShare(const DeviceInfo& device)
{
    return device.memoryBytes == 0 ? 0.
                                   : static_cast<double>(usedBytes(device)) / static_cast<double>(device.memoryBytes);
}

} // namespace gesso::ui
