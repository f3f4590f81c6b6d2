// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/levels.h"
#include "inference/base/engine_error.h"
#include "inference/engine/engine.h"
#include "tests/inference/engine/event_log.h"
#include "tests/support/fake_gpus.h"

#include <ATen/ATen.h>
#include <QTest>

#include <sys/resource.h>

using namespace gesso;
using namespace gesso::inference;
using gesso::test::EventLog;
using gesso::test::FakeGpus;

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kPlenty = 1ULL << 30U;
constexpr const char* kIllegal = "CUDA error: an illegal memory access was encountered";

protocol::Submit submission(JobId job, const std::string& device, const std::string& model = "sd1-tiny")
{
    protocol::Submit submit;
    submit.job = job;
    submit.request.model = (fs::path(GESSO_FIXTURES) / "models" / model).string();
    submit.request.prompt = "a red boat";
    submit.request.scheduler = SchedulerKind::Euler;
    submit.request.steps = 2;
    submit.request.width = 64;
    submit.request.height = 64;
    submit.request.seed = 41;
    submit.options.device = device;
    submit.options.precision = Precision::Fp32;
    return submit;
}

DeviceChoice choice(const std::string& text)
{
    return parseDeviceChoice(text).value();
}

std::vector<std::string> idsOf(const std::vector<WorkerDevice>& devices)
{
    std::vector<std::string> ids;
    for (const WorkerDevice& device : devices) {
        ids.push_back(device.id);
    }
    return ids;
}

std::string refusal(const DeviceTable& table, const std::string& device)
{
    try {
        static_cast<void>(table.choose(choice(device)));
    } catch (const EngineError& error) {
        return error.code() == ErrorCode::DeviceUnavailable ? error.what() : "wrong code";
    }
    return {};
}

/// An engine on fake GPUs, and what it told.
struct Bench {
    explicit Bench(int count, std::uint64_t bytes = kPlenty) : gpus(count, bytes) {}

    protocol::FromEngine run(const protocol::Submit& submit)
    {
        static_cast<void>(engine.submit(submit));
        protocol::FromEngine end;
        const bool ended = log.waitFor([&](const EventLog::Event& event) {
            const auto* finished = std::get_if<protocol::Finished>(&event);
            const auto* failed = std::get_if<protocol::Failed>(&event);
            if ((finished != nullptr && finished->job == submit.job) ||
                (failed != nullptr && failed->job == submit.job)) {
                end = event;
                return true;
            }
            return false;
        });
        return ended ? end : protocol::FromEngine(protocol::Heartbeat{});
    }

    protocol::Finished finish(const protocol::Submit& submit)
    {
        const protocol::FromEngine end = run(submit);
        if (const auto* failed = std::get_if<protocol::Failed>(&end)) {
            qWarning() << failed->error.message.c_str();
        }
        return std::holds_alternative<protocol::Finished>(end) ? std::get<protocol::Finished>(end)
                                                               : protocol::Finished{};
    }

    Error fail(const protocol::Submit& submit)
    {
        const protocol::FromEngine end = run(submit);
        return std::holds_alternative<protocol::Failed>(end) ? std::get<protocol::Failed>(end).error : Error{};
    }

    FakeGpus gpus;
    EventLog log;
    std::vector<Error> losses;
    Engine engine{DeviceTable({&gpus, {}}), [this](protocol::FromEngine event) { log.add(std::move(event)); },
                  [this](const Error& error) { losses.push_back(error); }};
};

} // namespace

/// What the engine does with GPUs, on ones that count every byte and fail when they are told to.
class TestDevices final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void automaticTakesEveryGpuThatCanBeUsed()
    {
        FakeGpus gpus(3, kPlenty);
        const DeviceTable table({&gpus, {}});
        QCOMPARE(idsOf(table.choose(choice("auto"))), (std::vector<std::string>{"cuda:0", "cuda:1", "cuda:2"}));
        QCOMPARE(idsOf(table.choose(choice("cuda:2,0"))), (std::vector<std::string>{"cuda:2", "cuda:0"}));
        QCOMPARE(table.whyNoGpu(), std::string());
        QCOMPARE(table.infos().back().note, std::string());
        gpus.breakAtOpening(1, "it fell off the bus");
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(table.enter(gpus.device(1))), EngineError);
        QCOMPARE(idsOf(table.choose(choice("auto"))), (std::vector<std::string>{"cuda:0", "cuda:2"}));
        QCOMPARE(idsOf(table.choose(choice("cuda"))), (std::vector<std::string>{"cuda:0", "cuda:2"}));
        QVERIFY(refusal(table, "cuda:0,1").find("cuda:1 cannot be used: it fell off the bus") != std::string::npos);
        QVERIFY(refusal(table, "cuda:3").find("has 3") != std::string::npos);
        QCOMPARE(table.infos().at(1).note, std::string("it fell off the bus"));
    }

    void withoutAGpuTheCauseIsNamed()
    {
        FakeGpus none(0, kPlenty, "the driver is too old: install another");
        for (const DeviceTable& table : {DeviceTable({&none, {}}), DeviceTable({nullptr, none.missing()})}) {
            QCOMPARE(idsOf(table.choose(choice("auto"))), (std::vector<std::string>{"cpu:0"}));
            QCOMPARE(idsOf(table.choose(choice("cpu:2"))), (std::vector<std::string>{"cpu:0", "cpu:1"}));
            QCOMPARE(table.whyNoGpu(), std::string("No GPU is used: the driver is too old: install another."));
            QCOMPARE(table.infos().back().note, table.whyNoGpu());
            for (const char* device : {"cuda", "cuda:0"}) {
                const std::string said = refusal(table, device);
                QVERIFY2(said.find("the driver is too old: install another") != std::string::npos, said.c_str());
            }
        }
    }

    void freeMemoryCountsWhatIsKept()
    {
        FakeGpus gpus(1, 10'000);
        const DeviceTable table({&gpus, {}});
        const at::Device device = gpus.device(0);
        const auto scope = table.enter(device);
        QCOMPARE(table.availableMemory(device), std::uint64_t{10'000});
        at::Tensor living = at::empty({1000}, at::TensorOptions(at::kByte).device(device));
        {
            const at::Tensor passing = at::empty({4000}, at::TensorOptions(at::kByte).device(device));
            QCOMPARE(table.availableMemory(device), std::uint64_t{5000});
        }
        QCOMPARE(gpus.counts(0).kept, std::uint64_t{4000});
        QCOMPARE(table.availableMemory(device), std::uint64_t{9000});
        QCOMPARE(table.totalMemory(device), std::uint64_t{10'000});
        table.releaseMemory(device);
        QCOMPARE(gpus.counts(0).kept, std::uint64_t{0});
        QCOMPARE(table.availableMemory(device), std::uint64_t{9000});
        gpus.occupy(0, 2000);
        QCOMPARE(table.availableMemory(device), std::uint64_t{7000});
    }

    void makesThePictureOfTheProcessor()
    {
        Bench bench(1);
        const protocol::Finished finished = bench.finish(submission(1, "auto"));
        QCOMPARE(finished.device, std::string("cuda:0"));
        QCOMPARE(finished.deviceNote, std::string());
        QCOMPARE(bench.finish(submission(2, "cpu")).device, std::string("cpu:0"));
        const Image gpu = inFormat(*bench.log.all<protocol::PictureMade>(1).at(0).image.picture, PixelFormat::U8);
        const Image cpu = inFormat(*bench.log.all<protocol::PictureMade>(2).at(0).image.picture, PixelFormat::U8);
        QCOMPARE(gpu.u8().size(), cpu.u8().size());
        int furthest = 0;
        for (std::size_t i = 0; i < gpu.u8().size(); ++i) {
            furthest = std::max(furthest, std::abs(int{gpu.u8()[i]} - int{cpu.u8()[i]}));
        }
        QVERIFY2(furthest <= 1, std::to_string(furthest).c_str());
    }

    void askingOpensNoDevice()
    {
        Bench bench(3);
        QCOMPARE(bench.engine.devices().size(), std::size_t{4});
        QCOMPARE(bench.engine.devices().at(0).freeBytes, kPlenty);
        QCOMPARE(bench.finish(submission(1, "cuda:1")).device, std::string("cuda:1"));
        QCOMPARE(bench.engine.devices().size(), std::size_t{4});
        QCOMPARE(bench.gpus.counts(0).contexts, 0);
        QCOMPARE(bench.gpus.counts(1).contexts, 1);
        QCOMPARE(bench.gpus.counts(2).contexts, 0);
        QVERIFY(bench.engine.devices().at(1).freeBytes < kPlenty);
    }

    void aWorkerHasOneStreamForAllPictures()
    {
        Bench bench(1);
        protocol::Submit several = submission(1, "cuda");
        several.request.count = 3;
        QCOMPARE(bench.finish(several).device, std::string("cuda:0"));
        const std::uint64_t used = bench.gpus.counts(0).used;
        const std::uint64_t reserved = used + bench.gpus.counts(0).kept;
        for (JobId job = 2; job < 6; ++job) {
            QCOMPARE(bench.finish(submission(job, "cuda")).device, std::string("cuda:0"));
            QCOMPARE(bench.gpus.counts(0).used, used);
            QVERIFY(bench.gpus.counts(0).used + bench.gpus.counts(0).kept <= reserved * 11 / 10);
        }
        QCOMPARE(bench.gpus.counts(0).scopes, 1);
    }

    /// A second model fits only when the first one goes, and what it had is really given back.
    void aModelThatNeedsRoomMakesIt()
    {
        Bench first(1);
        QCOMPARE(first.finish(submission(1, "cuda")).device, std::string("cuda:0"));
        const std::uint64_t one = first.gpus.counts(0).peak;
        const std::uint64_t weights = first.gpus.counts(0).used;
        const std::uint64_t total = one + 12 * weights; // the estimate of what a picture needs is a little too high
        Bench bench(1, total);
        std::uint64_t least = 0;
        for (std::uint64_t bytes = one; least == 0 && bytes <= total; bytes += weights / 4) {
            bench.gpus.occupy(0, total - bytes);
            const protocol::FromEngine end = bench.run(submission(bytes, "cuda"));
            least = std::holds_alternative<protocol::Finished>(end) ? bytes : 0;
        }
        QVERIFY(least > 0);
        const int released = bench.gpus.counts(0).released;
        QCOMPARE(bench.finish(submission(1, "cuda", "sd2-tiny")).device, std::string("cuda:0"));
        QVERIFY(bench.gpus.counts(0).released > released);
        QVERIFY(bench.finish(submission(2, "cuda")).device == "cuda:0");
        QVERIFY(bench.gpus.counts(0).used < 2 * weights);
    }

    void aLostDeviceEndsTheEngine()
    {
        Bench bench(2);
        QCOMPARE(bench.finish(submission(1, "cuda:0")).device, std::string("cuda:0"));
        bench.gpus.failAfter(0, 40, kIllegal, true);
        static_cast<void>(bench.fail(submission(2, "cuda:0")));
        QCOMPARE(bench.losses.size(), std::size_t{1});
        QCOMPARE(bench.losses[0].code, ErrorCode::DeviceFailure);
        QVERIFY(bench.losses[0].message.find("cuda:0 has failed: CUDA error: an illegal memory access") == 0);
        QCOMPARE(bench.finish(submission(3, "cuda:1")).device, std::string("cuda:1"));
        QCOMPARE(bench.losses.size(), std::size_t{1});
    }

    void aPassingFailureDoesNot()
    {
        Bench bench(1);
        bench.gpus.failAfter(0, 40, "cuDNN error: CUDNN_STATUS_EXECUTION_FAILED", false);
        QCOMPARE(bench.fail(submission(1, "cuda")).code, ErrorCode::Internal);
        QCOMPARE(bench.finish(submission(2, "cuda")).device, std::string("cuda:0"));
        QVERIFY(bench.losses.empty());
    }

    void outOfMemoryIsSaidWhoeverRanOut_data()
    {
        QTest::addColumn<std::string>("message");
        QTest::newRow("cuDNN") << std::string("cuDNN error: CUDNN_STATUS_ALLOC_FAILED");
        QTest::newRow("cuBLAS") << std::string(
            "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`");
        QTest::newRow("runtime") << std::string("CUDA error: out of memory\nCUDA kernel errors might be …");
    }

    void outOfMemoryIsSaidWhoeverRanOut()
    {
        QFETCH(std::string, message);
        Bench bench(1);
        bench.gpus.failAfter(0, 60, message, false);
        QCOMPARE(bench.fail(submission(1, "cuda")).code, ErrorCode::OutOfDeviceMemory);
        QCOMPARE(bench.finish(submission(2, "cuda")).device, std::string("cuda:0"));
        QVERIFY(bench.losses.empty());
    }

    void tooLargeForTheDeviceIsSaidBeforehand()
    {
        Bench bench(1, 100'000);
        const Error error = bench.fail(submission(1, "cuda"));
        QCOMPARE(error.code, ErrorCode::OutOfDeviceMemory);
        QVERIFY(error.message.find("cuda:0") != std::string::npos);
        QCOMPARE(bench.gpus.counts(0).used, std::uint64_t{0});
    }

    void aSickDeviceLeavesItsWorkToTheOthers()
    {
        Bench bench(2);
        bench.gpus.breakAtOpening(0, "uncorrectable memory errors");
        protocol::Submit four = submission(1, "auto");
        four.request.count = 4;
        QCOMPARE(bench.finish(four).device, std::string("cuda:1"));
        QCOMPARE(bench.log.all<protocol::PictureMade>(1).size(), std::size_t{4});
        QVERIFY(!bench.log.all<protocol::Started>(1).empty());
        QCOMPARE(bench.finish(submission(2, "auto")).device, std::string("cuda:1"));
        const Error named = bench.fail(submission(3, "cuda:0"));
        QCOMPARE(named.code, ErrorCode::DeviceUnavailable);
        QVERIFY(named.message.find("uncorrectable memory errors") != std::string::npos);
        QVERIFY(bench.losses.empty());
    }

    void whereAllAreSickTheProcessorWorksAndSaysWhy()
    {
        Bench bench(1);
        bench.gpus.breakAtOpening(0, "uncorrectable memory errors");
        QCOMPARE(bench.fail(submission(1, "auto")).code, ErrorCode::DeviceUnavailable);
        const protocol::Finished finished = bench.finish(submission(2, "auto"));
        QCOMPARE(finished.device, std::string("cpu:0"));
        QVERIFY(finished.deviceNote.find("uncorrectable memory errors") != std::string::npos);
        QCOMPARE(bench.finish(submission(3, "cpu")).deviceNote, std::string());
    }

    void modelsThatNobodyUsesLeaveAQuarterFree()
    {
        std::uint64_t weights = 0;
        {
            FakeGpus gpus(1, kPlenty);
            const DeviceTable table({&gpus, {}});
            ModelCache models(table);
            const auto scope = table.enter(gpus.device(0));
            load(models, gpus, "sd1-tiny");
            weights = gpus.counts(0).used;
            load(models, gpus, "sd2-tiny");
            models.trim(gpus.device(0));
            QCOMPARE(models.size(), std::size_t{2});
        }
        FakeGpus gpus(1, 3 * weights);
        const DeviceTable table({&gpus, {}});
        ModelCache models(table);
        const auto scope = table.enter(gpus.device(0));
        load(models, gpus, "sd1-tiny");
        models.trim(gpus.device(0));
        QCOMPARE(models.size(), std::size_t{1});
        load(models, gpus, "sd2-tiny");
        gpus.occupy(0, 3 * weights - gpus.counts(0).used - 3 * weights / ModelCache::kFreeShare);
        models.trim(gpus.device(0));
        QCOMPARE(models.size(), std::size_t{2}); // a quarter is free, to the byte
        gpus.occupy(0, 3 * weights - gpus.counts(0).used - 3 * weights / ModelCache::kFreeShare + 1);
        models.trim(gpus.device(0));
        QCOMPARE(models.size(), std::size_t{1});
        QCOMPARE(gpus.counts(0).kept, std::uint64_t{0});
        gpus.occupy(0, 3 * weights - gpus.counts(0).used);
        models.trim(gpus.device(0));
        QCOMPARE(models.size(), std::size_t{1}); // the last one stays
    }

    void openFilesAreBounded()
    {
        const DeviceTable table;
        ModelCache models(table);
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        rlimit few = before;
        few.rlim_cur = 96;
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
        const auto openNow = [] {
            const fs::directory_iterator files("/proc/self/fd");
            return std::distance(begin(files), end(files));
        };
        // The same model with and without another VAE, again and again: each opening takes files of its own.
        QTemporaryDir folder;
        std::ptrdiff_t most = 0;
        for (int i = 0; i < 40; ++i) {
            const fs::path copy = fs::path(folder.path().toStdString()) / std::to_string(i);
            fs::create_directory_symlink(fs::path(GESSO_FIXTURES) / "models/sd1-tiny", copy);
            static_cast<void>(models.find({copy.string(), {}}, at::kCPU));
            models.trim(at::kCPU);
            most = std::max(most, openNow());
        }
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
        QVERIFY2(most <= 48, std::to_string(most).c_str());
        QVERIFY(models.size() >= 3);
    }

private:
    static void load(ModelCache& models, const FakeGpus& gpus, const char* model)
    {
        const fs::path path = fs::path(GESSO_FIXTURES) / "models" / model;
        models.find({path.string(), {}}, gpus.device(0))->load(at::kFloat, {}, [](int, int) {});
    }
};

QTEST_APPLESS_MAIN(TestDevices)
#include "test_devices.moc"
