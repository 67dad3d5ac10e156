// Stand-in declarations, see ../../hailort.h.
#pragma once

#include "hailo/genai/llm/llm.hpp"

namespace hailort {
namespace genai {

class VLMParams {
public:
    hailo_status set_model(const std::string &hef);
    void set_optimize_memory_on_device(bool optimize);
};

class VLM {
public:
    static Expected<VLM> create(std::shared_ptr<VDevice> vdevice, const VLMParams &params);
    VLM(VLM &&);
    virtual ~VLM();
    Expected<LLMGeneratorParams> create_generator_params();
    Expected<LLMGeneratorCompletion> generate(const LLMGeneratorParams &params,
        const std::vector<std::string> &messages, const std::vector<MemoryView> &frames,
        const std::vector<std::vector<MemoryView>> &videos = {});
    Expected<std::vector<int>> tokenize(const std::string &text);
    Expected<size_t> get_context_usage_size();
    Expected<size_t> max_context_capacity();
    hailo_status clear_context();
    uint32_t input_frame_size() const;
    const hailo_3d_image_shape_t &input_frame_shape() const;
    const hailo_format_type_t &input_frame_format_type() const;
    const hailo_format_order_t &input_frame_format_order() const;
};

} // namespace genai
} // namespace hailort
