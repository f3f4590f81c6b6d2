// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayList>
#include <QFile>

namespace gesso::test {

/// The most memory that this process has had resident, in KiB; 0 where the system does not say.
inline long mostResidentKiB()
{
    QFile status("/proc/self/status");
    if (!status.open(QFile::ReadOnly)) {
        return 0;
    }
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:")) {
            return line.mid(6, line.size() - 9).trimmed().toLong();
        }
    }
    return 0;
}

} // namespace gesso::test
