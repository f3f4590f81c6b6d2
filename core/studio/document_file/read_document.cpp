// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/studio/document_file/read_document.h"

#include "core/base/file.h"
#include "core/document/image_tiles.h"
#include "core/picture_files/read/decode_picture.h"
#include "core/picture_files/read/picture_outline.h"
#include "core/studio/document_file/layer_stack.h"
#include "core/studio/document_file/zip_reader.h"

#include <memory>

namespace gesso {
namespace {

constexpr std::string_view kType = "image/openraster";
constexpr std::uint64_t kMaxStackBytes = 16ULL << 20;
constexpr std::uint64_t kMaxPixels = 1ULL << 29;  ///< of all layers
constexpr std::size_t kPngStart = 64;             ///< bytes, in which its size stands
constexpr std::uint64_t kMostBeside = 4ULL << 20; ///< bytes of a PNG beside its pixels
constexpr std::uint64_t kMostPerPixel = 9;        ///< bytes: 16 bits RGBA, not packed, and filters

std::uint32_t bigEndian(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        value = value << 8 | static_cast<std::uint8_t>(bytes[at + i]);
    }
    return value;
}

/// Puts pixels to the layers that stack.xml lists.
class LayerLoader final {
public:
    LayerLoader(const ZipReader& zip, const std::stop_token& stop) : m_zip(zip), m_stop(stop) {}

    Result<std::vector<LayerPointer>> load(const std::vector<StackEntry>& entries)
    {
        std::vector<LayerPointer> layers;
        for (const StackEntry& entry : entries) {
            Layer layer = entry.layer;
            const Result<> loaded = layer.kind == Layer::Kind::Group
                                        ? load(entry.children).map([&](std::vector<LayerPointer>&& children) {
                                              layer.children = std::move(children);
                                          })
                                        : loadPixels(entry, layer);
            if (!loaded) {
                return tl::unexpected<Error>(loaded.error());
            }
            layers.push_back(std::make_shared<const Layer>(std::move(layer)));
        }
        return layers;
    }

private:
    Result<> loadPixels(const StackEntry& entry, Layer& layer)
    {
        if (m_stop.stop_requested()) {
            return fail(ErrorCode::Cancelled, "Reading was cancelled.");
        }
        return checkSize(entry)
            .and_then([&](std::uint64_t mostBytes) { return m_zip.read(entry.src, mostBytes); })
            .and_then([&](const std::string& png) {
                DecodeOptions options;
                options.stop = m_stop;
                options.deep = true;
                return decodePicture(PictureFormat::Png, png, options);
            })
            .map([&](const DecodedPicture& decoded) { layer.pixels = planeOf(decoded.image); });
    }

    /// The bytes that the layer's PNG may have, by the size that its header says; counts its pixels.
    Result<std::uint64_t> checkSize(const StackEntry& entry)
    {
        const auto wrong = [&](const std::string& what) {
            return fail(ErrorCode::FileDamaged,
                        "its layer '" + entry.layer.name + "' (" + entry.src + ") " + what + ".");
        };
        const Result<std::string> start = m_zip.readStart(entry.src, kPngStart);
        if (!start) {
            return tl::unexpected<Error>(start.error());
        }
        if (start->size() < 24 || !start->starts_with("\x89PNG\r\n\x1a\n")) {
            return wrong("is no PNG file");
        }
        const std::uint64_t width = bigEndian(*start, 16);
        const std::uint64_t height = bigEndian(*start, 20);
        if (width < 1 || height < 1 || width > kMaxDocumentSide || height > kMaxDocumentSide) {
            return wrong("says a size that no layer has");
        }
        m_pixels += width * height;
        if (m_pixels > kMaxPixels) {
            return fail(ErrorCode::Unsupported, "its layers have more than " + std::to_string(kMaxPixels >> 20) +
                                                    " million pixels in all: make it smaller, or merge layers, in the "
                                                    "program that wrote it.");
        }
        return width * height * kMostPerPixel + kMostBeside;
    }

    const ZipReader& m_zip;
    const std::stop_token& m_stop;
    std::uint64_t m_pixels = 0;
};

Result<OpenedDocument> readStack(const ZipReader& zip, const LayerStack& stack, const std::stop_token& stop)
{
    return LayerLoader(zip, stop).load(stack.entries).map([&](std::vector<LayerPointer>&& layers) {
        OpenedDocument opened;
        opened.document.width = stack.width;
        opened.document.height = stack.height;
        opened.document.lightExponent = stack.lightExponent;
        opened.document.layers = std::move(layers);
        opened.notices = stack.notices;
        return opened;
    });
}

} // namespace

Result<OpenedDocument> readOpenRaster(const std::filesystem::path& path, const std::stop_token& stop)
{
    const Result<ZipReader> zip = ZipReader::open(path);
    if (!zip) {
        return tl::unexpected<Error>(zip.error());
    }
    const Result<std::string> type = zip->readStart("mimetype", kType.size() + 1);
    if (!type || !type->starts_with(kType)) {
        return fail(ErrorCode::FileDamaged, "'" + path.string() + "' is no OpenRaster document.");
    }
    return zip->read("stack.xml", kMaxStackBytes)
        .and_then(parseLayerStack)
        .and_then([&](const LayerStack& stack) { return readStack(*zip, stack, stop); })
        .map_error([&](const Error& error) {
            const bool named = error.message.find(path.string()) != std::string::npos;
            return named || error.code == ErrorCode::Cancelled ? error : inFile(path, error);
        });
}

} // namespace gesso
