// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/tokenizer/tokenizer_files.h"

#include "core/base/file.h"
#include "core/models/json_file.h"
#include "core/protocol/bounded_json.h"
#include "inference/base/engine_error.h"

#include <algorithm>
#include <optional>
#include <sstream>
#include <string_view>
#include <system_error>

namespace gesso::inference {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::size_t kMaxFileBytes = 16 << 20; ///< CLIP's have 4 MB at most
constexpr std::int64_t kMaxId = (1LL << 31) - 1;
constexpr std::int64_t kMaxLength = 65'536;
constexpr std::size_t kMaxAddedTokens = 10'000;
/// transformers reads no more merges than make CLIP's vocabulary of 49408: bytes twice and two special tokens are left.
constexpr std::size_t kMaxMerges = 49'152 - 256 - 2;

[[noreturn]] void throwDamaged(const fs::path& path, std::string_view cause)
{
    std::string message = "'";
    message.append(path.native()).append("' ").append(cause).append(": download the model's folder again.");
    throw EngineError(ErrorCode::ModelDamaged, message);
}

Json readJson(const fs::path& path)
{
    Result<Json> json = readJsonObject(path, kMaxFileBytes);
    if (!json) {
        throw EngineError(json.error().code, json.error().message);
    }
    return std::move(*json);
}

// An empty object where there is no such file.
Json readOptionalJson(const fs::path& path)
{
    std::error_code error;
    return fs::exists(path, error) ? readJson(path) : Json::object();
}

std::int64_t checkedId(const fs::path& path, const Json& id)
{
    if (!id.is_number_unsigned() || id.get<std::uint64_t>() > static_cast<std::uint64_t>(kMaxId)) {
        throwDamaged(path, "gives a token an id that is no number from 0 to 2147483647");
    }
    return id.get<std::int64_t>();
}

Vocabulary vocabularyOf(const fs::path& path, const Json& entries)
{
    if (!entries.is_object() || entries.empty()) {
        throwDamaged(path, "holds no vocabulary");
    }
    Vocabulary vocabulary;
    vocabulary.reserve(entries.size());
    for (const auto& [text, id] : entries.items()) {
        vocabulary.emplace(text, checkedId(path, id));
    }
    return vocabulary;
}

// "a b" -> (a, b); a pair that matches nothing for lines of another form, which keep their rank.
std::pair<std::string, std::string> mergeOf(std::string_view line)
{
    constexpr std::string_view kSpace = " \t\r";
    const std::size_t end = line.find_last_not_of(kSpace) + 1; // 0 where there is none
    const std::size_t leftEnd = line.find_first_of(kSpace);
    const std::size_t right = line.find_first_not_of(kSpace, std::min(leftEnd, end));
    if (leftEnd == 0 || right >= end ||
        line.substr(right, end - right).find_first_of(kSpace) != std::string_view::npos) {
        return {};
    }
    return {std::string(line.substr(0, leftEnd)), std::string(line.substr(right, end - right))};
}

BytePairEncoder::Merges readMerges(const fs::path& path)
{
    const Result<std::string> text = readFile(path, kMaxFileBytes);
    if (!text) {
        throw EngineError(text.error().code, text.error().message);
    }
    BytePairEncoder::Merges merges;
    std::istringstream lines(*text);
    std::string line;
    std::getline(lines, line); // "#version: 0.2"
    while (merges.size() < kMaxMerges && std::getline(lines, line)) {
        merges.push_back(mergeOf(line));
    }
    if (merges.empty()) {
        throwDamaged(path, "holds no merges");
    }
    return merges;
}

// tokenizer.json has "a b" or ["a", "b"].
BytePairEncoder::Merges mergesOf(const fs::path& path, const Json& list)
{
    if (!list.is_array()) {
        throwDamaged(path, "holds no merges");
    }
    BytePairEncoder::Merges merges;
    for (const Json& merge : list) {
        if (merge.is_string()) {
            merges.push_back(mergeOf(merge.get_ref<const std::string&>()));
        } else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
            merges.emplace_back(merge[0].get<std::string>(), merge[1].get<std::string>());
        } else {
            throwDamaged(path, "holds a merge that is no pair of texts");
        }
    }
    return merges;
}

// A token stands as its text, or as {"content": text, ...}.
std::optional<std::string> tokenText(const Json& token)
{
    if (token.is_string()) {
        return token.get<std::string>();
    }
    const std::string content = token.is_object() ? textOf(token, "content") : std::string{};
    return content.empty() ? std::nullopt : std::optional(content);
}

void takeSpecialTokens(TokenizerFiles& files, const Json& config)
{
    for (const auto& [key, target] : {std::pair{"bos_token", &files.start},
                                      {"eos_token", &files.end},
                                      {"unk_token", &files.unknown},
                                      {"pad_token", &files.padding}}) {
        const auto token = config.find(key);
        if (token != config.end()) {
            *target = tokenText(*token).value_or(*target);
        }
    }
}

void addToken(TokenizerFiles& files, const fs::path& path, const std::string& text, std::int64_t id)
{
    if (!text.empty()) {
        files.addedTokens.insert_or_assign(text, id);
    }
    if (files.addedTokens.size() > kMaxAddedTokens) {
        throwDamaged(path, "adds more than " + std::to_string(kMaxAddedTokens) + " tokens");
    }
}

// {"49408": {"content": "<style>", ...}}
void takeAddedTokensDecoder(TokenizerFiles& files, const fs::path& path, const Json& decoder)
{
    if (!decoder.is_object()) {
        throwDamaged(path, "has an added_tokens_decoder that is no object");
    }
    for (const auto& [key, token] : decoder.items()) {
        const Json id = protocol::parseBoundedJson(key).value_or(Json());
        addToken(files, path, tokenText(token).value_or(""), checkedId(path, id));
    }
}

void takeConfig(TokenizerFiles& files, const fs::path& folder)
{
    const fs::path path = folder / "tokenizer_config.json";
    const Json config = readOptionalJson(path);
    takeSpecialTokens(files, config);
    if (const auto decoder = config.find("added_tokens_decoder"); decoder != config.end()) {
        takeAddedTokensDecoder(files, path, *decoder);
    } else {
        takeSpecialTokens(files, readOptionalJson(folder / "special_tokens_map.json"));
        const fs::path addedPath = folder / "added_tokens.json";
        const Json added = readOptionalJson(addedPath);
        for (const auto& [text, id] : added.items()) {
            addToken(files, addedPath, text, checkedId(addedPath, id));
        }
    }
    // A huge number (1e30) is how transformers writes "no limit".
    const auto length = config.find("model_max_length");
    if (length != config.end() && length->is_number_unsigned() && length->get<std::uint64_t>() <= kMaxLength) {
        files.maxLength = std::max<std::int64_t>(length->get<std::int64_t>(), 2);
    }
}

void takeTokenizerJson(TokenizerFiles& files, const fs::path& path)
{
    const Json json = readJson(path);
    const auto model = json.find("model");
    if (model == json.end() || !model->is_object() || textOf(*model, "type") != "BPE") {
        throwDamaged(path, "is no byte-pair tokenizer");
    }
    files.vocabulary = vocabularyOf(path, model->value("vocab", Json()));
    files.merges = mergesOf(path, model->value("merges", Json()));
    for (const Json& token : json.value("added_tokens", Json::array())) {
        addToken(files, path, tokenText(token).value_or(""),
                 token.is_object() ? checkedId(path, token.value("id", Json())) : 0);
    }
}

} // namespace

TokenizerFiles readTokenizerFiles(const fs::path& folder)
{
    TokenizerFiles files;
    std::error_code error;
    if (fs::exists(folder / "vocab.json", error) || !fs::exists(folder / "tokenizer.json", error)) {
        files.vocabulary = vocabularyOf(folder / "vocab.json", readJson(folder / "vocab.json"));
        files.merges = readMerges(folder / "merges.txt");
    } else {
        takeTokenizerJson(files, folder / "tokenizer.json");
    }
    takeConfig(files, folder);
    return files;
}

} // namespace gesso::inference
