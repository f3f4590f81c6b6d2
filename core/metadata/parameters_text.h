// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/metadata/picture_metadata.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gesso {

/// The parts of the text that AUTOMATIC1111's web UI writes as `parameters` and that most tools for designers read:
/// the prompt, a line "Negative prompt: ...", and a last line "Steps: 20, Sampler: DPM++ 2M, ...".
struct ParametersText {
    std::string prompt;
    std::string negativePrompt;
    std::vector<std::pair<std::string, std::string>> fields; ///< in their order, values without their quotes
    std::string promptTemplate;                              ///< "Template: ..." after the fields
    std::string negativeTemplate;                            ///< "Negative Template: ..."
};

/// The text for a picture with a request, as create_infotext() of the web UI writes it: a field's value is quoted as a
/// JSON string when it holds a comma, colon or newline, and the whole text is stripped of outer white space. So a
/// prompt that itself has a line "Negative prompt:" cannot be told apart again: our own JSON is exact.
///
/// The prompt is the one that made this picture: its choices are made, and LoRAs without a tag have one. The prompt
/// with its choices follows as "Template: ", as the dynamic-prompts extension has it, unless it is left out
/// (`withTemplate`) or longer than 8 KiB.
[[nodiscard]] std::string parametersText(const PictureMetadata& metadata, bool withTemplate = true);

/// Reads such text as parse_generation_parameters() does: the fields' line has three or more. It is the last line, or
/// one that begins with "Steps: " before others: of templates, and of what extensions add. Never fails: any text is at
/// least a prompt. Linear in the length of the text.
[[nodiscard]] ParametersText parseParametersText(std::string_view text);

/// The metadata that such text stands for; `parameters` is the text itself. Fields that are not known, or whose value
/// is not a number of their type, keep their defaults. No request when the text is JSON, which other tools keep under
/// the same key (foreign_json.h).
[[nodiscard]] PictureMetadata metadataFromParameters(std::string_view text);

} // namespace gesso
