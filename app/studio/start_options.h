// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

class QCoreApplication;

namespace gesso {

/// What the command line of the studio says: gesso [--new-window] [FILE...].
struct StartOptions {
    QStringList files; ///< absolute
    bool newWindow = false;
};

/// Reads the command line; --help, --version and what cannot be end the program.
[[nodiscard]] StartOptions readStartOptions(const QCoreApplication& application);

} // namespace gesso
