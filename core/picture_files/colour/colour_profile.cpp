// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/colour/colour_profile.h"

#include "core/base/byte_order.h"
#include "core/image/image.h"
#include "core/picture_files/colour/lcms_context.h"

#include <algorithm>
#include <cstdlib>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace gesso {
namespace {

constexpr std::size_t kRgbChannels = 3;
constexpr std::size_t kInkCount = 4;
/// What differs from sRGB by no more than rounding is sRGB.
constexpr int kRounding = 1;

/// lcms2 prefers these tags of floating-point stages, of which a small file can have so many that a picture takes
/// hours. A profile has others for the same purpose (ICC.1:2022, 8.3 to 8.6).
void leaveOutStages(cmsHPROFILE profile)
{
    for (const cmsTagSignature tag : {cmsSigDToB0Tag, cmsSigDToB1Tag, cmsSigDToB2Tag, cmsSigDToB3Tag, cmsSigBToD0Tag,
                                      cmsSigBToD1Tag, cmsSigBToD2Tag, cmsSigBToD3Tag}) {
        if (cmsIsTag(profile, tag) != FALSE) {
            cmsWriteTag(profile, tag, nullptr);
        }
    }
}

/// Whether it says what a device's colours look like (it is no link, no effect, no list of named colours), in values
/// that we have. Asked of its bytes (ICC.1:2022, 7.2), since lcms2 gives any number as one of its names.
bool isOfADevice(std::string_view profile)
{
    constexpr std::size_t kHeaderBytes = 128, kClassAt = 12, kColoursAt = 16, kConnectedAt = 20;
    if (profile.size() < kHeaderBytes) {
        return false;
    }
    const auto isOneOf = [profile](std::size_t at, std::initializer_list<std::uint32_t> known) {
        return std::ranges::find(known, readU32(profile.substr(at), ByteOrder::BigEndian)) != known.end();
    };
    return isOneOf(kClassAt, {cmsSigInputClass, cmsSigDisplayClass, cmsSigOutputClass, cmsSigColorSpaceClass}) &&
           isOneOf(kColoursAt, {cmsSigGrayData, cmsSigRgbData, cmsSigCmykData}) &&
           isOneOf(kConnectedAt, {cmsSigXYZData, cmsSigLabData});
}

/// lcms2's name of 8-bit pixels in such colours; 0 for others.
cmsUInt32Number pixelType(cmsColorSpaceSignature colours)
{
    return colours == cmsSigGrayData   ? TYPE_GRAY_8
           : colours == cmsSigRgbData  ? TYPE_RGB_8
           : colours == cmsSigCmykData ? TYPE_CMYK_8
                                       : 0;
}

bool fits(cmsColorSpaceSignature colours, ColourModel model)
{
    switch (model) {
    case ColourModel::Grey:
        return colours == cmsSigGrayData || colours == cmsSigRgbData;
    case ColourModel::Rgb:
        return colours == cmsSigRgbData;
    case ColourModel::Cmyk:
        break;
    }
    return colours == cmsSigCmykData;
}

bool isNearTo(const std::uint8_t* a, const std::uint8_t* b, std::size_t count)
{
    return std::equal(a, a + count, b,
                      [](std::uint8_t left, std::uint8_t right) { return std::abs(int{left} - right) <= kRounding; });
}

} // namespace

struct ColourConversion::Transform {
    LcmsContext context; // outlives what was made in it
    LcmsTransform rgb;   ///< to RGB
    LcmsTransform rgba;  ///< of RGB with alpha in place
    cmsColorSpaceSignature colours = cmsSigRgbData;

    /// Empty handles where the profile is of no use.
    void open(const std::string& bytes, ColourModel model)
    {
        cmsContext const own = context.get();
        if (own == nullptr || bytes.empty() || bytes.size() > kMaxProfileBytes || !isOfADevice(bytes)) {
            return;
        }
        const LcmsProfile profile(
            cmsOpenProfileFromMemTHR(own, bytes.data(), static_cast<cmsUInt32Number>(bytes.size())));
        const LcmsProfile srgb(cmsCreate_sRGBProfileTHR(own));
        if (profile == nullptr || srgb == nullptr) {
            return;
        }
        colours = cmsGetColorSpace(profile.get());
        if (!fits(colours, model)) {
            return;
        }
        leaveOutStages(profile.get());
        const auto transform = [&](cmsUInt32Number from, cmsUInt32Number to) {
            return LcmsTransform(cmsCreateTransformTHR(own, profile.get(), from, srgb.get(), to,
                                                       INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_BLACKPOINTCOMPENSATION));
        };
        rgb = transform(pixelType(colours), TYPE_RGB_8);
        if (rgb != nullptr && model == ColourModel::Rgb) {
            rgba = transform(TYPE_RGBA_8, TYPE_RGBA_8);
        }
    }
};

ColourConversion::ColourConversion() noexcept = default;
ColourConversion::~ColourConversion() = default;
ColourConversion::ColourConversion(ColourConversion&&) noexcept = default;
ColourConversion& ColourConversion::operator=(ColourConversion&&) noexcept = default;

ColourConversion::ColourConversion(const std::optional<std::string>& profile, ColourModel model)
{
    if (!profile) {
        return;
    }
    m_transform = std::make_unique<Transform>();
    m_transform->open(*profile, model);
    m_profileIgnored = m_transform->rgb == nullptr;
    const bool needed = !m_profileIgnored &&
                        (model == ColourModel::Cmyk || (model == ColourModel::Grey ? prepareGrey() : prepareColours()));
    if (!needed || model == ColourModel::Grey) {
        m_transform.reset();
    }
}

/// Sees what becomes of each grey. What differs from sRGB by rounding alone is left as it is.
bool ColourConversion::prepareGrey()
{
    std::array<std::uint8_t, 256> greys{};
    const std::size_t channels = m_transform->colours == cmsSigGrayData ? 1 : kRgbChannels;
    std::vector<std::uint8_t> stored, seen(greys.size() * kRgbChannels), same;
    for (std::size_t value = 0; value < greys.size(); ++value) {
        stored.insert(stored.end(), channels, static_cast<std::uint8_t>(value));
        same.push_back(static_cast<std::uint8_t>(value));
    }
    cmsDoTransform(m_transform->rgb.get(), stored.data(), seen.data(), static_cast<cmsUInt32Number>(greys.size()));
    for (std::size_t value = 0; value < greys.size(); ++value) {
        greys[value] = seen[value * kRgbChannels + 1];
    }
    if (isNearTo(greys.data(), same.data(), greys.size())) {
        return false;
    }
    m_greys = greys;
    return true;
}

/// Tries colours from all over: whether any differs from sRGB by more than rounding.
bool ColourConversion::prepareColours()
{
    constexpr unsigned kSteps = 18, kStep = 15;
    std::vector<std::uint8_t> stored;
    for (unsigned i = 0; i < kSteps * kSteps * kSteps; ++i) {
        for (const unsigned part : {i / kSteps / kSteps, i / kSteps % kSteps, i % kSteps}) {
            stored.push_back(static_cast<std::uint8_t>(part * kStep));
        }
    }
    std::vector<std::uint8_t> seen(stored.size());
    cmsDoTransform(m_transform->rgb.get(), stored.data(), seen.data(),
                   static_cast<cmsUInt32Number>(stored.size() / kRgbChannels));
    return !isNearTo(seen.data(), stored.data(), stored.size());
}

void ColourConversion::convert(std::uint8_t* pixels, std::size_t count, int channels) const noexcept
{
    const auto step = static_cast<std::size_t>(channels);
    if (m_greys) {
        const std::size_t values = channels % 2 == 0 ? step - 1 : step;
        for (std::size_t i = 0; i < count * step; i += step) {
            for (std::size_t c = 0; c < values; ++c) {
                pixels[i + c] = (*m_greys)[pixels[i + c]];
            }
        }
    }
    if (m_transform == nullptr || step < kRgbChannels) {
        return;
    }
    cmsHTRANSFORM const transform = (step == kRgbChannels ? m_transform->rgb : m_transform->rgba).get();
    constexpr std::size_t kMostAtOnce = std::size_t{1} << 24U;
    for (std::size_t done = 0; transform != nullptr && done < count; done += kMostAtOnce) {
        std::uint8_t* const start = pixels + done * step;
        cmsDoTransform(transform, start, start, static_cast<cmsUInt32Number>(std::min(kMostAtOnce, count - done)));
    }
}

void ColourConversion::convert(Image& image) const noexcept
{
    convert(image.u8().data(), static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height),
            image.channels);
}

void ColourConversion::convertInks(const std::uint8_t* inks, std::uint8_t* rgb, std::size_t count) const noexcept
{
    if (m_transform != nullptr) {
        cmsDoTransform(m_transform->rgb.get(), inks, rgb, static_cast<cmsUInt32Number>(count));
        return;
    }
    constexpr int kFull = 255;
    for (std::size_t i = 0; i < count; ++i, inks += kInkCount, rgb += kRgbChannels) {
        const int light = kFull - inks[kInkCount - 1];
        for (std::size_t c = 0; c < kRgbChannels; ++c) {
            rgb[c] = static_cast<std::uint8_t>(((kFull - inks[c]) * light + kFull / 2) / kFull);
        }
    }
}

} // namespace gesso
