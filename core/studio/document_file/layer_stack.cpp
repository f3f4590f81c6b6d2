// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/studio/document_file/layer_stack.h"

#include "core/base/shown_text.h"
#include "core/base/utf8.h"

#include <pugixml.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace gesso {
namespace {

constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxEntries = 10'000;
constexpr std::size_t kMaxNameBytes = 1000;
constexpr double kMaxOffset = 1 << 24;

tl::unexpected<Error> badStack(const std::string& what)
{
    return fail(ErrorCode::FileDamaged, "its list of layers (stack.xml) " + what + ".");
}

/// A number of an attribute, which may be a fraction or missing; nothing for what is none.
std::optional<double> numberIn(const pugi::xml_node& node, const char* name, double missing)
{
    const std::string_view text = node.attribute(name).value();
    if (text.empty()) {
        return missing;
    }
    double value = 0.;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size() && std::isfinite(value);
    return whole ? std::optional(value) : std::nullopt;
}

/// The blend mode of a "composite-op", by the names of OpenRaster and of Krita.
std::optional<BlendMode> modeOf(std::string_view op)
{
    if (op.empty()) {
        return BlendMode::Normal;
    }
    if (op == "svg:add" || op == "krita:add") {
        return BlendMode::Plus;
    }
    if (op == "krita:erase") {
        return BlendMode::DestinationOut;
    }
    for (const std::string_view prefix : {"svg:", "krita:"}) {
        if (op.starts_with(prefix)) {
            return blendModeNamed(op.substr(prefix.size()));
        }
    }
    return std::nullopt;
}

/// Takes the tree up, counting what there is.
class StackReader final {
public:
    explicit StackReader(LayerStack& stack) : m_stack(stack) {}

    /// The children of a stack, which begin at `left`, `top`.
    Result<> readChildren(const pugi::xml_node& node, int left, int top, int depth, std::vector<StackEntry>& into)
    {
        if (depth > kMaxDepth) {
            return badStack("has groups within groups, more than " + std::to_string(kMaxDepth) + " deep");
        }
        for (const pugi::xml_node& child : node.children()) {
            const std::string_view name = child.name();
            if (name != "layer" && name != "stack") {
                continue; // extensions
            }
            Result<StackEntry> entry = readEntry(child, name == "stack", left, top);
            if (!entry) {
                return tl::unexpected<Error>(entry.error());
            }
            if (name == "stack") {
                Result<> inside = readChildren(child, entry->layer.left, entry->layer.top, depth + 1, entry->children);
                if (!inside) {
                    return inside;
                }
                entry->layer.left = entry->layer.top = 0; // its layers have it
            }
            into.push_back(std::move(*entry));
        }
        std::reverse(into.begin(), into.end()); // the file has the highest first
        return {};
    }

private:
    Result<StackEntry> readEntry(const pugi::xml_node& node, bool isGroup, int left, int top)
    {
        if (++m_count > kMaxEntries) {
            return badStack("has more than " + std::to_string(kMaxEntries) + " layers");
        }
        StackEntry entry;
        Layer& layer = entry.layer;
        layer.id = m_count;
        layer.kind = isGroup ? Layer::Kind::Group : Layer::Kind::Paint;
        const std::string name = shownLine(node.attribute("name").value());
        layer.name = std::string(utf8Prefix(name, kMaxNameBytes));
        layer.visible = std::string_view(node.attribute("visibility").value()) != "hidden";
        layer.locked = std::string_view(node.attribute("edit-locked").value()) == "true";
        layer.passesThrough = isGroup && std::string_view(node.attribute("isolation").value()) == "auto";
        entry.src = node.attribute("src").value();
        const std::optional<double> opacity = numberIn(node, "opacity", 1.);
        const std::optional<double> x = numberIn(node, "x", 0.);
        const std::optional<double> y = numberIn(node, "y", 0.);
        if (!opacity || !x || !y || std::abs(*x + left) > kMaxOffset || std::abs(*y + top) > kMaxOffset) {
            return badStack("says no usable place or opacity of the layer '" + layer.name + "'");
        }
        layer.opacity = std::clamp(*opacity, 0., 1.);
        layer.left = left + static_cast<int>(std::lround(*x));
        layer.top = top + static_cast<int>(std::lround(*y));
        takeMode(node, layer);
        return entry;
    }

    void takeMode(const pugi::xml_node& node, Layer& layer)
    {
        const std::string op = shownLine(node.attribute("composite-op").value());
        if (const std::optional<BlendMode> mode = modeOf(op)) {
            layer.blend = *mode;
        } else if (m_unknown.insert(op).second) {
            m_stack.notices.push_back("The blend mode '" + std::string(utf8Prefix(op, kMaxNameBytes)) +
                                      "' is not known: Normal is used in its place.");
        }
    }

    LayerStack& m_stack;
    std::size_t m_count = 0;
    std::set<std::string> m_unknown;
};

} // namespace

Result<LayerStack> parseLayerStack(std::string_view xml)
{
    pugi::xml_document document;
    const pugi::xml_parse_result parsed =
        document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_doctype);
    if (!parsed) {
        return badStack(std::string("is not XML (") + parsed.description() + ")");
    }
    for (const pugi::xml_node& node : document.children()) {
        if (node.type() == pugi::node_doctype) {
            return badStack("has a document type, which OpenRaster knows not");
        }
    }
    const pugi::xml_node image = document.child("image");
    const pugi::xml_node root = image.child("stack");
    if (!image || !root) {
        return badStack("has no layers");
    }
    LayerStack stack;
    const std::optional<double> width = numberIn(image, "w", 0.);
    const std::optional<double> height = numberIn(image, "h", 0.);
    if (!width || !height || *width < 1. || *height < 1. || *width > kMaxDocumentSide || *height > kMaxDocumentSide) {
        return badStack("says no size from 1 to " + std::to_string(kMaxDocumentSide) + " pixels");
    }
    constexpr double kMostExponent = 4.;
    const double exponent = numberIn(image, "mypaint:eotf", 1.).value_or(1.);
    stack.lightExponent = exponent >= 1. && exponent <= kMostExponent ? exponent : 1.;
    stack.width = static_cast<int>(*width);
    stack.height = static_cast<int>(*height);
    return StackReader(stack).readChildren(root, 0, 0, 1, stack.entries).map([&] { return std::move(stack); });
}

} // namespace gesso
