// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/commands.h"
#include "core/generation/generation_service.h"

namespace gesso::cli {

/// A picture of this run that is a file.
struct SavedPicture {
    std::filesystem::path path;
    std::uint64_t seed = 0;
    int index = 0; ///< place in the request, 0-based
    int width = 0;
    int height = 0;
    std::vector<float> latents; ///< as JobImage::latents
    MadeWith madeWith;
};

/// Saves the pictures of a run one by one, as they come, and says so on standard output unless JSON will.
class SavedPictures final {
public:
    /// The request is that of the run; both must outlive this.
    SavedPictures(const GenerationRequest& request, const OutputChoice& output) : m_request(request), m_output(output)
    {
    }

    /// Errors: those of savePicture.
    [[nodiscard]] Result<> add(const JobImage& image);

    /// All so far, in the order of their index.
    [[nodiscard]] const std::vector<SavedPicture>& all() const noexcept { return m_pictures; }
    /// What went wrong on standard output, if anything did: the pictures are saved all the same.
    [[nodiscard]] const Result<>& told() const noexcept { return m_told; }

private:
    const GenerationRequest& m_request;
    const OutputChoice& m_output;
    std::vector<SavedPicture> m_pictures;
    Result<> m_told;
};

} // namespace gesso::cli
