// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/service/token_counter.h"

#include "core/base/path_text.h"
#include "core/base/utf8.h"
#include "core/models/hub_cache.h"
#include "inference/base/engine_error.h"
#include "inference/prompt/prompt_length.h"

#include <algorithm>
#include <span>
#include <sys/stat.h>

namespace gesso::inference {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKnownModels = 3;
constexpr std::string_view kBlanks = " \t\n\r\f\v";
constexpr std::size_t kWindow = 128; ///< bytes; no token of CLIP's is as long

/// The ids without start and end token.
std::vector<std::int64_t> idsOf(const ClipTokenizer& tokenizer, std::string_view text)
{
    std::vector<std::int64_t> ids = tokenizer.encode(text);
    ids.pop_back();
    ids.erase(ids.begin());
    return ids;
}

/// Finds where a text stops fitting, without ever encoding much more than what fits.
class CutFinder {
public:
    CutFinder(const ClipTokenizer& tokenizer, std::string_view text, std::vector<std::int64_t> kept)
        : m_tokenizer(tokenizer), m_text(text), m_kept(std::move(kept))
    {
    }

    [[nodiscard]] std::size_t find() const
    {
        const std::size_t about = lastThatFits();
        const std::size_t first = about - std::min(about, kWindow);
        const std::size_t end = std::min(about + kWindow, m_text.size());
        // What stands before a blank and what stands behind it do not change each other's tokens.
        const std::size_t start = m_text.find_last_of(kBlanks, first) + 1; // 0 where there is none
        const std::size_t before = idsOf(m_tokenizer, m_text.substr(0, start)).size();
        const std::span kept = std::span(m_kept).subspan(std::min(before, m_kept.size()));
        for (std::size_t at = std::max(border(first), start); at <= end; at = next(at)) {
            const std::vector<std::int64_t> ids = idsOf(m_tokenizer, m_text.substr(start, at - start));
            if (ids.size() >= kept.size() && std::equal(kept.begin(), kept.end(), ids.begin())) {
                // A word that is cut shows its kept tokens once a character of the next one is there.
                return pastBlanks(ids.size() == kept.size() ? at : border(at - 1));
            }
            if (at == m_text.size()) {
                break;
            }
        }
        return pastBlanks(about);
    }

private:
    /// The last character border at or before a byte.
    [[nodiscard]] std::size_t border(std::size_t byte) const { return utf8Prefix(m_text, byte).size(); }
    [[nodiscard]] std::size_t next(std::size_t at) const
    {
        do {
            ++at;
        } while (at < m_text.size() && (static_cast<unsigned char>(m_text[at]) & 0xC0U) == 0x80U);
        return at;
    }
    [[nodiscard]] std::size_t pastBlanks(std::size_t at) const
    {
        return std::min(m_text.find_first_not_of(kBlanks, at), m_text.size());
    }
    [[nodiscard]] bool fits(std::size_t at) const
    {
        return idsOf(m_tokenizer, m_text.substr(0, at)).size() <= m_kept.size();
    }

    /// A border that fits while the next one does not.
    [[nodiscard]] std::size_t lastThatFits() const
    {
        std::size_t good = 0;
        std::size_t bad = kWindow;
        while (bad < m_text.size() && fits(border(bad))) {
            good = border(bad);
            bad *= 2;
        }
        bad = border(std::min(bad, m_text.size()));
        while (next(good) < bad) {
            const std::size_t middle = std::max(border(good + (bad - good) / 2), next(good));
            (fits(middle) ? good : bad) = middle;
        }
        return good;
    }

    const ClipTokenizer& m_tokenizer;
    const std::string_view m_text;
    const std::vector<std::int64_t> m_kept;
};

/// What changes when files of the folder do: their names, sizes and times.
std::string stateOf(const fs::path& folder)
{
    std::vector<std::string> states;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        struct stat status = {};
        if (::stat(entry->path().c_str(), &status) == 0) {
            states.push_back(entry->path().filename().string() + ' ' + std::to_string(status.st_size) + ' ' +
                             std::to_string(status.st_mtim.tv_sec) + '.' + std::to_string(status.st_mtim.tv_nsec));
        }
    }
    if (states.empty()) {
        throw EngineError(ErrorCode::ModelNotFound, "The folder '" + folder.string() + "' is not there.");
    }
    std::sort(states.begin(), states.end());
    std::string all;
    for (const std::string& state : states) {
        all += state + '\n';
    }
    return all;
}

} // namespace

TokenCount countTokens(const ClipTokenizer& tokenizer, std::string_view text)
{
    std::vector<std::int64_t> ids = idsOf(tokenizer, text);
    TokenCount count;
    count.tokens = static_cast<int>(ids.size());
    count.limit = static_cast<int>(tokenizer.maxLength() - 2);
    if (count.tokens > count.limit) {
        ids.resize(static_cast<std::size_t>(count.limit));
        count.cutAt = CutFinder(tokenizer, text, std::move(ids)).find();
    }
    return count;
}

TokenCounter::TokenCounter(Answer answer)
    : m_answer(std::move(answer)), m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

void TokenCounter::ask(protocol::CountTokens inquiry)
{
    std::optional<std::uint64_t> tooOld;
    {
        const std::lock_guard lock(m_mutex);
        if (m_waiting.size() == kMostWaiting) {
            tooOld = m_waiting.front().inquiry;
            m_waiting.pop_front();
        }
        m_waiting.push_back(std::move(inquiry));
    }
    m_changed.notify_one();
    if (tooOld) {
        m_answer({*tooOld, std::nullopt});
    }
}

void TokenCounter::run(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return !m_waiting.empty(); }) && !stop.stop_requested()) {
        const protocol::CountTokens inquiry = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        m_answer(count(inquiry));
        lock.lock();
    }
}

protocol::TokensCounted TokenCounter::count(const protocol::CountTokens& inquiry)
{
    try {
        const auto tokenizer = tokenizerOf(inquiry.model);
        return {inquiry.inquiry, inquiry.syntax == PromptSyntax::Plain ? countTokens(*tokenizer, inquiry.text)
                                                                       : promptLength(*tokenizer, inquiry.text)};
    } catch (const std::exception&) {
        return {inquiry.inquiry, std::nullopt}; // what is wrong with the model is said by its first job
    }
}

std::shared_ptr<const ClipTokenizer> TokenCounter::tokenizerOf(const std::string& model)
{
    const fs::path folder = resolvedSnapshot(pathOfText(model)) / "tokenizer";
    std::string files = stateOf(folder);
    const auto found =
        std::ranges::find_if(m_known, [&](const Known& known) { return known.model == model && known.files == files; });
    if (found != m_known.end()) {
        return found->tokenizer;
    }
    std::erase_if(m_known, [&](const Known& known) { return known.model == model; });
    m_known.push_front({model, std::move(files), std::make_shared<const ClipTokenizer>(ClipTokenizer::load(folder))});
    m_known.resize(std::min(m_known.size(), kKnownModels));
    return m_known.front().tokenizer;
}

} // namespace gesso::inference
