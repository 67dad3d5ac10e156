// Stand-in declarations, see hailort.h beside this file.
#pragma once

#include "hailo/vdevice.hpp"

#include <chrono>

namespace hailort {

struct LatencyMeasurementResult {
    std::chrono::nanoseconds avg_hw_latency;
};

struct AsyncInferCompletionInfo {
    hailo_status status;
};

class AsyncInferJob {
public:
    AsyncInferJob();
    virtual ~AsyncInferJob();
    AsyncInferJob(AsyncInferJob &&);
    AsyncInferJob &operator=(AsyncInferJob &&);
    hailo_status wait(std::chrono::milliseconds timeout);
    void detach();
};

class ConfiguredInferModel {
public:
    class Bindings {
    public:
        class InferStream {
        public:
            hailo_status set_buffer(MemoryView view);
        };
        Expected<InferStream> input(const std::string &name);
        Expected<InferStream> output(const std::string &name);
    };
    Expected<Bindings> create_bindings();
    hailo_status wait_for_async_ready(std::chrono::milliseconds timeout, uint32_t frames);
    hailo_status activate();
    hailo_status deactivate();
    hailo_status run(const Bindings &bindings, std::chrono::milliseconds timeout);
    Expected<AsyncInferJob> run_async(const Bindings &bindings,
        std::function<void(const AsyncInferCompletionInfo &)> callback);
    Expected<LatencyMeasurementResult> get_hw_latency_measurement();
    hailo_status set_scheduler_timeout(const std::chrono::milliseconds &timeout);
    hailo_status set_scheduler_threshold(uint32_t threshold);
    hailo_status set_scheduler_priority(uint8_t priority);
    Expected<size_t> get_async_queue_size() const;
    hailo_status shutdown();
};

class InferModel {
public:
    class InferStream {
    public:
        const std::string name() const;
        hailo_3d_image_shape_t shape() const;
        hailo_format_t format() const;
        size_t get_frame_size() const;
        Expected<hailo_nms_shape_t> get_nms_shape() const;
        void set_format_type(hailo_format_type_t type);
        void set_format_order(hailo_format_order_t order);
        std::vector<hailo_quant_info_t> get_quant_infos() const;
        bool is_nms() const;
        void set_nms_score_threshold(float32_t threshold);
        void set_nms_iou_threshold(float32_t threshold);
        void set_nms_max_proposals_per_class(uint32_t proposals);
        void set_nms_max_proposals_total(uint32_t proposals);
        void set_nms_max_accumulated_mask_size(uint32_t size);
    };
    virtual ~InferModel();
    virtual void set_batch_size(uint16_t batch_size) = 0;
    virtual void set_power_mode(hailo_power_mode_t mode) = 0;
    virtual void set_hw_latency_measurement_flags(hailo_latency_measurement_flags_t flags) = 0;
    virtual Expected<ConfiguredInferModel> configure() = 0;
    virtual const std::vector<InferStream> &inputs() const = 0;
    virtual const std::vector<InferStream> &outputs() const = 0;
};

} // namespace hailort
