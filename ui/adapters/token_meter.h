// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/adapters/service_events.h"

#include <QTimer>

namespace gesso::ui {

/// Asks the engine how much of the model's prompt a text takes, shortly after the typing has stopped; only the answer
/// about the latest text is said.
class TokenMeter final : public QObject {
    Q_OBJECT

public:
    /// Both must outlive the meter.
    TokenMeter(GenerationService& service, ServiceEvents& events, QObject* parent = nullptr);

    void ask(const QString& model, const QString& text, PromptSyntax syntax);
    void askAgain(); ///< the same, for instance because the engine has only now become ready

Q_SIGNALS:
    /// Nothing when it cannot be told.
    void counted(const std::optional<gesso::TokenCount>& count);

private:
    GenerationService& m_service;
    QTimer m_soon;
    QString m_model, m_text;
    PromptSyntax m_syntax = PromptSyntax::Weighted;
    quint64 m_inquiry = 0;
};

} // namespace gesso::ui
