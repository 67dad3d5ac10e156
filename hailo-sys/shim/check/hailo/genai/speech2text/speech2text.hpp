// Stand-in declarations, see ../../hailort.h.
#pragma once

#include "hailo/vdevice.hpp"

#include <chrono>
#include <string_view>

namespace hailort {
namespace genai {

class Speech2TextParams {
public:
    hailo_status set_model(std::string_view hef);
};

enum class Speech2TextTask { TRANSCRIBE, TRANSLATE };

class Speech2TextGeneratorParams {
public:
    Speech2TextGeneratorParams(Speech2TextTask task, std::string_view language, float32_t repetition_penalty);
    hailo_status set_task(Speech2TextTask task);
    hailo_status set_language(std::string_view language);
    hailo_status set_repetition_penalty(float32_t penalty);
};

class Speech2Text {
public:
    struct SegmentInfo {
        float32_t start_sec, end_sec;
        std::string text;
    };
    static Expected<Speech2Text> create(std::shared_ptr<VDevice> vdevice, const Speech2TextParams &params);
    Speech2Text(Speech2Text &&);
    virtual ~Speech2Text();
    Expected<Speech2TextGeneratorParams> create_generator_params();
    Expected<std::vector<SegmentInfo>> generate_all_segments(MemoryView audio,
        const Speech2TextGeneratorParams &params, std::chrono::milliseconds timeout);
};

} // namespace genai
} // namespace hailort
