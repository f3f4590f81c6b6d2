// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/adapters/error_title.h"

#include <QCoreApplication>

namespace gesso::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gesso::ui::ErrorTitle)
};

} // namespace

QString titleOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidRequest:
    case ErrorCode::Unsupported:
        return Words::tr("This cannot be made as it is");
    case ErrorCode::ModelNotFound:
    case ErrorCode::ModelDamaged:
    case ErrorCode::ModelUnsupported:
        return Words::tr("The model cannot be used");
    case ErrorCode::FileNotReadable:
    case ErrorCode::FileDamaged:
        return Words::tr("The file cannot be read");
    case ErrorCode::FileNotWritable:
    case ErrorCode::FileExists:
        return Words::tr("The file was not saved");
    case ErrorCode::DiskFull:
        return Words::tr("The disk is full");
    case ErrorCode::OutOfDeviceMemory:
    case ErrorCode::OutOfHostMemory:
        return Words::tr("There is not enough memory");
    case ErrorCode::BadPicture:
        return Words::tr("The picture came out broken");
    case ErrorCode::EngineNotFound:
        return Words::tr("The engine cannot be started");
    case ErrorCode::VersionMismatch:
        return Words::tr("The engine is of another version");
    case ErrorCode::EngineDied:
    case ErrorCode::EngineHung:
        return Words::tr("The engine stopped");
    case ErrorCode::DeviceUnavailable:
    case ErrorCode::DeviceFailure:
        return Words::tr("The device cannot be used");
    case ErrorCode::ProtocolViolation:
    case ErrorCode::Cancelled:
    case ErrorCode::Internal:
        break;
    }
    return Words::tr("Something went wrong");
}

} // namespace gesso::ui
