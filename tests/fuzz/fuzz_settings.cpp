// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: any bytes as the settings' file. What is taken is saved and read again as it was, without a notice.
#include "core/settings/settings.h"
#include "tests/fuzz/stored_bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace gesso;
    const std::filesystem::path file = emptyFolder() / "settings.json";
    writeBytes(file, data, size);
    const Stored<Settings> read = loadSettings(file);
    require(!read.unread);
    require(saveSettings(file, read.value).has_value());
    const Stored<Settings> again = loadSettings(file);
    require(again.notices.empty() && again.value == read.value);
    return 0;
}
