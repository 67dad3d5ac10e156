// Stand-in declarations, see hailort.h beside this file.
#pragma once

#include "hailo/vdevice.hpp"

namespace hailort {

class Device {
public:
    static Expected<std::unique_ptr<Device>> create();
    static Expected<std::unique_ptr<Device>> create(const std::string &id);
    virtual Expected<float32_t> power_measurement(hailo_dvm_options_t dvm, hailo_power_measurement_types_t type);
    virtual hailo_status start_power_measurement(hailo_averaging_factor_t factor, hailo_sampling_period_t period);
    virtual hailo_status set_power_measurement(hailo_measurement_buffer_index_t index, hailo_dvm_options_t dvm,
        hailo_power_measurement_types_t type);
    virtual Expected<hailo_power_measurement_data_t> get_power_measurement(hailo_measurement_buffer_index_t index,
        bool clear);
    virtual hailo_status stop_power_measurement();
    virtual Expected<hailo_chip_temperature_info_t> get_chip_temperature();
    virtual Expected<hailo_health_stats_t> query_health_stats();
    virtual Expected<hailo_performance_stats_t> query_performance_stats();
    Expected<hailo_health_info_t> get_health_information();
    virtual ~Device();
};

} // namespace hailort
