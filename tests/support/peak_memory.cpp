// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sys/resource.h>

namespace {

/// Linked into every test: at its end it writes the most memory that the program had, and the most that one of the
/// programs that it started and waited for had, in MiB, to a file of the test's name in the folder GESSO_TEST_PEAKS.
class PeakMemory final {
public:
    PeakMemory() = default;
    PeakMemory(const PeakMemory&) = delete;
    PeakMemory& operator=(const PeakMemory&) = delete;
    ~PeakMemory()
    {
        const char* const folder = std::getenv("GESSO_TEST_PEAKS");
        std::error_code error;
        const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
        if (folder == nullptr || error) {
            return;
        }
        std::filesystem::create_directories(folder, error);
        std::ofstream(std::filesystem::path(folder) / self.filename())
            << peakOf(RUSAGE_SELF) << ' ' << peakOf(RUSAGE_CHILDREN) << '\n';
    }

private:
    static long peakOf(int who)
    {
        constexpr long kKibInMib = 1024;
        rusage usage{};
        return ::getrusage(who, &usage) == 0 ? usage.ru_maxrss / kKibInMib : 0;
    }
};

const PeakMemory kPeakMemory;

} // namespace
