// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/tensor_values.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>

namespace gesso {
namespace {

/// How a small floating-point type is laid out: sign, exponent, fraction.
struct FloatLayout {
    int exponentBits, fractionBits, bias;
    bool hasInfinity = false;              ///< the largest exponent is for infinities and what is no number
    std::uint64_t notANumber = UINT64_MAX; ///< besides, without its sign
};

std::optional<FloatLayout> layoutOf(TensorType type)
{
    switch (type) {
    case TensorType::F16:
        return FloatLayout{5, 10, 15, true};
    case TensorType::Bf16:
        return FloatLayout{8, 7, 127, true};
    case TensorType::F8E5M2:
        return FloatLayout{5, 2, 15, true};
    case TensorType::F8E4M3:
        return FloatLayout{4, 3, 7, false, 0x7F};
    case TensorType::F8E5M2Fnuz: // -0 is no number, as below
        return FloatLayout{5, 2, 16};
    case TensorType::F8E4M3Fnuz:
        return FloatLayout{4, 3, 8};
    case TensorType::F4: // E2M1
        return FloatLayout{2, 1, 1};
    case TensorType::F6E2M3:
        return FloatLayout{2, 3, 1};
    case TensorType::F6E3M2:
        return FloatLayout{3, 2, 3};
    default:
        return std::nullopt;
    }
}

double decoded(std::uint64_t bits, const FloatLayout& layout)
{
    const std::uint64_t fractionMask = (std::uint64_t{1} << layout.fractionBits) - 1;
    const std::uint64_t exponentMask = (std::uint64_t{1} << layout.exponentBits) - 1;
    const std::uint64_t exponent = bits >> layout.fractionBits & exponentMask;
    const std::uint64_t size = bits & (exponentMask << layout.fractionBits | fractionMask);
    if ((layout.hasInfinity && exponent == exponentMask) || size == layout.notANumber) {
        return std::nan("");
    }
    const double fraction = std::ldexp(static_cast<double>(bits & fractionMask), -layout.fractionBits);
    const int power = std::max<int>(static_cast<int>(exponent), 1) - layout.bias;
    const double value = std::ldexp(exponent == 0 ? fraction : 1. + fraction, power);
    return (bits >> (layout.exponentBits + layout.fractionBits) & 1) != 0 ? -value : value;
}

template <typename Whole> double asWhole(std::uint64_t bits)
{
    return static_cast<double>(static_cast<Whole>(bits));
}

double valueOf(std::uint64_t bits, TensorType type)
{
    if (const auto layout = layoutOf(type)) {
        return decoded(bits, *layout);
    }
    constexpr int kE8M0Bias = 127;
    switch (type) {
    case TensorType::F32:
    case TensorType::C64: // its lower half
        return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    case TensorType::F64:
        return std::bit_cast<double>(bits);
    case TensorType::F8E8M0:
        return bits == UINT8_MAX ? std::nan("") : std::ldexp(1., static_cast<int>(bits) - kE8M0Bias);
    case TensorType::I8:
        return asWhole<std::int8_t>(bits);
    case TensorType::I16:
        return asWhole<std::int16_t>(bits);
    case TensorType::I32:
        return asWhole<std::int32_t>(bits);
    case TensorType::I64:
        return asWhole<std::int64_t>(bits);
    default: // the others have no sign
        return static_cast<double>(bits);
    }
}

} // namespace

std::vector<double> valuesOf(std::string_view bytes, TensorType type)
{
    constexpr std::uint64_t kByte = 8;
    const std::uint64_t width = bitsOf(type);
    const std::uint64_t count = bytes.size() * kByte / width;
    const bool lacksNegativeZero = type == TensorType::F8E4M3Fnuz || type == TensorType::F8E5M2Fnuz;
    std::vector<double> values;
    values.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) {
        std::uint64_t bits = 0;
        for (std::uint64_t bit = 0; bit < width; ++bit) {
            const std::uint64_t place = i * width + bit;
            bits |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[place / kByte]) >> place % kByte & 1)
                    << bit;
        }
        constexpr std::uint64_t kNegativeZero = 0x80;
        const double value = lacksNegativeZero && bits == kNegativeZero ? std::nan("") : valueOf(bits, type);
        if (std::isfinite(value)) {
            values.push_back(value);
        }
    }
    return values;
}

} // namespace gesso
