// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: any bytes as a session's file. What is taken is saved and read again as it was, without a notice.
#include "core/settings/session.h"
#include "tests/fuzz/stored_bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace gesso;
    const std::filesystem::path folder = emptyFolder();
    writeBytes(folder / "session.json", data, size);
    const Stored<Session> read = loadSession(folder);
    require(!read.unread);
    require(saveSession(folder, read.value).has_value());
    const Stored<Session> again = loadSession(folder);
    require(again.notices.empty());
    require(saveSession(folder, again.value).has_value());
    require(loadSession(folder).value == again.value); // the first reading may hold a prompt twice, which is saved once
    return 0;
}
