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

constexpr const char* kSetUp = "run GESSO_CUDA=ON tools/setup, then tools/build release";

std::string loaderMessage()
{
    const char* message = dlerror();
    return message == nullptr ? "unknown error of the loader" : message;
}

OpenedPlugin none(std::string missing)
{
    return {nullptr, std::move(missing)};
}

OpenedPlugin builtOtherwise(const std::string& how)
{
    return none("the CUDA plugin fits another build (" + how + "; this engine is of " + builtWith() +
                "): build both again with tools/build release");
}

OpenedPlugin notLoaded(const std::string& message)
{
    // A library of another version lacks a symbol; one that is not there is named as a file.
    if (message.find("undefined symbol") != std::string::npos || message.find("version `") != std::string::npos) {
        return builtOtherwise(message);
    }
    return none("the CUDA plugin could not be opened (" + message + "): " + kSetUp);
}

} // namespace

OpenedPlugin openPlugin(const std::string& path)
{
    if (!std::filesystem::exists(path)) {
        return none("this build has no CUDA plugin (" + path + " is not there): " + kSetUp);
    }
    void* const plugin = dlopen(path.c_str(), RTLD_NOW | RTLD_GLOBAL);
    if (plugin == nullptr) {
        return notLoaded(loaderMessage());
    }
    const auto with = reinterpret_cast<PluginBuiltWith>(dlsym(plugin, kPluginBuiltWith));
    const auto open = reinterpret_cast<PluginEntry>(dlsym(plugin, kPluginEntry));
    if (with == nullptr || open == nullptr) {
        return builtOtherwise("it does not say which");
    }
    if (with() != builtWith()) {
        return builtOtherwise(with());
    }
    return {open(), {}};
}

OpenedPlugin openCudaPlugin()
{
    if (dlopen("libcuda.so.1", RTLD_NOW | RTLD_GLOBAL) == nullptr) {
        return none(
            "no NVIDIA driver was found (libcuda.so.1): where there is an NVIDIA GPU, install driver 580 or newer");
    }
    return openPlugin(pluginPath());
}

} // namespace gesso::inference
