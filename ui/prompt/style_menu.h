// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/add_ons/add_on_folders.h"
#include "core/styles/style.h"

#include <QMenu>

#include <optional>

namespace gesso::ui {

/// What a prompt can be given: the styles, by group, and the LoRAs and embeddings that are installed. All are looked up
/// each time it opens.
class StyleMenu final : public QMenu {
    Q_OBJECT

public:
    explicit StyleMenu(QWidget* parent = nullptr);

    /// Opens it below a button, so that their right edges meet.
    void showBelow(const QWidget& button);
    /// The style that is on the prompt, or null: it is marked.
    void setStyle(const Style* style);

Q_SIGNALS:
    void aboutToFill();
    void chosen(const std::optional<gesso::Style>& style); ///< nothing: no style
    void words(const QString& text);                       ///< to be put at the cursor: "<lora:ink:1>", "moss"
    void failed(const QString& why);                       ///< a whole sentence

private:
    void fill();
    void addStyles();
    void addFiles(AddOnKind kind, const QString& title);

    std::string m_style; ///< name of the one on the prompt; empty: none
};

} // namespace gesso::ui
