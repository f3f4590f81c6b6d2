// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/adapters/error_words.h"

#include <QCoreApplication>

namespace gesso::ui {
namespace {

struct CodeWords {
    Q_DECLARE_TR_FUNCTIONS(gesso::ui::ErrorTitle)
};

constexpr const char* kContext = "gesso::ui::ErrorTitle";

/// Cause and remedy of any error of this code, to be translated; the message has the particulars.
const char* remedyOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidRequest:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "A setting is outside its range. Change it and try again.");
    case ErrorCode::Unsupported:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "This version of Gesso can't do that.");
    case ErrorCode::ModelNotFound:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle",
                                 "The model is no longer there. Choose another model, or put its file back.");
    case ErrorCode::ModelDamaged:
        return QT_TRANSLATE_NOOP(
            "gesso::ui::ErrorTitle",
            "A file of the model is incomplete or missing. Download the model again, or choose another.");
    case ErrorCode::ModelUnsupported:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle",
                                 "This version of Gesso doesn't know this kind of model. Choose another one.");
    case ErrorCode::FileNotReadable:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "The file is missing, or you have no permission to read it.");
    case ErrorCode::FileDamaged:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle",
                                 "The file is damaged, or isn't what its name says. Choose another file.");
    case ErrorCode::FileNotWritable:
        return QT_TRANSLATE_NOOP(
            "gesso::ui::ErrorTitle",
            "This folder can't be written to. The picture is still here: save it in another folder.");
    case ErrorCode::FileExists:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "There is already a file of that name. Choose another name.");
    case ErrorCode::DiskFull:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle",
                                 "Free some space, or save in another folder. The picture is still here.");
    case ErrorCode::OutOfDeviceMemory:
    case ErrorCode::OutOfHostMemory:
        return QT_TRANSLATE_NOOP(
            "gesso::ui::ErrorTitle",
            "This picture needs more memory than is free. Choose a smaller size, or close other programs.");
    case ErrorCode::BadPicture:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle",
                                 "The model produced an empty picture. Try a lower guidance, or another model.");
    case ErrorCode::EngineNotFound:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle",
                                 "Check the engine's start command in the settings, then restart it.");
    case ErrorCode::VersionMismatch:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle",
                                 "Install the window and the engine from the same version of Gesso.");
    case ErrorCode::EngineDied:
    case ErrorCode::EngineHung:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle",
                                 "It has been restarted. Try again; if it stops once more, choose a smaller size.");
    case ErrorCode::DeviceUnavailable:
    case ErrorCode::DeviceFailure:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "Choose another device, or check its driver.");
    case ErrorCode::ProtocolViolation:
    case ErrorCode::Cancelled:
    case ErrorCode::Internal:
        break;
    }
    return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle",
                             "Try again. If it keeps happening, please send us the details below.");
}

/// Whether the messages of this code are about the machine within: of use for a report alone.
bool isInward(ErrorCode code)
{
    switch (code) {
    case ErrorCode::OutOfDeviceMemory:
    case ErrorCode::OutOfHostMemory:
    case ErrorCode::BadPicture:
    case ErrorCode::EngineDied:
    case ErrorCode::EngineHung:
    case ErrorCode::DeviceFailure:
    case ErrorCode::ProtocolViolation:
    case ErrorCode::Internal:
        return true;
    default:
        return false;
    }
}

} // namespace

QString textOf(const Error& error)
{
    const char* remedy = remedyOf(error.code);
    QString translated = QCoreApplication::translate(kContext, remedy);
    if (isInward(error.code) || error.message.empty()) {
        return translated;
    }
    const QString message = QString::fromStdString(error.message).section(u'\n', 0, 0);
    return translated == QString::fromUtf8(remedy) ? message : translated + u'\n' + message;
}

QString detailsOf(const Error& error)
{
    const QString message = QString::fromStdString(error.message);
    return isInward(error.code) ? message : message.section(u'\n', 1);
}

QString titleOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidRequest:
    case ErrorCode::Unsupported:
        return CodeWords::tr("Please check the settings");
    case ErrorCode::ModelNotFound:
    case ErrorCode::ModelDamaged:
    case ErrorCode::ModelUnsupported:
        return CodeWords::tr("This model can't be used");
    case ErrorCode::FileNotReadable:
    case ErrorCode::FileDamaged:
        return CodeWords::tr("Can't open the file");
    case ErrorCode::FileNotWritable:
    case ErrorCode::FileExists:
        return CodeWords::tr("Couldn't save the file");
    case ErrorCode::DiskFull:
        return CodeWords::tr("The disk is full");
    case ErrorCode::OutOfDeviceMemory:
    case ErrorCode::OutOfHostMemory:
        return CodeWords::tr("Not enough memory");
    case ErrorCode::BadPicture:
        return CodeWords::tr("The picture didn't come out");
    case ErrorCode::EngineNotFound:
        return CodeWords::tr("The engine can't start");
    case ErrorCode::VersionMismatch:
        return CodeWords::tr("The engine is a different version");
    case ErrorCode::EngineDied:
    case ErrorCode::EngineHung:
        return CodeWords::tr("The engine stopped");
    case ErrorCode::DeviceUnavailable:
    case ErrorCode::DeviceFailure:
        return CodeWords::tr("This device can't be used");
    case ErrorCode::ProtocolViolation:
    case ErrorCode::Cancelled:
    case ErrorCode::Internal:
        break;
    }
    return CodeWords::tr("Something went wrong");
}

} // namespace gesso::ui
