// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/add_ons/add_on_folders.h"
#include "core/styles/style.h"

#include <QMenu>

#include <cstdint>
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

    /// The width of the texts that the model reads: LoRAs for such texts come first; 0: not known.
    void setTextWidth(std::uint64_t width) { m_textWidth = width; }

Q_SIGNALS:
    void aboutToFill();
    void chosen(const std::optional<gesso::Style>& style); ///< nothing: no style
    void words(const QString& text);                       ///< to be put at the cursor: "<lora:ink:1>", "moss"
    void failed(const QString& why);                       ///< a whole sentence

private:
    void fill();
    void addStyles();
    void addFiles(AddOnKind kind, const QString& title);
    void fillLoras(QMenu& menu);
    void addFile(QMenu& menu, const AddOn& file, const QString& words, const QString& remark = {});

    std::string m_style; ///< name of the one on the prompt; empty: none
    std::uint64_t m_textWidth = 0;
};

} // namespace gesso::ui
