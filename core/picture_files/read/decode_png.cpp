// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/formats/openimageio.h"
#include "core/picture_files/formats/png_chunks.h"
#include "core/picture_files/read/decoders.h"
#include "core/picture_files/read/pixel_placer.h"

#include <png.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstring>
#include <optional>
#include <vector>

namespace gesso {
namespace {

/// The parts of a PNG that libpng is given: it inflates every text and profile that it sees, however many there are.
std::vector<std::string_view> neededChunks(std::string_view png)
{
    constexpr std::array<std::string_view, 5> kNeeded{"IHDR", "PLTE", "tRNS", "IDAT", "IEND"};
    std::vector<std::string_view> parts{kPngSignature};
    PngChunkReader reader(png);
    for (auto chunk = reader.next(); chunk && *chunk; chunk = reader.next()) {
        if (std::find(kNeeded.begin(), kNeeded.end(), (*chunk)->type) != kNeeded.end()) {
            parts.push_back((*chunk)->whole);
        }
    }
    return parts;
}

/// Decodes one PNG. libpng leaves its functions by longjmp, so those below hold nothing that would have to be
/// destroyed.
class PngDecoder final {
public:
    PngDecoder(std::string_view png, const PictureOutline& outline, const DecodeOptions& options)
        : m_encoded(png), m_parts(neededChunks(png)), m_outline(outline), m_options(options)
    {
        m_png = ::png_create_read_struct(PNG_LIBPNG_VER_STRING, this, &PngDecoder::noteError, &PngDecoder::noteWarning);
        m_info = m_png == nullptr ? nullptr : ::png_create_info_struct(m_png);
    }
    ~PngDecoder() { ::png_destroy_read_struct(&m_png, &m_info, nullptr); }
    PngDecoder(const PngDecoder&) = delete;
    PngDecoder& operator=(const PngDecoder&) = delete;

    Result<DecodedPicture> decode()
    {
        const std::optional<std::string> profile = pngProfile(m_encoded);
        m_deep = m_options.deep && m_options.layout == PixelLayout::Stored && m_outline.orientation == 1 && !profile;
        if (m_info == nullptr || !readHeader()) {
            return failure();
        }
        if (m_deep) {
            return decodeDeep();
        }
        m_colours = conversionFor(profile, m_model, m_options);
        if (m_interlaced) {
            return decodePasses();
        }
        m_placer.emplace(m_outline, m_channels, m_options.layout);
        m_row.resize(m_rowBytes);
        if (!readRows()) {
            return failure();
        }
        return told(m_placer->take());
    }

private:
    static PngDecoder& self(png_structp png) { return *static_cast<PngDecoder*>(::png_get_error_ptr(png)); }
    [[noreturn]] static void noteError(png_structp png, png_const_charp message)
    {
        std::strncpy(self(png).m_message.data(), message, self(png).m_message.size() - 1);
        ::png_longjmp(png, 1);
    }
    static void noteWarning(png_structp, png_const_charp) {}
    static void give(png_structp png, png_bytep out, std::size_t size)
    {
        auto& source = *static_cast<PngDecoder*>(::png_get_io_ptr(png));
        while (size > 0) {
            if (source.m_part == source.m_parts.size()) {
                ::png_error(png, "it is cut short");
            }
            const std::string_view rest = source.m_parts[source.m_part].substr(source.m_offset);
            const std::size_t count = std::min(size, rest.size());
            std::memcpy(out, rest.data(), count);
            out += count;
            size -= count;
            source.m_offset += count;
            if (count == rest.size()) {
                ++source.m_part;
                source.m_offset = 0;
            }
        }
    }

    tl::unexpected<Error> failure() const
    {
        if (m_stopped) {
            return fail(ErrorCode::Cancelled, "The picture was not read: that was stopped.");
        }
        return fail(ErrorCode::FileDamaged, "The png cannot be decoded: " + onOneLine(m_message.data()) + ".");
    }

    DecodedPicture told(DecodedPicture picture) const noexcept
    {
        picture.profileIgnored = m_colours.profileIgnored();
        return picture;
    }

    bool readHeader() noexcept
    {
        if (setjmp(png_jmpbuf(m_png)) != 0) {
            return false;
        }
        ::png_set_read_fn(m_png, this, &PngDecoder::give);
        ::png_set_user_limits(m_png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
        ::png_read_info(m_png, m_info);
        ::png_set_expand(m_png); // palettes, fewer than 8 bits, transparent colours
        m_deep = m_deep && ::png_get_bit_depth(m_png, m_info) == 16;
        if (m_deep) {
            ::png_set_swap(m_png); // to the order of bytes in memory
        } else {
            ::png_set_scale_16(m_png); // to 8 bits, rounded
        }
        const bool coloured = (::png_get_color_type(m_png, m_info) & PNG_COLOR_MASK_COLOR) != 0;
        m_model = coloured ? ColourModel::Rgb : ColourModel::Grey;
        const bool hasAlpha = (::png_get_color_type(m_png, m_info) & PNG_COLOR_MASK_ALPHA) != 0 ||
                              ::png_get_valid(m_png, m_info, PNG_INFO_tRNS) != 0;
        if (hasAlpha || m_options.layout == PixelLayout::RgbOnWhite) {
            ::png_set_gray_to_rgb(m_png);
        }
        m_interlaced = ::png_set_interlace_handling(m_png) > 1;
        ::png_read_update_info(m_png, m_info);
        m_channels = ::png_get_channels(m_png, m_info);
        m_rowBytes = ::png_get_rowbytes(m_png, m_info);
        const auto width = static_cast<png_uint_32>(m_outline.width),
                   height = static_cast<png_uint_32>(m_outline.height);
        return ::png_get_image_width(m_png, m_info) == width && ::png_get_image_height(m_png, m_info) == height;
    }

    bool readRows() noexcept
    {
        if (setjmp(png_jmpbuf(m_png)) != 0) {
            return false;
        }
        for (m_y = 0; m_y < m_outline.height && !stopped(); ++m_y) {
            ::png_read_row(m_png, m_row.data(), nullptr);
            m_colours.convert(m_row.data(), static_cast<std::size_t>(m_outline.width), m_channels);
            m_placer->place(0, m_y, m_outline.width, m_row.data());
        }
        if (!m_stopped) {
            ::png_read_end(m_png, nullptr);
        }
        return !m_stopped;
    }

    /// The whole picture, which the passes of an interlaced one fill together.
    bool readPasses(std::uint8_t* pixels) noexcept
    {
        constexpr int kMostPasses = 7;
        const int passes = m_interlaced ? kMostPasses : 1;
        if (setjmp(png_jmpbuf(m_png)) != 0) {
            return false;
        }
        for (m_pass = 0; m_pass < passes; ++m_pass) {
            for (m_y = 0; m_y < m_outline.height && !stopped(); ++m_y) {
                ::png_read_row(m_png, pixels + static_cast<std::size_t>(m_y) * m_rowBytes, nullptr);
            }
        }
        if (!m_stopped) {
            ::png_read_end(m_png, nullptr);
        }
        return !m_stopped;
    }

    Result<DecodedPicture> decodePasses()
    {
        Image whole{m_outline.width, m_outline.height, m_channels, {}};
        whole.u8().resize(m_rowBytes * static_cast<std::size_t>(m_outline.height));
        if (!readPasses(whole.u8().data())) {
            return failure();
        }
        m_colours.convert(whole);
        return told(PixelPlacer::placed(std::move(whole), m_outline, m_options.layout));
    }

    /// 16 bits as they are.
    Result<DecodedPicture> decodeDeep()
    {
        std::vector<std::uint16_t> levels(m_rowBytes / sizeof(std::uint16_t) *
                                          static_cast<std::size_t>(m_outline.height));
        if (!readPasses(reinterpret_cast<std::uint8_t*>(levels.data()))) {
            return failure();
        }
        return DecodedPicture{{m_outline.width, m_outline.height, m_channels, std::move(levels)}};
    }

    bool stopped() noexcept { return m_stopped = m_stopped || m_options.stop.stop_requested(); }

    const std::string_view m_encoded;
    std::vector<std::string_view> m_parts;
    std::size_t m_part = 0, m_offset = 0; ///< what libpng reads next
    const PictureOutline m_outline;
    const DecodeOptions& m_options;
    png_structp m_png = nullptr;
    png_infop m_info = nullptr;
    std::array<char, 256> m_message{"its header is damaged"};
    bool m_interlaced = false, m_deep = false, m_stopped = false;
    int m_channels = 0, m_y = 0, m_pass = 0;
    std::size_t m_rowBytes = 0;
    std::vector<std::uint8_t> m_row;
    ColourModel m_model = ColourModel::Rgb;
    ColourConversion m_colours;
    std::optional<PixelPlacer> m_placer;
};

} // namespace

Result<DecodedPicture> decodePng(std::string_view png, const PictureOutline& outline, const DecodeOptions& options)
{
    return PngDecoder(png, outline, options).decode();
}

} // namespace gesso
