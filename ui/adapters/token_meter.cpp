// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/adapters/token_meter.h"

namespace gesso::ui {
namespace {

constexpr std::chrono::milliseconds kPause{120};

} // namespace

TokenMeter::TokenMeter(GenerationService& service, ServiceEvents& events, QObject* parent)
    : QObject(parent), m_service(service)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kPause);
    connect(&m_soon, &QTimer::timeout, this,
            [this] { m_service.countTokens(++m_inquiry, m_model.toStdString(), m_text.toStdString(), m_syntax); });
    connect(&events, &ServiceEvents::tokensHeard, this,
            [this](quint64 inquiry, const std::optional<TokenCount>& count) {
                if (inquiry == m_inquiry) {
                    Q_EMIT counted(count);
                }
            });
    connect(&events, &ServiceEvents::readyHeard, this, &TokenMeter::askAgain);
}

void TokenMeter::ask(const QString& model, const QString& text, PromptSyntax syntax)
{
    m_model = model;
    m_text = text;
    m_syntax = syntax;
    m_soon.start();
}

void TokenMeter::askAgain()
{
    if (!m_model.isEmpty()) {
        m_soon.start();
    }
}

} // namespace gesso::ui
