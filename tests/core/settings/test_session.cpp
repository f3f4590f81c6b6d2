// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/request_json.h"
#include "core/settings/session.h"
#include "tests/core/settings/stored_files.h"

#include <QTemporaryDir>
#include <QTest>

using namespace gesso;
using nlohmann::json;

namespace {

Session fullSession()
{
    Session session;
    session.prompt = "a cabin \u2603\n\"quoted\"";
    session.negative = std::string(3U << 20, 'x'); // longer than a request may hold
    addToHistory(session, "first", "");
    addToHistory(session, "second", "blurry");
    session.request.model = "/models/x";
    session.request.steps = 7;
    session.request.guidanceScale = 0.1;
    session.request.seed = UINT64_MAX;
    session.options.device = "cpu:2";
    session.seed = Session::Seed::Locked;
    session.touched = std::set<std::string>{"steps", "panorama/wrapX"};
    session.style = Style{"ink", "Ink", "Drawing", "ink drawing of {prompt}", "colour", 0.4, 9.};
    session.lastSeed = 42;
    session.windowGeometry = "AdnQywAD";
    session.page = "queue";
    session.unfolded = {"advanced", "size"};
    session.exportFolder = "/pictures";
    session.waiting.push_back({session.request, session.options});
    session.waiting[0].request.prompt = "waits";
    session.queuePaused = true;
    session.results.push_back({"0123456789abcdef.png", 5, 2, 3, true, "/pictures/a.png", "a note", "00aa11bb22cc33dd"});
    session.results.push_back({"fedcba9876543210.png", 6, 2, 4, false, {}, "", ""});
    session.shown = 6;
    return session;
}

} // namespace

class TestSession final : public QObject {
    Q_OBJECT

    static constexpr int kParts = 64;
    QTemporaryDir m_root;
    std::filesystem::path m_folder;

    void write(const json& content) const { writeText(m_folder / "session.json", content.dump()); }
    [[nodiscard]] json written() const { return json::parse(readText(m_folder / "session.json")); }

private Q_SLOTS:
    void init()
    {
        static int test = 0;
        m_folder = m_root.filePath(QString::number(++test)).toStdString();
    }

    void isEmptyAtFirst()
    {
        const Stored<Session> stored = loadSession(m_folder);
        QVERIFY(stored.value == Session());
        QVERIFY(stored.notices.empty());
    }

    void comesBackAsItWas()
    {
        QVERIFY(saveSession(m_folder, fullSession()));
        const Stored<Session> stored = loadSession(m_folder);
        QVERIFY(stored.notices.empty());
        QVERIFY(stored.value == fullSession());
    }

    void theDraftsPromptsStandByThemselves()
    {
        Session session;
        session.request.prompt = std::string(2U << 20, 'x'); // would make the request one that cannot be read
        QVERIFY(saveSession(m_folder, session));
        const Stored<Session> stored = loadSession(m_folder);
        QVERIFY(stored.notices.empty());
        QVERIFY(stored.value == Session());
    }

    void unknownMembersAreKept()
    {
        write({{"version", 1}, {"layers", {1, 2}}});
        QVERIFY(saveSession(m_folder, loadSession(m_folder).value));
        QVERIFY(written()["layers"] == json({1, 2}));
    }

    void onlyWhatCannotBeIsLeftOut()
    {
        QVERIFY(saveSession(m_folder, fullSession()));
        json content = written();
        json impossible = content["waiting"][0];
        impossible["request"]["steps"] = 0;
        content["waiting"].push_back(impossible);
        content["waiting"].push_back(5);
        content["results"].push_back({{"id", 9}});
        content["history"].push_back({{"prompt", 1}});
        content["request"]["steps"] = -1;
        content["seed"] = "maybe";
        content["shown"] = "x";
        write(content);
        const Stored<Session> stored = loadSession(m_folder);
        QCOMPARE(stored.notices.size(), std::size_t{6});
        Session expected = fullSession();
        expected.request = {};
        expected.seed = Session::Seed::Random;
        expected.shown = 0;
        QVERIFY(stored.value == expected);
    }

    void ofNoMemberAnythingBadComes()
    {
        Session session = fullSession();
        session.negative = "blurry";
        QVERIFY(saveSession(m_folder, session));
        const json content = written();
        for (const auto& [key, value] : content.items()) {
            for (const json& hostile :
                 {json(), json(-1), json(1e300), json("x"), json::array({json::array()}), json::object({{"x", 1}})}) {
                json changed = content;
                changed[key] = hostile;
                write(changed);
                QVERIFY2(saveSession(m_folder, loadSession(m_folder).value), key.c_str());
            }
        }
    }

    void cutAnywhereItIsKeptAside_data()
    {
        QTest::addColumn<int>("part");
        for (int part = 1; part < kParts; ++part) {
            QTest::addRow("%d of %d", part, kParts) << part;
        }
    }

    /// What a power cut leaves of a file: nothing of it is thrown away, and the next session is not spoilt by it.
    void cutAnywhereItIsKeptAside()
    {
        QFETCH(int, part);
        const std::string whole = readText(GESSO_FIXTURES "/former-session/session.json");
        const std::string cut = whole.substr(0, whole.size() * static_cast<std::size_t>(part) / kParts);
        writeText(m_folder / "session.json", cut);
        const Stored<Session> stored = loadSession(m_folder);
        QVERIFY(!stored.unread && stored.notices.size() == 1);
        QCOMPARE(stored.value, Session());
        QCOMPARE(readText(m_folder / "session.json.damaged-1"), cut);
        QVERIFY(saveSession(m_folder, fullSession()));
        QCOMPARE(loadSession(m_folder).value, fullSession());
    }

    void oneOfANewerVersionIsKeptAside()
    {
        json newer = json::parse(readText(GESSO_FIXTURES "/former-session/session.json"));
        newer["version"] = Session::kVersion + 1;
        write(newer);
        const Stored<Session> stored = loadSession(m_folder);
        QVERIFY(!stored.unread && stored.notices.size() == 1);
        QCOMPARE(stored.value, Session());
        const std::string aside = "session.json.from-version-" + std::to_string(Session::kVersion + 1);
        QVERIFY(json::parse(readText(m_folder / aside)) == newer);
    }

    void theHistoryIsBounded()
    {
        Session session;
        for (int i = 0; i < 150; ++i) {
            addToHistory(session, "prompt " + std::to_string(i), "");
        }
        QCOMPARE(session.history.size(), Session::kMaxHistory);
        QCOMPARE(session.history[0].prompt, std::string("prompt 149"));
        addToHistory(session, "prompt 100", "");
        QCOMPARE(session.history.size(), Session::kMaxHistory);
        QCOMPARE(session.history[0].prompt, std::string("prompt 100"));
        addToHistory(session, std::string(Session::kMaxHistoryBytes + 1, 'x'), "");
        QCOMPARE(session.history[0].prompt, std::string("prompt 100"));
        addToHistory(session, std::string(Session::kMaxHistoryBytes, 'x'), "");
        QCOMPARE(session.history.size(), std::size_t{1});
    }

    void standsWhereTheSpecificationSays()
    {
        qputenv("XDG_STATE_HOME", "/state");
        QCOMPARE(sessionFolder(), std::filesystem::path("/state/gesso/session"));
    }
};

QTEST_APPLESS_MAIN(TestSession)
#include "test_session.moc"
