// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/weights/ignored_tensors.h"

#include <algorithm>

namespace gesso::inference {

std::string ignoredTensors(std::vector<std::string> names)
{
    constexpr std::size_t kNamed = 8;
    std::ranges::sort(names);
    const bool isOne = names.size() == 1;
    std::string text = (isOne ? "a tensor" : std::to_string(names.size()) + " tensors") +
                       " that nothing in the model needs; " + (isOne ? "it is" : "they are") + " ignored: ";
    for (std::size_t i = 0; i < std::min(names.size(), kNamed); ++i) {
        text += (i == 0 ? "" : ", ") + names[i];
    }
    return text + (names.size() > kNamed ? " ..." : ".");
}

} // namespace gesso::inference
