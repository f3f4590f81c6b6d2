// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gesso::app {

/// All that main() of gesso-engine does: reads the command line and carries it out. Gives the program's exit status.
[[nodiscard]] int engineProgram(int argc, char** argv);

} // namespace gesso::app
