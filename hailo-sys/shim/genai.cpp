// The GenAI half of hailo_shim.h: completions, LLM, VLM, Speech2Text.

#include "common.hpp"

#if HAS_LLM
#include "hailo/genai/llm/llm.hpp"
#include "hailo/genai/vlm/vlm.hpp"
#endif
#if HAS_SPEECH
#include "hailo/genai/speech2text/speech2text.hpp"
#endif

#include <chrono>
#include <cmath>

using namespace shim;

#if HAS_LLM

namespace shim {

using genai::LLMGeneratorCompletion;
using genai::LLMGeneratorParams;

struct LlmOwner {
    LlmOwner(std::shared_ptr<VDeviceOwner> vdevice, genai::LLM &&llm) : parent(std::move(vdevice)), value(std::move(llm))
    {
    }

    std::shared_ptr<VDeviceOwner> parent;
    genai::LLM value;
};

struct VlmOwner {
    VlmOwner(std::shared_ptr<VDeviceOwner> vdevice, genai::VLM &&vlm) : parent(std::move(vdevice)), value(std::move(vlm))
    {
    }

    std::shared_ptr<VDeviceOwner> parent;
    genai::VLM value;
};

} // namespace shim

struct hailo_shim_llm {
    std::shared_ptr<LlmOwner> owner;
};

struct hailo_shim_vlm {
    std::shared_ptr<VlmOwner> owner;
};

// Members die in reverse order: the completion first, its model last.
struct hailo_shim_completion {
    hailo_shim_completion(std::shared_ptr<void> model, std::unique_ptr<genai::LLMGenerator> own_generator,
        LLMGeneratorCompletion &&completion)
        : parent(std::move(model)), generator(std::move(own_generator)), value(std::move(completion))
    {
    }

    std::shared_ptr<void> parent;
    std::unique_ptr<genai::LLMGenerator> generator;
    LLMGeneratorCompletion value;
    // An abort succeeded, so the library's thread is joined, even if the status still says that it generates.
    bool aborted = false;
};

namespace {

// Fills `out` with what `params` are.
void copy_out(const LLMGeneratorParams &params, hailo_shim_generator_params *out)
{
    *out = hailo_shim_generator_params{params.temperature(), params.top_p(), params.top_k(),
        params.frequency_penalty(), params.max_generated_tokens(), params.do_sample() ? 1u : 0u, params.seed()};
}

// Sets `params` to `wanted`; the library checks each.
hailo_status copy_in(const hailo_shim_generator_params &wanted, LLMGeneratorParams &params)
{
    const hailo_status all[] = {params.set_temperature(wanted.temperature), params.set_top_p(wanted.top_p),
        params.set_top_k(wanted.top_k), params.set_frequency_penalty(wanted.frequency_penalty),
        params.set_max_generated_tokens(wanted.max_generated_tokens), params.set_do_sample(wanted.do_sample != 0),
        params.set_seed(wanted.seed)};
    for (const auto status : all) {
        if (status != HAILO_SUCCESS) {
            return status;
        }
    }
    return HAILO_SUCCESS;
}

// The model's own params, changed to `wanted` where that is given.
template <typename Model>
Expected<LLMGeneratorParams> params_for(Model &model, const hailo_shim_generator_params *wanted)
{
    auto params = model.create_generator_params();
    if (params && (wanted != nullptr)) {
        const auto status = copy_in(*wanted, params.value());
        if (status != HAILO_SUCCESS) {
            return make_unexpected(status);
        }
    }
    return params;
}

template <typename Model>
uint32_t token_count(Model &model, const hailo_shim_slice &string, size_t *out)
{
    return guarded([&] {
        auto tokens = model.tokenize(text(string));
        if (tokens) {
            *out = tokens->size();
        }
        return tokens.status();
    });
}

#if HAS_CONTEXT
template <typename Model>
uint32_t context_usage(Model &model, size_t *out)
{
    return guarded([&] {
        auto size = model.get_context_usage_size();
        if (size) {
            *out = size.value();
        }
        return size.status();
    });
}

template <typename Model>
uint32_t context_capacity(Model &model, size_t *out)
{
    return guarded([&] {
        auto size = model.max_context_capacity();
        if (size) {
            *out = size.value();
        }
        return size.status();
    });
}
#endif

uint32_t send_string(Expected<std::string> string, hailo_shim_sink sink, void *context)
{
    if (string) {
        send(sink, context, string->data(), string->size());
    }
    return string.status();
}

uint32_t generation(const LLMGeneratorCompletion &completion)
{
    return static_cast<uint32_t>(completion.generation_status());
}

} // namespace

// === GenAI: completions ===

uint32_t hailo_shim_completion_read(hailo_shim_completion *completion, uint32_t timeout_ms, hailo_shim_sink sink,
    void *context, uint32_t *out)
{
    CHECK_ARGUMENT((completion != nullptr) && (sink != nullptr) && (out != nullptr));
    return guarded([&] {
        auto piece = completion->value.read(std::chrono::milliseconds(timeout_ms));
        *out = generation(completion->value);
        if (piece) {
            send(sink, context, piece->data(), piece->size());
        }
        return piece.status();
    });
}

uint32_t hailo_shim_completion_status(hailo_shim_completion *completion, uint32_t *out)
{
    CHECK_ARGUMENT((completion != nullptr) && (out != nullptr));
    return guarded([&] {
        *out = generation(completion->value);
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_completion_abort(hailo_shim_completion *completion)
{
    CHECK_ARGUMENT(completion != nullptr);
    return guarded([&] {
        const auto status = completion->value.abort();
        completion->aborted = completion->aborted || (status == HAILO_SUCCESS);
        return status;
    });
}

uint32_t hailo_shim_completion_destroy(hailo_shim_completion *completion)
{
    if (completion == nullptr) {
        return HAILO_SUCCESS;
    }
    // The library's destructor aborts by itself, but does not join its thread where the device can no longer be told:
    // a thread that is destroyed unjoined ends the process. What can't be aborted is left alone, with its model.
    const auto status = guarded([&]() -> hailo_status {
        if (completion->aborted || (completion->value.generation_status() != LLMGeneratorCompletion::Status::GENERATING)) {
            return HAILO_SUCCESS;
        }
        return completion->value.abort();
    });
    if (status == HAILO_SUCCESS) {
        destroy(completion);
    }
    return status;
}

// === GenAI: LLM ===

uint32_t hailo_shim_llm_create(hailo_shim_vdevice *vdevice, hailo_shim_slice hef_path, hailo_shim_slice lora,
    uint32_t optimize_memory_on_device, hailo_shim_llm **out)
{
    CHECK_ARGUMENT(out != nullptr);
    *out = nullptr;
    CHECK_ARGUMENT((vdevice != nullptr) && valid(hef_path) && valid(lora));
    return guarded([&]() -> hailo_status {
        genai::LLMParams params;
        const auto status = params.set_model(text(hef_path), text(lora));
        if (status != HAILO_SUCCESS) {
            return status;
        }
#if HAS_OPTIMIZE_MEMORY
        params.set_optimize_memory_on_device(optimize_memory_on_device != 0);
#else
        if (optimize_memory_on_device != 0) {
            return HAILO_NOT_IMPLEMENTED;
        }
#endif
        auto llm = genai::LLM::create(vdevice->owner->vdevice, params);
        if (!llm) {
            return llm.status();
        }
        *out = new hailo_shim_llm{std::make_shared<LlmOwner>(vdevice->owner, llm.release())};
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_llm_generator_params(hailo_shim_llm *llm, hailo_shim_generator_params *out)
{
    CHECK_ARGUMENT((llm != nullptr) && (out != nullptr));
    return guarded([&] {
        auto params = llm->owner->value.create_generator_params();
        if (params) {
            copy_out(params.value(), out);
        }
        return params.status();
    });
}

uint32_t hailo_shim_llm_generate(hailo_shim_llm *llm, const hailo_shim_generator_params *params,
    const hailo_shim_slice *messages, size_t message_count, const hailo_shim_slice *tools, size_t tool_count,
    hailo_shim_completion **out)
{
    CHECK_ARGUMENT(out != nullptr);
    *out = nullptr;
    CHECK_ARGUMENT((llm != nullptr) && valid(messages, message_count) && valid(tools, tool_count));
    return guarded([&]() -> hailo_status {
#if !HAS_TOOLS
        if (tool_count != 0) {
            return HAILO_NOT_IMPLEMENTED;
        }
#endif
        auto real = params_for(llm->owner->value, params);
        if (!real) {
            return real.status();
        }
        auto completion = llm->owner->value.generate(real.value(), texts(messages, message_count)
#if HAS_TOOLS
            , texts(tools, tool_count)
#endif
        );
        if (!completion) {
            return completion.status();
        }
        *out = new hailo_shim_completion(llm->owner, nullptr, completion.release());
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_llm_generate_text(hailo_shim_llm *llm, const hailo_shim_generator_params *params,
    hailo_shim_slice prompt, hailo_shim_completion **out)
{
    CHECK_ARGUMENT(out != nullptr);
    *out = nullptr;
    CHECK_ARGUMENT((llm != nullptr) && valid(prompt));
    return guarded([&]() -> hailo_status {
        auto real = params_for(llm->owner->value, params);
        if (!real) {
            return real.status();
        }
        auto created = llm->owner->value.create_generator(real.value());
        if (!created) {
            return created.status();
        }
        auto generator = std::make_unique<genai::LLMGenerator>(created.release());
        const auto status = generator->write(text(prompt));
        if (status != HAILO_SUCCESS) {
            return status;
        }
        auto completion = generator->generate();
        if (!completion) {
            return completion.status();
        }
        *out = new hailo_shim_completion(llm->owner, std::move(generator), completion.release());
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_llm_token_count(hailo_shim_llm *llm, hailo_shim_slice string, size_t *out)
{
    CHECK_ARGUMENT((llm != nullptr) && valid(string) && (out != nullptr));
    return token_count(llm->owner->value, string, out);
}

uint32_t hailo_shim_llm_context_clear(hailo_shim_llm *llm)
{
    CHECK_ARGUMENT(llm != nullptr);
    return guarded([&] { return llm->owner->value.clear_context(); });
}

uint32_t hailo_shim_llm_recovery_sequence(hailo_shim_llm *llm, hailo_shim_sink sink, void *context)
{
    CHECK_ARGUMENT((llm != nullptr) && (sink != nullptr));
    return guarded(
        [&] { return send_string(llm->owner->value.get_generation_recovery_sequence(), sink, context); });
}

uint32_t hailo_shim_llm_set_recovery_sequence(hailo_shim_llm *llm, hailo_shim_slice sequence)
{
    CHECK_ARGUMENT((llm != nullptr) && valid(sequence));
    return guarded([&] { return llm->owner->value.set_generation_recovery_sequence(text(sequence)); });
}

uint32_t hailo_shim_llm_stop_tokens(hailo_shim_llm *llm, hailo_shim_sink sink, void *context)
{
    CHECK_ARGUMENT((llm != nullptr) && (sink != nullptr));
    return guarded([&] {
        auto tokens = llm->owner->value.get_stop_tokens();
        if (tokens) {
            for (const auto &token : tokens.value()) {
                send(sink, context, token.data(), token.size());
            }
        }
        return tokens.status();
    });
}

uint32_t hailo_shim_llm_set_stop_tokens(hailo_shim_llm *llm, const hailo_shim_slice *tokens, size_t count)
{
    CHECK_ARGUMENT((llm != nullptr) && valid(tokens, count));
    return guarded([&] { return llm->owner->value.set_stop_tokens(texts(tokens, count)); });
}

uint32_t hailo_shim_llm_prompt_template(hailo_shim_llm *llm, hailo_shim_sink sink, void *context)
{
    CHECK_ARGUMENT((llm != nullptr) && (sink != nullptr));
    return guarded([&] { return send_string(llm->owner->value.prompt_template(), sink, context); });
}

void hailo_shim_llm_destroy(hailo_shim_llm *llm)
{
    destroy(llm);
}

// === GenAI: VLM ===

uint32_t hailo_shim_vlm_create(hailo_shim_vdevice *vdevice, hailo_shim_slice hef_path,
    uint32_t optimize_memory_on_device, hailo_shim_vlm **out)
{
    CHECK_ARGUMENT(out != nullptr);
    *out = nullptr;
    CHECK_ARGUMENT((vdevice != nullptr) && valid(hef_path));
    return guarded([&]() -> hailo_status {
        genai::VLMParams params;
        const auto status = params.set_model(text(hef_path));
        if (status != HAILO_SUCCESS) {
            return status;
        }
#if HAS_OPTIMIZE_MEMORY
        params.set_optimize_memory_on_device(optimize_memory_on_device != 0);
#else
        if (optimize_memory_on_device != 0) {
            return HAILO_NOT_IMPLEMENTED;
        }
#endif
        auto vlm = genai::VLM::create(vdevice->owner->vdevice, params);
        if (!vlm) {
            return vlm.status();
        }
        *out = new hailo_shim_vlm{std::make_shared<VlmOwner>(vdevice->owner, vlm.release())};
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_vlm_frame_info(hailo_shim_vlm *vlm, hailo_shim_frame_info *out)
{
    CHECK_ARGUMENT((vlm != nullptr) && (out != nullptr));
    return guarded([&] {
        const auto &real = vlm->owner->value;
        const auto &shape = real.input_frame_shape();
        *out = hailo_shim_frame_info{real.input_frame_size(), shape.height, shape.width, shape.features,
            static_cast<uint32_t>(real.input_frame_format_type()),
            static_cast<uint32_t>(real.input_frame_format_order())};
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_vlm_generator_params(hailo_shim_vlm *vlm, hailo_shim_generator_params *out)
{
    CHECK_ARGUMENT((vlm != nullptr) && (out != nullptr));
    return guarded([&] {
        auto params = vlm->owner->value.create_generator_params();
        if (params) {
            copy_out(params.value(), out);
        }
        return params.status();
    });
}

uint32_t hailo_shim_vlm_generate(hailo_shim_vlm *vlm, const hailo_shim_generator_params *params,
    const hailo_shim_slice *messages, size_t message_count, const hailo_shim_slice *frames, size_t frame_count,
    hailo_shim_completion **out)
{
    CHECK_ARGUMENT(out != nullptr);
    *out = nullptr;
    CHECK_ARGUMENT((vlm != nullptr) && valid(messages, message_count) && valid(frames, frame_count));
    return guarded([&]() -> hailo_status {
        auto real = params_for(vlm->owner->value, params);
        if (!real) {
            return real.status();
        }
        std::vector<MemoryView> views;
        views.reserve(frame_count);
        for (size_t i = 0; i < frame_count; i++) {
            views.push_back(MemoryView::create_const(frames[i].data, frames[i].len));
        }
        auto completion = vlm->owner->value.generate(real.value(), texts(messages, message_count), views);
        if (!completion) {
            return completion.status();
        }
        *out = new hailo_shim_completion(vlm->owner, nullptr, completion.release());
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_vlm_token_count(hailo_shim_vlm *vlm, hailo_shim_slice string, size_t *out)
{
    CHECK_ARGUMENT((vlm != nullptr) && valid(string) && (out != nullptr));
    return token_count(vlm->owner->value, string, out);
}

uint32_t hailo_shim_vlm_context_clear(hailo_shim_vlm *vlm)
{
    CHECK_ARGUMENT(vlm != nullptr);
    return guarded([&] { return vlm->owner->value.clear_context(); });
}

void hailo_shim_vlm_destroy(hailo_shim_vlm *vlm)
{
    destroy(vlm);
}

#if HAS_CONTEXT

uint32_t hailo_shim_llm_context_usage(hailo_shim_llm *llm, size_t *out)
{
    CHECK_ARGUMENT((llm != nullptr) && (out != nullptr));
    return context_usage(llm->owner->value, out);
}

uint32_t hailo_shim_llm_context_capacity(hailo_shim_llm *llm, size_t *out)
{
    CHECK_ARGUMENT((llm != nullptr) && (out != nullptr));
    return context_capacity(llm->owner->value, out);
}

uint32_t hailo_shim_llm_context_save(hailo_shim_llm *llm, hailo_shim_sink sink, void *context)
{
    CHECK_ARGUMENT((llm != nullptr) && (sink != nullptr));
    return guarded([&] {
        auto saved = llm->owner->value.save_context();
        if (saved) {
            send(sink, context, saved.value()->data(), saved.value()->size());
        }
        return saved.status();
    });
}

uint32_t hailo_shim_llm_context_load(hailo_shim_llm *llm, hailo_shim_slice saved)
{
    CHECK_ARGUMENT((llm != nullptr) && valid(saved));
    return guarded([&] { return llm->owner->value.load_context(MemoryView::create_const(saved.data, saved.len)); });
}

uint32_t hailo_shim_vlm_context_usage(hailo_shim_vlm *vlm, size_t *out)
{
    CHECK_ARGUMENT((vlm != nullptr) && (out != nullptr));
    return context_usage(vlm->owner->value, out);
}

uint32_t hailo_shim_vlm_context_capacity(hailo_shim_vlm *vlm, size_t *out)
{
    CHECK_ARGUMENT((vlm != nullptr) && (out != nullptr));
    return context_capacity(vlm->owner->value, out);
}

#endif // HAS_CONTEXT
#endif // HAS_LLM

// === GenAI: Speech2Text ===

#if HAS_SPEECH

struct hailo_shim_speech {
    hailo_shim_speech(std::shared_ptr<VDeviceOwner> vdevice, genai::Speech2Text &&speech)
        : parent(std::move(vdevice)), value(std::move(speech))
    {
    }

    std::shared_ptr<VDeviceOwner> parent;
    genai::Speech2Text value;
};

uint32_t hailo_shim_speech_create(hailo_shim_vdevice *vdevice, hailo_shim_slice hef_path, hailo_shim_speech **out)
{
    CHECK_ARGUMENT(out != nullptr);
    *out = nullptr;
    CHECK_ARGUMENT((vdevice != nullptr) && valid(hef_path));
    return guarded([&]() -> hailo_status {
        genai::Speech2TextParams params;
        const auto status = params.set_model(text(hef_path));
        if (status != HAILO_SUCCESS) {
            return status;
        }
        auto speech = genai::Speech2Text::create(vdevice->owner->vdevice, params);
        if (!speech) {
            return speech.status();
        }
        *out = new hailo_shim_speech(vdevice->owner, speech.release());
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_speech_segments(hailo_shim_speech *speech, const hailo_shim_speech_params *params,
    hailo_shim_slice audio, uint32_t timeout_ms, hailo_shim_segment_sink sink, void *context)
{
    CHECK_ARGUMENT((speech != nullptr) && valid(audio) && (sink != nullptr));
    CHECK_ARGUMENT((params == nullptr) || (valid(params->language) && (params->task <= 1)));
    return guarded([&]() -> hailo_status {
        auto real = speech->value.create_generator_params();
        if (!real) {
            return real.status();
        }
        if (params != nullptr) {
            auto status = real->set_task(
                (params->task == 0) ? genai::Speech2TextTask::TRANSCRIBE : genai::Speech2TextTask::TRANSLATE);
            if ((status == HAILO_SUCCESS) && (params->language.len != 0)) {
                status = real->set_language(text(params->language));
            }
            if ((status == HAILO_SUCCESS) && !std::isnan(params->repetition_penalty)) {
#if HAS_REPETITION_PENALTY
                status = real->set_repetition_penalty(params->repetition_penalty);
#else
                status = HAILO_NOT_IMPLEMENTED;
#endif
            }
            if (status != HAILO_SUCCESS) {
                return status;
            }
        }
        auto segments = speech->value.generate_all_segments(MemoryView::create_const(audio.data, audio.len),
            real.value(), std::chrono::milliseconds(timeout_ms));
        if (!segments) {
            return segments.status();
        }
        for (const auto &segment : segments.value()) {
            sink(context, segment.start_sec, segment.end_sec, reinterpret_cast<const uint8_t *>(segment.text.data()),
                segment.text.size());
        }
        return HAILO_SUCCESS;
    });
}

void hailo_shim_speech_destroy(hailo_shim_speech *speech)
{
    destroy(speech);
}

#endif // HAS_SPEECH

// === What these headers do not have ===

#define ABSENT(name, ...)                                                                                              \
    uint32_t name(__VA_ARGS__)                                                                                         \
    {                                                                                                                  \
        return HAILO_NOT_IMPLEMENTED;                                                                                  \
    }

#if !HAS_LLM
ABSENT(hailo_shim_completion_read, hailo_shim_completion *, uint32_t, hailo_shim_sink, void *, uint32_t *)
ABSENT(hailo_shim_completion_status, hailo_shim_completion *, uint32_t *)
ABSENT(hailo_shim_completion_abort, hailo_shim_completion *)
ABSENT(hailo_shim_completion_destroy, hailo_shim_completion *)
ABSENT(hailo_shim_llm_create, hailo_shim_vdevice *, hailo_shim_slice, hailo_shim_slice, uint32_t, hailo_shim_llm **)
ABSENT(hailo_shim_llm_generator_params, hailo_shim_llm *, hailo_shim_generator_params *)
ABSENT(hailo_shim_llm_generate, hailo_shim_llm *, const hailo_shim_generator_params *, const hailo_shim_slice *,
    size_t, const hailo_shim_slice *, size_t, hailo_shim_completion **)
ABSENT(hailo_shim_llm_generate_text, hailo_shim_llm *, const hailo_shim_generator_params *, hailo_shim_slice,
    hailo_shim_completion **)
ABSENT(hailo_shim_llm_token_count, hailo_shim_llm *, hailo_shim_slice, size_t *)
ABSENT(hailo_shim_llm_context_clear, hailo_shim_llm *)
ABSENT(hailo_shim_llm_recovery_sequence, hailo_shim_llm *, hailo_shim_sink, void *)
ABSENT(hailo_shim_llm_set_recovery_sequence, hailo_shim_llm *, hailo_shim_slice)
ABSENT(hailo_shim_llm_stop_tokens, hailo_shim_llm *, hailo_shim_sink, void *)
ABSENT(hailo_shim_llm_set_stop_tokens, hailo_shim_llm *, const hailo_shim_slice *, size_t)
ABSENT(hailo_shim_llm_prompt_template, hailo_shim_llm *, hailo_shim_sink, void *)
void hailo_shim_llm_destroy(hailo_shim_llm *) {}
ABSENT(hailo_shim_vlm_create, hailo_shim_vdevice *, hailo_shim_slice, uint32_t, hailo_shim_vlm **)
ABSENT(hailo_shim_vlm_frame_info, hailo_shim_vlm *, hailo_shim_frame_info *)
ABSENT(hailo_shim_vlm_generator_params, hailo_shim_vlm *, hailo_shim_generator_params *)
ABSENT(hailo_shim_vlm_generate, hailo_shim_vlm *, const hailo_shim_generator_params *, const hailo_shim_slice *,
    size_t, const hailo_shim_slice *, size_t, hailo_shim_completion **)
ABSENT(hailo_shim_vlm_token_count, hailo_shim_vlm *, hailo_shim_slice, size_t *)
ABSENT(hailo_shim_vlm_context_clear, hailo_shim_vlm *)
void hailo_shim_vlm_destroy(hailo_shim_vlm *) {}
#endif
#if !HAS_CONTEXT
ABSENT(hailo_shim_llm_context_usage, hailo_shim_llm *, size_t *)
ABSENT(hailo_shim_llm_context_capacity, hailo_shim_llm *, size_t *)
ABSENT(hailo_shim_llm_context_save, hailo_shim_llm *, hailo_shim_sink, void *)
ABSENT(hailo_shim_llm_context_load, hailo_shim_llm *, hailo_shim_slice)
ABSENT(hailo_shim_vlm_context_usage, hailo_shim_vlm *, size_t *)
ABSENT(hailo_shim_vlm_context_capacity, hailo_shim_vlm *, size_t *)
#endif
#if !HAS_SPEECH
ABSENT(hailo_shim_speech_create, hailo_shim_vdevice *, hailo_shim_slice, hailo_shim_speech **)
ABSENT(hailo_shim_speech_segments, hailo_shim_speech *, const hailo_shim_speech_params *, hailo_shim_slice, uint32_t,
    hailo_shim_segment_sink, void *)
void hailo_shim_speech_destroy(hailo_shim_speech *) {}
#endif
