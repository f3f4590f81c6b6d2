// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

struct Include {
    std::string file; ///< path below the source folder
    int line = 0;
    std::string header;
};

struct Source {
    std::string file;
    int lines = 0;
    std::vector<Include> includes;
};

/// A rule of DESIGN.md: files whose path matches `where` (and not `except`) include nothing that matches `forbidden`.
struct Rule {
    const char* name;
    const char* where;
    const char* except;
    const char* forbidden;
};

constexpr const char* kNothing = "$^";
constexpr const char* kQt = "^(Q[A-Z]\\w*|Qt\\w*/.*)$";
constexpr const char* kTorch = "^(torch|ATen|c10|caffe2)/.*";
constexpr const char* kCuda = "^(cuda.*|cudnn.*|cublas.*|nccl.*|(c10|ATen)/cuda/.*)";
constexpr const char* kProcess =
    "^(QProcess|QLocalSocket|QTcpSocket|spawn\\.h|sys/wait\\.h|core/protocol/channel\\.h)$";
constexpr const char* kBaseOnly = "^(core/(?!(add_ons|base|image|mask|generation|models|pickles|prompt|protocol)/"
                                  ").*|OpenImageIO/.*|SQLiteCpp/.*|sqlite3\\.h)$";

constexpr Rule kRules[] = {
    {"R1 core has no Qt", "^core/", kNothing, kQt},
    {"R1 core has no torch", "^core/", kNothing, kTorch},
    {"R1 core knows nobody above it", "^core/", kNothing, "^(inference|ui|app|tests)/"},
    {"R1 the base of core is what the engine links",
     "^core/(add_ons|base|image|mask|generation|models|pickles|prompt|protocol)/", kNothing, kBaseOnly},
    {"R2 inference has no Qt", "^inference/", kNothing, kQt},
    {"R2 inference links the base of core alone", "^inference/", kNothing, kBaseOnly},
    {"R2 inference knows nobody above it", "^inference/", kNothing, "^(ui|app|tests)/"},
    {"R3 ui has no torch", "^ui/", kNothing, kTorch},
    {"R3 ui knows core alone", "^ui/", kNothing, "^(inference|app|tests)/"},
    {"R3 ui has no process and no pipe", "^ui/", kNothing, kProcess},
    {"R4 the engine client and the command line have no Qt", "^app/(engine_client|cli|engine)/", kNothing, kQt},
    {"R4 only the engine's program knows inference", "^app/", "^app/engine/", "^inference/"},
    {"R4 the engine client and the command line have no torch", "^app/(engine_client|cli|studio)/", kNothing, kTorch},
    {"R5 nothing knows the tests", "^(core|inference|ui|app)/", kNothing, "^tests/"},
    {"R6 CUDA headers stay in inference/cuda", "^(core|inference|ui|app)/", "^inference/cuda/", kCuda},
};

/// A room of core, and which others it may know: the inner arrows (DESIGN part 4). Each stands below those it knows, so
/// that there are no circles.
struct Room {
    std::string name;
    std::set<std::string> knows;
};

const std::vector<Room> kRooms{
    {"base", {}},
    {"image", {"base"}},
    {"generation", {"base", "image"}},
    {"protocol", {"base", "image", "generation"}},
    {"prompt", {"base", "generation"}},
    {"models", {"base", "generation", "protocol"}},
    {"pickles", {"base", "models"}},
    {"mask", {"base", "image", "generation"}},
    {"add_ons", {"base", "generation", "prompt", "models"}},
    {"styles", {"base", "generation", "models"}},
    {"picture_files/colour", {"base", "image"}},
    {"picture_files/formats", {"base", "image", "picture_files/colour"}},
    {"metadata", {"base", "image", "generation", "protocol", "prompt", "models", "add_ons", "picture_files/formats"}},
    {"picture_files", {"base", "image", "picture_files/colour", "picture_files/formats", "metadata"}},
    {"export", {"base", "image", "picture_files", "picture_files/formats", "metadata"}},
    {"document", {"base", "image", "mask"}},
    {"jobs", {"base", "image", "generation"}},
    {"settings",
     {"base", "image", "generation", "protocol", "styles", "picture_files", "picture_files/formats", "metadata",
      "export"}},
    {"gallery", {"base", "image", "generation", "picture_files", "picture_files/formats", "metadata", "settings"}},
    {"studio",
     {"base", "image", "generation", "protocol", "prompt", "models", "mask", "add_ons", "styles", "picture_files",
      "picture_files/formats", "metadata", "export", "document", "jobs", "settings"}},
};

/// The room of a file of core; empty for others.
std::string roomOf(const std::string& file)
{
    static const std::regex room("^core/(picture_files/(?:colour|formats)|[a-z_]+)/");
    std::smatch match;
    return std::regex_search(file, match, room) ? match[1].str() : std::string();
}

std::string crossings(const std::vector<Source>& sources)
{
    std::ostringstream found;
    for (const Source& source : sources) {
        const std::string from = roomOf(source.file);
        const auto room = std::ranges::find(kRooms, from, &Room::name);
        if (!from.empty() && room == kRooms.end()) {
            found << source.file << " stands in a room of core that kRooms does not name\n";
        }
        for (const Include& include : source.includes) {
            const std::string to = roomOf(include.header);
            if (room != kRooms.end() && !to.empty() && to != from && !room->knows.contains(to)) {
                found << include.file << ":" << include.line << " includes " << include.header << "\n";
            }
        }
    }
    return found.str();
}

/// Longest class, counted in lines of its declaration and of its functions, in whatever files they stand.
constexpr int kMostClassLines = 600;

/// Whose function or declaration begins on this line; empty: nobody's. `end` is the line that ends it.
std::string classBegunBy(const std::string& line, std::string& end)
{
    static const std::regex declaration("^(?:template <.*> )?(?:class|struct) (\\w+)(?: final)?(?: :[^;]*)?(?: \\{)?$");
    static const std::regex definition("^(?!using|namespace|#|static_assert|constexpr|inline constexpr)"
                                       "(?:[A-Za-z\\[].*?\\b)?(\\w+)::~?\\w+\\([^;]*$");
    std::smatch match;
    if (line.empty() || std::isalpha(static_cast<unsigned char>(line.front())) == 0) {
        return {}; // within something, or a comment
    }
    if (std::regex_search(line, match, declaration)) {
        end = "};";
        return match[1];
    }
    if (std::regex_search(line, match, definition)) {
        end = "}";
        return match[1];
    }
    return {};
}

/// Lines of each class, by its folder and name.
void countClassLines(const std::string& file, std::istream& text, std::map<std::string, int>& lines)
{
    std::string owner, end;
    for (std::string line; std::getline(text, line);) {
        if (owner.empty()) {
            const std::string begun = classBegunBy(line, end);
            owner = begun.empty() ? "" : fs::path(file).parent_path().generic_string() + " " + begun;
        }
        if (!owner.empty()) {
            ++lines[owner];
            owner = line.starts_with(end) ? "" : owner;
        }
    }
}

/// Longest source, counted in lines; data tables that may be longer are listed by path.
constexpr int kMostSourceLines = 600;
constexpr int kMostHeaderLines = 200;
constexpr std::size_t kMostUnitsInFolder = 20;

bool matches(const std::string& text, const char* pattern)
{
    return std::regex_search(text, std::regex(pattern));
}

Source readSource(const fs::path& root, const fs::path& path)
{
    static const std::regex includeLine("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]");
    Source source{fs::relative(path, root).generic_string(), 0, {}};
    std::ifstream stream(path);
    for (std::string line; std::getline(stream, line);) {
        ++source.lines;
        if (std::smatch match; std::regex_search(line, match, includeLine)) {
            source.includes.push_back({source.file, source.lines, match[1]});
        }
    }
    return source;
}

std::vector<Source> readTree()
{
    const fs::path root = GESSO_SOURCE_DIR;
    std::vector<Source> sources;
    for (const char* folder : {"core", "inference", "ui", "app", "tests"}) {
        if (!fs::exists(root / folder)) {
            continue;
        }
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            static const std::regex sourceName("\\.(cpp|h|cu|cuh)$");
            if (entry.is_regular_file() && std::regex_search(entry.path().string(), sourceName)) {
                sources.push_back(readSource(root, entry.path()));
            }
        }
    }
    return sources;
}

std::string breaches(const std::vector<Source>& sources, const Rule& rule)
{
    std::ostringstream found;
    for (const Source& source : sources) {
        if (!matches(source.file, rule.where) || matches(source.file, rule.except)) {
            continue;
        }
        for (const Include& include : source.includes) {
            if (matches(include.header, rule.forbidden)) {
                found << include.file << ":" << include.line << " includes " << include.header << "\n";
            }
        }
    }
    return found.str();
}

} // namespace

/// Keeps the rules between the modules (DESIGN R1-R6) and the sizes of files, by reading the sources' includes.
class TestArchitecture final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_sources = readTree();
        QVERIFY2(m_sources.size() > 20, "the source tree was not found");
    }

    void rulesAreKept_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < static_cast<int>(std::size(kRules)); ++i) {
            QTest::newRow(kRules[i].name) << i;
        }
    }

    void rulesAreKept()
    {
        QFETCH(int, index);
        const std::string found = breaches(m_sources, kRules[index]);
        QVERIFY2(found.empty(), found.c_str());
    }

    void everyRuleCanBeBroken()
    {
        const std::vector<Source> bad{
            {"core/base/x.cpp",
             5,
             {{"core/base/x.cpp", 1, "QString"},
              {"core/base/x.cpp", 2, "ATen/ATen.h"},
              {"core/base/x.cpp", 3, "inference/x.h"},
              {"core/base/x.cpp", 4, "core/export/x.h"},
              {"core/base/x.cpp", 5, "tests/x.h"}}},
            {"inference/nn/x.cpp",
             4,
             {{"inference/nn/x.cpp", 1, "QObject"},
              {"inference/nn/x.cpp", 2, "ui/x.h"},
              {"inference/nn/x.cpp", 3, "OpenImageIO/imageio.h"},
              {"inference/nn/x.cpp", 4, "cuda_runtime.h"}}},
            {"ui/x.cpp",
             3,
             {{"ui/x.cpp", 1, "torch/torch.h"}, {"ui/x.cpp", 2, "app/x.h"}, {"ui/x.cpp", 3, "QProcess"}}},
            {"app/cli/x.cpp",
             3,
             {{"app/cli/x.cpp", 1, "QtCore/QString"},
              {"app/cli/x.cpp", 2, "inference/x.h"},
              {"app/cli/x.cpp", 3, "c10/x.h"}}},
        };
        for (const Rule& rule : kRules) {
            QVERIFY2(!breaches(bad, rule).empty(), rule.name);
        }
    }

    void innerArrowsOfCoreAreKept()
    {
        const std::string found = crossings(m_sources);
        QVERIFY2(found.empty(), found.c_str());
        std::set<std::string> below;
        for (const Room& room : kRooms) {
            QVERIFY2(std::ranges::includes(below, room.knows), room.name.c_str());
            below.insert(room.name);
        }
    }

    void everyInnerArrowCanBeBroken()
    {
        const auto broken = [](const char* file, const char* header) {
            return !crossings({{file, 1, {{file, 1, header}}}}).empty();
        };
        QVERIFY(broken("core/image/x.cpp", "core/picture_files/read/x.h"));
        QVERIFY(broken("core/document/x.cpp", "core/studio/x.h"));
        QVERIFY(broken("core/jobs/x.h", "core/studio/x.h"));
        QVERIFY(broken("core/generation/x.h", "core/jobs/x.h"));
        QVERIFY(broken("core/picture_files/formats/x.h", "core/metadata/x.h"));
        QVERIFY(broken("core/a_new_room/x.h", "core/base/x.h"));
        QVERIFY(!broken("core/picture_files/x.h", "core/metadata/x.h"));
        QVERIFY(!broken("core/studio/x.h", "core/jobs/x.h"));
    }

    void classesAreShort()
    {
        std::map<std::string, int> lines;
        for (const Source& source : m_sources) {
            std::ifstream stream(fs::path(GESSO_SOURCE_DIR) / source.file);
            countClassLines(source.file, stream, lines);
        }
        QVERIFY(lines.at("core/jobs JobQueue") > 200); // declaration and functions
        for (const auto& [name, count] : lines) {
            QVERIFY2(count <= kMostClassLines, (name + " has " + std::to_string(count) + " lines").c_str());
        }
    }

    void linesOfAClassAreThoseOfAllItsFiles()
    {
        std::map<std::string, int> lines;
        std::istringstream header("class A;\nclass A final : public B {\n    int x;\n};\n");
        std::istringstream source("A::A()\n{\n}\n\nint free()\n{\n}\n\nvoid A::f(int x)\n{\n    g();\n}\n");
        countClassLines("ui/x/a.h", header, lines);
        countClassLines("ui/x/a_more.cpp", source, lines);
        QCOMPARE(lines.at("ui/x A"), 3 + 3 + 4);
        QCOMPARE(lines.size(), std::size_t{1});
    }

    void filesAreShort()
    {
        std::ostringstream found;
        for (const Source& source : m_sources) {
            const bool header = source.file.ends_with(".h") || source.file.ends_with(".cuh");
            if (source.lines > (header ? kMostHeaderLines : kMostSourceLines)) {
                found << source.file << " has " << source.lines << " lines\n";
            }
        }
        QVERIFY2(found.str().empty(), found.str().c_str());
    }

    void jsonIsReadInOnePlace()
    {
        // nlohmann's parser does not see what stands behind a zero byte; who calls it must look for one first.
        static const std::regex json("[Jj]son::(parse|sax_parse|accept)\\(");
        const std::set<std::string> allowed{"core/protocol/bounded_json.cpp", "core/models/safetensors_json.cpp"};
        std::set<std::string> found;
        for (const Source& source : m_sources) {
            std::ifstream stream(fs::path(GESSO_SOURCE_DIR) / source.file);
            for (std::string line; !source.file.starts_with("tests/") && std::getline(stream, line);) {
                if (std::regex_search(line, json)) {
                    found.insert(source.file);
                }
            }
        }
        QVERIFY2(found == allowed, found.empty() ? "none" : found.begin()->c_str());
    }

    void foldersAreSmall()
    {
        std::map<std::string, std::set<std::string>> units; // a header and its source are one
        for (const Source& source : m_sources) {
            const fs::path path = source.file;
            units[path.parent_path().generic_string()].insert(path.stem().string());
        }
        for (const auto& [folder, names] : units) {
            const std::size_t count = names.size();
            QVERIFY2(count <= kMostUnitsInFolder, (folder + " has " + std::to_string(count) + " units").c_str());
        }
    }

private:
    std::vector<Source> m_sources;
};

QTEST_APPLESS_MAIN(TestArchitecture)
#include "test_architecture.moc"
