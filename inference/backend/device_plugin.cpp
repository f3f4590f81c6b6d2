// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/device_plugin.h"

#include <dlfcn.h>
#include <filesystem>

namespace gesso::inference {
namespace {

/// libgesso_cuda.so stands beside the program that opens it.
std::string pluginPath()
{
    std::error_code error;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
    return (self.parent_path() / "libgesso_cuda.so").string();
}

std::string loaderMessage()
{
    const char* message = dlerror();
    return message == nullptr ? "unknown error of the loader" : message;
}

} // namespace

DevicePlugin* openCudaPlugin(std::string& reason)
{
    if (dlopen("libcuda.so.1", RTLD_NOW | RTLD_GLOBAL) == nullptr) {
        reason = "there is no NVIDIA driver on this machine";
        return nullptr;
    }
    const std::string path = pluginPath();
    if (!std::filesystem::exists(path)) {
        reason = "this build has no CUDA plugin (" + path + "): build it with GESSO_CUDA=ON";
        return nullptr;
    }
    void* plugin = dlopen(path.c_str(), RTLD_NOW | RTLD_GLOBAL);
    if (plugin == nullptr) {
        reason = "the CUDA plugin could not be opened: " + loaderMessage();
        return nullptr;
    }
    const auto open = reinterpret_cast<PluginEntry>(dlsym(plugin, kPluginEntry));
    DevicePlugin* devices = open == nullptr ? nullptr : open(kPluginVersion);
    if (devices == nullptr) {
        reason = "the CUDA plugin is of another version: build it again";
    }
    return devices;
}

} // namespace gesso::inference
