// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/settings/session_pictures.h"
#include "core/settings/session_thumbnails.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace gesso;

namespace {

namespace fs = std::filesystem;

Image red(int width, int height)
{
    Image image{width, height, 3, std::vector<std::uint8_t>()};
    for (int i = 0; i < width * height; ++i) {
        image.u8().insert(image.u8().end(), {200, 10, 10});
    }
    return image;
}

int filesIn(const fs::path& folder)
{
    std::error_code ignored;
    return static_cast<int>(std::distance(fs::directory_iterator(folder, ignored), fs::directory_iterator()));
}

} // namespace

class TestSessionThumbnails final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_folder = m_temporary->path().toStdString();
    }

    void areSmallAndSayTheSize()
    {
        const std::string name = keep(red(1000, 400));
        const Image made = SessionThumbnails(m_folder).put(name, red(1000, 400));
        const auto found = SessionThumbnails(m_folder).find(name);
        QVERIFY(found);
        QCOMPARE(found->size, (PictureSize{1000, 400}));
        QCOMPARE(found->image.width, 384);
        QCOMPARE(found->image.height, 154);
        QVERIFY(found->image.u8() == made.u8());
        QCOMPARE(int(found->image.u8().front()), 200);
    }

    void smallPicturesAreTheirOwn()
    {
        const std::string name = keep(red(64, 32));
        SessionThumbnails(m_folder).put(name, red(64, 32));
        QCOMPARE(SessionThumbnails(m_folder).find(name)->image.width, 64);
    }

    void countForTheFileTheyWereMadeOfAlone()
    {
        const std::string name = keep(red(64, 32));
        SessionThumbnails(m_folder).put(name, red(64, 32));
        QVERIFY(!SessionThumbnails(m_folder).find("0123456789abcdef.png"));
        const fs::path file = m_folder / "pictures" / name;
        fs::resize_file(file, fs::file_size(file) / 2); // a crash cut it
        QVERIFY(!SessionThumbnails(m_folder).find(name));
        fs::remove(file);
        QVERIFY(!SessionThumbnails(m_folder).find(name));
    }

    void damagedOnesAreNone()
    {
        const std::string name = keep(red(64, 32));
        SessionThumbnails(m_folder).put(name, red(64, 32));
        for (const auto& entry : fs::directory_iterator(m_folder / "thumbnails")) {
            fs::resize_file(entry.path(), 20);
        }
        QVERIFY(!SessionThumbnails(m_folder).find(name));
    }

    void thoseOfOtherPicturesAreRemoved()
    {
        const std::string kept = keep(red(64, 32));
        const std::string gone = keep(red(32, 64));
        const SessionThumbnails thumbnails(m_folder);
        thumbnails.put(kept, red(64, 32));
        thumbnails.put(gone, red(32, 64));
        QCOMPARE(filesIn(m_folder / "thumbnails"), 2);
        QCOMPARE(SessionThumbnails(m_folder).prune(std::vector<std::string>{kept}), std::size_t(1));
        QCOMPARE(filesIn(m_folder / "thumbnails"), 1);
        QVERIFY(SessionThumbnails(m_folder).find(kept));
    }

    void withoutAFolderThereAreNone()
    {
        const SessionThumbnails thumbnails("/proc/gesso");
        QVERIFY(!thumbnails.find("0123456789abcdef.png"));
        QCOMPARE(thumbnails.put("0123456789abcdef.png", red(1000, 400)).width, 384);
        QCOMPARE(thumbnails.prune({}), std::size_t(0));
    }

private:
    std::string keep(const Image& picture) const
    {
        return SessionPictures::open(m_folder)
            .and_then([&](const SessionPictures& pictures) { return pictures.put(picture, {}); })
            .value();
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_folder;
};

QTEST_APPLESS_MAIN(TestSessionThumbnails)
#include "test_session_thumbnails.moc"
