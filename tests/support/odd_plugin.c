// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// A libgesso_cuda.so that does not fit the engine: of another build; with ODD_SYMBOL it links what its libtorch lacks,
// and with ODD_LIBRARY a library that is not there.
#if defined(ODD_SYMBOL)
void gessoSymbolOfAnotherLibtorch(void);
void gessoCallsIt(void)
{
    gessoSymbolOfAnotherLibtorch();
}
#endif

const char* gessoPluginBuiltWith(void)
{
    return "Gesso 0.0.1, libtorch 2.9.1, plugin interface 1";
}

void* gessoOpenDevicePlugin(void)
{
    return 0;
}
