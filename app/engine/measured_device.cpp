// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/measured_device.h"

#include "core/generation/device_choice.h"
#include "inference/base/engine_error.h"

namespace gesso::app {
namespace {

at::Device oneDevice(const inference::DeviceTable& devices, const std::string& name)
{
    const Result<DeviceChoice> choice = parseDeviceChoice(name);
    if (!choice) {
        throw inference::EngineError(choice.error().code, choice.error().message);
    }
    const std::vector<inference::WorkerDevice> chosen = devices.choose(*choice);
    if (chosen.size() != 1) {
        throw inference::EngineError(ErrorCode::InvalidRequest,
                                     "device '" + name + "' means several: name one, as in cuda:0");
    }
    return chosen.front().device;
}

} // namespace

MeasuredDevice::MeasuredDevice(const inference::DeviceTable& devices, const std::string& name)
    : MeasuredDevice(devices, oneDevice(devices, name))
{
}

MeasuredDevice::MeasuredDevice(const inference::DeviceTable& devices, at::Device device)
    : m_scope(devices.enter(device)), m_bench{.device = device,
                                              .backend = devices.backend(device),
                                              .synchronize = [&devices, device] { devices.synchronize(device); }}
{
}

} // namespace gesso::app
