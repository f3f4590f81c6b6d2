// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/results/error_notice.h"

#include "core/base/folders.h"
#include "core/base/utf8.h"
#include "core/generation/request_json.h"
#include "ui/adapters/error_words.h"

#include <QCoreApplication>

namespace gesso::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gesso::ui::ErrorNotice)
};

} // namespace

ErrorHelp helpFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidRequest:
    case ErrorCode::Unsupported:
    case ErrorCode::ModelNotFound:
    case ErrorCode::ModelDamaged:
    case ErrorCode::ModelUnsupported:
    case ErrorCode::OutOfDeviceMemory:
    case ErrorCode::OutOfHostMemory:
    case ErrorCode::BadPicture:
        return ErrorHelp::Settings;
    default:
        return ErrorHelp::Retry;
    }
}

Notice errorNotice(const Error& error)
{
    return {Notice::Kind::Error, titleOf(error.code), textOf(error), {}, detailsOf(error), true};
}

Notice errorNotice(const Candidate& candidate)
{
    constexpr int kIndent = 2;
    constexpr std::size_t kMostOfPrompt = 500;
    GenerationRequest request = candidate.request;
    request.prompt.resize(utf8Prefix(request.prompt, kMostOfPrompt).size());
    request.negativePrompt.resize(utf8Prefix(request.negativePrompt, kMostOfPrompt).size());
    const std::string json = toJson(request).dump(kIndent, ' ', false, nlohmann::json::error_handler_t::replace);
    const std::string_view code = name(candidate.error.code);
    const QString more = detailsOf(candidate.error);
    const QString details = Words::tr("Error: %1").arg(QString::fromUtf8(code.data(), qsizetype(code.size()))) + u'\n' +
                            (more.isEmpty() ? QString() : more + u'\n') +
                            Words::tr("Log: %1").arg(QString::fromStdString(logFile("gesso").string())) + u'\n' +
                            QString::fromStdString(json);
    const bool retry = helpFor(candidate.error.code) == ErrorHelp::Retry;
    return {Notice::Kind::Error,
            titleOf(candidate.error.code),
            textOf(candidate.error),
            retry ? Words::tr("Try again") : Words::tr("Change the settings"),
            details,
            true};
}

Notice dragNotice(const Error& error)
{
    return {Notice::Kind::Warning,
            Words::tr("This picture can't be dragged out"),
            textOf(error) + u' ' + Words::tr("Save as… works in any folder with free space."),
            {},
            {},
            true};
}

} // namespace gesso::ui
