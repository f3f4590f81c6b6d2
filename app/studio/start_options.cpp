// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/studio/start_options.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>

namespace gesso {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gesso::StartOptions)
};

} // namespace

StartOptions readStartOptions(const QCoreApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(Words::tr("A studio for pictures made with diffusion models."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption newWindow("new-window", Words::tr("Open a window with a session of its own."));
    parser.addOption(newWindow);
    parser.addPositionalArgument("FILE", Words::tr("Pictures to open."), "[FILE...]");
    parser.process(application);

    StartOptions options;
    options.newWindow = parser.isSet(newWindow);
    for (const QString& file : parser.positionalArguments()) {
        options.files << QFileInfo(file).absoluteFilePath();
    }
    return options;
}

} // namespace gesso
