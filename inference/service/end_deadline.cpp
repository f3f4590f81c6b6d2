// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/service/end_deadline.h"

#include <cstdlib>

namespace gesso::inference {

EndDeadline::EndDeadline(std::chrono::milliseconds time)
    : m_thread([this, time](const std::stop_token& stop) {
          std::unique_lock lock(m_mutex);
          m_never.wait_for(lock, stop, time, [] { return false; });
          if (!stop.stop_requested()) {
              std::_Exit(EXIT_SUCCESS);
          }
      })
{
}

} // namespace gesso::inference
