// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace gesso {

struct Image;

/// What the values of a picture file are.
enum class ColourModel : std::uint8_t { Grey, Rgb, Cmyk };

/// Larger profiles are not read; a printer's have up to 3 MB.
inline constexpr std::size_t kMaxProfileBytes = std::size_t{4} << 20U;

/// Makes sRGB of a picture's 8-bit values, by the ICC profile of its file: relatively colorimetric, with black point
/// compensation, by lcms2. A stranger's profile costs at most some 64 MB and a second.
class ColourConversion final {
public:
    /// Of sRGB: nothing is converted.
    ColourConversion() noexcept;

    /// By that profile. One that is broken, larger than kMaxProfileBytes or for other values counts as sRGB. Grey
    /// values may have a profile of RGB, in which they are colours whose parts are equal.
    ColourConversion(const std::optional<std::string>& profile, ColourModel model);

    ~ColourConversion();
    ColourConversion(ColourConversion&&) noexcept;
    ColourConversion& operator=(ColourConversion&&) noexcept;

    /// There is a profile, and it is of no use.
    [[nodiscard]] bool profileIgnored() const noexcept { return m_profileIgnored; }

    /// The values are sRGB's as they are.
    [[nodiscard]] bool changesNothing() const noexcept { return m_transform == nullptr && !m_greys; }

    /// Converts grey or RGB in place; of an even number of channels the last is alpha, which is left as it is.
    void convert(std::uint8_t* pixels, std::size_t count, int channels) const noexcept;
    void convert(Image& image) const noexcept;

    /// RGB of four inks (0 is none); without a profile they mix as if each let light through.
    void convertInks(const std::uint8_t* inks, std::uint8_t* rgb, std::size_t count) const noexcept;

private:
    struct Transform;

    [[nodiscard]] bool prepareGrey();
    [[nodiscard]] bool prepareColours();

    std::unique_ptr<Transform> m_transform;               ///< of RGB or inks, where one is needed
    std::optional<std::array<std::uint8_t, 256>> m_greys; ///< of grey
    bool m_profileIgnored = false;
};

} // namespace gesso
