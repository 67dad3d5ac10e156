// Stand-in declarations, see ../../hailort.h.
#pragma once

#include "hailo/vdevice.hpp"

#include <chrono>

namespace hailort {
namespace genai {

class LLMParams {
public:
    hailo_status set_model(const std::string &hef, const std::string &lora);
    void set_optimize_memory_on_device(bool optimize);
};

class LLMGeneratorParams {
public:
    LLMGeneratorParams(float32_t, float32_t, uint32_t, float32_t, uint32_t, bool, uint32_t);
    hailo_status set_temperature(float32_t value);
    float32_t temperature() const;
    hailo_status set_top_p(float32_t value);
    float32_t top_p() const;
    hailo_status set_top_k(uint32_t value);
    uint32_t top_k() const;
    hailo_status set_frequency_penalty(float32_t value);
    float32_t frequency_penalty() const;
    hailo_status set_max_generated_tokens(uint32_t value);
    uint32_t max_generated_tokens() const;
    hailo_status set_do_sample(bool value);
    bool do_sample() const;
    hailo_status set_seed(uint32_t value);
    uint32_t seed() const;
};

class LLMGeneratorCompletion final {
public:
    LLMGeneratorCompletion(LLMGeneratorCompletion &&);
    ~LLMGeneratorCompletion();
    enum class Status { GENERATING };
    Expected<std::string> read(std::chrono::milliseconds timeout);
    Status generation_status() const;
    hailo_status abort();
};

class LLMGenerator {
public:
    LLMGenerator(LLMGenerator &&);
    virtual ~LLMGenerator();
    hailo_status write(const std::string &prompt);
    Expected<LLMGeneratorCompletion> generate();
};

class LLM {
public:
    static Expected<LLM> create(std::shared_ptr<VDevice> vdevice, const LLMParams &params);
    LLM(LLM &&);
    virtual ~LLM();
    Expected<LLMGeneratorParams> create_generator_params();
    Expected<LLMGenerator> create_generator(const LLMGeneratorParams &params);
    Expected<LLMGeneratorCompletion> generate(const LLMGeneratorParams &params,
        const std::vector<std::string> &messages, const std::vector<std::string> &tools = {});
    Expected<std::vector<int>> tokenize(const std::string &text);
    Expected<size_t> get_context_usage_size();
    Expected<size_t> max_context_capacity();
    hailo_status clear_context();
    Expected<BufferPtr> save_context();
    hailo_status load_context(const MemoryView &context);
    hailo_status set_generation_recovery_sequence(const std::string &sequence);
    Expected<std::string> get_generation_recovery_sequence();
    Expected<std::string> prompt_template();
    hailo_status set_stop_tokens(const std::vector<std::string> &tokens);
    Expected<std::vector<std::string>> get_stop_tokens();
};

} // namespace genai
} // namespace hailort
