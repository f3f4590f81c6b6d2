// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/formats/jpeg_segments.h"
#include "core/picture_files/formats/openimageio.h"
#include "core/picture_files/read/decoders.h"
#include "core/picture_files/read/pixel_placer.h"

#include <csetjmp>
#include <cstdio>

#include <jpeglib.h>

#include <jerror.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace gesso {
namespace {

/// Decodes one JPEG. libjpeg is left by longjmp, so the functions that call it hold nothing that would have to be
/// destroyed.
class JpegDecoder final {
public:
    JpegDecoder(std::string_view jpeg, const PictureOutline& outline, const DecodeOptions& options)
        : m_jpeg(jpeg), m_outline(outline), m_options(options)
    {
        m_info.err = ::jpeg_std_error(&m_errors);
        m_errors.error_exit = &JpegDecoder::noteError;
        m_errors.emit_message = &JpegDecoder::noteWarning;
        m_errors.output_message = [](j_common_ptr) {};
        m_info.client_data = this;
    }
    ~JpegDecoder()
    {
        if (m_created) {
            ::jpeg_destroy_decompress(&m_info);
        }
    }
    JpegDecoder(const JpegDecoder&) = delete;
    JpegDecoder& operator=(const JpegDecoder&) = delete;

    Result<DecodedPicture> decode()
    {
        if (!start()) {
            return failure();
        }
        const int channels = m_info.output_components == 1 ? 1 : kRgb;
        m_placer.emplace(m_outline, channels, m_options.layout);
        const bool inks = m_info.out_color_space == JCS_CMYK;
        m_colours = conversionFor(jpegProfile(m_jpeg),
                                  inks            ? ColourModel::Cmyk
                                  : channels == 1 ? ColourModel::Grey
                                                  : ColourModel::Rgb,
                                  m_options);
        m_rgb.resize(inks ? static_cast<std::size_t>(m_outline.width) * kRgb : 0);
        m_row.resize(static_cast<std::size_t>(m_outline.width) * static_cast<std::size_t>(m_info.output_components));
        if (!readRows()) {
            return failure();
        }
        DecodedPicture picture = m_placer->take();
        picture.profileIgnored = m_colours.profileIgnored();
        return picture;
    }

private:
    static JpegDecoder& self(j_common_ptr info) { return *static_cast<JpegDecoder*>(info->client_data); }
    static void noteError(j_common_ptr info)
    {
        JpegDecoder& decoder = self(info);
        (*info->err->format_message)(info, decoder.m_message.data());
        std::longjmp(decoder.m_back, 1);
    }
    /// libjpeg fills in grey what is missing and only warns.
    static void noteWarning(j_common_ptr info, int level)
    {
        if (level >= 0) {
            return;
        }
        switch (info->err->msg_code) {
        case JWRN_ADOBE_XFORM:
        case JWRN_BOGUS_PROGRESSION:
        case JWRN_EXTRANEOUS_DATA:
        case JWRN_JFIF_MAJOR:
        case JWRN_NOT_SEQUENTIAL:
        case JWRN_TOO_MUCH_DATA:
            return;
        default:
            noteError(info);
        }
    }
    static void noteProgress(j_common_ptr info)
    {
        JpegDecoder& decoder = self(info);
        if (decoder.m_options.stop.stop_requested()) {
            decoder.m_stopped = true;
            std::longjmp(decoder.m_back, 1);
        }
    }
    /// At the end of the file an end marker is made up: what the decoder then still lacks is noticed by it.
    static boolean giveEnd(j_decompress_ptr info)
    {
        static constexpr std::array<JOCTET, 2> kEnd{0xFF, JPEG_EOI};
        info->src->next_input_byte = kEnd.data();
        info->src->bytes_in_buffer = kEnd.size();
        return TRUE;
    }
    static void skip(j_decompress_ptr info, long count)
    {
        const auto wanted = count > 0 ? static_cast<std::size_t>(count) : 0;
        const std::size_t skipped = std::min(wanted, info->src->bytes_in_buffer);
        info->src->next_input_byte += skipped;
        info->src->bytes_in_buffer -= skipped;
    }

    tl::unexpected<Error> failure() const
    {
        if (m_stopped) {
            return fail(ErrorCode::Cancelled, "The picture was not read: that was stopped.");
        }
        return fail(ErrorCode::FileDamaged, "The jpg cannot be decoded: " + onOneLine(m_message.data()) + ".");
    }

    bool start() noexcept
    {
        if (setjmp(m_back) != 0) {
            return false;
        }
        jpeg_create_decompress(&m_info);
        m_created = true;
        m_info.client_data = this;
        m_source.next_input_byte = reinterpret_cast<const JOCTET*>(m_jpeg.data());
        m_source.bytes_in_buffer = m_jpeg.size();
        m_source.init_source = m_source.term_source = [](j_decompress_ptr) {};
        m_source.fill_input_buffer = &JpegDecoder::giveEnd;
        m_source.skip_input_data = &JpegDecoder::skip;
        m_source.resync_to_restart = &::jpeg_resync_to_restart;
        m_info.src = &m_source;
        m_progress.progress_monitor = &JpegDecoder::noteProgress;
        m_info.progress = &m_progress;
        ::jpeg_read_header(&m_info, TRUE);
        const bool inks = m_info.jpeg_color_space == JCS_CMYK || m_info.jpeg_color_space == JCS_YCCK;
        const bool grey = m_info.jpeg_color_space == JCS_GRAYSCALE;
        m_info.out_color_space = inks ? JCS_CMYK : grey ? JCS_GRAYSCALE : JCS_RGB;
        ::jpeg_start_decompress(&m_info);
        return m_info.output_width == static_cast<JDIMENSION>(m_outline.width) &&
               m_info.output_height == static_cast<JDIMENSION>(m_outline.height);
    }

    bool readRows() noexcept
    {
        if (setjmp(m_back) != 0) {
            return false;
        }
        while (m_info.output_scanline < m_info.output_height) {
            m_line = m_row.data();
            const auto y = static_cast<int>(m_info.output_scanline);
            if (::jpeg_read_scanlines(&m_info, &m_line, 1) == 1) {
                m_placer->place(0, y, m_outline.width, converted());
            }
        }
        ::jpeg_finish_decompress(&m_info);
        return true;
    }

    /// The row in sRGB.
    const std::uint8_t* converted() noexcept
    {
        const auto count = static_cast<std::size_t>(m_outline.width);
        if (m_info.out_color_space != JCS_CMYK) {
            m_colours.convert(m_row.data(), count, m_info.output_components);
            return m_row.data();
        }
        // Adobe's programs, and those that say they are, store inks inverted.
        if (m_info.saw_Adobe_marker != 0) {
            for (std::uint8_t& ink : m_row) {
                ink = static_cast<std::uint8_t>(~ink);
            }
        }
        m_colours.convertInks(m_row.data(), m_rgb.data(), count);
        return m_rgb.data();
    }

    const std::string_view m_jpeg;
    const PictureOutline m_outline;
    const DecodeOptions& m_options;
    jpeg_decompress_struct m_info{};
    jpeg_error_mgr m_errors{};
    jpeg_source_mgr m_source{};
    jpeg_progress_mgr m_progress{};
    std::jmp_buf m_back{};
    std::array<char, JMSG_LENGTH_MAX> m_message{"its header is damaged"};
    bool m_created = false, m_stopped = false;
    JSAMPROW m_line = nullptr;
    std::vector<std::uint8_t> m_row, m_rgb;
    ColourConversion m_colours;
    std::optional<PixelPlacer> m_placer;
};

} // namespace

Result<DecodedPicture> decodeJpeg(std::string_view jpeg, const PictureOutline& outline, const DecodeOptions& options)
{
    return JpegDecoder(jpeg, outline, options).decode();
}

} // namespace gesso
