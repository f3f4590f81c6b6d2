// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace gesso {

/// What one value of a pixel is, from black to white.
enum class PixelFormat : std::uint8_t {
    U8,  ///< 0 to 255
    U16, ///< 0 to 65535
    F32, ///< 0 to 1; what is outside is brighter than white, or no colour of the profile
};

/// A picture: rows top to bottom, pixels interleaved, no padding between rows. A plain value, whose values are all of
/// one format. Values are as they are shown (encoded by a curve such as sRGB's), not linear light.
struct Image {
    int width = 0;
    int height = 0;
    int channels = 3; ///< 1 grey, 3 RGB, 4 RGBA (straight alpha)

    /// The ICC profile that says what colours the values are; null: sRGB's.
    std::shared_ptr<const std::string> profile;

    Image() = default;
    /// Of values of the vector's format: width * height * channels of them, or none yet, to be appended by the caller.
    Image(int width_, int height_, int channels_, std::initializer_list<std::uint8_t> values)
        : width(width_), height(height_), channels(channels_), m_values(std::vector<std::uint8_t>(values))
    {
    }
    Image(int width_, int height_, int channels_, std::vector<std::uint8_t> values)
        : width(width_), height(height_), channels(channels_), m_values(std::move(values))
    {
    }
    Image(int width_, int height_, int channels_, std::vector<std::uint16_t> values)
        : width(width_), height(height_), channels(channels_), m_values(std::move(values))
    {
    }
    Image(int width_, int height_, int channels_, std::vector<float> values)
        : width(width_), height(height_), channels(channels_), m_values(std::move(values))
    {
    }

    [[nodiscard]] PixelFormat format() const noexcept { return static_cast<PixelFormat>(m_values.index()); }
    [[nodiscard]] bool empty() const { return valueCount() == 0; }
    /// Values that there are, of all pixels and channels.
    [[nodiscard]] std::size_t valueCount() const
    {
        return std::visit([](const auto& values) { return values.size(); }, m_values);
    }
    /// Memory that they take.
    [[nodiscard]] std::size_t byteCount() const
    {
        return std::visit([](const auto& values) { return values.size() * sizeof(values[0]); }, m_values);
    }
    /// Values of one row.
    [[nodiscard]] std::size_t rowValues() const noexcept
    {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(channels);
    }
    /// It has pixels, and as many values as its size says: what comes from outside may not.
    [[nodiscard]] bool isWhole() const
    {
        return width > 0 && height > 0 && (channels == 1 || channels == 3 || channels == 4) &&
               valueCount() == rowValues() * static_cast<std::size_t>(height);
    }

    // The values. Each may be asked for only where format() is its own; any other is a bug: std::bad_variant_access.
    [[nodiscard]] const std::vector<std::uint8_t>& u8() const { return std::get<0>(m_values); }
    [[nodiscard]] std::vector<std::uint8_t>& u8() { return std::get<0>(m_values); }
    [[nodiscard]] const std::vector<std::uint16_t>& u16() const { return std::get<1>(m_values); }
    [[nodiscard]] std::vector<std::uint16_t>& u16() { return std::get<1>(m_values); }
    [[nodiscard]] const std::vector<float>& f32() const { return std::get<2>(m_values); }
    [[nodiscard]] std::vector<float>& f32() { return std::get<2>(m_values); }

    /// Calls a function with the values, whatever their format.
    template <typename Function> decltype(auto) visit(Function&& function) const
    {
        return std::visit(std::forward<Function>(function), m_values);
    }

    friend bool operator==(const Image& a, const Image& b)
    {
        const bool sameProfile = a.profile == b.profile || (a.profile && b.profile && *a.profile == *b.profile);
        return a.width == b.width && a.height == b.height && a.channels == b.channels && sameProfile &&
               a.m_values == b.m_values;
    }

private:
    std::variant<std::vector<std::uint8_t>, std::vector<std::uint16_t>, std::vector<float>> m_values; // as PixelFormat
};

/// A picture that is finished: handed on without a copy, and never changed. Null: none.
using Picture = std::shared_ptr<const Image>;

/// A new handle to a picture.
[[nodiscard]] inline Picture makePicture(Image image)
{
    return std::make_shared<const Image>(std::move(image));
}

} // namespace gesso
