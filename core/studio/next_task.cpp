// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/studio/next_task.h"

namespace gesso {
namespace {

NextTask::Kind kindOf(Task task)
{
    switch (task) {
    case Task::ImageToImage:
        return NextTask::Kind::Restyle;
    case Task::Inpaint:
        return NextTask::Kind::Fill;
    case Task::Panorama:
        return NextTask::Kind::Panorama;
    case Task::TextToImage:
        break;
    }
    return NextTask::Kind::Generate;
}

} // namespace

NextTask nextTask(const RequestDraft& draft, ModelState model, const GenerationInputs& inputs)
{
    using Obstacle = NextTask::Obstacle;
    NextTask next{kindOf(draft.values().task), Obstacle::None};
    const bool beginsFromPicture = next.kind == NextTask::Kind::Restyle || next.kind == NextTask::Kind::Fill;
    if (draft.values().model.empty()) {
        next.obstacle = Obstacle::NoModel;
    } else if (model != ModelState::Usable) {
        next.obstacle = model == ModelState::Gone ? Obstacle::ModelIsGone : Obstacle::ModelIsBroken;
    } else if (beginsFromPicture && inputs.init == nullptr) {
        next.obstacle = Obstacle::NoPicture;
    }
    return next;
}

} // namespace gesso
