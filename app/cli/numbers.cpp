// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/numbers.h"

#include "core/generation/validate.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <sstream>
#include <string>

namespace gesso::cli {
namespace {

/// The whole text as a number; nothing when it is anything else, or does not fit the type.
template <typename Number> std::optional<Number> parsed(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || text.starts_with('-')) {
        return std::nullopt;
    }
    return number;
}

tl::unexpected<Error> badValue(std::string_view option, std::string_view text, const std::string& expected)
{
    constexpr std::size_t kShown = 60;
    const std::string shown = text.size() <= kShown ? std::string(text) : std::string(text.substr(0, kShown)) + "...";
    return fail(ErrorCode::InvalidRequest, std::string(option) + " is '" + shown + "': give " + expected + ".");
}

std::string shortest(double number)
{
    std::ostringstream text;
    text << number;
    return text.str();
}

/// A side of a picture; 0 when the text is no side that is possible.
int side(std::string_view text)
{
    const int pixels = parsed<int>(text).value_or(0);
    return pixels <= RequestLimits::kMaxSide && pixels % RequestLimits::kSideMultiple == 0 ? pixels : 0;
}

} // namespace

Result<int> wholeNumber(std::string_view option, std::string_view text, int min, int max)
{
    const std::optional<int> number = parsed<int>(text);
    if (!number || *number < min || *number > max) {
        return badValue(option, text, "a whole number from " + std::to_string(min) + " to " + std::to_string(max));
    }
    return *number;
}

Result<std::uint64_t> seedNumber(std::string_view option, std::string_view text)
{
    const std::optional<std::uint64_t> number = parsed<std::uint64_t>(text);
    if (!number) {
        return badValue(option, text,
                        "a whole number from 0 to " + std::to_string(std::numeric_limits<std::uint64_t>::max()));
    }
    return *number;
}

Result<double> realNumber(std::string_view option, std::string_view text, double min, double max)
{
    const std::optional<double> number = parsed<double>(text);
    if (!number || !std::isfinite(*number) || *number < min || *number > max) {
        return badValue(option, text, "a number from " + shortest(min) + " to " + shortest(max));
    }
    return *number;
}

Result<PictureSize> pictureSize(std::string_view option, std::string_view text)
{
    const std::size_t cross = std::min(text.find('x'), text.size());
    const PictureSize size{side(text.substr(0, cross)), side(text.substr(std::min(cross + 1, text.size())))};
    if (size.width == 0 || size.height == 0) {
        return badValue(option, text,
                        "WIDTHxHEIGHT in pixels, such as 512x768, each a multiple of " +
                            std::to_string(RequestLimits::kSideMultiple) + " from " +
                            std::to_string(RequestLimits::kSideMultiple) + " to " +
                            std::to_string(RequestLimits::kMaxSide));
    }
    return size;
}

} // namespace gesso::cli
