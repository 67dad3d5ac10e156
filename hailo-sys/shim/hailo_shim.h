/* The C surface over what the Hailo runtime offers in C++ only: InferModel, GenAI, and the device statistics.
 *
 * Rules that hold for every function:
 *  - `uint32_t` results are hailo_status values (0 is success); no C++ exception leaves.
 *  - Text is UTF-8 with a length, never NUL terminated.
 *  - A failing create leaves its out handle NULL. Destroy accepts NULL. Other NULL pointers give 2 (invalid argument).
 *  - A child holds its parent alive, so a wrong order of destruction is not a use after free;
 *    the right order (completion, llm, vdevice) frees things earliest.
 *  - A sink runs on the caller's thread, before the call returns; its bytes are borrowed for that one call.
 *  - What the headers this was built with do not declare answers 7 (not implemented), and its bit is missing in
 *    hailo_shim_features().
 *  - Handles may move between threads. One handle is used by one thread at a time, with these exceptions, which may run
 *    beside any other call on the same handle: hailo_shim_vdevice_* , hailo_shim_configured_wait_ready, _run_async,
 *    _shutdown, and hailo_shim_completion_abort.
 */
#ifndef HAILO_SHIM_H
#define HAILO_SHIM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define HAILO_SHIM_EXPORT __attribute__((visibility("default")))
#else
#define HAILO_SHIM_EXPORT
#endif

/* Raised whenever a signature or a layout below changes. */
#define HAILO_SHIM_ABI_VERSION 3u

/* Bits of hailo_shim_features(). */
#define HAILO_SHIM_FEATURE_INFER_MODEL 1u
#define HAILO_SHIM_FEATURE_DEVICE 2u
#define HAILO_SHIM_FEATURE_LLM 4u
#define HAILO_SHIM_FEATURE_LLM_CONTEXT 8u  /* context usage, capacity, save, load */
#define HAILO_SHIM_FEATURE_LLM_TOOLS 16u
#define HAILO_SHIM_FEATURE_VLM 32u
#define HAILO_SHIM_FEATURE_SPEECH 64u
#define HAILO_SHIM_FEATURE_OPTIMIZE_MEMORY 128u /* optimize_memory_on_device of llm and vlm */

#define HAILO_SHIM_INPUT 0u
#define HAILO_SHIM_OUTPUT 1u

/* Leave this setting as the model has it. */
#define HAILO_SHIM_KEEP 0xffffffffu

/* hailo_shim_completion_read and _status. */
#define HAILO_SHIM_GENERATING 0u
#define HAILO_SHIM_MAX_TOKENS_REACHED 1u
#define HAILO_SHIM_LOGICAL_END 2u
#define HAILO_SHIM_ABORTED 3u

/* Kinds of hailo_shim_layout_row: the header does not have it; or what it is. */
#define HAILO_SHIM_LAYOUT_ABSENT 0u
#define HAILO_SHIM_LAYOUT_RECORD 1u
#define HAILO_SHIM_LAYOUT_FIELD 2u
#define HAILO_SHIM_LAYOUT_NUMBER 3u

#define HAILO_SHIM_NAME_SIZE 256u
#define HAILO_SHIM_THROTTLING_LEVELS 4u

typedef struct hailo_shim_vdevice hailo_shim_vdevice;
typedef struct hailo_shim_model hailo_shim_model;
typedef struct hailo_shim_configured hailo_shim_configured;
typedef struct hailo_shim_bindings hailo_shim_bindings;
typedef struct hailo_shim_job hailo_shim_job;
typedef struct hailo_shim_llm hailo_shim_llm;
typedef struct hailo_shim_vlm hailo_shim_vlm;
typedef struct hailo_shim_speech hailo_shim_speech;
typedef struct hailo_shim_completion hailo_shim_completion;
typedef struct hailo_shim_device hailo_shim_device;

/* One thing that the C header says; see hailo_shim_layout(). */
typedef struct {
    const char *name; /* "hailo_format_t", "hailo_format_t.order", "HAILO_TIMEOUT" */
    uint32_t kind;    /* HAILO_SHIM_LAYOUT_* */
    uint32_t value;   /* size, offset, number */
    uint32_t extra;   /* alignment, size, 0 */
} hailo_shim_layout_row;

/* Borrowed bytes. `data` may be NULL when `len` is 0. */
typedef struct {
    const uint8_t *data;
    size_t len;
} hailo_shim_slice;

typedef void (*hailo_shim_sink)(void *context, const uint8_t *data, size_t len);
typedef void (*hailo_shim_segment_sink)(void *context, float start_seconds, float end_seconds, const uint8_t *text,
    size_t len);
/* Runs exactly once per successful run_async, on a library thread, perhaps before run_async returns. It must not call
 * back into the shim and must not unwind. After it ran, the library no longer touches the buffers. */
typedef void (*hailo_shim_done)(uint32_t status, void *opaque);

typedef struct {
    uint32_t major;
    uint32_t minor;
    uint32_t revision;
} hailo_shim_version;

typedef struct {
    uint32_t device_count;
    uint32_t scheduling_algorithm; /* 0 none, 1 round robin */
    uint32_t multi_process_service; /* 0 or 1 */
    uint32_t device_id_count;
    const hailo_shim_slice *device_ids; /* NULL: any free device */
    hailo_shim_slice group_id; /* empty: not shared */
} hailo_shim_vdevice_params;

typedef struct {
    float zero_point;
    float scale;
    float limit_min;
    float limit_max;
} hailo_shim_quant;

/* One input or output of a model. Shape counts for any order but NMS; the nms_ fields only when is_nms is 1. */
typedef struct {
    uint64_t frame_size; /* bytes, with the format as it is set now */
    uint32_t format_type;
    uint32_t format_order;
    uint32_t format_flags;
    uint32_t height;
    uint32_t width;
    uint32_t features;
    uint32_t is_nms;
    uint32_t nms_classes;
    uint32_t nms_max_bboxes_per_class;
    uint32_t nms_max_bboxes_total;
    uint32_t nms_max_accumulated_mask_size;
    uint32_t quant_count; /* 1, or one per feature */
    hailo_shim_quant quant; /* the first one */
    uint32_t name_len;
    uint8_t name[HAILO_SHIM_NAME_SIZE];
} hailo_shim_stream_info;

/* What to change of an NMS output: a NaN or HAILO_SHIM_KEEP leaves that field alone. */
typedef struct {
    float score_threshold;
    float iou_threshold;
    uint32_t max_proposals_per_class;
    uint32_t max_proposals_total;
    uint32_t max_accumulated_mask_size;
} hailo_shim_nms;

typedef struct {
    float temperature;
    float top_p;
    uint32_t top_k;
    float frequency_penalty;
    uint32_t max_generated_tokens;
    uint32_t do_sample; /* 0 or 1 */
    uint32_t seed; /* 0xffffffff: random */
} hailo_shim_generator_params;

typedef struct {
    uint32_t frame_size; /* bytes */
    uint32_t height;
    uint32_t width;
    uint32_t features;
    uint32_t format_type;
    uint32_t format_order;
} hailo_shim_frame_info;

typedef struct {
    uint32_t task; /* 0 transcribe, 1 translate */
    float repetition_penalty; /* NaN where the library has none */
    hailo_shim_slice language; /* empty: the library detects it */
} hailo_shim_speech_params;

typedef struct {
    float average;
    float average_time_ms;
    float min;
    float max;
    uint32_t samples;
} hailo_shim_power;

/* A field of -1 could not be read by the device. */
typedef struct {
    int64_t ram_total; /* as the library gives it: KiB */
    int64_t ram_used;
    float cpu_utilization; /* percent */
    float nnc_utilization; /* percent */
    int32_t ddr_noc_transactions; /* per second */
    int32_t dsp_utilization; /* percent */
} hailo_shim_performance;

/* A field of -1 could not be read by the device. */
typedef struct {
    float on_die_temperature; /* degrees Celsius */
    float on_die_voltage; /* mV */
    int32_t bist_failure_mask;
} hailo_shim_health_stats;

typedef struct {
    float threshold; /* degrees Celsius */
    float hysteresis_threshold;
    uint32_t nn_clock_hz;
} hailo_shim_throttling_level;

typedef struct {
    uint32_t overcurrent_protection_active;
    uint32_t overcurrent_zone; /* 0 none, 1 red */
    float red_overcurrent_threshold; /* mA */
    uint32_t overcurrent_throttling_active;
    uint32_t temperature_throttling_active;
    uint32_t temperature_zone; /* 0 green, 1 orange, 2 red */
    int32_t temperature_throttling_level; /* -1 none */
    hailo_shim_throttling_level levels[HAILO_SHIM_THROTTLING_LEVELS];
    int32_t orange_temperature_threshold; /* degrees Celsius */
    int32_t orange_hysteresis_temperature_threshold;
    int32_t red_temperature_threshold;
    int32_t red_hysteresis_temperature_threshold;
    uint32_t requested_overcurrent_clock_hz;
    uint32_t requested_temperature_clock_hz;
} hailo_shim_health_info;

typedef struct {
    float ts0; /* degrees Celsius */
    float ts1;
    uint32_t samples;
} hailo_shim_temperature;

/* === The shim itself === */

HAILO_SHIM_EXPORT uint32_t hailo_shim_abi_version(void);
/* The library version whose headers this was compiled with. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_built_for(hailo_shim_version *out);
/* The library version this is bound to in this process. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_library_version(hailo_shim_version *out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_features(void);
/* What the headers this was built with say: one row for each record, field and number that any known release has, how
 * many there are as the answer. The rows live as long as the shim. 0 where it was built without headers. */
HAILO_SHIM_EXPORT size_t hailo_shim_layout(const hailo_shim_layout_row **out);

/* === VDevice === */

/* `params` NULL: the library's defaults. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_vdevice_create(const hailo_shim_vdevice_params *params, hailo_shim_vdevice **out);
/* The sink gets one id per physical device. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_vdevice_device_ids(hailo_shim_vdevice *vdevice, hailo_shim_sink sink,
    void *context);
HAILO_SHIM_EXPORT void hailo_shim_vdevice_destroy(hailo_shim_vdevice *vdevice);

/* === InferModel === */

/* `name`: a network group of the HEF; empty for the only one. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_model_create_from_file(hailo_shim_vdevice *vdevice, hailo_shim_slice path,
    hailo_shim_slice name, hailo_shim_model **out);
/* `hef` is copied. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_model_create_from_bytes(hailo_shim_vdevice *vdevice, hailo_shim_slice hef,
    hailo_shim_slice name, hailo_shim_model **out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_model_set_batch_size(hailo_shim_model *model, uint32_t batch_size);
HAILO_SHIM_EXPORT uint32_t hailo_shim_model_set_power_mode(hailo_shim_model *model, uint32_t mode);
HAILO_SHIM_EXPORT uint32_t hailo_shim_model_set_latency_flags(hailo_shim_model *model, uint32_t flags);
HAILO_SHIM_EXPORT uint32_t hailo_shim_model_stream_count(hailo_shim_model *model, uint32_t direction, size_t *out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_model_stream_info(hailo_shim_model *model, uint32_t direction, size_t index,
    hailo_shim_stream_info *out);
/* Writes at most `capacity` entries; `*count` becomes how many there are. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_model_stream_quants(hailo_shim_model *model, uint32_t direction, size_t index,
    hailo_shim_quant *out, size_t capacity, size_t *count);
/* HAILO_SHIM_KEEP for a part that stays. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_model_set_format(hailo_shim_model *model, uint32_t direction, size_t index,
    uint32_t format_type, uint32_t format_order);
HAILO_SHIM_EXPORT uint32_t hailo_shim_model_set_nms(hailo_shim_model *model, size_t output_index,
    const hailo_shim_nms *nms);
HAILO_SHIM_EXPORT void hailo_shim_model_destroy(hailo_shim_model *model);

HAILO_SHIM_EXPORT uint32_t hailo_shim_model_configure(hailo_shim_model *model, hailo_shim_configured **out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_configured_queue_size(hailo_shim_configured *configured, size_t *out);
/* Nanoseconds, the library's own running average; 65 while there is no sample. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_configured_hw_latency(hailo_shim_configured *configured, uint64_t *out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_configured_set_scheduler_timeout(hailo_shim_configured *configured,
    uint32_t timeout_ms);
HAILO_SHIM_EXPORT uint32_t hailo_shim_configured_set_scheduler_threshold(hailo_shim_configured *configured,
    uint32_t threshold);
HAILO_SHIM_EXPORT uint32_t hailo_shim_configured_set_scheduler_priority(hailo_shim_configured *configured,
    uint32_t priority);
/* Only where the vdevice has no scheduler. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_configured_activate(hailo_shim_configured *configured);
HAILO_SHIM_EXPORT uint32_t hailo_shim_configured_deactivate(hailo_shim_configured *configured);
HAILO_SHIM_EXPORT uint32_t hailo_shim_configured_wait_ready(hailo_shim_configured *configured, uint32_t timeout_ms,
    uint32_t frames);
HAILO_SHIM_EXPORT uint32_t hailo_shim_configured_run(hailo_shim_configured *configured, hailo_shim_bindings *bindings,
    uint32_t timeout_ms);
/* On success `done` runs exactly once, on failure never. `out_job` may be NULL: the job is then detached. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_configured_run_async(hailo_shim_configured *configured,
    hailo_shim_bindings *bindings, hailo_shim_done done, void *opaque, hailo_shim_job **out_job);
/* Cancels what is pending and ends this configuration for good. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_configured_shutdown(hailo_shim_configured *configured);
HAILO_SHIM_EXPORT void hailo_shim_configured_destroy(hailo_shim_configured *configured);

HAILO_SHIM_EXPORT uint32_t hailo_shim_bindings_create(hailo_shim_configured *configured, hailo_shim_bindings **out);
/* `data` is borrowed until the run that uses it is over. `index` as in hailo_shim_model_stream_info. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_bindings_set_buffer(hailo_shim_bindings *bindings, uint32_t direction,
    size_t index, void *data, size_t len);
HAILO_SHIM_EXPORT void hailo_shim_bindings_destroy(hailo_shim_bindings *bindings);

/* 0: the run is over, and `done` has run or is about to. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_job_wait(hailo_shim_job *job, uint32_t timeout_ms);
/* Detaches and frees: never waits. The callback still runs. */
HAILO_SHIM_EXPORT void hailo_shim_job_release(hailo_shim_job *job);

/* === GenAI: completions (of llm and vlm) === */

/* One piece of text, perhaps empty; `*generation` tells whether more will come. 4 on timeout, 6 after the end. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_completion_read(hailo_shim_completion *completion, uint32_t timeout_ms,
    hailo_shim_sink sink, void *context, uint32_t *generation);
HAILO_SHIM_EXPORT uint32_t hailo_shim_completion_status(hailo_shim_completion *completion, uint32_t *generation);
HAILO_SHIM_EXPORT uint32_t hailo_shim_completion_abort(hailo_shim_completion *completion);
/* Aborts first where it still generates. Where that fails the answer is left as it is, for good, and so must be its
   model: the library would end the process in its destructor. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_completion_destroy(hailo_shim_completion *completion);

/* === GenAI: LLM === */

HAILO_SHIM_EXPORT uint32_t hailo_shim_llm_create(hailo_shim_vdevice *vdevice, hailo_shim_slice hef_path,
    hailo_shim_slice lora, uint32_t optimize_memory_on_device, hailo_shim_llm **out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_llm_generator_params(hailo_shim_llm *llm, hailo_shim_generator_params *out);
/* `messages` and `tools`: one JSON object each. `params` NULL: the model's own. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_llm_generate(hailo_shim_llm *llm, const hailo_shim_generator_params *params,
    const hailo_shim_slice *messages, size_t message_count, const hailo_shim_slice *tools, size_t tool_count,
    hailo_shim_completion **out);
/* `prompt` goes to the model as it is, without the chat template. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_llm_generate_text(hailo_shim_llm *llm, const hailo_shim_generator_params *params,
    hailo_shim_slice prompt, hailo_shim_completion **out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_llm_token_count(hailo_shim_llm *llm, hailo_shim_slice text, size_t *out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_llm_context_usage(hailo_shim_llm *llm, size_t *out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_llm_context_capacity(hailo_shim_llm *llm, size_t *out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_llm_context_clear(hailo_shim_llm *llm);
HAILO_SHIM_EXPORT uint32_t hailo_shim_llm_context_save(hailo_shim_llm *llm, hailo_shim_sink sink, void *context);
HAILO_SHIM_EXPORT uint32_t hailo_shim_llm_context_load(hailo_shim_llm *llm, hailo_shim_slice saved);
HAILO_SHIM_EXPORT uint32_t hailo_shim_llm_recovery_sequence(hailo_shim_llm *llm, hailo_shim_sink sink, void *context);
HAILO_SHIM_EXPORT uint32_t hailo_shim_llm_set_recovery_sequence(hailo_shim_llm *llm, hailo_shim_slice sequence);
/* The sink gets one stop token per call. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_llm_stop_tokens(hailo_shim_llm *llm, hailo_shim_sink sink, void *context);
HAILO_SHIM_EXPORT uint32_t hailo_shim_llm_set_stop_tokens(hailo_shim_llm *llm, const hailo_shim_slice *tokens,
    size_t count);
HAILO_SHIM_EXPORT uint32_t hailo_shim_llm_prompt_template(hailo_shim_llm *llm, hailo_shim_sink sink, void *context);
HAILO_SHIM_EXPORT void hailo_shim_llm_destroy(hailo_shim_llm *llm);

/* === GenAI: VLM === */

HAILO_SHIM_EXPORT uint32_t hailo_shim_vlm_create(hailo_shim_vdevice *vdevice, hailo_shim_slice hef_path,
    uint32_t optimize_memory_on_device, hailo_shim_vlm **out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_vlm_frame_info(hailo_shim_vlm *vlm, hailo_shim_frame_info *out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_vlm_generator_params(hailo_shim_vlm *vlm, hailo_shim_generator_params *out);
/* Each of `frames` has frame_size bytes and is borrowed for this call. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_vlm_generate(hailo_shim_vlm *vlm, const hailo_shim_generator_params *params,
    const hailo_shim_slice *messages, size_t message_count, const hailo_shim_slice *frames, size_t frame_count,
    hailo_shim_completion **out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_vlm_token_count(hailo_shim_vlm *vlm, hailo_shim_slice text, size_t *out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_vlm_context_usage(hailo_shim_vlm *vlm, size_t *out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_vlm_context_capacity(hailo_shim_vlm *vlm, size_t *out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_vlm_context_clear(hailo_shim_vlm *vlm);
HAILO_SHIM_EXPORT void hailo_shim_vlm_destroy(hailo_shim_vlm *vlm);

/* === GenAI: Speech2Text === */

HAILO_SHIM_EXPORT uint32_t hailo_shim_speech_create(hailo_shim_vdevice *vdevice, hailo_shim_slice hef_path,
    hailo_shim_speech **out);
/* `audio`: 16 kHz mono f32 samples, little endian. `params` NULL: the model's own. One sink call per segment. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_speech_segments(hailo_shim_speech *speech,
    const hailo_shim_speech_params *params, hailo_shim_slice audio, uint32_t timeout_ms, hailo_shim_segment_sink sink,
    void *context);
HAILO_SHIM_EXPORT void hailo_shim_speech_destroy(hailo_shim_speech *speech);

/* === Device === */

/* `id` empty: the only device. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_device_create(hailo_shim_slice id, hailo_shim_device **out);
/* A device of this vdevice, which it keeps alive: the way to measure a device that the vdevice holds. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_device_of_vdevice(hailo_shim_vdevice *vdevice, size_t index,
    hailo_shim_device **out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_device_power(hailo_shim_device *device, uint32_t dvm, uint32_t measurement_type,
    float *out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_device_power_start(hailo_shim_device *device, uint32_t averaging_factor,
    uint32_t sampling_period);
HAILO_SHIM_EXPORT uint32_t hailo_shim_device_power_set(hailo_shim_device *device, uint32_t buffer_index, uint32_t dvm,
    uint32_t measurement_type);
HAILO_SHIM_EXPORT uint32_t hailo_shim_device_power_get(hailo_shim_device *device, uint32_t buffer_index, uint32_t clear,
    hailo_shim_power *out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_device_power_stop(hailo_shim_device *device);
/* Blocks for 200 ms or more: the device measures over that time. */
HAILO_SHIM_EXPORT uint32_t hailo_shim_device_performance(hailo_shim_device *device, hailo_shim_performance *out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_device_health_stats(hailo_shim_device *device, hailo_shim_health_stats *out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_device_health_info(hailo_shim_device *device, hailo_shim_health_info *out);
HAILO_SHIM_EXPORT uint32_t hailo_shim_device_temperature(hailo_shim_device *device, hailo_shim_temperature *out);
HAILO_SHIM_EXPORT void hailo_shim_device_destroy(hailo_shim_device *device);

#ifdef __cplusplus
}
#endif
#endif
