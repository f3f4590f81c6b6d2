// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/allocator.h"
#include "inference/base/engine_error.h"
#include "inference/engine/failure.h"

#include <QTest>
#include <c10/util/Exception.h>

#include <new>

using namespace gesso;
using namespace gesso::inference;

namespace {

template <typename Thrower> Error described(Thrower&& thrower)
{
    try {
        thrower();
    } catch (...) {
        return describeCurrentException();
    }
    return {};
}

} // namespace

class TestFailure final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ourOwnErrorsKeepCodeAndMessage();
    void outOfMemoryIsRecognised();
    void theRestIsInternal();
};

void TestFailure::ourOwnErrorsKeepCodeAndMessage()
{
    const Error error = described([] { throw EngineError(ErrorCode::ModelDamaged, "cut short"); });
    QCOMPARE(error.code, ErrorCode::ModelDamaged);
    QCOMPARE(error.message, std::string("cut short"));
    QCOMPARE(described([] { throw Cancelled(); }).code, ErrorCode::Cancelled);
}

void TestFailure::outOfMemoryIsRecognised()
{
    QCOMPARE(described([] { throw std::bad_alloc(); }).code, ErrorCode::OutOfHostMemory);
    // More than any address space holds, of libtorch's own allocator and of ours.
    const auto allocate = [] { (void)at::empty({std::int64_t{1} << 46}, at::kFloat); };
    QCOMPARE(described(allocate).code, ErrorCode::OutOfHostMemory);
    configureAllocator();
    QCOMPARE(described(allocate).code, ErrorCode::OutOfHostMemory);
    QCOMPARE(described([] { TORCH_CHECK_WITH(OutOfMemoryError, false, "CUDA out of memory."); }).code,
             ErrorCode::OutOfDeviceMemory);
    for (const char* message :
         {"cuDNN error: CUDNN_STATUS_ALLOC_FAILED", "cuDNN error: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED",
          "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
          "cuFFT error: CUFFT_ALLOC_FAILED", "CUDA error: out of memory\nCUDA kernel errors might be reported later",
          "CUDA error: CUSPARSE_STATUS_INSUFFICIENT_RESOURCES when calling `cusparseCreate(handle)`"}) {
        const Error error = described([&] { TORCH_CHECK(false, message); });
        QVERIFY2(error.code == ErrorCode::OutOfDeviceMemory, message);
        QVERIFY2(error.message.find("take a smaller picture") != std::string::npos, error.message.c_str());
    }
}

void TestFailure::theRestIsInternal()
{
    const Error error = described([] { (void)at::matmul(at::ones({2, 3}), at::ones({2, 3})); });
    QCOMPARE(error.code, ErrorCode::Internal);
    for (const char* message :
         {"cuDNN error: CUDNN_STATUS_EXECUTION_FAILED", "CUDA error: device-side assert triggered",
          "CUDA error: CUBLAS_STATUS_INTERNAL_ERROR when calling `cublasGemmEx(…)`"}) {
        QCOMPARE(described([&] { TORCH_CHECK(false, message); }).code, ErrorCode::Internal);
    }
    QVERIFY(error.message.find("libtorch") != std::string::npos);
    QCOMPARE(described([] { throw std::runtime_error("odd"); }).code, ErrorCode::Internal);
    QCOMPARE(described([] { throw 7; }).code, ErrorCode::Internal);
}

QTEST_APPLESS_MAIN(TestFailure)
#include "test_failure.moc"
