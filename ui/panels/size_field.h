// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <utility>
#include <vector>

class QGridLayout;
class QLabel;
class QPushButton;

namespace gesso::ui {

class NumberField;

/// The size of the picture: a button that says it ("512 × 512   1:1") and opens the shapes to choose from and the two
/// sides to type, and a button that swaps the sides. Only sizes that can be made can be entered; of those that the
/// model was not made for it is said what becomes of them.
class SizeField final : public QWidget {
    Q_OBJECT

public:
    explicit SizeField(QWidget* parent = nullptr);

    [[nodiscard]] QSize value() const { return m_size; }
    void setValue(QSize size); ///< without sizeChosen()
    /// The size that the model was made for; the shapes to choose from have as many pixels.
    void setNative(QSize size);
    /// Whether the shapes to choose from are those of panoramas.
    void setPanorama(bool panorama);

Q_SIGNALS:
    void sizeChosen(const QSize& size); ///< by the user

private:
    void buildPopup();
    void buildPresets();
    void addPreset(const QString& ratio, QSize size, int row, int column);
    [[nodiscard]] QString noteText() const; ///< what a picture of this size is like for the model
    void sayMost(const NumberField& side);
    void openPopup();
    void choose(QSize size);
    void showSize();

    QSize m_size{512, 512};
    QSize m_native{512, 512};
    bool m_panorama = false;
    QPushButton* m_button;
    QLabel* m_text;
    QLabel* m_ratio;
    QWidget* m_popup;
    QGridLayout* m_presets = nullptr;
    NumberField* m_width = nullptr;
    NumberField* m_height = nullptr;
    QLabel* m_note = nullptr;
    std::vector<std::pair<QPushButton*, QSize>> m_shapes;
};

} // namespace gesso::ui
