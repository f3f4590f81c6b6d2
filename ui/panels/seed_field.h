// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLineEdit>

#include <cstdint>
#include <optional>

namespace gesso::ui {

class IconButton;

/// The seed: an unsigned 64-bit number, its digits in groups of three; a dice for a new one each time, a lock to keep
/// it, and a button that takes the last one again. To type a seed is to lock it.
class SeedField final : public QLineEdit {
    Q_OBJECT

public:
    explicit SeedField(QWidget* parent = nullptr);

    [[nodiscard]] std::uint64_t value() const { return m_seed; }
    void setValue(std::uint64_t seed); ///< without seedChosen()
    [[nodiscard]] bool isRandom() const { return m_random; }
    void setRandom(bool random); ///< without seedChosen()
    [[nodiscard]] std::optional<std::uint64_t> last() const { return m_last; }
    void setLast(std::optional<std::uint64_t> seed); ///< what "reuse" takes

Q_SIGNALS:
    void seedChosen(); ///< value or lock, by the user

protected:
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void takeTyped();
    void showButtons();
    void choose(std::uint64_t seed, bool random);

    std::uint64_t m_seed = 0;
    std::optional<std::uint64_t> m_last;
    bool m_random = true;
    IconButton* m_reuse;
    IconButton* m_dice;
    IconButton* m_lock;
};

/// "2 847 190 553", with thin spaces.
[[nodiscard]] QString seedText(std::uint64_t seed);

/// Reads a seed with or without spaces; nothing for what is no unsigned 64-bit number.
[[nodiscard]] std::optional<std::uint64_t> seedFromText(const QString& text);

} // namespace gesso::ui
