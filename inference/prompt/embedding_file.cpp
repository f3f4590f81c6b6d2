// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/prompt/embedding_file.h"

#include "inference/base/engine_error.h"
#include "inference/weights/safetensors_file.h"
#include "inference/weights/torch_file.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <memory>

namespace gesso::inference {
namespace {

[[noreturn]] void refuse(ErrorCode code, const std::filesystem::path& path, const std::string& why)
{
    throw EngineError(code, "the embedding '" + path.string() + "' " + why);
}

std::string shapeText(at::IntArrayRef shape)
{
    std::string text = "[";
    for (const std::int64_t side : shape) {
        text += (text.size() > 1 ? ", " : "") + std::to_string(side);
    }
    return text + ']';
}

/// PyTorch's own format, of which A1111 writes one form (string_to_param: {"*": vectors}) and diffusers another ({word:
/// vectors}); anything else is safetensors.
std::unique_ptr<WeightSource> opened(const std::filesystem::path& path)
{
    const std::string extension = path.extension().string();
    if (extension == ".pt" || extension == ".bin") {
        return std::make_unique<TorchFile>(path);
    }
    return std::make_unique<SafetensorsFile>(path);
}

/// The name of the one tensor that is the word's.
std::string vectorsIn(const WeightSource& file, const std::filesystem::path& path)
{
    std::vector<std::string> names = file.names();
    if (file.contains("clip_g")) {
        refuse(ErrorCode::ModelUnsupported, path,
               "is made for Stable Diffusion XL: choose one made for Stable Diffusion 1 or 2");
    }
    if (file.contains("emb_params")) {
        return "emb_params";
    }
    // A1111's files hold the tokens' numbers too, and a trainer's state may follow.
    const auto isVectors = [](const std::string& name) { return name.starts_with("string_to_param."); };
    if (std::ranges::any_of(names, isVectors)) {
        std::erase_if(names, [&](const std::string& name) { return !isVectors(name); });
    }
    if (names.size() != 1) {
        refuse(ErrorCode::ModelDamaged, path,
               "holds " + std::to_string(names.size()) +
                   " tensors, but the vectors of a word are one: choose another file");
    }
    return names.front();
}

} // namespace

at::Tensor readEmbeddingFile(const std::filesystem::path& path)
{
    const std::unique_ptr<WeightSource> file = opened(path);
    return readEmbedding(*file, vectorsIn(*file, path), path);
}

at::Tensor readEmbedding(const WeightSource& file, const std::string& tensor, const std::filesystem::path& path)
{
    constexpr std::int64_t kMostNumbers = 1 << 20; // 75 vectors of 1280 are a tenth of them
    const std::vector<std::int64_t> shape = file.shape(tensor);
    const std::int64_t count = c10::multiply_integers(shape);
    const bool isWord = (shape.size() == 1 || shape.size() == 2) && count > 0 && count <= kMostNumbers;
    at::Tensor vectors = isWord ? file.load(tensor) : at::Tensor();
    if (!isWord || !vectors.is_floating_point()) {
        refuse(ErrorCode::ModelDamaged, path,
               "holds a tensor " + shapeText(shape) +
                   ", but the vectors of a word are numbers [count, width]: choose another file");
    }
    vectors = vectors.to(at::kFloat).reshape({-1, shape.back()});
    if (!vectors.isfinite().all().item<bool>()) {
        refuse(ErrorCode::ModelDamaged, path, "holds values that are not finite numbers: download the file again");
    }
    return vectors;
}

} // namespace gesso::inference
