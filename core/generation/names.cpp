// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/names.h"

#include <array>
#include <cstddef>

namespace gesso {
namespace {

// Each table is in the order of its enumerators, so that an enumerator is the index of its name.
constexpr std::array<std::string_view, 4> kTasks{"text-to-image", "image-to-image", "inpaint", "panorama"};
constexpr std::array<std::string_view, 4> kContents{"original", "fill", "latent-noise", "latent-nothing"};
constexpr std::array<std::string_view, 13> kSchedulers{"default",      "ddim",    "pndm", "dpmpp-2m", "dpmpp-2m-karras",
                                                       "euler",        "euler-a", "heun", "lms",      "ddpm",
                                                       "dpmpp-2m-sde", "unipc",   "lcm"};
constexpr std::array<std::string_view, 5> kSpacings{"default", "karras", "exponential", "beta", "sgm-uniform"};
constexpr std::array<std::string_view, 2> kSyntaxes{"plain", "weighted"};
constexpr std::array<std::string_view, 3> kEmphases{"a1111", "a1111-no-norm", "comfy"};
constexpr std::array<std::string_view, 3> kPredictions{"model", "epsilon", "velocity"};
constexpr std::array<std::string_view, 4> kPrecisions{"auto", "fp32", "fp16", "bf16"};

static_assert(kTasks[static_cast<std::size_t>(Task::Panorama)] == "panorama");
static_assert(kContents[static_cast<std::size_t>(MaskedContent::LatentNothing)] == "latent-nothing");
static_assert(kSchedulers[static_cast<std::size_t>(SchedulerKind::Lcm)] == "lcm");
static_assert(kSpacings[static_cast<std::size_t>(SigmaSpacing::SgmUniform)] == "sgm-uniform");
static_assert(kSyntaxes[static_cast<std::size_t>(PromptSyntax::Weighted)] == "weighted");
static_assert(kEmphases[static_cast<std::size_t>(Emphasis::Comfy)] == "comfy");
static_assert(kPredictions[static_cast<std::size_t>(PredictionChoice::Velocity)] == "velocity");
static_assert(kPrecisions[static_cast<std::size_t>(Precision::Bf16)] == "bf16");

template <typename Enum> std::string_view nameOf(Enum value) noexcept
{
    const std::span<const std::string_view> names = namesOf<Enum>();
    const auto index = static_cast<std::size_t>(value);
    return index < names.size() ? names[index] : std::string_view{};
}

} // namespace

template <> std::span<const std::string_view> namesOf<Task>() noexcept
{
    return kTasks;
}

std::string_view name(Task task) noexcept
{
    return nameOf(task);
}

template <> std::span<const std::string_view> namesOf<MaskedContent>() noexcept
{
    return kContents;
}

std::string_view name(MaskedContent content) noexcept
{
    return nameOf(content);
}

template <> std::span<const std::string_view> namesOf<SchedulerKind>() noexcept
{
    return kSchedulers;
}

std::string_view name(SchedulerKind kind) noexcept
{
    return nameOf(kind);
}

template <> std::span<const std::string_view> namesOf<SigmaSpacing>() noexcept
{
    return kSpacings;
}

std::string_view name(SigmaSpacing spacing) noexcept
{
    return nameOf(spacing);
}

template <> std::span<const std::string_view> namesOf<PromptSyntax>() noexcept
{
    return kSyntaxes;
}

std::string_view name(PromptSyntax syntax) noexcept
{
    return nameOf(syntax);
}

template <> std::span<const std::string_view> namesOf<Emphasis>() noexcept
{
    return kEmphases;
}

std::string_view name(Emphasis emphasis) noexcept
{
    return nameOf(emphasis);
}

template <> std::span<const std::string_view> namesOf<PredictionChoice>() noexcept
{
    return kPredictions;
}

std::string_view name(PredictionChoice prediction) noexcept
{
    return nameOf(prediction);
}

template <> std::span<const std::string_view> namesOf<Precision>() noexcept
{
    return kPrecisions;
}

std::string_view name(Precision precision) noexcept
{
    return nameOf(precision);
}

std::string listed(std::span<const std::string_view> names)
{
    std::string text;
    for (const std::string_view name : names) {
        text += text.empty() ? "" : ", ";
        text += name;
    }
    return text;
}

} // namespace gesso
