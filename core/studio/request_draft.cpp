// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/studio/request_draft.h"

#include "core/generation/names.h"
#include "core/generation/request_json.h"
#include "core/generation/validate.h"
#include "core/studio/picture_size.h"
#include "core/studio/request_leaves.h"

#include <algorithm>
#include <cmath>

namespace gesso {
namespace {

using nlohmann::json;

/// What models have defaults for.
const std::set<std::string> kOfModel{
    "clipSkip",          "guidanceRescale", "guidanceScale", "height", "panorama/stride",
    "panorama/viewSize", "sampler/sigmas",  "scheduler",     "steps",  "width"};
/// What is not a matter of taste: it is set, and has no default to go back to.
const std::set<std::string> kGiven{"model", "modelHash", "negativePrompt", "prompt", "task"};

/// What is touched together: a sampler may not know the schedule of another.
constexpr const char* kPairs[][2] = {{"width", "height"}, {"scheduler", "sampler/sigmas"}};

int sideInRange(int side)
{
    constexpr int kMultiple = RequestLimits::kSideMultiple;
    return std::clamp(side / kMultiple * kMultiple, kMultiple, RequestLimits::kMaxSide);
}

double numberInRange(double value, double most)
{
    return std::isfinite(value) ? std::clamp(value, 0., most) : 0.;
}

/// The request with every value within what can be made; one that is is not changed.
GenerationRequest requestInRange(GenerationRequest request, double strength = GenerationRequest::kImageToImageStrength)
{
    request.width = sideInRange(request.width);
    request.height = sideInRange(request.height);
    if (static_cast<std::int64_t>(request.width) * request.height > RequestLimits::kMaxPixels) {
        request.height = sideInRange(static_cast<int>(RequestLimits::kMaxPixels / request.width));
    }
    request.steps = std::clamp(request.steps, 1, RequestLimits::kMaxSteps);
    request.count = std::clamp(request.count, 1, RequestLimits::kMaxCount);
    request.clipSkip = std::clamp(request.clipSkip, 1, RequestLimits::kMaxClipSkip);
    request.guidanceScale = numberInRange(request.guidanceScale, RequestLimits::kMaxGuidance);
    request.guidanceRescale = numberInRange(request.guidanceRescale, RequestLimits::kMaxRescale);
    request.strength = std::isfinite(request.strength) ? std::clamp(request.strength, 0., 1.) : strength;
    return request;
}

void setSize(GenerationRequest& request, PictureSize size)
{
    request.width = size.width;
    request.height = size.height;
}

bool beginsFromPicture(Task task)
{
    return task == Task::ImageToImage || task == Task::Inpaint;
}

/// The paths of the values that a JSON object has, of those that a request has.
std::set<std::string> pathsIn(const json& given)
{
    std::set<std::string> paths;
    const GenerationRequest any;
    forEachLeaf(any, [&](const std::string& path, const auto&) {
        if (given.contains(json::json_pointer('/' + path))) {
            paths.insert(path);
        }
    });
    return paths;
}

} // namespace

RequestDraft::RequestDraft(const GenerationRequest& program)
    : m_program(requestInRange(program)), m_model(m_program), m_defaults(m_program), m_values(m_program)
{
}

Result<RequestDraft> RequestDraft::fromJson(const json& given, const GenerationRequest& program,
                                            const GenerationRequest& ofModel)
{
    if (!given.is_object()) {
        return tl::unexpected(requestFromJson(given).error());
    }
    RequestDraft draft(program);
    draft.chooseModel(ofModel);
    if (given.contains("task") && given["task"].is_string()) {
        draft.m_values.task = fromName<Task>(given["task"].get<std::string>()).value_or(draft.m_values.task);
        draft.takeDefaults();
    }
    json complete = gesso::toJson(draft.m_values);
    complete.merge_patch(given);
    complete["model"] = draft.m_values.model;
    return requestFromJson(complete).map([&](const GenerationRequest& values) {
        draft.m_values = values;
        draft.m_touched = pathsIn(given);
        std::erase_if(draft.m_touched, [](const std::string& path) { return kGiven.contains(path); });
        for (const auto& pair : kPairs) {
            if (draft.isTouched(pair[0]) || draft.isTouched(pair[1])) {
                draft.m_touched.insert({pair[0], pair[1]});
            }
        }
        return draft;
    });
}

json RequestDraft::toJson() const
{
    const json all = gesso::toJson(m_values);
    json touched{{"version", all.at("version")}};
    std::set<std::string> paths = m_touched;
    paths.insert(kGiven.begin(), kGiven.end());
    for (const std::string& path : paths) {
        const json::json_pointer place('/' + path);
        if (all.contains(place)) { // an empty part is not written
            touched[place] = all.at(place);
        }
    }
    return touched;
}

bool RequestDraft::hasParametersOf(const RequestDraft& other) const
{
    bool same = randomSeed == other.randomSeed && lastSeed == other.lastSeed && options == other.options &&
                m_isStyled == other.m_isStyled && m_touched == other.m_touched && m_defaults == other.m_defaults;
    forEachPairOfLeaves(m_values, other.m_values, [&](const std::string& path, const auto& own, const auto& others) {
        same = same && (path == "prompt" || path == "negativePrompt" || own == others);
    });
    return same;
}

GenerationRequest RequestDraft::request() const
{
    GenerationRequest request = m_values;
    if (!beginsFromPicture(request.task)) {
        request.init = {};
    }
    if (request.task != Task::Inpaint) {
        request.mask = {};
        request.inpaint = {};
    }
    return request;
}

GenerationRequest RequestDraft::takeRequest(std::uint64_t newSeed)
{
    if (randomSeed) {
        m_values.seed = newSeed;
        m_touched.insert("seed");
    }
    lastSeed = m_values.seed;
    return request();
}

void RequestDraft::edit(const std::function<void(GenerationRequest&)>& change)
{
    GenerationRequest edited = m_values;
    change(edited);
    edited.task = m_values.task;
    edited.model = m_values.model;
    edited.prompt = m_values.prompt;
    edited.negativePrompt = m_values.negativePrompt;
    takeEdit(requestInRange(edited));
}

void RequestDraft::takeEdit(const GenerationRequest& edited)
{
    std::set<std::string> changed;
    forEachPairOfLeaves(edited, m_values, [&](const std::string& path, const auto& now, const auto& before) {
        if (!(now == before)) {
            changed.insert(path);
        }
    });
    forEachPairOfLeaves(edited, m_defaults, [&](const std::string& path, const auto& now, const auto& byDefault) {
        if (changed.contains(path) && now == byDefault) {
            m_touched.erase(path);
        } else if (changed.contains(path)) {
            m_touched.insert(path);
        }
    });
    m_values = edited;
    pairTouched(changed);
}

/// What only makes sense together is touched together: where one of it is not by default.
void RequestDraft::pairTouched(const std::set<std::string>& changed)
{
    std::set<std::string> differing;
    forEachPairOfLeaves(m_values, m_defaults, [&](const std::string& path, const auto& value, const auto& byDefault) {
        if (!(value == byDefault)) {
            differing.insert(path);
        }
    });
    for (const auto& pair : kPairs) {
        if (!changed.contains(pair[0]) && !changed.contains(pair[1])) {
            continue;
        }
        const bool differs = differing.contains(pair[0]) || differing.contains(pair[1]);
        const bool touched = differs && (isTouched(pair[0]) || isTouched(pair[1]));
        for (const char* path : pair) {
            if (touched) {
                m_touched.insert(path);
            } else {
                m_touched.erase(path);
            }
        }
    }
}

void RequestDraft::setTask(Task task)
{
    const bool wasPanorama = m_values.task == Task::Panorama;
    const bool isLonger = isLong({m_values.width, m_values.height});
    m_values.task = task;
    if (task == Task::Panorama && !wasPanorama && !isLonger) {
        m_before = Before{{m_values.width, m_values.height}, isTouched("width")};
        m_touched.erase("width");
        m_touched.erase("height");
    } else if (task != Task::Panorama && m_before && isLonger) {
        const Before before = *m_before;
        m_before.reset();
        m_touched.erase("width");
        m_touched.erase("height");
        if (before.touched) {
            setSize(m_values, before.size);
            m_touched.insert({"width", "height"});
        }
    } else if (task != Task::Panorama) {
        m_before.reset();
    }
    takeDefaults();
}

void RequestDraft::fitTo(PictureSize picture)
{
    m_before.reset();
    takeDefaults();
    edit([&](GenerationRequest& request) { setSize(request, sizeToRedo(picture, nativeSize())); });
}

void RequestDraft::setPrompts(std::string prompt, std::string negative)
{
    m_values.prompt = std::move(prompt);
    m_values.negativePrompt = std::move(negative);
    const StyleTrace trace = m_style ? traceOf(*m_style, m_values.prompt) : StyleTrace::None;
    const bool isStyled = m_isStyled ? trace != StyleTrace::None : trace == StyleTrace::Whole;
    if (isStyled != m_isStyled) {
        m_isStyled = isStyled;
        const std::string bare = unstyled(*m_style, {}, m_values.negativePrompt).negative;
        m_values.negativePrompt = isStyled ? styled(*m_style, {}, bare).negative : bare;
        takeDefaults();
    }
}

void RequestDraft::takeWordsOf(const RequestDraft& other)
{
    m_values.prompt = other.m_values.prompt;
    m_values.negativePrompt = other.m_values.negativePrompt;
    m_style = other.m_style;
    m_isStyled = other.m_isStyled;
    lastSeed = other.lastSeed;
    takeDefaults();
}

void RequestDraft::setStyle(const std::optional<Style>& style)
{
    StyledPrompt words{m_values.prompt, m_values.negativePrompt};
    if (m_isStyled) {
        words = unstyled(*m_style, words.prompt, words.negative);
    }
    m_style = style;
    m_isStyled = style.has_value();
    if (style) {
        words = styled(*style, words.prompt, words.negative);
    }
    takeDefaults();
    setPrompts(words.prompt, words.negative);
}

void RequestDraft::restoreStyle(const Style& style)
{
    m_style = style;
    m_isStyled = traceOf(style, m_values.prompt) != StyleTrace::None;
    takeDefaults();
}

void RequestDraft::chooseModel(const GenerationRequest& ofModel)
{
    if (m_values.model != ofModel.model) {
        m_values.model = ofModel.model;
        m_values.modelHash.clear();           // of the model before
        m_touched.erase("panorama/viewSize"); // a view is as large as what the model was made for
        m_touched.erase("panorama/stride");
    }
    m_isModelKnown = true;
    m_isTouchedKnown = true;
    const GenerationRequest inRange = requestInRange(ofModel);
    forEachPairOfLeaves(m_model, inRange, [](const std::string& path, auto& own, const auto& ofIt) {
        if (kOfModel.contains(path)) {
            own = ofIt;
        }
    });
    takeDefaults();
}

void RequestDraft::noteModel(const GenerationRequest& ofModel)
{
    const bool isTouchedKnown = m_isTouchedKnown;
    const GenerationRequest values = m_values;
    chooseModel(ofModel);
    if (!isTouchedKnown) {
        m_values = values;
        noteTouched();
    }
}

void RequestDraft::takeDefaults()
{
    m_defaults = m_model;
    if (m_values.task == Task::Inpaint) {
        m_defaults.strength = GenerationRequest::kInpaintStrength;
    }
    if (m_before) {
        setSize(m_defaults, panoramaSize(nativeSize()));
    }
    if (m_isStyled) {
        m_defaults.guidanceScale = m_style->guidance.value_or(m_defaults.guidanceScale);
        if (m_values.task == Task::ImageToImage) {
            m_defaults.strength = m_style->strength.value_or(m_defaults.strength);
        }
    }
    forEachPairOfLeaves(m_values, m_defaults, [&](const std::string& path, auto& value, const auto& byDefault) {
        const bool isKnown = m_isModelKnown || !kOfModel.contains(path);
        if (isKnown && !m_touched.contains(path) && !kGiven.contains(path)) {
            value = byDefault;
        }
    });
}

void RequestDraft::noteTouched()
{
    m_touched.clear();
    forEachPairOfLeaves(m_values, m_defaults, [&](const std::string& path, const auto& value, const auto& byDefault) {
        if (!(value == byDefault) && !kGiven.contains(path)) {
            m_touched.insert(path);
        }
    });
    pairTouched(m_touched);
}

void RequestDraft::restore(const GenerationRequest& values, const std::optional<std::set<std::string>>& touched)
{
    m_values = requestInRange(values, m_program.strength);
    m_before.reset();
    m_style.reset();
    m_isStyled = false;
    m_model = m_program;
    m_isModelKnown = false;
    m_isTouchedKnown = touched.has_value();
    m_touched = touched.value_or(std::set<std::string>());
    m_defaults = m_program;
    if (!touched) {
        noteTouched();
    }
}

} // namespace gesso
