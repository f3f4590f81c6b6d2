// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/make_scheduler.h"

#include "inference/base/engine_error.h"
#include "inference/schedulers/ddim_scheduler.h"
#include "inference/schedulers/dpm_solver_multistep_scheduler.h"
#include "inference/schedulers/euler_ancestral_scheduler.h"
#include "inference/schedulers/euler_scheduler.h"
#include "inference/schedulers/pndm_scheduler.h"

#include <array>

namespace gesso::inference {
namespace {

struct NamedClass {
    const char* name;
    SchedulerKind kind;
};

constexpr std::array kClasses{
    NamedClass{"DDIMScheduler", SchedulerKind::Ddim},
    NamedClass{"PNDMScheduler", SchedulerKind::Pndm},
    NamedClass{"DPMSolverMultistepScheduler", SchedulerKind::Dpmpp2m},
    NamedClass{"EulerDiscreteScheduler", SchedulerKind::Euler},
    NamedClass{"EulerAncestralDiscreteScheduler", SchedulerKind::EulerAncestral},
};

SchedulerKind kindOfModel(const nlohmann::json& config)
{
    const auto found = config.find("_class_name");
    const std::string given = found != config.end() && found->is_string() ? found->get<std::string>() : std::string();
    for (const NamedClass& entry : kClasses) {
        if (given == entry.name) {
            return entry.kind;
        }
    }
    throw EngineError(ErrorCode::ModelUnsupported, "the model's scheduler_config.json names the scheduler '" + given +
                                                       "', which this version does not know; choose one with "
                                                       "--scheduler");
}

/// The corrections that diffusers' StableDiffusionPipeline makes to the scheduler it is given.
nlohmann::json corrected(nlohmann::json config, bool alsoAbsent)
{
    if (alsoAbsent || config.contains("steps_offset")) {
        config["steps_offset"] = 1;
    }
    if (alsoAbsent || config.contains("clip_sample")) {
        config["clip_sample"] = false;
    }
    return config;
}

} // namespace

std::unique_ptr<const Scheduler> buildScheduler(SchedulerKind kind, SchedulerConfig config, int steps)
{
    if (steps < 1) {
        throw EngineError(ErrorCode::InvalidRequest, std::to_string(steps) + " steps cannot be done: take at least 1");
    }
    switch (kind) {
    case SchedulerKind::Ddim:
        return std::make_unique<DdimScheduler>(config, steps);
    case SchedulerKind::Pndm:
        return std::make_unique<PndmScheduler>(config, steps);
    case SchedulerKind::Euler:
        return std::make_unique<EulerScheduler>(config, steps);
    case SchedulerKind::EulerAncestral:
        return std::make_unique<EulerAncestralScheduler>(config, steps);
    case SchedulerKind::Dpmpp2m:
        return std::make_unique<DpmSolverMultistepScheduler>(config, steps);
    case SchedulerKind::Dpmpp2mKarras:
        config.set("use_karras_sigmas", true);
        return std::make_unique<DpmSolverMultistepScheduler>(config, steps);
    case SchedulerKind::Heun:
    case SchedulerKind::Lms:
    case SchedulerKind::Ddpm:
    case SchedulerKind::Dpmpp2mSde:
    case SchedulerKind::UniPc:
    case SchedulerKind::Lcm:
        throw EngineError(ErrorCode::Unsupported, "this scheduler is not there yet: choose another one");
    case SchedulerKind::ModelDefault:
        break;
    }
    throw EngineError(ErrorCode::Internal, "a scheduler must be built from a class of its own");
}

std::unique_ptr<const Scheduler> makeScheduler(SchedulerKind kind, const nlohmann::json& modelConfig, int steps,
                                               const SamplerOptions& options)
{
    if (options != SamplerOptions{}) {
        throw EngineError(ErrorCode::Unsupported, "the sampler's options are not there yet: leave them out");
    }
    const bool isDefault = kind == SchedulerKind::ModelDefault;
    return buildScheduler(isDefault ? kindOfModel(modelConfig) : kind,
                          SchedulerConfig(corrected(modelConfig, isDefault)), steps);
}

} // namespace gesso::inference
