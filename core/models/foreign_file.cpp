// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/foreign_file.h"

#include <algorithm>
#include <cctype>

namespace gesso {
namespace {

using namespace std::string_view_literals;

constexpr auto kTorchLegacyMagic = "\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19"sv;
constexpr int kLowestPickleProtocol = 2;
constexpr int kHighestPickleProtocol = 5;

bool startsWithIgnoringCase(std::string_view text, std::string_view lowerCase) noexcept
{
    return text.size() >= lowerCase.size() &&
           std::equal(lowerCase.begin(), lowerCase.end(), text.begin(),
                      [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
}

std::string_view withoutLeadingSpace(std::string_view text) noexcept
{
    constexpr auto kUtf8Mark = "\xef\xbb\xbf"sv;
    if (text.starts_with(kUtf8Mark)) {
        text.remove_prefix(kUtf8Mark.size());
    }
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    return start == std::string_view::npos ? std::string_view{} : text.substr(start);
}

// A pickle starts with PROTO n; a torch file older than 1.6 then has its magic number as a LONG1.
bool isPickle(std::string_view bytes) noexcept
{
    if (bytes.size() < 3 || bytes[0] != '\x80') {
        return false;
    }
    const int protocol = static_cast<unsigned char>(bytes[1]);
    if (protocol < kLowestPickleProtocol || protocol > kHighestPickleProtocol) {
        return false;
    }
    const std::string_view rest = bytes.substr(2);
    // The opcodes that a state dictionary can start with: FRAME, EMPTY_DICT, MARK, GLOBAL.
    return rest.starts_with(kTorchLegacyMagic) || rest.find_first_of("\x95}(c"sv) == 0;
}

} // namespace

ForeignFile recogniseForeignFile(std::string_view firstBytes) noexcept
{
    if (firstBytes.empty()) {
        return ForeignFile::Empty;
    }
    if (firstBytes.starts_with("version https://git-lfs")) {
        return ForeignFile::GitLfsPointer;
    }
    if (firstBytes.starts_with("PK\x03\x04"sv)) {
        return ForeignFile::TorchArchive;
    }
    if (firstBytes.starts_with("GGUF")) {
        return ForeignFile::Gguf;
    }
    if (isPickle(firstBytes)) {
        return ForeignFile::Pickle;
    }
    const std::string_view text = withoutLeadingSpace(firstBytes);
    for (const std::string_view start : {"<!doctype"sv, "<html"sv, "<head"sv, "<body"sv, "<?xml"sv, "<!--"sv}) {
        if (startsWithIgnoringCase(text, start)) {
            return ForeignFile::Html;
        }
    }
    if (text.starts_with("{\"") || text.starts_with("[{")) {
        return ForeignFile::Json;
    }
    if (firstBytes.find_first_not_of('\0') == std::string_view::npos) {
        return ForeignFile::Zeros;
    }
    return ForeignFile::Unknown;
}

std::string_view causeAndRemedy(ForeignFile file) noexcept
{
    switch (file) {
    case ForeignFile::Empty:
        return "is empty: the download or copy did not finish; download the file again";
    case ForeignFile::GitLfsPointer:
        return "is a git-lfs pointer, not the model itself: run 'git lfs pull' where it was cloned, or download the "
               "file again";
    case ForeignFile::Html:
        return "is a web page, not a model: the download got an error or log-in page; download the file again";
    case ForeignFile::TorchArchive:
    case ForeignFile::Pickle:
        return "is a PyTorch pickle (.ckpt, .pt, .bin), which can run code when opened and is never loaded: convert it "
               "with diffusers' save_pretrained(..., safe_serialization=True), or use the model's .safetensors files";
    case ForeignFile::Gguf:
        return "is a GGUF file, a format that is not supported: use the model's .safetensors files";
    case ForeignFile::Json:
        return "is a JSON text, not a model: the download got an error message, or the file has the wrong name";
    case ForeignFile::Zeros:
        return "starts with nothing but zeros: the download did not finish; download the file again";
    case ForeignFile::Unknown:
        break;
    }
    return "is not a safetensors file: it is damaged or of another format; download the file again";
}

} // namespace gesso
