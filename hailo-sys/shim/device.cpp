// The device half of hailo_shim.h: power, load, health, temperature.

#include "common.hpp"

#include "hailo/device.hpp"

using namespace shim;

struct hailo_shim_device {
    std::shared_ptr<VDeviceOwner> parent; // set where `device` is borrowed from a vdevice
    std::unique_ptr<Device> owned;
    Device *device;
};

uint32_t hailo_shim_device_create(hailo_shim_slice id, hailo_shim_device **out)
{
    CHECK_ARGUMENT(out != nullptr);
    *out = nullptr;
    CHECK_ARGUMENT(valid(id));
    return guarded([&]() -> hailo_status {
        auto device = (id.len == 0) ? Device::create() : Device::create(text(id));
        if (!device) {
            return device.status();
        }
        auto owned = device.release();
        auto *pointer = owned.get();
        *out = new hailo_shim_device{nullptr, std::move(owned), pointer};
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_device_of_vdevice(hailo_shim_vdevice *vdevice, size_t index, hailo_shim_device **out)
{
    CHECK_ARGUMENT(out != nullptr);
    *out = nullptr;
    CHECK_ARGUMENT(vdevice != nullptr);
    return guarded([&]() -> hailo_status {
        auto devices = vdevice->owner->vdevice->get_physical_devices();
        if (!devices) {
            return devices.status();
        }
        if (index >= devices->size()) {
            return HAILO_INVALID_ARGUMENT;
        }
        *out = new hailo_shim_device{vdevice->owner, nullptr, &devices->at(index).get()};
        return HAILO_SUCCESS;
    });
}

uint32_t hailo_shim_device_power(hailo_shim_device *device, uint32_t dvm, uint32_t measurement_type, float *out)
{
    CHECK_ARGUMENT((device != nullptr) && (out != nullptr));
    return guarded([&] {
        auto value = device->device->power_measurement(static_cast<hailo_dvm_options_t>(dvm),
            static_cast<hailo_power_measurement_types_t>(measurement_type));
        if (value) {
            *out = value.value();
        }
        return value.status();
    });
}

uint32_t hailo_shim_device_power_start(hailo_shim_device *device, uint32_t averaging_factor, uint32_t sampling_period)
{
    CHECK_ARGUMENT(device != nullptr);
    return guarded([&] {
        return device->device->start_power_measurement(static_cast<hailo_averaging_factor_t>(averaging_factor),
            static_cast<hailo_sampling_period_t>(sampling_period));
    });
}

uint32_t hailo_shim_device_power_set(hailo_shim_device *device, uint32_t buffer_index, uint32_t dvm,
    uint32_t measurement_type)
{
    CHECK_ARGUMENT(device != nullptr);
    return guarded([&] {
        return device->device->set_power_measurement(static_cast<hailo_measurement_buffer_index_t>(buffer_index),
            static_cast<hailo_dvm_options_t>(dvm), static_cast<hailo_power_measurement_types_t>(measurement_type));
    });
}

uint32_t hailo_shim_device_power_get(hailo_shim_device *device, uint32_t buffer_index, uint32_t clear,
    hailo_shim_power *out)
{
    CHECK_ARGUMENT((device != nullptr) && (out != nullptr));
    return guarded([&] {
        auto data = device->device->get_power_measurement(static_cast<hailo_measurement_buffer_index_t>(buffer_index),
            clear != 0);
        if (data) {
            *out = hailo_shim_power{data->average_value, data->average_time_value_milliseconds, data->min_value,
                data->max_value, data->total_number_of_samples};
        }
        return data.status();
    });
}

uint32_t hailo_shim_device_power_stop(hailo_shim_device *device)
{
    CHECK_ARGUMENT(device != nullptr);
    return guarded([&] { return device->device->stop_power_measurement(); });
}

uint32_t hailo_shim_device_performance(hailo_shim_device *device, hailo_shim_performance *out)
{
    CHECK_ARGUMENT((device != nullptr) && (out != nullptr));
    return guarded([&] {
        auto stats = device->device->query_performance_stats();
        if (stats) {
            *out = hailo_shim_performance{stats->ram_size_total, stats->ram_size_used, stats->cpu_utilization,
                stats->nnc_utilization, stats->ddr_noc_total_transactions, stats->dsp_utilization};
        }
        return stats.status();
    });
}

uint32_t hailo_shim_device_health_stats(hailo_shim_device *device, hailo_shim_health_stats *out)
{
    CHECK_ARGUMENT((device != nullptr) && (out != nullptr));
    return guarded([&] {
        auto stats = device->device->query_health_stats();
        if (stats) {
#if AT_LEAST(5, 0, 1)
            const auto bist_mask = stats->bist_failure_mask;
#else
            const auto bist_mask = stats->startup_bist_mask;
#endif
            *out = hailo_shim_health_stats{stats->on_die_temperature, static_cast<float>(stats->on_die_voltage),
                bist_mask};
        }
        return stats.status();
    });
}

uint32_t hailo_shim_device_health_info(hailo_shim_device *device, hailo_shim_health_info *out)
{
    static_assert(HAILO_SHIM_THROTTLING_LEVELS == HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER);
    CHECK_ARGUMENT((device != nullptr) && (out != nullptr));
    return guarded([&] {
        auto real = device->device->get_health_information();
        if (real) {
            hailo_shim_health_info info{};
            info.overcurrent_protection_active = real->overcurrent_protection_active ? 1 : 0;
            info.overcurrent_zone = real->current_overcurrent_zone;
            info.red_overcurrent_threshold = real->red_overcurrent_threshold;
            info.overcurrent_throttling_active = real->overcurrent_throttling_active ? 1 : 0;
            info.temperature_throttling_active = real->temperature_throttling_active ? 1 : 0;
            info.temperature_zone = real->current_temperature_zone;
            info.temperature_throttling_level = real->current_temperature_throttling_level;
            for (size_t i = 0; i < HAILO_SHIM_THROTTLING_LEVELS; i++) {
                const auto &level = real->temperature_throttling_levels[i];
                info.levels[i] = hailo_shim_throttling_level{level.temperature_threshold,
                    level.hysteresis_temperature_threshold, level.throttling_nn_clock_freq};
            }
            info.orange_temperature_threshold = real->orange_temperature_threshold;
            info.orange_hysteresis_temperature_threshold = real->orange_hysteresis_temperature_threshold;
            info.red_temperature_threshold = real->red_temperature_threshold;
            info.red_hysteresis_temperature_threshold = real->red_hysteresis_temperature_threshold;
            info.requested_overcurrent_clock_hz = real->requested_overcurrent_clock_freq;
            info.requested_temperature_clock_hz = real->requested_temperature_clock_freq;
            *out = info;
        }
        return real.status();
    });
}

uint32_t hailo_shim_device_temperature(hailo_shim_device *device, hailo_shim_temperature *out)
{
    CHECK_ARGUMENT((device != nullptr) && (out != nullptr));
    return guarded([&] {
        auto real = device->device->get_chip_temperature();
        if (real) {
            *out = hailo_shim_temperature{real->ts0_temperature, real->ts1_temperature, real->sample_count};
        }
        return real.status();
    });
}

void hailo_shim_device_destroy(hailo_shim_device *device)
{
    destroy(device);
}
