// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/inputs.h"
#include "core/styles/style.h"

#include <functional>
#include <optional>
#include <set>
#include <string>

namespace gesso {

/// The next request as it is being put together: every parameter with its default, and whether the user touched it.
///
/// A value that is not touched is what the program, the task, the model and the style on the prompt give, the later one
/// of these first, and follows them; one that is touched stays. A value that is set to its default is untouched again.
/// Parameters are called by their paths (request_leaves.h): "steps", "panorama/viewSize"; width and height are touched
/// together, and so are sampler and schedule. Values that cannot be are brought into range. A plain value.
class RequestDraft final {
public:
    /// `program` has the values that no model has defaults for.
    explicit RequestDraft(const GenerationRequest& program = {});

    /// A draft of these fields (request_json.h), which are touched, for a model with these defaults. Errors: those of
    /// requestFromJson.
    [[nodiscard]] static Result<RequestDraft> fromJson(const nlohmann::json& given, const GenerationRequest& program,
                                                       const GenerationRequest& ofModel);
    /// The touched fields, and the model.
    [[nodiscard]] nlohmann::json toJson() const;

    /// All values as they are now, also those that the task has no use for.
    [[nodiscard]] const GenerationRequest& values() const { return m_values; }
    /// What a job is made from: the values, without what the task has no use for.
    [[nodiscard]] GenerationRequest request() const;
    /// request() for the next job, with this seed where the seed is random. That seed is then the last one.
    [[nodiscard]] GenerationRequest takeRequest(std::uint64_t newSeed);
    /// What the values are where they are not touched.
    [[nodiscard]] const GenerationRequest& defaults() const { return m_defaults; }
    /// Whether all but the prompts is as in another draft.
    [[nodiscard]] bool hasParametersOf(const RequestDraft& other) const;
    [[nodiscard]] PictureSize nativeSize() const { return {m_model.width, m_model.height}; }
    [[nodiscard]] bool isTouched(const std::string& path) const { return m_touched.contains(path); }
    [[nodiscard]] const std::set<std::string>& touched() const { return m_touched; }

    /// Changes values, as the user does. Task, model and prompts have functions of their own and stay as they are.
    void edit(const std::function<void(GenerationRequest&)>& change);
    /// Going over to panoramas makes a picture long that is not; coming back from them gives it the size that it had.
    void setTask(Task task);
    /// Gives the size in which this picture is made again.
    void fitTo(PictureSize picture);
    void setPrompts(std::string prompt, std::string negative);
    /// Takes prompts, style and last seed of another draft: all that parameters are not.
    void takeWordsOf(const RequestDraft& other);
    /// Another model, or the same one: what is not touched follows its defaults.
    void chooseModel(const GenerationRequest& ofModel);
    /// More is known of the model that is chosen already: the values stay, as far as it was not known which are
    /// touched.
    void noteModel(const GenerationRequest& ofModel);

    /// Puts a style around the prompts in place of the former one, or takes that one away. Its guidance, and its
    /// strength for ImageToImage, count where these are not touched, as long as its words stand around the prompt: they
    /// go when its words are taken out, with what it avoids, and come back with them.
    void setStyle(const std::optional<Style>& style);
    [[nodiscard]] const Style* style() const { return m_isStyled ? &*m_style : nullptr; } ///< null: none

    /// Replaces all values. `touched` says which the user touched; where that is not known, those are that are not by
    /// default. A style that the prompts carry is told by restoreStyle().
    void restore(const GenerationRequest& values, const std::optional<std::set<std::string>>& touched = std::nullopt);
    void restoreStyle(const Style& style);

    bool randomSeed = true;                ///< each job gets a new seed
    std::optional<std::uint64_t> lastSeed; ///< of the latest job
    ExecutionOptions options;

    friend bool operator==(const RequestDraft&, const RequestDraft&) = default;

private:
    void takeDefaults(); ///< what they are now, into all values that are not touched
    void noteTouched();  ///< by what is not by default
    void takeEdit(const GenerationRequest& edited);
    void pairTouched(const std::set<std::string>& changed);

    GenerationRequest m_program;
    GenerationRequest m_model; ///< the program's values with the model's defaults
    GenerationRequest m_defaults;
    GenerationRequest m_values;
    std::set<std::string> m_touched;
    bool m_isModelKnown = true; ///< the defaults are those of the values' model
    bool m_isTouchedKnown = true;
    /// The size before the picture was made long.
    struct Before {
        PictureSize size;
        bool touched = false;
        friend bool operator==(const Before&, const Before&) = default;
    };
    std::optional<Before> m_before;
    std::optional<Style> m_style; ///< the latest, also when its words were taken out: they may come back
    bool m_isStyled = false;
};

} // namespace gesso
