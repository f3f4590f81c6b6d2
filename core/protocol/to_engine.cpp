// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/names.h"
#include "core/generation/request_json.h"
#include "core/generation/validate.h"
#include "core/protocol/attachments.h"
#include "core/protocol/fields.h"
#include "core/protocol/message_fields.h"
#include "core/protocol/messages.h"

#include <utility>

namespace gesso::protocol {
namespace {

constexpr const char* kInit = "init";
constexpr const char* kMask = "mask";

/// The message, or what was wrong with its members.
template <typename Message> Result<ToEngine> checked(FieldReader& fields, Message message)
{
    if (std::optional<Error> error = fields.error()) {
        return tl::unexpected<Error>(std::move(*error));
    }
    return message;
}

Result<ToEngine> readHello(FieldReader& fields)
{
    return checked(fields, Hello{fields.text("version", kMaxNameBytes)});
}

Result<ToEngine> readLoad(FieldReader& fields)
{
    Load load{fields.text("model", kMaxPathBytes), {}};
    const nlohmann::json& options = fields.object("options");
    return checked(fields, std::move(load)).and_then([&](ToEngine message) {
        return executionOptionsFromJson(options).map([&](ExecutionOptions read) {
            std::get<Load>(message).options = std::move(read);
            return message;
        });
    });
}

/// The attached pictures, in their order; which there are the list says.
GenerationInputs readInputs(const Frame& frame, FieldReader& fields)
{
    GenerationInputs inputs;
    AttachmentReader attachments(frame, fields);
    for (const auto& [name, picture] : {std::pair{kInit, &inputs.init}, std::pair{kMask, &inputs.mask}}) {
        if (attachments.next() == name) {
            *picture = makePicture(attachments.picture(name, PixelFormat::U8));
        }
    }
    attachments.finish();
    return inputs;
}

/// The pictures that need not be made: places in a request, ascending.
std::vector<int> readMade(FieldReader& fields)
{
    std::vector<int> made;
    if (fields.has("made")) {
        for (const nlohmann::json& entry : fields.list("made", RequestLimits::kMaxCount)) {
            const auto place = wholeNumber(entry);
            if (!place || *place >= RequestLimits::kMaxCount ||
                (!made.empty() && std::cmp_less_equal(*place, made.back()))) {
                fields.refuse("its member 'made' is not a list of ascending places");
                break;
            }
            made.push_back(static_cast<int>(*place));
        }
    }
    return made;
}

Result<> validateMade(const Submit& submit)
{
    const std::vector<int>& made = submit.made;
    if (!made.empty() && (made.back() >= submit.request.count || std::cmp_equal(made.size(), submit.request.count))) {
        return fail(ErrorCode::InvalidRequest, "Of " + std::to_string(submit.request.count) +
                                                   " pictures that were asked for, one that is not among them is said "
                                                   "to be made, or all are: submit the request again.");
    }
    return {};
}

Result<ToEngine> readSubmit(const Frame& frame, FieldReader& fields)
{
    Submit submit{fields.whole("job"), {}, {}, readInputs(frame, fields), readMade(fields)};
    const nlohmann::json& request = fields.object("request");
    const nlohmann::json& options = fields.object("options");
    if (std::optional<Error> error = fields.error()) {
        return tl::unexpected<Error>(std::move(*error));
    }
    Result<GenerationRequest> readRequest = requestFromJson(request);
    if (!readRequest) {
        return tl::unexpected<Error>(readRequest.error());
    }
    Result<ExecutionOptions> readOptions = executionOptionsFromJson(options);
    if (!readOptions) {
        return tl::unexpected<Error>(readOptions.error());
    }
    submit.request = std::move(*readRequest);
    submit.options = std::move(*readOptions);
    return validate(submit.request, submit.inputs).and_then([&] { return validateMade(submit); }).map([&] {
        return ToEngine(std::move(submit));
    });
}

Result<ToEngine> readCountTokens(FieldReader& fields)
{
    CountTokens inquiry{fields.whole("inquiry"), fields.text("model", kMaxPathBytes),
                        fields.text("text", RequestLimits::kMaxPromptBytes)};
    const auto syntax = fromName<PromptSyntax>(fields.text("syntax", kMaxNameBytes));
    if (!syntax) {
        fields.refuse("'syntax' must be plain or weighted");
    }
    inquiry.syntax = syntax.value_or(PromptSyntax::Weighted);
    return checked(fields, std::move(inquiry));
}

} // namespace

Frame toFrame(const Hello& message)
{
    return {MessageType::Hello, {{"version", message.version}}, {}};
}

Frame toFrame(const Load& message)
{
    return {MessageType::Load, {{"model", message.model}, {"options", toJson(message.options)}}, {}};
}

Frame toFrame(const Submit& message)
{
    Frame frame{MessageType::Submit,
                {{"job", message.job}, {"request", toJson(message.request)}, {"options", toJson(message.options)}},
                {}};
    frame.header["attachments"] = nlohmann::json::array();
    if (!message.made.empty()) {
        frame.header["made"] = message.made;
    }
    for (const auto& [name, picture] :
         {std::pair{kInit, message.inputs.init.get()}, std::pair{kMask, message.inputs.mask.get()}}) {
        if (picture != nullptr) {
            attach(frame, name, *picture);
        }
    }
    return frame;
}

Frame toFrame(const Cancel& message)
{
    return {MessageType::Cancel, {{"job", message.job}}, {}};
}

Frame toFrame(const Shutdown&)
{
    return {MessageType::Shutdown, nlohmann::json::object(), {}};
}

Frame toFrame(const CountTokens& message)
{
    return {MessageType::CountTokens,
            {{"inquiry", message.inquiry},
             {"model", message.model},
             {"text", message.text},
             {"syntax", name(message.syntax)}},
            {}};
}

Result<ToEngine> toEngineFromFrame(const Frame& frame)
{
    FieldReader fields(frame.header, messageName(frame.type));
    if (!frame.payload.empty() && frame.type != MessageType::Submit) {
        fields.refuse("it must have no payload");
    }
    switch (frame.type) {
    case MessageType::Hello:
        return readHello(fields);
    case MessageType::Load:
        return readLoad(fields);
    case MessageType::Submit:
        return readSubmit(frame, fields);
    case MessageType::Cancel:
        return checked(fields, Cancel{fields.whole("job")});
    case MessageType::Shutdown:
        return checked(fields, Shutdown{});
    case MessageType::CountTokens:
        return readCountTokens(fields);
    default:
        fields.refuse("it is not for the engine");
        return checked(fields, Shutdown{});
    }
}

std::optional<JobId> jobOf(const Frame& frame)
{
    const auto found = frame.header.find("job");
    return found == frame.header.end() ? std::nullopt : wholeNumber(*found);
}

} // namespace gesso::protocol
