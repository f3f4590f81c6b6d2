// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <lcms2.h>

#include <cstddef>
#include <memory>
#include <type_traits>

namespace gesso {

/// lcms2 on its own: says nothing of errors, and has so much memory and no more, since a broken profile may ask for
/// gigabytes. The global state of the library is left as it is.
class LcmsContext final {
public:
    LcmsContext();
    ~LcmsContext();
    LcmsContext(const LcmsContext&) = delete;
    LcmsContext& operator=(const LcmsContext&) = delete;

    /// Null where there was no memory for it.
    [[nodiscard]] cmsContext get() const noexcept { return m_context; }

private:
    std::size_t m_left; ///< bytes that may still be taken
    cmsContext m_context;
};

template <auto Close> struct LcmsCloser {
    void operator()(void* handle) const noexcept { Close(handle); }
};
using LcmsProfile = std::unique_ptr<void, LcmsCloser<&cmsCloseProfile>>;
using LcmsTransform = std::unique_ptr<void, LcmsCloser<&cmsDeleteTransform>>;

struct LcmsCurveCloser {
    void operator()(cmsToneCurve* curve) const noexcept { cmsFreeToneCurve(curve); }
};
using LcmsCurve = std::unique_ptr<cmsToneCurve, LcmsCurveCloser>;

static_assert(std::is_same_v<cmsHPROFILE, void*>);
static_assert(std::is_same_v<cmsHTRANSFORM, void*>);

} // namespace gesso
