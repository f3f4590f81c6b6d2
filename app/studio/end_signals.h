// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace gesso {

/// Says on the event loop that the system asks the program to end: SIGTERM, SIGHUP or SIGINT. The first one alone; a
/// second one ends the program at once. One object in a program.
class EndSignals final : public QObject {
    Q_OBJECT

public:
    explicit EndSignals(QObject* parent = nullptr);
    ~EndSignals() override;

Q_SIGNALS:
    void asked();

private:
    int m_ends[2] = {-1, -1}; ///< of a pipe, which a signal may be written into at any moment
};

} // namespace gesso
