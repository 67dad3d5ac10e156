// Declarations that stand in for the C header of the Hailo runtime where it is not installed: only what the shim
// uses, enough to compile it and no more. Values and layouts are not the runtime's: nothing built with this runs.
#pragma once

#include <cstddef>
#include <cstdint>

typedef float float32_t;

enum hailo_status {
    HAILO_SUCCESS,
    HAILO_INVALID_ARGUMENT,
    HAILO_OUT_OF_HOST_MEMORY,
    HAILO_INSUFFICIENT_BUFFER,
    HAILO_INVALID_OPERATION,
    HAILO_NOT_IMPLEMENTED,
    HAILO_INTERNAL_FAILURE,
    HAILO_STREAM_ABORT,
};

enum hailo_scheduling_algorithm_t { SCHEDULING };
enum hailo_power_mode_t { POWER_MODE };
enum hailo_latency_measurement_flags_t { LATENCY };
enum hailo_format_type_t { FORMAT_TYPE };
enum hailo_format_order_t { FORMAT_ORDER };
enum hailo_format_flags_t { FORMAT_FLAGS };
enum hailo_dvm_options_t { DVM };
enum hailo_power_measurement_types_t { POWER_TYPE };
enum hailo_averaging_factor_t { AVERAGING };
enum hailo_sampling_period_t { SAMPLING };
enum hailo_measurement_buffer_index_t { BUFFER_INDEX };

struct hailo_version_t {
    uint32_t major, minor, revision;
};

struct hailo_device_id_t {
    char id[32];
};

struct hailo_vdevice_params_t {
    uint32_t device_count;
    hailo_device_id_t *device_ids;
    hailo_scheduling_algorithm_t scheduling_algorithm;
    const char *group_id;
    bool multi_process_service;
};

struct hailo_format_t {
    hailo_format_type_t type;
    hailo_format_order_t order;
    hailo_format_flags_t flags;
};

struct hailo_3d_image_shape_t {
    uint32_t height, width, features;
};

struct hailo_nms_shape_t {
    uint32_t number_of_classes, max_bboxes_per_class, max_bboxes_total, max_accumulated_mask_size;
};

struct hailo_quant_info_t {
    float32_t qp_zp, qp_scale, limvals_min, limvals_max;
};

struct hailo_power_measurement_data_t {
    float32_t average_value, average_time_value_milliseconds, min_value, max_value;
    uint32_t total_number_of_samples;
};

struct hailo_performance_stats_t {
    float32_t cpu_utilization;
    int64_t ram_size_total, ram_size_used;
    float32_t nnc_utilization;
    int32_t ddr_noc_total_transactions, dsp_utilization;
};

struct hailo_health_stats_t {
    float32_t on_die_temperature;
    int32_t on_die_voltage;
    int32_t bist_failure_mask; // since 5.0.1
    int32_t startup_bist_mask; // before
};

#define HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER 4

struct hailo_throttling_level_t {
    float32_t temperature_threshold, hysteresis_temperature_threshold;
    uint32_t throttling_nn_clock_freq;
};

struct hailo_health_info_t {
    bool overcurrent_protection_active;
    uint8_t current_overcurrent_zone;
    float32_t red_overcurrent_threshold;
    bool overcurrent_throttling_active, temperature_throttling_active;
    uint8_t current_temperature_zone;
    int8_t current_temperature_throttling_level;
    hailo_throttling_level_t temperature_throttling_levels[HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER];
    int32_t orange_temperature_threshold, orange_hysteresis_temperature_threshold;
    int32_t red_temperature_threshold, red_hysteresis_temperature_threshold;
    uint32_t requested_overcurrent_clock_freq, requested_temperature_clock_freq;
};

struct hailo_chip_temperature_info_t {
    float32_t ts0_temperature, ts1_temperature;
    uint16_t sample_count;
};

hailo_status hailo_get_library_version(hailo_version_t *version);
hailo_status hailo_init_vdevice_params(hailo_vdevice_params_t *params);
