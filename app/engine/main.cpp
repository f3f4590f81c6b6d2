// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/engine_program.h"

int main(int argc, char** argv)
{
    return gesso::app::engineProgram(argc, argv);
}
