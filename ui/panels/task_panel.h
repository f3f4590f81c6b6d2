// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/adapters/source_picture.h"

#include <QFrame>

namespace gesso::ui {

class NumberField;
class Segments;
class SourceBox;

/// The card that says what pictures are made from: words alone, a picture that is made anew in part, or words along a
/// panorama. A picture that was chosen stays while the others are looked at.
class TaskPanel final : public QFrame {
    Q_OBJECT

public:
    static constexpr double kStrength = 0.75; ///< until the user chooses another

    explicit TaskPanel(QWidget* parent = nullptr);

    [[nodiscard]] Task task() const; ///< TextToImage, ImageToImage or Panorama
    void setTask(Task task);         ///< Inpaint is ImageToImage here

    /// Puts what the card says into a request; all else in it stays.
    void applyTo(GenerationRequest& request) const;
    /// What the request begins from.
    [[nodiscard]] GenerationInputs inputs() const;
    /// Shows what a request says of its task. The picture it begins from is set apart: setSource().
    void setRequest(const GenerationRequest& request);

    [[nodiscard]] const SourcePicture& source() const;
    void setSource(const SourcePicture& source); ///< it does not change the task
    void setStrength(double strength);           ///< 0..1

    /// Why no picture can be made, one line; empty when it can.
    [[nodiscard]] QString problem() const;
    /// "Generate", "Refine" or "Panorama": what the button that makes the pictures says.
    [[nodiscard]] QString verb() const;

    /// How a strength reads: "0.65 · reshapes".
    [[nodiscard]] static QString strengthText(double strength);

Q_SIGNALS:
    void changed();    ///< by the user or by setSource() and setStrength()
    void taskChosen(); ///< by the user
    void chooseRequested();
    void fileDropped(const QString& path);
    void pictureDropped(const QImage& picture);
    void dropRefused(const QString& why);

private:
    QWidget* buildPicturePart();
    QWidget* buildPanoramaPart();
    void showParts();

    Segments* m_tasks;
    SourceBox* m_source;
    NumberField* m_strength;
    Segments* m_wrap;
    QWidget* m_pictureRows;
    QWidget* m_panoramaRows;
};

} // namespace gesso::ui
