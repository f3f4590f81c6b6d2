// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request.h"
#include "core/models/find.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace gesso {

/// The models that can be had (findModels), the starter model first where it is there.
[[nodiscard]] std::vector<FoundModel> installedModels(const std::vector<std::filesystem::path>& folders,
                                                      const std::filesystem::path& programFolder);

/// A model of a list to choose from.
struct ListedModel {
    FoundModel model;
    GenerationRequest defaults; ///< what it is best run with (model_defaults.h)
    std::string problem;        ///< why it cannot be used, a whole sentence; empty when it can
};

/// The installed models with what keeps each from being used: parts that are missing, kinds that are not known yet, a
/// damaged gesso.json. Only JSON files, headers and names are read, no weights; any thread may call it, and it may take
/// as long as the disk does.
[[nodiscard]] std::vector<ListedModel> listModels(const std::vector<std::filesystem::path>& folders,
                                                  const std::filesystem::path& programFolder);

/// One model by its path, as in listModels().
[[nodiscard]] ListedModel listedModel(const FoundModel& model);

/// The width of the texts that a model reads: 768 of Stable Diffusion 1, 1024 of 2, 2048 of XL; 0 where it cannot be
/// told.
[[nodiscard]] std::uint64_t textWidthOf(const FoundModel& model);

/// loraTextWidth() of a file, of which the header is read; 0 for what is no LoRA or cannot be read.
[[nodiscard]] std::uint64_t loraTextWidth(const std::filesystem::path& file);

/// The family that a model is of: "sd1", "sd2-inpaint" ..., as name(ModelKind) calls single files; a folder is told by
/// the width of the texts that its UNet reads. "other" for folders of any other width, and for what cannot be read.
[[nodiscard]] std::string familyOf(const FoundModel& model);

} // namespace gesso
