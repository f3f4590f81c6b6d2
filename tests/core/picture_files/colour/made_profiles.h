// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <lcms2.h>

#include <array>
#include <functional>
#include <string>

// Profiles made by lcms2.

namespace gesso {

inline std::string savedProfile(cmsHPROFILE profile)
{
    cmsUInt32Number size = 0;
    std::string bytes;
    if (cmsSaveProfileToMem(profile, nullptr, &size)) {
        bytes.resize(size);
        cmsSaveProfileToMem(profile, bytes.data(), &size);
    }
    cmsCloseProfile(profile);
    return bytes;
}

/// Display P3: D65, sRGB's curve, wider primaries.
inline cmsHPROFILE openDisplayP3()
{
    const cmsCIExyY white{0.3127, 0.3290, 1.0};
    const cmsCIExyYTRIPLE primaries{{0.680, 0.320, 1.0}, {0.265, 0.690, 1.0}, {0.150, 0.060, 1.0}};
    std::array<cmsFloat64Number, 5> curve{2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    cmsToneCurve* const tone = cmsBuildParametricToneCurve(nullptr, 4, curve.data());
    const std::array<cmsToneCurve*, 3> tones{tone, tone, tone};
    cmsHPROFILE const profile = cmsCreateRGBProfile(&white, &primaries, tones.data());
    cmsFreeToneCurve(tone);
    return profile;
}

inline std::string displayP3()
{
    return savedProfile(openDisplayP3());
}

inline std::string greyOfGamma(double gamma)
{
    cmsToneCurve* const tone = cmsBuildGamma(nullptr, gamma);
    cmsHPROFILE const profile = cmsCreateGrayProfile(cmsD50_xyY(), tone);
    cmsFreeToneCurve(tone);
    return savedProfile(profile);
}

/// What paper shows of four inks, 0..1 each.
using Paper = std::function<cmsCIELab(const std::array<double, 4>& inks)>;

/// A profile of a table with two grid points for each ink: right at the corners.
inline std::string cmykProfile(const Paper& paper, cmsProfileClassSignature kind = cmsSigOutputClass)
{
    cmsHPROFILE const profile = cmsCreateProfilePlaceholder(nullptr);
    cmsSetProfileVersion(profile, 2.1);
    cmsSetDeviceClass(profile, kind);
    cmsSetColorSpace(profile, cmsSigCmykData);
    cmsSetPCS(profile, cmsSigLabData);
    cmsStage* const table = cmsStageAllocCLut16bit(nullptr, 2, 4, 3, nullptr);
    const auto sample = [](const cmsUInt16Number* in, cmsUInt16Number* out, void* data) -> cmsInt32Number {
        std::array<double, 4> inks{};
        for (std::size_t i = 0; i < inks.size(); ++i) {
            inks[i] = in[i] / 65535.0;
        }
        const cmsCIELab lab = (*static_cast<const Paper*>(data))(inks);
        cmsFloat2LabEncodedV2(out, &lab);
        return 1;
    };
    cmsStageSampleCLut16bit(table, sample, const_cast<Paper*>(&paper), 0);
    cmsPipeline* const pipeline = cmsPipelineAlloc(nullptr, 4, 3);
    cmsPipelineInsertStage(pipeline, cmsAT_END, table);
    cmsWriteTag(profile, cmsSigAToB0Tag, pipeline);
    cmsLinkTag(profile, cmsSigAToB1Tag, cmsSigAToB0Tag);
    cmsPipelineFree(pipeline);
    return savedProfile(profile);
}

} // namespace gesso
