// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
// Holds the precompiled header that the libraries and tests of the engine share.
