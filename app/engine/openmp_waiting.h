// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gesso::app {

/// Lets OpenMP's threads sleep after a short spin at a barrier instead of spinning for milliseconds: on a machine with
/// other work the spinning threads take the processors from those that they wait for, and a small picture takes ten
/// times as long.
///
/// libgomp reads its environment once, before main, so the program starts itself again with GOMP_SPINCOUNT set. To be
/// called first thing in main; does nothing where the user chose (GOMP_SPINCOUNT or OMP_WAIT_POLICY) and in the program
/// that was started again.
void limitOpenMpSpinning(char** argv);

} // namespace gesso::app
