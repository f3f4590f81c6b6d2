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
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "A value is out of its range. Change it and try again.");
    case ErrorCode::Unsupported:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "This version cannot do that. Choose something else.");
    case ErrorCode::ModelNotFound:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "The model is no longer there. Choose another model, or put "
                                                          "its folder back.");
    case ErrorCode::ModelDamaged:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "A file of the model is cut, damaged or missing. Fetch the "
                                                          "model again, or choose another.");
    case ErrorCode::ModelUnsupported:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "The model is of a kind that this version does not know. "
                                                          "Choose another model.");
    case ErrorCode::FileNotReadable:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "The file is not there, or may not be read. Check its name "
                                                          "and its permissions.");
    case ErrorCode::FileDamaged:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "The file is damaged, or not of the kind that its name says. "
                                                          "Take another file.");
    case ErrorCode::FileNotWritable:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "The folder cannot be written. The picture is still here: "
                                                          "save it in another folder.");
    case ErrorCode::FileExists:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "There is a file of that name. Choose another name.");
    case ErrorCode::DiskFull:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "Make room on the disk, or save in another folder. The "
                                                          "picture is still here.");
    case ErrorCode::OutOfDeviceMemory:
    case ErrorCode::OutOfHostMemory:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "Take a smaller size or a smaller model, or close other "
                                                          "programs.");
    case ErrorCode::BadPicture:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "The model gave no usable numbers. Lower the guidance, or "
                                                          "check the model's files.");
    case ErrorCode::EngineNotFound:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "Check the engine's start command in the settings, then "
                                                          "start again.");
    case ErrorCode::VersionMismatch:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "Window and engine must be of the same version. Install both "
                                                          "from one release.");
    case ErrorCode::EngineDied:
    case ErrorCode::EngineHung:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "It was started again, but the job ended. Try again, with a "
                                                          "smaller size if it happens once more.");
    case ErrorCode::DeviceUnavailable:
    case ErrorCode::DeviceFailure:
        return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "Choose another device, or check its driver.");
    case ErrorCode::ProtocolViolation:
    case ErrorCode::Cancelled:
    case ErrorCode::Internal:
        break;
    }
    return QT_TRANSLATE_NOOP("gesso::ui::ErrorTitle", "Try again. If it happens once more, report it with the details "
                                                      "below.");
}

} // namespace

QString textOf(const Error& error)
{
    const QString message = QString::fromStdString(error.message).section(u'\n', 0, 0);
    const char* remedy = remedyOf(error.code);
    const QString translated = QCoreApplication::translate(kContext, remedy);
    return translated == QString::fromUtf8(remedy) ? message : translated + u'\n' + message;
}

QString detailsOf(const Error& error)
{
    return QString::fromStdString(error.message).section(u'\n', 1);
}

QString titleOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidRequest:
    case ErrorCode::Unsupported:
        return CodeWords::tr("This cannot be made as it is");
    case ErrorCode::ModelNotFound:
    case ErrorCode::ModelDamaged:
    case ErrorCode::ModelUnsupported:
        return CodeWords::tr("The model cannot be used");
    case ErrorCode::FileNotReadable:
    case ErrorCode::FileDamaged:
        return CodeWords::tr("The file cannot be read");
    case ErrorCode::FileNotWritable:
    case ErrorCode::FileExists:
        return CodeWords::tr("The file was not saved");
    case ErrorCode::DiskFull:
        return CodeWords::tr("The disk is full");
    case ErrorCode::OutOfDeviceMemory:
    case ErrorCode::OutOfHostMemory:
        return CodeWords::tr("There is not enough memory");
    case ErrorCode::BadPicture:
        return CodeWords::tr("The picture came out broken");
    case ErrorCode::EngineNotFound:
        return CodeWords::tr("The engine cannot be started");
    case ErrorCode::VersionMismatch:
        return CodeWords::tr("The engine is of another version");
    case ErrorCode::EngineDied:
    case ErrorCode::EngineHung:
        return CodeWords::tr("The engine stopped");
    case ErrorCode::DeviceUnavailable:
    case ErrorCode::DeviceFailure:
        return CodeWords::tr("The device cannot be used");
    case ErrorCode::ProtocolViolation:
    case ErrorCode::Cancelled:
    case ErrorCode::Internal:
        break;
    }
    return CodeWords::tr("Something went wrong");
}

} // namespace gesso::ui
