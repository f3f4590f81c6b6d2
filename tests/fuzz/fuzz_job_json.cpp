// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: any bytes as a job file. What is taken must come back from its own JSON as it was.
#include "core/generation/request_json.h"
#include "core/protocol/bounded_json.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace gesso;

void require(bool condition)
{
    if (!condition) {
        std::abort();
    }
}

template <typename Value, typename Read> void checkRoundTrip(const Result<Value>& value, Read read)
{
    if (!value) {
        require(!value.error().message.empty());
        return;
    }
    const Result<nlohmann::json> again = protocol::parseBoundedJson(toJson(*value).dump());
    require(again.has_value());
    const Result<Value> same = read(*again);
    require(same && *same == *value);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Result<nlohmann::json> json = protocol::parseBoundedJson({reinterpret_cast<const char*>(data), size});
    if (json) {
        checkRoundTrip(requestFromJson(*json), requestFromJson);
        checkRoundTrip(executionOptionsFromJson(*json), executionOptionsFromJson);
    }
    return 0;
}
