// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// A libcuda.so.1 that answers what may be asked without opening a context, as environment variables tell it:
// FAKE_CUDA_INIT (cuInit's answer), FAKE_CUDA_VERSION, FAKE_CUDA_COUNT, FAKE_CUDA_CAPABILITY (90 for 9.0) and
// FAKE_CUDA_SICK (index of a GPU that answers nothing). It has no other function, so whoever opens a context fails.
#include <stdio.h>
#include <stdlib.h>

static int setting(const char* name, int standard)
{
    const char* text = getenv(name);
    return text == NULL ? standard : atoi(text);
}

static int answer(int device)
{
    return device == setting("FAKE_CUDA_SICK", -1) ? 214 : 0; // an uncorrectable ECC error
}

int cuInit(unsigned flags)
{
    (void)flags;
    return setting("FAKE_CUDA_INIT", 0);
}

int cuDriverGetVersion(int* version)
{
    *version = setting("FAKE_CUDA_VERSION", 13000);
    return 0;
}

int cuDeviceGetCount(int* count)
{
    *count = setting("FAKE_CUDA_COUNT", 1);
    return 0;
}

int cuDeviceGet(int* device, int index)
{
    *device = index;
    return 0;
}

int cuDeviceGetName(char* name, int size, int device)
{
    snprintf(name, (size_t)size, "NVIDIA Fake %d", device);
    return answer(device);
}

int cuDeviceTotalMem_v2(size_t* bytes, int device)
{
    *bytes = (size_t)(device + 1) << 33;
    return answer(device);
}

int cuDeviceGetAttribute(int* value, int attribute, int device)
{
    const int capability = setting("FAKE_CUDA_CAPABILITY", 90);
    *value = attribute == 75 ? capability / 10 : capability % 10;
    return answer(device);
}

int cuGetErrorString(int error, const char** text)
{
    *text = error == 214 ? "uncorrectable ECC error encountered" : "an error of the fake driver";
    return 0;
}
