// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/blend.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

using namespace gesso;

// W3C Compositing and Blending Level 1, 5.8 and 13, written down as the specification does: straight colours from 0
// to 1.

namespace {

using Colours = std::array<double, 3>;

double separable(BlendMode mode, double below, double above)
{
    switch (mode) {
    case BlendMode::Multiply:
        return below * above;
    case BlendMode::Screen:
        return below + above - below * above;
    case BlendMode::Overlay:
        return separable(BlendMode::HardLight, above, below);
    case BlendMode::Darken:
        return std::min(below, above);
    case BlendMode::Lighten:
        return std::max(below, above);
    case BlendMode::ColorDodge:
        return below == 0. ? 0. : above == 1. ? 1. : std::min(1., below / (1. - above));
    case BlendMode::ColorBurn:
        return below == 1. ? 1. : above == 0. ? 0. : 1. - std::min(1., (1. - below) / above);
    case BlendMode::HardLight:
        return above <= 0.5 ? below * 2. * above : below + (2. * above - 1.) - below * (2. * above - 1.);
    case BlendMode::SoftLight: {
        const double lit = below <= 0.25 ? ((16. * below - 12.) * below + 4.) * below : std::sqrt(below);
        return above <= 0.5 ? below - (1. - 2. * above) * below * (1. - below)
                            : below + (2. * above - 1.) * (lit - below);
    }
    case BlendMode::Difference:
        return std::abs(below - above);
    case BlendMode::Exclusion:
        return below + above - 2. * below * above;
    default:
        return above;
    }
}

double lum(const Colours& c)
{
    return 0.3 * c[0] + 0.59 * c[1] + 0.11 * c[2];
}

double sat(const Colours& c)
{
    return *std::max_element(c.begin(), c.end()) - *std::min_element(c.begin(), c.end());
}

Colours setLum(Colours c, double light)
{
    const double more = light - lum(c);
    for (double& each : c) {
        each += more;
    }
    const double l = lum(c);
    const double n = *std::min_element(c.begin(), c.end());
    const double x = *std::max_element(c.begin(), c.end());
    for (double& each : c) {
        if (n < 0.) {
            each = l + (each - l) * l / (l - n);
        }
        if (x > 1.) {
            each = l + (each - l) * (1. - l) / (x - l);
        }
    }
    return c;
}

Colours setSat(const Colours& c, double wanted)
{
    std::array<std::size_t, 3> order{0, 1, 2};
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return c[a] < c[b]; });
    Colours result{};
    if (c[order[2]] > c[order[0]]) {
        result[order[1]] = (c[order[1]] - c[order[0]]) * wanted / (c[order[2]] - c[order[0]]);
        result[order[2]] = wanted;
    }
    return result;
}

Colours blended(BlendMode mode, const Colours& below, const Colours& above)
{
    switch (mode) {
    case BlendMode::Hue:
        return setLum(setSat(above, sat(below)), lum(below));
    case BlendMode::Saturation:
        return setLum(setSat(below, sat(above)), lum(below));
    case BlendMode::Color:
        return setLum(above, lum(below));
    case BlendMode::Luminosity:
        return setLum(below, lum(above));
    default:
        return {separable(mode, below[0], above[0]), separable(mode, below[1], above[1]),
                separable(mode, below[2], above[2])};
    }
}

/// Factors of source and backdrop of Porter and Duff's operators.
std::pair<double, double> factors(BlendMode mode, double a, double b)
{
    switch (mode) {
    case BlendMode::Plus:
        return {1., 1.};
    case BlendMode::DestinationIn:
        return {0., a};
    case BlendMode::DestinationOut:
        return {0., 1. - a};
    case BlendMode::SourceAtop:
        return {b, 1. - a};
    case BlendMode::DestinationAtop:
        return {1. - b, a};
    default:
        return {1., 1. - a};
    }
}

/// Premultiplied red, green, blue and alpha, 0 to 1.
std::array<double, 4> reference(BlendMode mode, const std::array<double, 4>& s, const std::array<double, 4>& d)
{
    const double a = s[3];
    const double b = d[3];
    std::array<double, 4> result{};
    if (mode >= BlendMode::Plus) {
        const auto [ofSource, ofBackdrop] = factors(mode, a, b);
        for (std::size_t c = 0; c < 4; ++c) {
            result[c] = std::min(1., s[c] * ofSource + d[c] * ofBackdrop);
        }
        return result;
    }
    const Colours above = a > 0. ? Colours{s[0] / a, s[1] / a, s[2] / a} : Colours{};
    const Colours below = b > 0. ? Colours{d[0] / b, d[1] / b, d[2] / b} : Colours{};
    const Colours mixed = blended(mode, below, above);
    for (std::size_t c = 0; c < 3; ++c) {
        result[c] = (1. - b) * s[c] + (1. - a) * d[c] + a * b * mixed[c];
    }
    result[3] = a + b - a * b;
    return result;
}

/// Premultiplied values of 16 bits: often the least and the most, and very thin ones.
std::array<std::uint16_t, 4> anyPixel(std::mt19937& random)
{
    const auto value = [&random]() -> std::uint16_t {
        switch (random() % 6) {
        case 0:
            return 0;
        case 1:
            return kFull;
        case 2:
            return static_cast<std::uint16_t>(random() % 40);
        default:
            return static_cast<std::uint16_t>(random());
        }
    };
    std::array<std::uint16_t, 4> pixel{value(), value(), value(), value()};
    for (std::size_t c = 0; c < 3; ++c) {
        pixel[c] = std::min(pixel[c], pixel[3]);
    }
    return pixel;
}

} // namespace

class TestBlend final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesGoBothWays()
    {
        for (int i = 0; i < kBlendModes; ++i) {
            const auto mode = static_cast<BlendMode>(i);
            QCOMPARE(blendModeNamed(name(mode)), std::optional(mode));
        }
        QCOMPARE(blendModeNamed("color-dodge"), std::optional(BlendMode::ColorDodge));
        QVERIFY(!blendModeNamed("glow"));
    }

    void everyModeIsTheSpecifications_data()
    {
        QTest::addColumn<int>("mode");
        for (int i = 0; i < kBlendModes; ++i) {
            QTest::addRow("%s", std::string(name(static_cast<BlendMode>(i))).c_str()) << i;
        }
    }
    void everyModeIsTheSpecifications()
    {
        QFETCH(int, mode);
        std::mt19937 random(static_cast<unsigned>(mode) + 1);
        double worst = 0.;
        for (int round = 0; round < 10; ++round) {
            FloatTile source;
            FloatTile backdrop;
            std::vector<std::array<double, 4>> expected;
            for (std::size_t i = 0; i < source.values.size(); i += 4) {
                const auto above = anyPixel(random);
                const auto below = anyPixel(random);
                std::array<double, 4> s{};
                std::array<double, 4> d{};
                for (std::size_t c = 0; c < 4; ++c) {
                    source.values[i + c] = above[c];
                    backdrop.values[i + c] = below[c];
                    s[c] = above[c] / double{kFull};
                    d[c] = below[c] / double{kFull};
                }
                expected.push_back(reference(static_cast<BlendMode>(mode), s, d));
            }
            blend(static_cast<BlendMode>(mode), source, backdrop);
            for (std::size_t i = 0; i < backdrop.values.size(); ++i) {
                worst = std::max(worst, std::abs(backdrop.values[i] - expected[i / 4][i % 4] * kFull));
            }
        }
        QVERIFY2(worst <= 1., qPrintable(QStringLiteral("off by %1 of 65535").arg(worst)));
    }
};

QTEST_APPLESS_MAIN(TestBlend)
#include "test_blend.moc"
