// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/choice_names.h"

#include <QCoreApplication>

namespace gesso::ui {

QString schedulerText(SchedulerKind kind)
{
    switch (kind) {
    case SchedulerKind::ModelDefault:
        break;
    case SchedulerKind::Ddim:
        return QStringLiteral("DDIM");
    case SchedulerKind::Pndm:
        return QStringLiteral("PNDM");
    case SchedulerKind::Dpmpp2m:
        return QStringLiteral("DPM++ 2M");
    case SchedulerKind::Dpmpp2mKarras:
        return QStringLiteral("DPM++ 2M Karras");
    case SchedulerKind::Euler:
        return QStringLiteral("Euler");
    case SchedulerKind::EulerAncestral:
        return QCoreApplication::translate("ChoiceNames", "Euler ancestral");
    case SchedulerKind::Heun:
        return QStringLiteral("Heun");
    case SchedulerKind::Lms:
        return QStringLiteral("LMS");
    case SchedulerKind::Ddpm:
        return QStringLiteral("DDPM");
    case SchedulerKind::Dpmpp2mSde:
        return QStringLiteral("DPM++ 2M SDE");
    case SchedulerKind::UniPc:
        return QStringLiteral("UniPC");
    case SchedulerKind::Lcm:
        return QStringLiteral("LCM");
    }
    return QCoreApplication::translate("ChoiceNames", "Model default", "the scheduler that the model names");
}

QString samplerText(const GenerationRequest& request)
{
    QString sampler = schedulerText(request.scheduler);
    switch (request.sampler.sigmas) {
    case SigmaSpacing::Default:
        break;
    case SigmaSpacing::Karras:
        return sampler + QStringLiteral(" Karras");
    case SigmaSpacing::Exponential:
        return sampler + u' ' + QCoreApplication::translate("ChoiceNames", "Exponential", "a schedule of noise");
    case SigmaSpacing::Beta:
        return sampler + QStringLiteral(" Beta");
    case SigmaSpacing::SgmUniform:
        return sampler + QStringLiteral(" SGM Uniform");
    }
    return sampler;
}

QString precisionText(Precision precision)
{
    switch (precision) {
    case Precision::Auto:
        break;
    case Precision::Fp32:
        return QCoreApplication::translate("ChoiceNames", "32 bit (exact)");
    case Precision::Fp16:
        return QCoreApplication::translate("ChoiceNames", "16 bit (fp16)");
    case Precision::Bf16:
        return QCoreApplication::translate("ChoiceNames", "16 bit (bf16)");
    }
    return QCoreApplication::translate("ChoiceNames", "Automatic", "the precision of the calculation");
}

} // namespace gesso::ui
