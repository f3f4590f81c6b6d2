// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/embedding.h"
#include "core/metadata/foreign_json.h"

#include <QTest>

using namespace gesso;
using namespace std::string_literals;

namespace {

PictureMetadata read(const std::vector<TextEntry>& entries)
{
    return metadataFromEntries(entries).value_or(PictureMetadata{});
}

// No raw strings with quotes: moc 6.4 loses the tests that follow them.
std::string quoted(std::string json)
{
    for (char& character : json) {
        character = character == '\'' ? '"' : character;
    }
    return json;
}

} // namespace

class TestForeignJson final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void swarm()
    {
        const auto metadata = read(
            {{"parameters",
              quoted(
                  "{'sui_image_params': {'prompt': 'a cat', 'negativeprompt': 'dog', 'seed': '581626448', 'steps': 25, "
                  "'cfgscale': '4.5', 'width': 1024, 'height': 768, 'sampler': 'dpmpp_2m', 'scheduler': 'karras', "
                  "'model': "
                  "'SD15/lake.safetensors', 'loras': ['sub/x'], 'loraweights': ['0.5'], 'vae': 'kl.safetensors', "
                  "'swarm_version': '0.9.6'}, 'sui_models': [{'name': 'SD15/lake.safetensors', 'param': 'model', "
                  "'hash': "
                  "'0xaabbccddeeff00'}]}")}});
        const GenerationRequest& request = metadata.request.value();
        QCOMPARE(request.prompt, "a cat <lora:x:0.5>"s);
        QCOMPARE(request.negativePrompt, "dog"s);
        QCOMPARE(metadata.seed, std::uint64_t{581626448});
        QCOMPARE(request.steps, 25);
        QCOMPARE(request.guidanceScale, 4.5);
        QCOMPARE(request.width, 1024);
        QCOMPARE(request.height, 768);
        QCOMPARE(request.scheduler, SchedulerKind::Dpmpp2mKarras);
        QCOMPARE(metadata.modelName, "lake"s);
        QCOMPARE(metadata.modelFileHash, "aabbccddee"s);
        QCOMPARE(metadata.vae.name, "kl.safetensors"s);
        QCOMPARE(metadata.software, "SwarmUI 0.9.6"s);
        QVERIFY(metadata.parameters.starts_with("a cat <lora:x:0.5>\nNegative prompt: dog\nSteps: 25, "));
    }

    void fooocus()
    {
        const auto metadata =
            read({{"fooocus_scheme", "fooocus"},
                  {"parameters", quoted("{'prompt': 'a cat', 'negative_prompt': 'dog', 'seed': '123', 'steps': 30, "
                                        "'resolution': '(1152, 896)', "
                                        "'guidance_scale': 4.0, 'base_model': 'juggernaut.safetensors', "
                                        "'base_model_hash': 'aeb7e9e689', 'sampler': "
                                        "'euler_ancestral', 'scheduler': 'normal', 'clip_skip': 2, 'vae': 'Default "
                                        "(model)', 'lora_combined_1': "
                                        "'offset.safetensors : 0.1', 'version': 'Fooocus v2.5.5'}")}});
        const GenerationRequest& request = metadata.request.value();
        QCOMPARE(request.prompt, "a cat <lora:offset:0.1>"s);
        QCOMPARE(metadata.seed, std::uint64_t{123});
        QCOMPARE(request.width, 1152);
        QCOMPARE(request.height, 896);
        QCOMPARE(request.scheduler, SchedulerKind::EulerAncestral);
        QCOMPARE(request.clipSkip, 2);
        QCOMPARE(metadata.modelName, "juggernaut"s);
        QCOMPARE(metadata.modelFileHash, "aeb7e9e689"s);
        QVERIFY(metadata.vae.name.empty());
        QCOMPARE(metadata.software, "Fooocus v2.5.5"s);
    }

    void whatIsNotToldIsNotMadeUp()
    {
        const auto metadata = read({{"parameters", quoted("{'prompt': 'a cat', 'seed': '123'}")}});
        QCOMPARE(metadata.parameters, "a cat\nSeed: 123, Version: Fooocus"s);
        QCOMPARE(metadata.request->steps, GenerationRequest{}.steps);
    }

    void invoke()
    {
        const auto metadata = read(
            {{"invokeai_metadata",
              quoted(
                  "{'generation_mode': 'img2img', 'positive_prompt': 'a cat', 'negative_prompt': 'dog', 'width': 512, "
                  "'height': 640, 'seed': 9, 'cfg_scale': 7.5, 'cfg_rescale_multiplier': 0.5, 'steps': 20, "
                  "'scheduler': "
                  "'euler_k', 'clip_skip': 1, 'model': {'name': 'dreamshaper', 'hash': 'x'}, 'strength': 0.6, 'loras': "
                  "[{'model': "
                  "{'name': 'ink'}, 'weight': 0.75}], 'vae': null, 'app_version': '5.0.0'}")}});
        const GenerationRequest& request = metadata.request.value();
        QCOMPARE(request.task, Task::ImageToImage);
        QCOMPARE(request.strength, 0.6);
        QCOMPARE(request.prompt, "a cat <lora:ink:0.75>"s);
        QCOMPARE(request.height, 640);
        QCOMPARE(request.guidanceRescale, 0.5);
        QCOMPARE(request.scheduler, SchedulerKind::Euler);
        QCOMPARE(request.sampler.sigmas, SigmaSpacing::Karras);
        QCOMPARE(request.clipSkip, 2);
        QCOMPARE(metadata.modelName, "dreamshaper"s);
        const auto old =
            read({{"sd-metadata", quoted("{'model_weights': 'sd-1.5', 'app_version': '2.3', 'image': {'prompt': "
                                         "[{'prompt': 'a cat', 'weight': 1}], 'steps': 12, 'sampler': 'k_lms'}}")}});
        QCOMPARE(old.request->prompt, "a cat"s);
        QCOMPARE(old.request->steps, 12);
        QCOMPARE(old.request->scheduler, SchedulerKind::Lms);
        QCOMPARE(old.modelName, "sd-1.5"s);
    }

    void comfy()
    {
        const std::string graph = quoted(
            "{'3': {'class_type': 'KSampler', 'inputs': {'seed': 156680208700286, 'steps': 20, 'cfg': 8, "
            "'sampler_name': "
            "'euler', 'scheduler': 'normal', 'denoise': 1, 'model': ['10', 0], 'positive': ['6', 0], 'negative': ['7', "
            "0], "
            "'latent_image': ['5', 0]}}, '4': {'class_type': 'CheckpointLoaderSimple', 'inputs': {'ckpt_name': "
            "'sd15/v1-5.safetensors'}}, '5': {'class_type': 'EmptyLatentImage', 'inputs': {'width': 512, 'height': "
            "768, "
            "'batch_size': 1}}, '6': {'class_type': 'CLIPTextEncode', 'inputs': {'text': ['12', 0], 'clip': ['4', "
            "1]}}, '7': "
            "{'class_type': 'CLIPTextEncode', 'inputs': {'text': 'dog', 'clip': ['4', 1]}}, '10': {'class_type': "
            "'LoraLoader', 'inputs': {'lora_name': 'ink.safetensors', 'strength_model': 0.5, 'strength_clip': 0.75, "
            "'model': ['4', 0]}}, "
            "'12': "
            "{'class_type': 'String', 'inputs': {'value': 'a cat'}}, '13': {'class_type': 'VAELoader', 'inputs': "
            "{'vae_name': "
            "'kl.safetensors'}, 'is_changed': [NaN]}}");
        for (const char* key : {"prompt", "parameters"}) {
            const auto metadata = read({{key, graph}, {"workflow", "{}"}});
            const GenerationRequest& request = metadata.request.value();
            QCOMPARE(request.prompt, "a cat <lora:ink:0.75:0.5>"s);
            QCOMPARE(request.negativePrompt, "dog"s);
            QCOMPARE(metadata.seed, std::uint64_t{156680208700286});
            QCOMPARE(request.guidanceScale, 8.);
            QCOMPARE(request.height, 768);
            QCOMPARE(request.scheduler, SchedulerKind::Euler);
            QCOMPARE(metadata.modelName, "v1-5"s);
            QCOMPARE(metadata.vae.name, "kl.safetensors"s);
            QCOMPARE(metadata.software, "ComfyUI"s);
        }
    }

    void graphsThatAreRingsEnd()
    {
        const auto metadata = read({{"prompt", quoted("{'1': {'class_type': 'KSampler', 'inputs': {'seed': ['1', 0], "
                                                      "'steps': 2, 'positive': ['2', 0], 'model': ['2', 0], "
                                                      "'latent_image': ['2', 0]}}, '2': {'class_type': 'X', 'inputs': "
                                                      "{'text': ['2', 0], 'model': ['2', 0], 'samples': "
                                                      "['2', 0], 'conditioning': ['2', 0]}}}")}});
        QCOMPARE(metadata.request->steps, 2);
    }

    void novelAi()
    {
        const auto metadata = read({{"Title", "AI generated image"},
                                    {"Description", "a cat"},
                                    {"Software", "NovelAI"},
                                    {"Source", "Stable Diffusion 1D44365E"},
                                    {"Comment", quoted("{'steps': 28, 'sampler': 'k_euler_ancestral', 'seed': 42, "
                                                       "'strength': 0.69, 'scale': 11.0, 'uc': 'dog'}")}});
        const GenerationRequest& request = metadata.request.value();
        QCOMPARE(request.prompt, "a cat"s);
        QCOMPARE(request.negativePrompt, "dog"s);
        QCOMPARE(request.steps, 28);
        QCOMPARE(request.scheduler, SchedulerKind::EulerAncestral);
        QCOMPARE(request.guidanceScale, 11.);
        QCOMPARE(metadata.modelName, "Stable Diffusion 1D44365E"s);
    }

    void whatIsOfAnotherTypeKeepsItsDefault()
    {
        for (const char* text : {"{'prompt': [], 'seed': {}, 'steps': 'many', 'loras': 3, 'resolution': 7}",
                                 "{'sui_image_params': {'seed': -1, 'steps': 1e99, 'loras': {}, 'width': null}}",
                                 "{'sui_image_params': []}", "{'prompt'", "{}", "[]", "{'1': {'inputs': 3}}"}) {
            static_cast<void>(read({{"parameters", quoted(text)},
                                    {"prompt", quoted(text)},
                                    {"Comment", quoted(text)},
                                    {"invokeai_metadata", quoted(text)},
                                    {"sd-metadata", quoted(text)}}));
        }
        QVERIFY(read({{"parameters", "{\"something\": \"else\"}"}}).request == std::nullopt);
    }
};

QTEST_APPLESS_MAIN(TestForeignJson)
#include "test_foreign_json.moc"
