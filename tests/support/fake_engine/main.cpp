// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_engine/fake_engine.h"

#include <csignal>
#include <sys/prctl.h>

int main(int argc, char** argv)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::signal(SIGPIPE, SIG_IGN);
    return gesso::fake::FakeEngine(argc > 1 ? argv[1] : "serve", argc > 2 ? argv[2] : "").serve();
}
