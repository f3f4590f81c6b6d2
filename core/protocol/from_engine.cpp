// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf8.h"
#include "core/generation/validate.h"
#include "core/protocol/attachments.h"
#include "core/protocol/fields.h"
#include "core/protocol/message_fields.h"
#include "core/protocol/messages.h"

namespace gesso::protocol {
namespace {

constexpr std::size_t kMaxDevices = 1024;
constexpr int kMaxStageSteps = 1'000'000;
constexpr int kMaxTokens = 16 << 20; // a byte has one token at most, and a prompt is far shorter

/// Notes are left out where there is nothing to say.
void addNote(nlohmann::json& json, const char* key, const std::string& note)
{
    if (!note.empty()) {
        json[key] = note.substr(0, kMaxNoteBytes);
    }
}

std::string readNote(FieldReader& fields, const char* key)
{
    return fields.has(key) ? fields.text(key, kMaxNoteBytes) : std::string();
}

nlohmann::json toJson(const DeviceInfo& device)
{
    nlohmann::json json{
        {"id", device.id}, {"name", device.name}, {"memoryBytes", device.memoryBytes}, {"freeBytes", device.freeBytes}};
    addNote(json, "note", device.note);
    return json;
}

nlohmann::json toJson(const std::vector<DeviceInfo>& devices)
{
    nlohmann::json list = nlohmann::json::array();
    for (const DeviceInfo& device : devices) {
        list.push_back(toJson(device));
    }
    return list;
}

std::vector<DeviceInfo> readDevices(FieldReader& fields)
{
    std::vector<DeviceInfo> devices;
    for (const nlohmann::json& entry : fields.list("devices", kMaxDevices)) {
        FieldReader device(entry, "device");
        devices.push_back({device.text("id", kMaxNameBytes), device.text("name", kMaxNameBytes),
                           device.whole("memoryBytes"), device.whole("freeBytes"), readNote(device, "note")});
        if (device.error()) {
            fields.refuse("one of its devices is not as it should be");
        }
    }
    return devices;
}

Progress readProgress(FieldReader& fields)
{
    Progress message;
    message.job = fields.whole("job");
    message.progress.stage = fields.text("stage", kMaxNameBytes);
    message.progress.image = fields.integer("image", 0, RequestLimits::kMaxCount - 1);
    message.progress.step = fields.integer("step", 0, kMaxStageSteps);
    message.progress.of = fields.integer("of", 0, kMaxStageSteps);
    return message;
}

Preview readPreview(const Frame& frame, FieldReader& fields)
{
    Preview message;
    message.job = fields.whole("job");
    message.index = fields.integer("index", 0, RequestLimits::kMaxCount - 1);
    AttachmentReader attachments(frame, fields);
    message.image = attachments.picture("preview", PixelFormat::U8);
    attachments.finish();
    return message;
}

PictureMade readPicture(const Frame& frame, FieldReader& fields)
{
    PictureMade message;
    message.job = fields.whole("job");
    message.image.index = fields.integer("index", 0, RequestLimits::kMaxCount - 1);
    message.image.seed = fields.whole("seed");
    message.image.madeWith = {fields.text("modelName", kMaxPathBytes), fields.text("modelHash", kMaxNameBytes),
                              fields.text("device", kMaxNameBytes), fields.text("precision", kMaxNameBytes)};
    AttachmentReader attachments(frame, fields);
    message.image.picture = makePicture(attachments.picture("picture", PixelFormat::U16));
    message.image.latents = attachments.values("latents");
    attachments.finish();
    return message;
}

StageTimings readTimings(FieldReader& fields)
{
    FieldReader reader(fields.object("timings"), "timings");
    const StageTimings timings{reader.seconds("load"), reader.seconds("text"), reader.seconds("denoise"),
                               reader.seconds("decode"), reader.seconds("total")};
    if (reader.error()) {
        fields.refuse("its timings are not seconds");
    }
    return timings;
}

Finished readFinished(FieldReader& fields)
{
    Finished message;
    message.job = fields.whole("job");
    message.timings = readTimings(fields);
    message.modelName = fields.text("modelName", kMaxPathBytes);
    message.modelHash = fields.text("modelHash", kMaxNameBytes);
    message.device = fields.text("device", kMaxNameBytes);
    message.precision = fields.text("precision", kMaxNameBytes);
    message.deviceNote = readNote(fields, "deviceNote");
    return message;
}

Failed readFailed(FieldReader& fields)
{
    Failed message;
    message.job = fields.whole("job");
    message.error.code = errorCodeFromNumber(fields.whole("code", UINT16_MAX));
    message.error.message = fields.text("detail", kMaxDetailBytes);
    return message;
}

TokensCounted readTokensCounted(FieldReader& fields)
{
    TokensCounted message{fields.whole("inquiry"), {}};
    if (fields.has("tokens")) {
        TokenCount& count = message.count.emplace();
        count.tokens = fields.integer("tokens", 0, kMaxTokens);
        count.limit = fields.integer("limit", 0, kMaxTokens);
        if (fields.has("cutAt")) {
            count.cutAt = fields.whole("cutAt", RequestLimits::kMaxPromptBytes);
        }
    }
    return message;
}

FromEngine readMessage(const Frame& frame, FieldReader& fields)
{
    switch (frame.type) {
    case MessageType::Ready:
        return Ready{fields.text("version", kMaxNameBytes), readDevices(fields)};
    case MessageType::Accepted:
        return Accepted{fields.whole("job")};
    case MessageType::Started:
        return Started{fields.whole("job"), fields.text("device", kMaxNameBytes)};
    case MessageType::Progress:
        return readProgress(fields);
    case MessageType::Preview:
        return readPreview(frame, fields);
    case MessageType::Picture:
        return readPicture(frame, fields);
    case MessageType::Finished:
        return readFinished(fields);
    case MessageType::Failed:
        return readFailed(fields);
    case MessageType::Cancelled:
        return Cancelled{fields.whole("job")};
    case MessageType::Heartbeat:
        return Heartbeat{fields.has("devices") ? readDevices(fields) : std::vector<DeviceInfo>()};
    case MessageType::TokensCounted:
        return readTokensCounted(fields);
    case MessageType::Notice:
        return Notice{fields.whole("job"), fields.text("text", kMaxDetailBytes)};
    default:
        fields.refuse("it is not for the client");
        return Heartbeat{};
    }
}

bool hasPictures(MessageType type)
{
    return type == MessageType::Preview || type == MessageType::Picture;
}

} // namespace

Frame toFrame(const Ready& message)
{
    return {MessageType::Ready, {{"version", message.version}, {"devices", toJson(message.devices)}}, {}};
}

Frame toFrame(const Accepted& message)
{
    return {MessageType::Accepted, {{"job", message.job}}, {}};
}

Frame toFrame(const Started& message)
{
    return {MessageType::Started, {{"job", message.job}, {"device", message.device}}, {}};
}

Frame toFrame(const Progress& message)
{
    return {MessageType::Progress,
            {{"job", message.job},
             {"stage", message.progress.stage},
             {"image", message.progress.image},
             {"step", message.progress.step},
             {"of", message.progress.of}},
            {}};
}

Frame toFrame(const Preview& message)
{
    Frame frame{MessageType::Preview, {{"job", message.job}, {"index", message.index}}, {}};
    attach(frame, "preview", message.image);
    return frame;
}

Frame toFrame(const PictureMade& message)
{
    const MadeWith& madeWith = message.image.madeWith;
    Frame frame{MessageType::Picture,
                {{"job", message.job},
                 {"index", message.image.index},
                 {"seed", message.image.seed},
                 {"modelName", madeWith.modelName},
                 {"modelHash", madeWith.modelHash},
                 {"device", madeWith.device},
                 {"precision", madeWith.precision}},
                {}};
    attach(frame, "picture", *message.image.picture);
    attach(frame, "latents", message.image.latents);
    return frame;
}

Frame toFrame(const Finished& message)
{
    const StageTimings& timings = message.timings;
    Frame frame{MessageType::Finished,
                {{"job", message.job},
                 {"timings",
                  {{"load", timings.load},
                   {"text", timings.text},
                   {"denoise", timings.denoise},
                   {"decode", timings.decode},
                   {"total", timings.total}}},
                 {"modelName", message.modelName},
                 {"modelHash", message.modelHash},
                 {"device", message.device},
                 {"precision", message.precision}},
                {}};
    addNote(frame.header, "deviceNote", message.deviceNote);
    return frame;
}

Frame toFrame(const Failed& message)
{
    return {MessageType::Failed,
            {{"job", message.job},
             {"code", static_cast<std::uint16_t>(message.error.code)},
             {"detail", std::string(utf8Prefix(message.error.message, kMaxDetailBytes))}},
            {}};
}

Frame toFrame(const Cancelled& message)
{
    return {MessageType::Cancelled, {{"job", message.job}}, {}};
}

Frame toFrame(const Heartbeat& message)
{
    Frame frame{MessageType::Heartbeat, nlohmann::json::object(), {}};
    if (!message.devices.empty()) {
        frame.header["devices"] = toJson(message.devices);
    }
    return frame;
}

Frame toFrame(const TokensCounted& message)
{
    Frame frame{MessageType::TokensCounted, {{"inquiry", message.inquiry}}, {}};
    if (message.count) {
        frame.header["tokens"] = message.count->tokens;
        frame.header["limit"] = message.count->limit;
        if (message.count->cutAt != std::string::npos) {
            frame.header["cutAt"] = message.count->cutAt;
        }
    }
    return frame;
}

Frame toFrame(const Notice& message)
{
    return {MessageType::Notice,
            {{"job", message.job}, {"text", std::string(utf8Prefix(message.text, kMaxDetailBytes))}},
            {}};
}

Result<FromEngine> fromEngineFromFrame(const Frame& frame)
{
    FieldReader fields(frame.header, messageName(frame.type));
    if (!hasPictures(frame.type) && !frame.payload.empty()) {
        fields.refuse("it must have no payload");
    }
    FromEngine message = readMessage(frame, fields);
    if (std::optional<Error> error = fields.error()) {
        return tl::unexpected<Error>(std::move(*error));
    }
    return message;
}

} // namespace gesso::protocol
