// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/kept_work.h"

#include <QCryptographicHash>
#include <QFile>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

bool KeptWork::write(const QDir& session, const QList<GivenJob>& jobs, const QString& model, int side, int steps)
{
    QJsonArray waiting;
    for (const GivenJob& job : jobs) {
        const QJsonObject request{
            {QStringLiteral("version"), 1},       {QStringLiteral("prompt"), QStringLiteral("a red cabin")},
            {QStringLiteral("model"), model},     {QStringLiteral("seed"), static_cast<qint64>(job.seed)},
            {QStringLiteral("count"), job.count}, {QStringLiteral("steps"), steps},
            {QStringLiteral("width"), side},      {QStringLiteral("height"), side}};
        waiting.append(QJsonObject{{QStringLiteral("request"), request}, {QStringLiteral("options"), QJsonObject()}});
    }
    const QJsonObject all{{QStringLiteral("version"), 1}, {QStringLiteral("waiting"), waiting}};
    QFile file(session.filePath(QStringLiteral("session.json")));
    return session.mkpath(QStringLiteral(".")) && file.open(QIODevice::WriteOnly) &&
           file.write(QJsonDocument(all).toJson()) > 0 && file.flush();
}

KeptWork::KeptWork(const QDir& session)
{
    QFile file(session.filePath(QStringLiteral("session.json")));
    if (!file.open(QIODevice::ReadOnly)) {
        m_error = QStringLiteral("there is no session");
        return;
    }
    QJsonParseError wrong{};
    const QJsonObject all = QJsonDocument::fromJson(file.readAll(), &wrong).object();
    if (wrong.error != QJsonParseError::NoError) {
        m_error = QStringLiteral("the session is damaged: ") + wrong.errorString();
        return;
    }
    for (const QJsonValue& job : all.value(QStringLiteral("waiting")).toArray()) {
        const QJsonObject request = job.toObject().value(QStringLiteral("request")).toObject();
        for (int index = 0; index < request.value(QStringLiteral("count")).toInt(1); ++index) {
            const QJsonArray seeds = request.value(QStringLiteral("seeds")).toArray();
            m_waiting << (seeds.isEmpty() ? static_cast<quint64>(request.value(QStringLiteral("seed")).toInteger()) +
                                                static_cast<quint64>(index)
                                          : static_cast<quint64>(seeds.at(index).toInteger()));
        }
    }
    const QDir pictures(session.filePath(QStringLiteral("pictures")));
    for (const QJsonValue& result : all.value(QStringLiteral("results")).toArray()) {
        readResult(pictures, result.toObject().value(QStringLiteral("file")).toString());
    }
}

void KeptWork::readResult(const QDir& pictures, const QString& file)
{
    static const QRegularExpression kSeed(QStringLiteral("\\bSeed: ([0-9]+)"));
    QImageReader reader(pictures.filePath(file));
    const QRegularExpressionMatch seed = kSeed.match(reader.text(QStringLiteral("parameters"))); // before the pixels
    const QImage picture = reader.read();
    if (picture.isNull() || !seed.hasMatch()) {
        m_error = QStringLiteral("the result %1 cannot be read: %2").arg(file, reader.errorString());
        return;
    }
    const QImage plain = picture.convertToFormat(QImage::Format_RGB888);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (int row = 0; row < plain.height(); ++row) {
        hash.addData(QByteArrayView(plain.constScanLine(row), plain.width() * 3));
    }
    const quint64 number = seed.captured(1).toULongLong();
    if (m_pictures.contains(number)) {
        m_error = QStringLiteral("the picture of the seed %1 is there twice").arg(number);
    }
    m_pictures.insert(number, hash.result());
}

QList<quint64> KeptWork::lostOf(const QList<quint64>& seeds) const
{
    QList<quint64> lost;
    for (const quint64 seed : seeds) {
        if (!m_pictures.contains(seed) && !m_waiting.contains(seed)) {
            lost << seed;
        }
    }
    return lost;
}
