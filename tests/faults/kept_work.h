// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDir>
#include <QHash>
#include <QList>
#include <QMap>
#include <QString>

/// A job as it is put into a session by hand.
struct GivenJob {
    quint64 seed = 0; ///< of its first picture
    int count = 1;
};

/// What a session's folder holds, read without any code of Gesso's: what an archaeologist would find.
class KeptWork final {
public:
    /// Writes a session of waiting jobs; pictures of `side` pixels by this model.
    [[nodiscard]] static bool write(const QDir& session, const QList<GivenJob>& jobs, const QString& model, int side,
                                    int steps);

    explicit KeptWork(const QDir& session);

    /// The pictures by their seeds: a hash of the pixels. One seed twice is an error.
    [[nodiscard]] const QMap<quint64, QByteArray>& pictures() const { return m_pictures; }
    [[nodiscard]] const QList<quint64>& waiting() const { return m_waiting; } ///< seeds
    [[nodiscard]] const QString& error() const { return m_error; }            ///< what is wrong; empty: nothing

    /// The seeds among these that are neither there nor waited for.
    [[nodiscard]] QList<quint64> lostOf(const QList<quint64>& seeds) const;

private:
    void readResult(const QDir& pictures, const QString& file);

    QMap<quint64, QByteArray> m_pictures;
    QList<quint64> m_waiting;
    QString m_error;
};
