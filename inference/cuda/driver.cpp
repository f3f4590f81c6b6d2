// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/cuda/driver.h"

#include <cuda.h>
#include <dlfcn.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <regex>

namespace gesso::inference::cuda {
namespace {

// What the toolkit's major version asks for: any driver of that version runs all of its minor ones.
constexpr int kLeastVersion = CUDA_VERSION / 1000 * 1000;
constexpr int kLeastDriver = kLeastVersion >= 13000 ? 580 : 525;
constexpr int kLeastCapability = kLeastVersion >= 13000 ? 75 : 50;

/// The driver's functions that are asked. By name, so that the plugin opens where the driver is old and lacks some.
class Driver {
public:
    Driver() : m_library(dlopen("libcuda.so.1", RTLD_NOW))
    {
        load(init, "cuInit");
        load(driverGetVersion, "cuDriverGetVersion");
        load(deviceGetCount, "cuDeviceGetCount");
        load(deviceGet, "cuDeviceGet");
        load(deviceGetName, "cuDeviceGetName");
        load(deviceTotalMem, "cuDeviceTotalMem_v2");
        load(deviceGetAttribute, "cuDeviceGetAttribute");
        load(getErrorString, "cuGetErrorString");
    }

    [[nodiscard]] bool isWhole() const noexcept { return m_isWhole; }

    [[nodiscard]] std::string words(CUresult error) const
    {
        const char* text = nullptr;
        const bool known = getErrorString(error, &text) == CUDA_SUCCESS && text != nullptr;
        return (known ? std::string(text) : "unknown error") + " (" + std::to_string(static_cast<int>(error)) + ")";
    }

    decltype(&cuInit) init = nullptr;
    decltype(&cuDriverGetVersion) driverGetVersion = nullptr;
    decltype(&cuDeviceGetCount) deviceGetCount = nullptr;
    decltype(&cuDeviceGet) deviceGet = nullptr;
    decltype(&cuDeviceGetName) deviceGetName = nullptr;
    decltype(&cuDeviceTotalMem) deviceTotalMem = nullptr;
    decltype(&cuDeviceGetAttribute) deviceGetAttribute = nullptr;
    decltype(&cuGetErrorString) getErrorString = nullptr;

private:
    template <typename Function> void load(Function& function, const char* name)
    {
        function = m_library == nullptr ? nullptr : reinterpret_cast<Function>(dlsym(m_library, name));
        m_isWhole = m_isWhole && function != nullptr;
    }

    void* m_library;
    bool m_isWhole = true;
};

std::string readable(int version)
{
    return std::to_string(version / 1000) + "." + std::to_string(version % 1000 / 10);
}

/// "550.54.14" as the kernel's module tells; empty where it does not.
std::string moduleVersion()
{
    std::ifstream file("/proc/driver/nvidia/version");
    std::string line;
    std::smatch found;
    return std::getline(file, line) && std::regex_search(line, found, std::regex(R"(\b(\d{3,}\.[\d.]+))"))
               ? found[1].str()
               : std::string();
}

std::string tooOld(int version)
{
    const std::string number = moduleVersion();
    return "the NVIDIA driver" + (number.empty() ? "" : " " + number) + " is too old: it knows CUDA " +
           readable(version) + ", and this build needs CUDA " + readable(kLeastVersion) + ": install driver " +
           std::to_string(kLeastDriver) + " or newer";
}

std::string noneFound()
{
    const char* const visible = std::getenv("CUDA_VISIBLE_DEVICES");
    return visible == nullptr
               ? std::string("the NVIDIA driver finds no GPU: check with nvidia-smi that it is plugged in and powered")
               : "the NVIDIA driver finds no GPU: CUDA_VISIBLE_DEVICES is '" + std::string(visible) +
                     "', which may hide them";
}

std::string notStarted(CUresult error, const Driver& driver)
{
    switch (error) {
    case CUDA_ERROR_STUB_LIBRARY:
        return "libcuda.so.1 is the CUDA toolkit's stub and not the driver: take its folder out of LD_LIBRARY_PATH, "
               "and "
               "install NVIDIA driver " +
               std::to_string(kLeastDriver) + " or newer";
    case CUDA_ERROR_NO_DEVICE:
        return noneFound();
    case CUDA_ERROR_SYSTEM_DRIVER_MISMATCH:
        return "the parts of the NVIDIA driver are of different versions: restart the computer";
    default:
        return "the NVIDIA driver does not start: " + driver.words(error) +
               ": check it with nvidia-smi, or restart the computer";
    }
}

/// Notes what is asked in vain, and says whether all is well so far.
bool check(DriverGpu& gpu, CUresult error, const Driver& driver)
{
    if (error != CUDA_SUCCESS && gpu.trouble.empty()) {
        gpu.trouble = "this GPU does not answer: " + driver.words(error);
    }
    return gpu.trouble.empty();
}

DriverGpu askGpu(const Driver& driver, int index)
{
    DriverGpu gpu;
    gpu.name = "NVIDIA GPU";
    CUdevice device = 0;
    std::array<char, 256> name{};
    std::size_t bytes = 0;
    int major = 0;
    int minor = 0;
    if (!check(gpu, driver.deviceGet(&device, index), driver) ||
        !check(gpu, driver.deviceGetName(name.data(), static_cast<int>(name.size() - 1), device), driver)) {
        return gpu;
    }
    gpu.name = name.data();
    if (check(gpu, driver.deviceTotalMem(&bytes, device), driver) &&
        check(gpu, driver.deviceGetAttribute(&major, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, device), driver) &&
        check(gpu, driver.deviceGetAttribute(&minor, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, device), driver) &&
        major * 10 + minor < kLeastCapability) {
        gpu.trouble = "this GPU is too old: its compute capability is " + std::to_string(major) + "." +
                      std::to_string(minor) + ", and CUDA " + readable(kLeastVersion) + " needs " +
                      std::to_string(kLeastCapability / 10) + "." + std::to_string(kLeastCapability % 10) + " or newer";
    }
    gpu.memoryBytes = bytes;
    return gpu;
}

} // namespace

DriverView askDriver()
{
    const Driver driver;
    DriverView view;
    if (!driver.isWhole()) {
        view.missing = "libcuda.so.1 is no driver that this build knows: install NVIDIA driver " +
                       std::to_string(kLeastDriver) + " or newer";
        return view;
    }
    const CUresult started = driver.init(0);
    // An old driver may refuse to start for other causes; its age is what the user can mend.
    if (driver.driverGetVersion(&view.version) == CUDA_SUCCESS && started != CUDA_ERROR_STUB_LIBRARY &&
        view.version < kLeastVersion) {
        view.missing = tooOld(view.version);
        return view;
    }
    int count = 0;
    const CUresult counted = started == CUDA_SUCCESS ? driver.deviceGetCount(&count) : started;
    if (counted != CUDA_SUCCESS) {
        view.missing = notStarted(counted, driver);
        return view;
    }
    for (int index = 0; index < count; ++index) {
        view.gpus.push_back(askGpu(driver, index));
    }
    view.missing = count == 0 ? noneFound() : std::string();
    return view;
}

} // namespace gesso::inference::cuda
