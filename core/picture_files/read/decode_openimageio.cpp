// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/levels.h"
#include "core/image/srgb.h"
#include "core/picture_files/formats/openimageio.h"
#include "core/picture_files/formats/tiff_directory.h"
#include "core/picture_files/formats/tiff_layout.h"
#include "core/picture_files/read/decoders.h"
#include "core/picture_files/read/pixel_placer.h"

#include <OpenImageIO/filesystem.h>
#include <OpenImageIO/imageio.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <vector>

namespace gesso {
namespace {

using OIIO::ImageInput;
using OIIO::ImageSpec;
using OIIO::TypeDesc;

/// Parts of memory read as one file.
class PartsReader final : public OIIO::Filesystem::IOProxy {
public:
    explicit PartsReader(std::array<std::string_view, 3> parts) : IOProxy("", Read), m_parts(parts) {}

    const char* proxytype() const override { return "gesso"; }
    std::size_t read(void* out, std::size_t size) override
    {
        const std::size_t count = pread(out, size, m_pos);
        m_pos += static_cast<std::int64_t>(count);
        return count;
    }
    std::size_t pread(void* out, std::size_t size, std::int64_t offset) override
    {
        auto skipped = static_cast<std::size_t>(std::max<std::int64_t>(offset, 0));
        std::size_t count = 0;
        for (const std::string_view part : m_parts) {
            if (skipped >= part.size()) {
                skipped -= part.size();
                continue;
            }
            const std::size_t taken = std::min(size - count, part.size() - skipped);
            std::memcpy(static_cast<char*>(out) + count, part.data() + skipped, taken);
            count += taken;
            skipped = 0;
        }
        return count;
    }
    std::size_t size() const override { return m_parts[0].size() + m_parts[1].size() + m_parts[2].size(); }

private:
    std::array<std::string_view, 3> m_parts;
};

/// Linear light to a level of sRGB, and alpha to one.
void toLevel(float linear, std::uint8_t& level) noexcept
{
    level = srgb8FromLinear(linear);
}
void toLevel(float linear, std::uint16_t& level) noexcept
{
    level = sixteenLevels(srgbFromLinear(linear));
}
void alphaToLevel(float alpha, std::uint8_t& level) noexcept
{
    level = eightBits(alpha);
}
void alphaToLevel(float alpha, std::uint16_t& level) noexcept
{
    level = sixteenLevels(alpha);
}

/// sRGB with straight alpha from linear light with associated alpha.
template <typename Level> void toSrgb(const std::vector<float>& linear, std::size_t channels, Level* pixels)
{
    const bool hasAlpha = channels % 2 == 0;
    for (std::size_t start = 0; start < linear.size(); start += channels) {
        const float alpha = hasAlpha ? linear[start + channels - 1] : 1.F;
        const float scale = alpha > 0.F ? 1.F / alpha : 0.F;
        for (std::size_t channel = 0; channel < channels; ++channel) {
            const bool isAlpha = hasAlpha && channel == channels - 1;
            if (isAlpha) {
                alphaToLevel(alpha, pixels[start + channel]);
            } else {
                toLevel(linear[start + channel] * scale, pixels[start + channel]);
            }
        }
    }
}

/// How many of the file's channels are taken: grey, grey with alpha, colours, colours with alpha.
int channelsTaken(const ImageSpec& spec) noexcept
{
    if (spec.nchannels >= kRgba) {
        return spec.alpha_channel == kAlpha ? kRgba : kRgb;
    }
    return spec.nchannels;
}

/// Reads a picture band by band, or tile by tile.
class BandReader final {
public:
    BandReader(PictureFormat format, ImageInput& input, const PictureOutline& outline, const DecodeOptions& options,
               bool inks)
        : m_format(format), m_input(input), m_spec(input.spec()), m_outline(outline), m_options(options), m_inks(inks),
          m_channels(inks ? kInks : channelsTaken(m_spec)), m_channelsMade(inks ? kRgb : m_channels),
          m_placer(outline, m_channelsMade, options.layout)
    {
    }

    void convertBy(ColourConversion colours) noexcept { m_colours = std::move(colours); }

    [[nodiscard]] ColourModel model() const noexcept
    {
        constexpr int kGreyAlpha = 2;
        return m_inks ? ColourModel::Cmyk : m_channels <= kGreyAlpha ? ColourModel::Grey : ColourModel::Rgb;
    }

    /// Tiffs in which white is 0 and that the library does not turn round.
    void invert() noexcept { m_inverted = true; }

    Result<DecodedPicture> read()
    {
        const int across = m_spec.tile_width > 0 ? m_spec.tile_width : m_outline.width;
        const int down = m_spec.tile_width > 0 ? m_spec.tile_height : bandRows();
        for (int y = 0; y < m_outline.height; y += down) {
            for (int x = 0; x < m_outline.width; x += across) {
                if (m_options.stop.stop_requested()) {
                    return fail(ErrorCode::Cancelled, "The picture was not read: that was stopped.");
                }
                if (!readPart(x, y, std::min(across, m_outline.width - x), std::min(down, m_outline.height - y))) {
                    return fail(ErrorCode::FileDamaged, "The " + codecName(m_format) + " cannot be decoded: " +
                                                            onOneLine(m_input.geterror()) + ".");
                }
            }
        }
        DecodedPicture picture = m_placer.take();
        picture.profileIgnored = m_colours.profileIgnored();
        return picture;
    }

private:
    static constexpr int kInks = 4;

    [[nodiscard]] int bandRows() const noexcept
    {
        // Of whole strips the library does not notice when they are broken.
        if (m_format == PictureFormat::Tiff) {
            return 1;
        }
        constexpr std::size_t kBandBytes = std::size_t{16} << 20U;
        constexpr std::size_t kMostRows = 256;
        const std::size_t rowBytes = m_spec.scanline_bytes(true) + 1;
        return static_cast<int>(std::clamp<std::size_t>(kBandBytes / rowBytes, 1, kMostRows));
    }

    bool readPart(int x, int y, int width, int height)
    {
        const std::size_t size =
            static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * static_cast<std::size_t>(m_channels);
        m_pixels.resize(size);
        const bool isLinear = m_format == PictureFormat::Exr;
        m_linear.resize(isLinear ? size : 0);
        void* const out = isLinear ? static_cast<void*>(m_linear.data()) : m_pixels.data();
        const TypeDesc type = isLinear ? TypeDesc::FLOAT : TypeDesc::UINT8;
        const int left = m_spec.x + x, top = m_spec.y + y;
        const bool read =
            m_spec.tile_width > 0
                ? m_input.read_tiles(0, 0, left, left + width, top, top + height, 0, 1, 0, m_channels, type, out)
                : m_input.read_scanlines(0, 0, top, top + height, 0, 0, m_channels, type, out);
        if (!read || m_input.has_error()) {
            return false;
        }
        if (isLinear) {
            toSrgb(m_linear, static_cast<std::size_t>(m_channels), m_pixels.data());
        }
        if (m_inverted) {
            std::transform(m_pixels.begin(), m_pixels.end(), m_pixels.begin(),
                           [](std::uint8_t value) { return static_cast<std::uint8_t>(255 - value); });
        }
        const std::uint8_t* const pixels = converted(size / static_cast<std::size_t>(m_channels));
        for (int row = 0; row < height; ++row) {
            m_placer.place(x, y + row, width,
                           pixels + static_cast<std::size_t>(row) * static_cast<std::size_t>(width) *
                                        static_cast<std::size_t>(m_channelsMade));
        }
        return true;
    }

    /// The pixels of this part in sRGB.
    const std::uint8_t* converted(std::size_t count)
    {
        if (!m_inks) {
            m_colours.convert(m_pixels.data(), count, m_channels);
            return m_pixels.data();
        }
        m_rgb.resize(count * kRgb);
        m_colours.convertInks(m_pixels.data(), m_rgb.data(), count);
        return m_rgb.data();
    }

    PictureFormat m_format;
    ImageInput& m_input;
    const ImageSpec m_spec;
    const PictureOutline m_outline;
    const DecodeOptions& m_options;
    bool m_inks; ///< four inks are read, and RGB is made of them
    int m_channels, m_channelsMade;
    bool m_inverted = false;
    ColourConversion m_colours;
    PixelPlacer m_placer;
    std::vector<float> m_linear;
    std::vector<std::uint8_t> m_pixels, m_rgb;
};

/// Whether a file has more than 8 bits a channel, which can be had as they are.
bool isDeep(PictureFormat format, const ImageSpec& spec, const TiffLayout& layout) noexcept
{
    constexpr int kGreyAlpha = 2;
    const bool plain = !layout.inks && !layout.whiteIsZero && spec.tile_width == 0 && channelsTaken(spec) != kGreyAlpha;
    return plain && (format == PictureFormat::Exr || spec.format == TypeDesc::UINT16);
}

/// The picture with 16 bits a channel.
Result<DecodedPicture> readDeep(PictureFormat format, ImageInput& input, const DecodeOptions& options)
{
    const ImageSpec& spec = input.spec();
    const int channels = channelsTaken(spec);
    const bool isLinear = format == PictureFormat::Exr;
    const int band = isLinear ? 64 : 1; // of whole strips of a TIFF the library does not notice when they are broken
    const std::size_t rowLevels = static_cast<std::size_t>(spec.width) * static_cast<std::size_t>(channels);
    std::vector<std::uint16_t> levels(rowLevels * static_cast<std::size_t>(spec.height));
    std::vector<float> linear;
    for (int y = 0; y < spec.height; y += band) {
        if (options.stop.stop_requested()) {
            return fail(ErrorCode::Cancelled, "The picture was not read: that was stopped.");
        }
        const int rows = std::min(band, spec.height - y);
        std::uint16_t* const place = levels.data() + static_cast<std::size_t>(y) * rowLevels;
        linear.resize(isLinear ? rowLevels * static_cast<std::size_t>(rows) : 0);
        void* const out = isLinear ? static_cast<void*>(linear.data()) : place;
        const TypeDesc type = isLinear ? TypeDesc::FLOAT : TypeDesc::UINT16;
        if (!input.read_scanlines(0, 0, spec.y + y, spec.y + y + rows, 0, 0, channels, type, out) ||
            input.has_error()) {
            return fail(ErrorCode::FileDamaged,
                        "The " + codecName(format) + " cannot be decoded: " + onOneLine(input.geterror()) + ".");
        }
        if (isLinear) {
            toSrgb(linear, static_cast<std::size_t>(channels), place);
        }
    }
    return DecodedPicture{{spec.width, spec.height, channels, std::move(levels)}};
}

Result<> checkSpec(const ImageSpec& spec, const PictureOutline& outline)
{
    if (spec.width != outline.width || spec.height != outline.height || spec.depth > 1 || spec.nchannels <= 0) {
        return fail(ErrorCode::FileDamaged, "The picture's header is damaged.");
    }
    return {};
}

} // namespace

Result<DecodedPicture> decodeByOpenImageIo(PictureFormat format, std::string_view encoded,
                                           const PictureOutline& outline, const DecodeOptions& options)
{
    TiffLayout layout;
    std::array<std::string_view, 3> parts{encoded};
    if (format == PictureFormat::Tiff) {
        auto read = readTiffLayout(encoded);
        if (!read) {
            return tl::unexpected(read.error());
        }
        layout = *std::move(read);
        parts = {layout.head, encoded.substr(layout.head.size()), layout.tail};
    }
    PartsReader proxy(parts); // must outlive the input
    const auto input = ImageInput::create(codecName(format));
    ImageSpec config, spec;
    config.attribute(kStraightAlpha, 1);
    config.attribute("oiio:RawColor", layout.inks ? 1 : 0);
    if (input) {
        input->threads(1); // a pool of threads takes hundreds of megabytes
    }
    if (!input || !input->set_ioproxy(&proxy) || !input->open(codecName(format), spec, config)) {
        const std::string cause = onOneLine(input ? input->geterror() : OIIO::geterror());
        return fail(ErrorCode::FileDamaged, "The " + codecName(format) + " cannot be decoded: " + cause + ".");
    }
    return checkSpec(input->spec(), outline).and_then([&] {
        const bool inks = layout.inks && input->spec().nchannels >= 4;
        const auto profile = format == PictureFormat::Tiff ? tiffProfile(encoded) : std::nullopt;
        if (options.deep && options.layout == PixelLayout::Stored && outline.orientation == 1 &&
            isDeep(format, input->spec(), layout) &&
            ColourConversion(profile, channelsTaken(input->spec()) == 1 ? ColourModel::Grey : ColourModel::Rgb)
                .changesNothing()) {
            return readDeep(format, *input, options);
        }
        BandReader reader(format, *input, outline, options, inks);
        reader.convertBy(conversionFor(profile, reader.model(), options));
        if (layout.whiteIsZero && layout.bits > 8) { // the library sees to those of fewer bits
            reader.invert();
        }
        return reader.read();
    });
}

} // namespace gesso
