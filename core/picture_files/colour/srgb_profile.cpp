// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/colour/srgb_profile.h"

#include "core/picture_files/colour/lcms_context.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace gesso {
namespace {

/// sRGB's curve as a table, as version 2 has no formulas: of as many values as others have.
LcmsCurve srgbCurve(cmsContext context)
{
    std::array<cmsUInt16Number, 1024> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double value = static_cast<double>(i) / static_cast<double>(table.size() - 1);
        const double light = value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
        table[i] = static_cast<cmsUInt16Number>(std::lround(light * 65535));
    }
    return LcmsCurve(cmsBuildTabulatedToneCurve16(context, static_cast<cmsUInt32Number>(table.size()), table.data()));
}

void describe(cmsContext context, cmsHPROFILE profile, cmsTagSignature tag, const char* text)
{
    if (cmsMLU* const texts = cmsMLUalloc(context, 1); texts != nullptr) {
        cmsMLUsetASCII(texts, "en", "US", text);
        cmsWriteTag(profile, tag, texts);
        cmsMLUfree(texts);
    }
}

std::string profileBytes(cmsContext context, cmsHPROFILE profile, const char* description)
{
    constexpr double kVersion = 2.1;
    constexpr std::size_t kDate = 24; // ICC.1:2022, 7.2: the time at which it was made
    constexpr std::string_view kFirstOfJanuary("\x07\xEA\0\x01\0\x01\0\0\0\0\0\0", 12);
    cmsSetProfileVersion(profile, kVersion);
    describe(context, profile, cmsSigProfileDescriptionTag, description);
    describe(context, profile, cmsSigCopyrightTag, "No copyright, use freely");
    cmsUInt32Number size = 0;
    if (cmsSaveProfileToMem(profile, nullptr, &size) == FALSE || size < kDate + kFirstOfJanuary.size()) {
        return {};
    }
    std::string bytes(size, '\0');
    if (cmsSaveProfileToMem(profile, bytes.data(), &size) == FALSE) {
        return {};
    }
    return bytes.replace(kDate, kFirstOfJanuary.size(), kFirstOfJanuary);
}

std::string makeRgbProfile()
{
    const LcmsContext context;
    const LcmsCurve curve = context.get() == nullptr ? nullptr : srgbCurve(context.get());
    if (curve == nullptr) {
        return {};
    }
    const cmsCIExyY white{0.3127, 0.3290, 1.0};
    const cmsCIExyYTRIPLE primaries{{0.64, 0.33, 1.0}, {0.30, 0.60, 1.0}, {0.15, 0.06, 1.0}};
    const std::array<cmsToneCurve*, 3> curves{curve.get(), curve.get(), curve.get()};
    const LcmsProfile profile(cmsCreateRGBProfileTHR(context.get(), &white, &primaries, curves.data()));
    return profile == nullptr ? std::string() : profileBytes(context.get(), profile.get(), "sRGB");
}

std::string makeGreyProfile()
{
    const LcmsContext context;
    const LcmsCurve curve = context.get() == nullptr ? nullptr : srgbCurve(context.get());
    if (curve == nullptr) {
        return {};
    }
    const LcmsProfile profile(cmsCreateGrayProfileTHR(context.get(), cmsD50_xyY(), curve.get()));
    return profile == nullptr ? std::string() : profileBytes(context.get(), profile.get(), "sRGB grey");
}

} // namespace

const std::string& srgbProfile()
{
    static const std::string kProfile = makeRgbProfile();
    return kProfile;
}

const std::string& srgbGreyProfile()
{
    static const std::string kProfile = makeGreyProfile();
    return kProfile;
}

} // namespace gesso
