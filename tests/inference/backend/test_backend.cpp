// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/backend.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace gesso::inference;

class TestBackend final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gegluIsValueTimesGeluOfGate()
    {
        const Backend backend;
        const Linear projection{at::eye(4), {}, {}, {}};
        const at::Tensor x = at::tensor({1.F, 2.F, 0.5F, -1.F}).reshape({1, 1, 4});
        const at::Tensor y = backend.geglu(x, projection);
        QVERIFY(at::allclose(y.flatten(), at::tensor({0.34573123F, -0.31731051F}), 1e-5, 1e-6));
    }
};

QTEST_APPLESS_MAIN(TestBackend)
#include "test_backend.moc"
