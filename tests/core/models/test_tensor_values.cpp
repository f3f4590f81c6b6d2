// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/tensor_values.h"

#include <QTest>

#include <cmath>
#include <cstdint>
#include <string>

using namespace gesso;
using namespace std::string_literals;

namespace {

using Values = std::vector<double>;

template <typename Number> std::string bytesOf(std::initializer_list<Number> numbers)
{
    std::string bytes;
    for (const Number number : numbers) {
        bytes.append(reinterpret_cast<const char*>(&number), sizeof(number));
    }
    return bytes;
}

} // namespace

class TestTensorValues final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryType()
    {
        QCOMPARE(valuesOf(bytesOf({1.5F, -0.25F}), TensorType::F32), (Values{1.5, -0.25}));
        QCOMPARE(valuesOf(bytesOf({1.5, -0.25}), TensorType::F64), (Values{1.5, -0.25}));
        QCOMPARE(valuesOf(bytesOf<std::uint16_t>({0x3E00, 0xB400, 0x0001}), TensorType::F16),
                 (Values{1.5, -0.25, std::ldexp(1., -24)}));
        QCOMPARE(valuesOf(bytesOf<std::uint16_t>({0x3FC0, 0xBE80}), TensorType::Bf16), (Values{1.5, -0.25}));
        QCOMPARE(valuesOf("\x3e\xb4", TensorType::F8E5M2), (Values{1.5, -0.25}));
        QCOMPARE(valuesOf("\x3c\xa8\x7e", TensorType::F8E4M3), (Values{1.5, -0.25, 448.}));
        QCOMPARE(valuesOf("\x42\xb8", TensorType::F8E5M2Fnuz), (Values{1.5, -0.25}));
        QCOMPARE(valuesOf("\x44\xb0", TensorType::F8E4M3Fnuz), (Values{1.5, -0.25}));
        QCOMPARE(valuesOf("\x7f\x7d", TensorType::F8E8M0), (Values{1., 0.25}));
        QCOMPARE(valuesOf("\x93", TensorType::F4), (Values{1.5, -0.5}));
        QCOMPARE(valuesOf("\x0c\x0a\x00", TensorType::F6E2M3).front(), 1.5);
        QCOMPARE(valuesOf("\x0e\x00\x00", TensorType::F6E3M2).front(), 1.5);
        QCOMPARE(valuesOf("\xff\x01", TensorType::I8), (Values{-1., 1.}));
        QCOMPARE(valuesOf("\xff\x01", TensorType::U8), (Values{255., 1.}));
        QCOMPARE(valuesOf(bytesOf<std::int64_t>({-3}), TensorType::I64), Values{-3.});
        QCOMPARE(valuesOf(bytesOf({1.5F, -0.25F}), TensorType::C64), Values{1.5});
    }

    void leavesOutWhatIsNoNumber()
    {
        QCOMPARE(valuesOf(bytesOf({NAN, 2.F, INFINITY}), TensorType::F32), Values{2.});
        QCOMPARE(valuesOf(bytesOf<std::uint16_t>({0x7C00, 0xFE00}), TensorType::F16), Values{});
        QCOMPARE(valuesOf("\x7f\xff", TensorType::F8E4M3), Values{});
        QCOMPARE(valuesOf("\x80", TensorType::F8E4M3Fnuz), Values{});
        QCOMPARE(valuesOf("\x7c", TensorType::F8E5M2), Values{});
        QCOMPARE(valuesOf("\xff", TensorType::F8E8M0), Values{});
        QCOMPARE(valuesOf("", TensorType::F32), Values{});
    }
};

QTEST_GUILESS_MAIN(TestTensorValues)
#include "test_tensor_values.moc"
