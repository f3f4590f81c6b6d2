// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/results/candidate_model.h"
#include "ui/results/picture_saver.h"
#include "ui/widgets/messages.h"

#include <QThreadPool>

#include <stop_token>

namespace gesso::ui {

/// What is done with finished pictures and files: keeping, saving, copying, opening. It says what came of it.
class PictureDesk final : public QObject {
    Q_OBJECT

public:
    /// All must outlive the desk.
    PictureDesk(CandidateModel& candidates, CandidateList& list, const ResultStore& store, const Settings& settings,
                Messages& messages, QObject* parent = nullptr);
    ~PictureDesk() override; ///< stops what is being read

    void keep(CandidateId candidate);
    void saveAs(CandidateId candidate, const QString& path);
    void copy(CandidateId candidate);
    void retrySaving() { m_saver.retry(m_settings); } ///< the user may have chosen another folder

    /// Adds a picture file to the strip; how it was made comes with it.
    void open(const QString& path);
    void add(const QImage& picture); ///< one without a file

Q_SIGNALS:
    void opened(quint64 candidate, bool saysHowItWasMade);

private:
    void noteSaved(CandidateId candidate, const SavedPicture& picture);
    [[nodiscard]] const Candidate* finished(CandidateId candidate) const;

    CandidateModel& m_candidates;
    CandidateList& m_list;
    const ResultStore& m_store;
    const Settings& m_settings;
    Messages& m_messages;
    PictureSaver m_saver;
    QThreadPool m_reading;
    std::stop_source m_stopReading;
};

} // namespace gesso::ui
