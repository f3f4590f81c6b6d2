// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/safetensors_json.h"

#include "core/base/utf8.h"
#include "core/protocol/bounded_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace gesso {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxNameBytes = 1024;
constexpr std::size_t kShownBytes = 120;

/// Receives the JSON's events. Where something is wrong it keeps the reason and ends the parsing by returning false.
class Reader final : public Json::json_sax_t {
public:
    bool null() override { return misplaced("null"); }
    bool boolean(bool /*value*/) override { return misplaced("true or false"); }
    bool number_integer(number_integer_t value) override { return badNumber(std::to_string(value)); }
    bool number_float(number_float_t /*value*/, const string_t& text) override { return badNumber(text); }
    bool binary(binary_t& /*value*/) override { return misplaced("binary data"); }
    bool number_unsigned(number_unsigned_t value) override;
    bool string(string_t& value) override;
    bool start_object(std::size_t count) override;
    bool end_object() override;
    bool start_array(std::size_t count) override;
    bool end_array() override;
    bool key(string_t& value) override;
    bool parse_error(std::size_t position, const std::string& lastToken,
                     const nlohmann::detail::exception& exception) override;

    [[nodiscard]] const std::string& problem() const noexcept { return m_problem; }
    SafetensorsJson take() { return std::move(m_result); }

private:
    enum class Place : std::uint8_t { Before, Root, Metadata, Tensor, Shape, Offsets, After };
    enum class Field : std::uint8_t { None, Type, Shape, Offsets };

    bool fail(std::string problem)
    {
        m_problem = std::move(problem);
        return false;
    }
    [[nodiscard]] std::string where() const;
    bool misplaced(std::string_view what);
    bool badNumber(const std::string& text);
    bool rootKey(const std::string& name);
    bool metadataKey(const std::string& name);
    bool tensorKey(const std::string& name);
    bool finishTensor();
    bool finishOffsets();

    SafetensorsHeader::Tensor& tensor() { return m_result.tensors.back(); }
    [[nodiscard]] bool seen(Field field) const { return m_seen[static_cast<std::size_t>(field)]; }

    SafetensorsJson m_result;
    std::string m_problem;
    Place m_place = Place::Before;
    Field m_field = Field::None;
    std::array<bool, 4> m_seen{};
    bool m_metadataNext = false;
    bool m_metadataSeen = false;
    bool m_objectDue = false; ///< a key of the root was read, its object has to follow
    std::string* m_metadataValue = nullptr;
    std::vector<std::uint64_t> m_offsets;
};

std::string Reader::where() const
{
    const bool inRoot = m_place == Place::Before || m_place == Place::Root || m_place == Place::After;
    if (inRoot && !m_objectDue) {
        return {};
    }
    return m_metadataNext ? "__metadata__: " : "tensor " + quotedName(m_result.tensors.back().name) + ": ";
}

bool Reader::misplaced(std::string_view what)
{
    return fail(where() + std::string(what) + " where the format has none");
}

bool Reader::badNumber(const std::string& text)
{
    return fail(where() + "the number " + text.substr(0, kShownBytes) + " is not a whole number of 64 bits");
}

bool Reader::number_unsigned(number_unsigned_t value)
{
    if (m_place == Place::Shape) {
        tensor().shape.push_back(value);
        return tensor().shape.size() <= SafetensorsHeader::kMaxRank ||
               fail(where() + "more than " + std::to_string(SafetensorsHeader::kMaxRank) + " dimensions");
    }
    if (m_place == Place::Offsets) {
        m_offsets.push_back(value);
        return m_offsets.size() <= 2 || fail(where() + "data_offsets has more than two numbers");
    }
    return misplaced("a number");
}

bool Reader::string(string_t& value)
{
    if (m_place == Place::Metadata) {
        *m_metadataValue = std::move(value);
        return true;
    }
    if (m_place != Place::Tensor || m_field != Field::Type) {
        return misplaced("a text");
    }
    const std::optional<TensorType> type = tensorTypeFromName(value);
    if (!type) {
        return fail(where() + "the dtype " + quotedName(value) + " is not known");
    }
    tensor().type = *type;
    m_field = Field::None;
    return true;
}

bool Reader::start_object(std::size_t /*count*/)
{
    if (m_place == Place::Before) {
        m_place = Place::Root;
        return true;
    }
    if (m_place != Place::Root || !m_objectDue) {
        return misplaced("an object");
    }
    m_objectDue = false;
    m_place = m_metadataNext ? Place::Metadata : Place::Tensor;
    m_seen = {};
    m_field = Field::None;
    return true;
}

bool Reader::end_object()
{
    if (m_place == Place::Tensor && !finishTensor()) {
        return false;
    }
    m_place = m_place == Place::Root ? Place::After : Place::Root;
    return true;
}

bool Reader::start_array(std::size_t /*count*/)
{
    if (m_place == Place::Tensor && m_field == Field::Shape) {
        m_place = Place::Shape;
        return true;
    }
    if (m_place == Place::Tensor && m_field == Field::Offsets) {
        m_place = Place::Offsets;
        m_offsets.clear();
        return true;
    }
    return misplaced("a list");
}

bool Reader::end_array()
{
    if (m_place == Place::Offsets && !finishOffsets()) {
        return false;
    }
    m_place = Place::Tensor;
    m_field = Field::None;
    return true;
}

bool Reader::key(string_t& value)
{
    if (value.size() > kMaxNameBytes) {
        return fail("the name " + quotedName(value) + " is longer than " + std::to_string(kMaxNameBytes) + " bytes");
    }
    switch (m_place) {
    case Place::Root:
        return rootKey(value);
    case Place::Metadata:
        return metadataKey(value);
    default:
        return tensorKey(value);
    }
}

bool Reader::rootKey(const std::string& name)
{
    m_objectDue = true;
    m_metadataNext = name == "__metadata__";
    if (m_metadataNext) {
        return !std::exchange(m_metadataSeen, true) || fail("__metadata__ stands there twice");
    }
    if (m_result.tensors.size() == SafetensorsHeader::kMaxTensors) {
        return fail("more than " + std::to_string(SafetensorsHeader::kMaxTensors) + " tensors");
    }
    m_result.tensors.push_back({.name = name, .type = {}, .shape = {}});
    return true;
}

bool Reader::metadataKey(const std::string& name)
{
    constexpr std::size_t kMaxMetadata = 10'000; // they cost more memory than they have bytes
    if (m_result.metadata.size() == kMaxMetadata) {
        return fail("more than " + std::to_string(kMaxMetadata) + " entries of metadata");
    }
    const auto [entry, isNew] = m_result.metadata.try_emplace(name);
    m_metadataValue = &entry->second;
    return isNew || fail(where() + "the key " + quotedName(name) + " stands there twice");
}

bool Reader::tensorKey(const std::string& name)
{
    m_field = name == "dtype"          ? Field::Type
              : name == "shape"        ? Field::Shape
              : name == "data_offsets" ? Field::Offsets
                                       : Field::None;
    if (m_field == Field::None) {
        return fail(where() + "the key " + quotedName(name) + " is not known");
    }
    bool& wasSeen = m_seen[static_cast<std::size_t>(m_field)];
    return !std::exchange(wasSeen, true) || fail(where() + "the key " + quotedName(name) + " stands there twice");
}

bool Reader::finishTensor()
{
    for (const auto& [field, name] :
         {std::pair{Field::Type, "dtype"}, {Field::Shape, "shape"}, {Field::Offsets, "data_offsets"}}) {
        if (!seen(field)) {
            return fail(where() + "has no " + name);
        }
    }
    return true;
}

bool Reader::finishOffsets()
{
    if (m_offsets.size() != 2) {
        return fail(where() + "data_offsets has to hold two numbers");
    }
    tensor().offset = m_offsets[0];
    tensor().bytes = m_offsets[1];
    return true;
}

bool Reader::parse_error(std::size_t position, const std::string& /*lastToken*/,
                         const nlohmann::detail::exception& /*exception*/)
{
    return fail("not valid JSON or UTF-8 at byte " + std::to_string(position) + " of the header");
}

} // namespace

Result<SafetensorsJson> parseSafetensorsJson(std::string_view json)
{
    if (protocol::endsAtZero(json)) {
        return fail(ErrorCode::ModelDamaged, "it holds a zero byte, as no JSON does");
    }
    Reader reader;
    if (!Json::sax_parse(json.begin(), json.end(), &reader)) {
        return fail(ErrorCode::ModelDamaged, reader.problem());
    }
    return reader.take();
}

std::string quotedName(std::string_view name)
{
    std::string shown(utf8Prefix(name, kShownBytes));
    std::replace_if(
        shown.begin(), shown.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, '?');
    return "'" + shown + (shown.size() < name.size() ? "...'" : "'");
}

} // namespace gesso
