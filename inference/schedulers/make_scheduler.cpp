// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/make_scheduler.h"

#include "core/generation/names.h"
#include "inference/base/engine_error.h"
#include "inference/schedulers/ddim_scheduler.h"
#include "inference/schedulers/ddpm_scheduler.h"
#include "inference/schedulers/dpm_solver_multistep_scheduler.h"
#include "inference/schedulers/euler_ancestral_scheduler.h"
#include "inference/schedulers/euler_scheduler.h"
#include "inference/schedulers/heun_scheduler.h"
#include "inference/schedulers/lcm_scheduler.h"
#include "inference/schedulers/lms_scheduler.h"
#include "inference/schedulers/pndm_scheduler.h"
#include "inference/schedulers/unipc_multistep_scheduler.h"

#include <algorithm>
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
    NamedClass{"HeunDiscreteScheduler", SchedulerKind::Heun},
    NamedClass{"LMSDiscreteScheduler", SchedulerKind::Lms},
    NamedClass{"DDPMScheduler", SchedulerKind::Ddpm},
    NamedClass{"UniPCMultistepScheduler", SchedulerKind::UniPc},
    NamedClass{"LCMScheduler", SchedulerKind::Lcm},
};

[[noreturn]] void refuse(SchedulerKind kind, const std::string& what, const std::string& remedy)
{
    throw EngineError(ErrorCode::InvalidRequest,
                      "the scheduler " + std::string(name(kind)) + " has no " + what + ": " + remedy);
}

/// Whether a scheduler can have Karras', exponential and beta sigmas.
bool hasLayouts(SchedulerKind kind)
{
    constexpr std::array kKinds{SchedulerKind::Dpmpp2m, SchedulerKind::Dpmpp2mKarras, SchedulerKind::Dpmpp2mSde,
                                SchedulerKind::Euler,   SchedulerKind::Heun,          SchedulerKind::Lms,
                                SchedulerKind::UniPc};
    return std::ranges::find(kKinds, kind) != kKinds.end();
}

void layOut(SigmaSpacing spacing, SchedulerConfig& config)
{
    config.set("use_karras_sigmas", spacing == SigmaSpacing::Karras);
    config.set("use_exponential_sigmas", spacing == SigmaSpacing::Exponential);
    config.set("use_beta_sigmas", spacing == SigmaSpacing::Beta);
    config.set("use_lu_lambdas", false);
}

/// Writes the wanted spacing into the config, in diffusers' words.
void layOut(SchedulerKind kind, SigmaSpacing spacing, SchedulerConfig& config)
{
    if (spacing == SigmaSpacing::Default) {
        return;
    }
    if (spacing == SigmaSpacing::SgmUniform) {
        if (kind == SchedulerKind::Lcm || kind == SchedulerKind::Dpmpp2mKarras) {
            refuse(kind, "choice of timesteps", "leave --sigmas out, or choose another scheduler");
        }
        config.set("timestep_spacing", "trailing");
    } else if (!hasLayouts(kind) || (kind == SchedulerKind::Dpmpp2mKarras && spacing != SigmaSpacing::Karras)) {
        refuse(kind, std::string(name(spacing)) + " sigmas",
               "leave --sigmas out, or choose dpmpp-2m, dpmpp-2m-sde, euler, heun, lms or unipc");
    }
    layOut(spacing, config);
}

void checkOptions(SchedulerKind kind, const SamplerOptions& options)
{
    const SamplerOptions unused;
    if (options.eta != unused.eta && kind != SchedulerKind::Ddim) {
        refuse(kind, "eta", "leave it out, or choose ddim");
    }
    if ((options.churn != unused.churn || options.sNoise != unused.sNoise) && kind != SchedulerKind::Euler) {
        refuse(kind, "churn", "leave it out, or choose euler");
    }
}

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

/// The file without the keys that it says were not given: their values are the defaults of the class that wrote them.
nlohmann::json given(nlohmann::json config)
{
    const auto found = config.find("_use_default_values");
    if (found == config.end() || !found->is_array()) {
        return config;
    }
    for (const nlohmann::json& key : nlohmann::json(*found)) {
        if (key.is_string()) {
            config.erase(key.get<std::string>());
        }
    }
    return config;
}

/// The corrections that diffusers' pipeline of the task makes to the scheduler it is given.
nlohmann::json corrected(nlohmann::json config, bool alsoAbsent, Task task)
{
    if (task == Task::Inpaint && (alsoAbsent || config.contains("skip_prk_steps"))) {
        config["skip_prk_steps"] = true;
    }
    if (alsoAbsent || config.contains("steps_offset")) {
        config["steps_offset"] = 1;
    }
    if (alsoAbsent || config.contains("clip_sample")) {
        config["clip_sample"] = false;
    }
    return config;
}

} // namespace

std::unique_ptr<const Scheduler> buildScheduler(SchedulerKind kind, SchedulerConfig config, int steps,
                                                const SamplerOptions& options)
{
    if (steps < 1) {
        throw EngineError(ErrorCode::InvalidRequest, std::to_string(steps) + " steps cannot be done: take at least 1");
    }
    checkOptions(kind, options);
    if (kind == SchedulerKind::Heun || kind == SchedulerKind::Lms || kind == SchedulerKind::Pndm) {
        config.set("rescale_betas_zero_snr", false); // diffusers' classes of these do not know it
    }
    layOut(kind, options.sigmas, config);
    switch (kind) {
    case SchedulerKind::Ddim:
        return std::make_unique<DdimScheduler>(config, steps, options.eta);
    case SchedulerKind::Pndm:
        return std::make_unique<PndmScheduler>(config, steps);
    case SchedulerKind::Euler:
        return std::make_unique<EulerScheduler>(config, steps, options.churn, options.sNoise);
    case SchedulerKind::EulerAncestral:
        return std::make_unique<EulerAncestralScheduler>(config, steps);
    case SchedulerKind::Dpmpp2mKarras:
        layOut(SigmaSpacing::Karras, config);
        return std::make_unique<DpmSolverMultistepScheduler>(config, steps);
    case SchedulerKind::Dpmpp2mSde:
        config.set("algorithm_type", "sde-dpmsolver++");
        return std::make_unique<DpmSolverMultistepScheduler>(config, steps);
    case SchedulerKind::Dpmpp2m:
        return std::make_unique<DpmSolverMultistepScheduler>(config, steps);
    case SchedulerKind::Heun:
        return std::make_unique<HeunScheduler>(config, steps);
    case SchedulerKind::Lms:
        return std::make_unique<LmsScheduler>(config, steps);
    case SchedulerKind::Ddpm:
        return std::make_unique<DdpmScheduler>(config, steps);
    case SchedulerKind::UniPc:
        return std::make_unique<UniPcMultistepScheduler>(config, steps);
    case SchedulerKind::Lcm:
        return std::make_unique<LcmScheduler>(config, steps);
    case SchedulerKind::ModelDefault:
        break;
    }
    throw EngineError(ErrorCode::Internal, "a scheduler must be built from a class of its own");
}

std::unique_ptr<const Scheduler> makeScheduler(SchedulerKind kind, const nlohmann::json& modelConfig, int steps,
                                               const SamplerOptions& options, Task task)
{
    const bool isDefault = kind == SchedulerKind::ModelDefault;
    return buildScheduler(isDefault ? kindOfModel(modelConfig) : kind,
                          SchedulerConfig(corrected(given(modelConfig), isDefault, task)), steps, options);
}

} // namespace gesso::inference
