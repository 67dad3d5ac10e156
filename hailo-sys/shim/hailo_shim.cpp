// The shim itself, VDevice and InferModel: hailo_shim.h over the Hailo runtime's C++ API.

#include "common.hpp"

#include "hailo/infer_model.hpp"

#include <atomic>
#include <chrono>
#include <cmath>

using namespace shim;

namespace shim {

struct ModelOwner {
    std::shared_ptr<VDeviceOwner> parent;
    std::shared_ptr<InferModel> model;
};

struct ConfiguredOwner {
    ConfiguredOwner(std::shared_ptr<ModelOwner> model, ConfiguredInferModel &&configured)
        : parent(std::move(model)), value(std::move(configured))
    {
    }

    std::shared_ptr<ModelOwner> parent;
    ConfiguredInferModel value;
};

// Calls `done` exactly once: from the library's callback, or when the library drops its last copy of that callback
// without having called it. Until then the library may still touch the buffers.
class Once {
public:
    Once(hailo_shim_done done, void *opaque) : m_done(done), m_opaque(opaque) {}
    Once(const Once &) = delete;
    Once &operator=(const Once &) = delete;
    ~Once() { call(m_fallback.load()); }

    void call(uint32_t status)
    {
        if (!m_called.exchange(true)) {
            m_done(status, m_opaque);
        }
    }

    // True if the callback had not run: then it never will.
    bool disarm() { return !m_called.exchange(true); }

    void set_fallback(uint32_t status) { m_fallback.store(status); }

private:
    hailo_shim_done m_done;
    void *m_opaque;
    std::atomic<bool> m_called{false};
    std::atomic<uint32_t> m_fallback{HAILO_STREAM_ABORT};
};

static Expected<InferModel::InferStream> stream_at(InferModel &model, uint32_t direction, size_t index)
{
    const auto &streams = (direction == HAILO_SHIM_INPUT) ? model.inputs() : model.outputs();
    if ((direction > HAILO_SHIM_OUTPUT) || (index >= streams.size())) {
        return make_unexpected(HAILO_INVALID_ARGUMENT);
    }
    return InferModel::InferStream(streams[index]);
}

static hailo_shim_quant quant(const hailo_quant_info_t &info)
{
    return hailo_shim_quant{info.qp_zp, info.qp_scale, info.limvals_min, info.limvals_max};
}

} // namespace shim

struct hailo_shim_model {
    std::shared_ptr<ModelOwner> owner;
};

struct hailo_shim_configured {
    std::shared_ptr<ConfiguredOwner> owner;
};

struct hailo_shim_bindings {
    std::shared_ptr<ConfiguredOwner> parent;
    ConfiguredInferModel::Bindings value;
};

struct hailo_shim_job {
    explicit hailo_shim_job(AsyncInferJob &&job) : value(std::move(job)) {}

    AsyncInferJob value;
};

// === The shim itself ===

uint32_t hailo_shim_abi_version(void)
{
    return HAILO_SHIM_ABI_VERSION;
}

uint32_t hailo_shim_built_for(hailo_shim_version *out)
{
    CHECK_ARGUMENT(out != nullptr);
    *out = hailo_shim_version{HAILORT_MAJOR_VERSION, HAILORT_MINOR_VERSION, HAILORT_REVISION_VERSION};
    return HAILO_SUCCESS;
}

uint32_t hailo_shim_library_version(hailo_shim_version *out)
{
    CHECK_ARGUMENT(out != nullptr);
    return guarded([&] {
        hailo_version_t version{};
        const auto status = hailo_get_library_version(&version);
        if (status == HAILO_SUCCESS) {
            *out = hailo_shim_version{version.major, version.minor, version.revision};
        }
        return status;
    });
}

uint32_t hailo_shim_features(void)
{
    uint32_t features = HAILO_SHIM_FEATURE_INFER_MODEL | HAILO_SHIM_FEATURE_DEVICE;
#if HAS_LLM
    features |= HAILO_SHIM_FEATURE_LLM | HAILO_SHIM_FEATURE_VLM;
#endif
#if HAS_OPTIMIZE_MEMORY
    features |= HAILO_SHIM_FEATURE_OPTIMIZE_MEMORY;
#endif
#if HAS_SPEECH
    features |= HAILO_SHIM_FEATURE_SPEECH;
#endif
#if HAS_CONTEXT
    features |= HAILO_SHIM_FEATURE_LLM_CONTEXT;
#endif
#if HAS_TOOLS
    features |= HAILO_SHIM_FEATURE_LLM_TOOLS;
#endif
    return features;
}

// === VDevice ===

uint32_t hailo_shim_vdevice_create(const hailo_shim_vdevice_params *params, hailo_shim_vdevice **out)
{
    CHECK_ARGUMENT(out != nullptr);
    *out = nullptr;
    CHECK_ARGUMENT((params == nullptr) ||
        (valid(params->device_ids, params->device_id_count) && valid(params->group_id)));
    return guarded([&]() -> hailo_status {
        auto owner = std::make_shared<VDeviceOwner>();
        hailo_vdevice_params_t real{};
        const auto status = hailo_init_vdevice_params(&real);
        if (status != HAILO_SUCCESS) {
            return status;
        }
        if (params != nullptr) {
            real.device_count = params->device_count;
            real.scheduling_algorithm = static_cast<hailo_scheduling_algorithm_t>(params->scheduling_algorithm);
            real.multi_process_service = (params->multi_process_service != 0);
            for (uint32_t i = 0; i < params->device_id_count; i++) {
                const auto &id = params->device_ids[i];
                hailo_device_id_t real_id{};
                if (id.len >= sizeof(real_id.id)) {
                    return HAILO_INVALID_ARGUMENT;
                }
                std::memcpy(real_id.id, id.data, id.len);
                owner->ids.push_back(real_id);
            }
            if (!owner->ids.empty()) {
                real.device_ids = owner->ids.data();
            }
            owner->group_id = text(params->group_id);
            if (!owner->group_id.empty()) {
                real.group_id = owner->group_id.c_str();
            }
        }
        auto vdevice = VDevice::create_shared(real);
        if (!vdevice) {
            return vdevice.status();
        }
        owner->vdevice = vdevice.release();
        *out = new hailo_shim_vdevice{std::move(owner)};
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_vdevice_device_ids(hailo_shim_vdevice *vdevice, hailo_shim_sink sink, void *context)
{
    CHECK_ARGUMENT((vdevice != nullptr) && (sink != nullptr));
    return guarded([&]() -> hailo_status {
        auto ids = vdevice->owner->vdevice->get_physical_devices_ids();
        if (!ids) {
            return ids.status();
        }
        for (const auto &id : ids.value()) {
            send(sink, context, id.data(), id.size());
        }
        return HAILO_SUCCESS;
    });
}

void hailo_shim_vdevice_destroy(hailo_shim_vdevice *vdevice)
{
    destroy(vdevice);
}

// === InferModel ===

namespace {

uint32_t keep_model(hailo_shim_vdevice *vdevice, Expected<std::shared_ptr<InferModel>> model, hailo_shim_model **out)
{
    if (!model) {
        return model.status();
    }
    auto owner = std::make_shared<ModelOwner>();
    owner->parent = vdevice->owner;
    owner->model = model.release();
    *out = new hailo_shim_model{std::move(owner)};
    return HAILO_SUCCESS;
}

} // namespace

uint32_t hailo_shim_model_create_from_file(hailo_shim_vdevice *vdevice, hailo_shim_slice path, hailo_shim_slice name,
    hailo_shim_model **out)
{
    CHECK_ARGUMENT(out != nullptr);
    *out = nullptr;
    CHECK_ARGUMENT((vdevice != nullptr) && valid(path) && valid(name));
    return guarded(
        [&] { return keep_model(vdevice, vdevice->owner->vdevice->create_infer_model(text(path), text(name)), out); });
}

uint32_t hailo_shim_model_create_from_bytes(hailo_shim_vdevice *vdevice, hailo_shim_slice hef, hailo_shim_slice name,
    hailo_shim_model **out)
{
    CHECK_ARGUMENT(out != nullptr);
    *out = nullptr;
    // The library crashes on a HEF of no bytes.
    CHECK_ARGUMENT((vdevice != nullptr) && valid(hef) && (hef.len != 0) && valid(name));
    return guarded([&]() -> uint32_t {
        auto buffer = Buffer::create_shared(hef.data, hef.len);
        if (!buffer) {
            return buffer.status();
        }
        return keep_model(vdevice, vdevice->owner->vdevice->create_infer_model(buffer.release(), text(name)), out);
    });
}

uint32_t hailo_shim_model_set_batch_size(hailo_shim_model *model, uint32_t batch_size)
{
    CHECK_ARGUMENT((model != nullptr) && (batch_size <= UINT16_MAX));
    return guarded([&] {
        model->owner->model->set_batch_size(static_cast<uint16_t>(batch_size));
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_model_set_power_mode(hailo_shim_model *model, uint32_t mode)
{
    CHECK_ARGUMENT(model != nullptr);
    return guarded([&] {
        model->owner->model->set_power_mode(static_cast<hailo_power_mode_t>(mode));
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_model_set_latency_flags(hailo_shim_model *model, uint32_t flags)
{
    CHECK_ARGUMENT(model != nullptr);
    return guarded([&] {
        model->owner->model->set_hw_latency_measurement_flags(static_cast<hailo_latency_measurement_flags_t>(flags));
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_model_stream_count(hailo_shim_model *model, uint32_t direction, size_t *out)
{
    CHECK_ARGUMENT((model != nullptr) && (out != nullptr) && (direction <= HAILO_SHIM_OUTPUT));
    return guarded([&] {
        auto &real = *model->owner->model;
        *out = (direction == HAILO_SHIM_INPUT) ? real.inputs().size() : real.outputs().size();
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_model_stream_info(hailo_shim_model *model, uint32_t direction, size_t index,
    hailo_shim_stream_info *out)
{
    CHECK_ARGUMENT((model != nullptr) && (out != nullptr));
    return guarded([&]() -> hailo_status {
        auto stream = stream_at(*model->owner->model, direction, index);
        if (!stream) {
            return stream.status();
        }
        const auto name = stream->name();
        if (name.size() > HAILO_SHIM_NAME_SIZE) {
            return HAILO_INSUFFICIENT_BUFFER;
        }
        const auto format = stream->format();
        hailo_shim_stream_info info{};
        info.frame_size = stream->get_frame_size();
        info.format_type = static_cast<uint32_t>(format.type);
        info.format_order = static_cast<uint32_t>(format.order);
        info.format_flags = static_cast<uint32_t>(format.flags);
        if (stream->is_nms()) {
            auto shape = stream->get_nms_shape();
            if (!shape) {
                return shape.status();
            }
            info.is_nms = 1;
            info.nms_classes = shape->number_of_classes;
            info.nms_max_bboxes_per_class = shape->max_bboxes_per_class;
            info.nms_max_bboxes_total = shape->max_bboxes_total;
            info.nms_max_accumulated_mask_size = shape->max_accumulated_mask_size;
        } else {
            const auto shape = stream->shape();
            info.height = shape.height;
            info.width = shape.width;
            info.features = shape.features;
        }
        const auto quants = stream->get_quant_infos();
        info.quant_count = static_cast<uint32_t>(quants.size());
        if (!quants.empty()) {
            info.quant = quant(quants.front());
        }
        info.name_len = static_cast<uint32_t>(name.size());
        std::memcpy(info.name, name.data(), name.size());
        *out = info;
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_model_stream_quants(hailo_shim_model *model, uint32_t direction, size_t index,
    hailo_shim_quant *out, size_t capacity, size_t *count)
{
    CHECK_ARGUMENT((model != nullptr) && (count != nullptr) && ((out != nullptr) || (capacity == 0)));
    return guarded([&]() -> hailo_status {
        auto stream = stream_at(*model->owner->model, direction, index);
        if (!stream) {
            return stream.status();
        }
        const auto quants = stream->get_quant_infos();
        *count = quants.size();
        for (size_t i = 0; (i < quants.size()) && (i < capacity); i++) {
            out[i] = quant(quants[i]);
        }
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_model_set_format(hailo_shim_model *model, uint32_t direction, size_t index, uint32_t format_type,
    uint32_t format_order)
{
    CHECK_ARGUMENT(model != nullptr);
    return guarded([&]() -> hailo_status {
        auto stream = stream_at(*model->owner->model, direction, index);
        if (!stream) {
            return stream.status();
        }
        if (format_type != HAILO_SHIM_KEEP) {
            stream->set_format_type(static_cast<hailo_format_type_t>(format_type));
        }
        if (format_order != HAILO_SHIM_KEEP) {
            stream->set_format_order(static_cast<hailo_format_order_t>(format_order));
        }
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_model_set_nms(hailo_shim_model *model, size_t output_index, const hailo_shim_nms *nms)
{
    CHECK_ARGUMENT((model != nullptr) && (nms != nullptr));
    return guarded([&]() -> hailo_status {
        auto stream = stream_at(*model->owner->model, HAILO_SHIM_OUTPUT, output_index);
        if (!stream) {
            return stream.status();
        }
        if (!stream->is_nms()) {
            return HAILO_INVALID_OPERATION;
        }
        if (!std::isnan(nms->score_threshold)) {
            stream->set_nms_score_threshold(nms->score_threshold);
        }
        if (!std::isnan(nms->iou_threshold)) {
            stream->set_nms_iou_threshold(nms->iou_threshold);
        }
        if (nms->max_proposals_per_class != HAILO_SHIM_KEEP) {
            stream->set_nms_max_proposals_per_class(nms->max_proposals_per_class);
        }
        if (nms->max_proposals_total != HAILO_SHIM_KEEP) {
            stream->set_nms_max_proposals_total(nms->max_proposals_total);
        }
        if (nms->max_accumulated_mask_size != HAILO_SHIM_KEEP) {
            stream->set_nms_max_accumulated_mask_size(nms->max_accumulated_mask_size);
        }
        return HAILO_SUCCESS;
    });
}

void hailo_shim_model_destroy(hailo_shim_model *model)
{
    destroy(model);
}

uint32_t hailo_shim_model_configure(hailo_shim_model *model, hailo_shim_configured **out)
{
    CHECK_ARGUMENT(out != nullptr);
    *out = nullptr;
    CHECK_ARGUMENT(model != nullptr);
    return guarded([&]() -> hailo_status {
        auto configured = model->owner->model->configure();
        if (!configured) {
            return configured.status();
        }
        *out = new hailo_shim_configured{std::make_shared<ConfiguredOwner>(model->owner, configured.release())};
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_configured_queue_size(hailo_shim_configured *configured, size_t *out)
{
    CHECK_ARGUMENT((configured != nullptr) && (out != nullptr));
    return guarded([&] {
        auto size = configured->owner->value.get_async_queue_size();
        if (size) {
            *out = size.value();
        }
        return size.status();
    });
}

uint32_t hailo_shim_configured_hw_latency(hailo_shim_configured *configured, uint64_t *out)
{
    CHECK_ARGUMENT((configured != nullptr) && (out != nullptr));
    return guarded([&] {
        auto latency = configured->owner->value.get_hw_latency_measurement();
        if (latency) {
            *out = static_cast<uint64_t>(latency->avg_hw_latency.count());
        }
        return latency.status();
    });
}

uint32_t hailo_shim_configured_set_scheduler_timeout(hailo_shim_configured *configured, uint32_t timeout_ms)
{
    CHECK_ARGUMENT(configured != nullptr);
    return guarded([&] { return configured->owner->value.set_scheduler_timeout(std::chrono::milliseconds(timeout_ms)); });
}

uint32_t hailo_shim_configured_set_scheduler_threshold(hailo_shim_configured *configured, uint32_t threshold)
{
    CHECK_ARGUMENT(configured != nullptr);
    return guarded([&] { return configured->owner->value.set_scheduler_threshold(threshold); });
}

uint32_t hailo_shim_configured_set_scheduler_priority(hailo_shim_configured *configured, uint32_t priority)
{
    CHECK_ARGUMENT((configured != nullptr) && (priority <= UINT8_MAX));
    return guarded([&] { return configured->owner->value.set_scheduler_priority(static_cast<uint8_t>(priority)); });
}

uint32_t hailo_shim_configured_activate(hailo_shim_configured *configured)
{
    CHECK_ARGUMENT(configured != nullptr);
    return guarded([&] { return configured->owner->value.activate(); });
}

uint32_t hailo_shim_configured_deactivate(hailo_shim_configured *configured)
{
    CHECK_ARGUMENT(configured != nullptr);
    return guarded([&] { return configured->owner->value.deactivate(); });
}

uint32_t hailo_shim_configured_wait_ready(hailo_shim_configured *configured, uint32_t timeout_ms, uint32_t frames)
{
    CHECK_ARGUMENT(configured != nullptr);
    return guarded(
        [&] { return configured->owner->value.wait_for_async_ready(std::chrono::milliseconds(timeout_ms), frames); });
}

uint32_t hailo_shim_configured_run(hailo_shim_configured *configured, hailo_shim_bindings *bindings,
    uint32_t timeout_ms)
{
    CHECK_ARGUMENT((configured != nullptr) && (bindings != nullptr));
    return guarded(
        [&] { return configured->owner->value.run(bindings->value, std::chrono::milliseconds(timeout_ms)); });
}

uint32_t hailo_shim_configured_run_async(hailo_shim_configured *configured, hailo_shim_bindings *bindings,
    hailo_shim_done done, void *opaque, hailo_shim_job **out_job)
{
    if (out_job != nullptr) {
        *out_job = nullptr;
    }
    CHECK_ARGUMENT((configured != nullptr) && (bindings != nullptr) && (done != nullptr));
    std::shared_ptr<Once> once;
    std::unique_ptr<hailo_shim_job> job;
    uint32_t status = guarded([&]() -> hailo_status {
        once = std::make_shared<Once>(done, opaque);
        job = std::make_unique<hailo_shim_job>(AsyncInferJob());
        auto started = configured->owner->value.run_async(bindings->value,
            [once](const AsyncInferCompletionInfo &info) { once->call(static_cast<uint32_t>(info.status)); });
        if (!started) {
            return started.status();
        }
        job->value = started.release();
        return HAILO_SUCCESS;
    });
    if (status != HAILO_SUCCESS) {
        if (once == nullptr) {
            return status;
        }
        if (once.use_count() == 1) {
            // The count is read without order. What the library's threads did with their copies happened before this.
            std::atomic_thread_fence(std::memory_order_acquire);
            // The library let go of everything, so it is as if nothing had been asked; unless the callback has run
            // already, and then that was the answer.
            return once->disarm() ? status : static_cast<uint32_t>(HAILO_SUCCESS);
        }
        // A part of the run is still under way and may touch the buffers. The callback will tell when it is over.
        once->set_fallback(status);
        return HAILO_SUCCESS;
    }
    if (out_job != nullptr) {
        *out_job = job.release();
    } else {
        (void)guarded([&] {
            job->value.detach();
            return HAILO_SUCCESS;
        });
    }
    return HAILO_SUCCESS;
}

uint32_t hailo_shim_configured_shutdown(hailo_shim_configured *configured)
{
    CHECK_ARGUMENT(configured != nullptr);
    return guarded([&] { return configured->owner->value.shutdown(); });
}

void hailo_shim_configured_destroy(hailo_shim_configured *configured)
{
    destroy(configured);
}

uint32_t hailo_shim_bindings_create(hailo_shim_configured *configured, hailo_shim_bindings **out)
{
    CHECK_ARGUMENT(out != nullptr);
    *out = nullptr;
    CHECK_ARGUMENT(configured != nullptr);
    return guarded([&]() -> hailo_status {
        auto bindings = configured->owner->value.create_bindings();
        if (!bindings) {
            return bindings.status();
        }
        *out = new hailo_shim_bindings{configured->owner, bindings.release()};
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_bindings_set_buffer(hailo_shim_bindings *bindings, uint32_t direction, size_t index, void *data,
    size_t len)
{
    CHECK_ARGUMENT((bindings != nullptr) && (data != nullptr) && (direction <= HAILO_SHIM_OUTPUT));
    return guarded([&]() -> hailo_status {
        auto &model = *bindings->parent->parent->model;
        const auto &streams = (direction == HAILO_SHIM_INPUT) ? model.inputs() : model.outputs();
        if (index >= streams.size()) {
            return HAILO_INVALID_ARGUMENT;
        }
        const std::string name = streams[index].name();
        auto stream =
            (direction == HAILO_SHIM_INPUT) ? bindings->value.input(name) : bindings->value.output(name);
        if (!stream) {
            return stream.status();
        }
        return stream->set_buffer(MemoryView(data, len));
    });
}

void hailo_shim_bindings_destroy(hailo_shim_bindings *bindings)
{
    destroy(bindings);
}

uint32_t hailo_shim_job_wait(hailo_shim_job *job, uint32_t timeout_ms)
{
    CHECK_ARGUMENT(job != nullptr);
    return guarded([&] { return job->value.wait(std::chrono::milliseconds(timeout_ms)); });
}

void hailo_shim_job_release(hailo_shim_job *job)
{
    (void)guarded([&] {
        if (job != nullptr) {
            job->value.detach();
        }
        return HAILO_SUCCESS;
    });
    destroy(job);
}
