// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/studio/silent_window.h"

#include "core/base/folders.h"
#include "core/settings/settings.h"

#include <QCoreApplication>
#include <QPushButton>

namespace gesso {

SilentWindow::Choice SilentWindow::choice(qint64 process)
{
    constexpr qint64 kPatienceMs = 3000;
    if (!m_since.isValid()) {
        m_since.start();
    }
    if (!m_box && m_since.elapsed() >= kPatienceMs) {
        show(process);
    }
    QCoreApplication::processEvents();
    if (!m_box || m_box->isVisible()) {
        return Choice::Wait;
    }
    return m_box->clickedButton() == m_another ? Choice::OpenAnother : Choice::GiveUp;
}

void SilentWindow::show(qint64 process)
{
    m_languages.emplace(QString::fromStdString(loadSettings(settingsFile()).value.language));
    m_box = std::make_unique<QMessageBox>();
    m_box->setAttribute(Qt::WA_QuitOnClose, false); // the program goes on behind it
    m_box->setIcon(QMessageBox::Warning);
    m_box->setText(tr("Gesso is already open, but does not answer."));
    const QString remedy =
        tr("It may be busy: this box closes as soon as it answers. Another window starts without the "
           "pictures of that one.");
    const QString end = tr("If it never answers, end process %1 and start Gesso again.");
    m_box->setInformativeText(process > 0 ? remedy + QStringLiteral("\n\n") + end.arg(process) : remedy);
    m_another = m_box->addButton(tr("Open another window"), QMessageBox::AcceptRole);
    m_box->addButton(QMessageBox::Cancel);
    m_box->setModal(false);
    m_box->show();
}

} // namespace gesso
