// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/commands.h"
#include "core/base/result.h"

namespace gesso::cli {

/// Lists the starter model and the models of the known folders, one a line: name, kind, path.
[[nodiscard]] Result<> listModels(const ModelsCommand& command);

/// Says what a model file or folder is. A folder that cannot be used is described, and then an error: ModelDamaged.
[[nodiscard]] Result<> inspectModel(const InspectCommand& command);

/// Prints how a picture was made: the text that designers' tools show, or our JSON. Error: FileDamaged when the file
/// does not tell.
[[nodiscard]] Result<> showMetadata(const MetadataCommand& command);

/// Becomes a tool of the engine; returns only when that cannot be started.
[[nodiscard]] Result<> runEngineTool(const EngineToolCommand& command);

} // namespace gesso::cli
