// Written by `cargo xtask codegen` from hailo-sys/abi/hailort.json. Do not edit.
//
// What the headers at hand say of each record, field and number that any known release has. A name that they lack
// is found in `absent`, which a qualified name reaches only where the headers do not declare it.

#include "hailo_shim.h"

#include "hailo/hailort.h"

#include <cstddef>
#include <type_traits>
#include <utility>

namespace {

// Before `absent`: what a macro stands for may be a name that is looked up.
#ifdef HAILO_MAX_ENUM
constexpr hailo_shim_layout_row row_of_HAILO_MAX_ENUM{"HAILO_MAX_ENUM", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_MAX_ENUM), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_MAX_ENUM{"HAILO_MAX_ENUM", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_INFINITE
constexpr hailo_shim_layout_row row_of_HAILO_INFINITE{"HAILO_INFINITE", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_INFINITE), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_INFINITE{"HAILO_INFINITE", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_ETH_PORT_ANY
constexpr hailo_shim_layout_row row_of_HAILO_ETH_PORT_ANY{"HAILO_ETH_PORT_ANY", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_ETH_PORT_ANY), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_ETH_PORT_ANY{"HAILO_ETH_PORT_ANY", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_MAX_NAME_SIZE
constexpr hailo_shim_layout_row row_of_HAILO_MAX_NAME_SIZE{"HAILO_MAX_NAME_SIZE", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_MAX_NAME_SIZE), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_MAX_NAME_SIZE{"HAILO_MAX_NAME_SIZE", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_MAX_STREAM_NAME_SIZE
constexpr hailo_shim_layout_row row_of_HAILO_MAX_STREAM_NAME_SIZE{"HAILO_MAX_STREAM_NAME_SIZE", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_MAX_STREAM_NAME_SIZE), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_MAX_STREAM_NAME_SIZE{"HAILO_MAX_STREAM_NAME_SIZE", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_MAX_BOARD_NAME_LENGTH
constexpr hailo_shim_layout_row row_of_HAILO_MAX_BOARD_NAME_LENGTH{"HAILO_MAX_BOARD_NAME_LENGTH", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_MAX_BOARD_NAME_LENGTH), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_MAX_BOARD_NAME_LENGTH{"HAILO_MAX_BOARD_NAME_LENGTH", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_MAX_DEVICE_ID_LENGTH
constexpr hailo_shim_layout_row row_of_HAILO_MAX_DEVICE_ID_LENGTH{"HAILO_MAX_DEVICE_ID_LENGTH", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_MAX_DEVICE_ID_LENGTH), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_MAX_DEVICE_ID_LENGTH{"HAILO_MAX_DEVICE_ID_LENGTH", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_MAX_SERIAL_NUMBER_LENGTH
constexpr hailo_shim_layout_row row_of_HAILO_MAX_SERIAL_NUMBER_LENGTH{"HAILO_MAX_SERIAL_NUMBER_LENGTH", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_MAX_SERIAL_NUMBER_LENGTH), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_MAX_SERIAL_NUMBER_LENGTH{"HAILO_MAX_SERIAL_NUMBER_LENGTH", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_MAX_PART_NUMBER_LENGTH
constexpr hailo_shim_layout_row row_of_HAILO_MAX_PART_NUMBER_LENGTH{"HAILO_MAX_PART_NUMBER_LENGTH", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_MAX_PART_NUMBER_LENGTH), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_MAX_PART_NUMBER_LENGTH{"HAILO_MAX_PART_NUMBER_LENGTH", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_MAX_PRODUCT_NAME_LENGTH
constexpr hailo_shim_layout_row row_of_HAILO_MAX_PRODUCT_NAME_LENGTH{"HAILO_MAX_PRODUCT_NAME_LENGTH", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_MAX_PRODUCT_NAME_LENGTH), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_MAX_PRODUCT_NAME_LENGTH{"HAILO_MAX_PRODUCT_NAME_LENGTH", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_MAX_STREAMS_COUNT
constexpr hailo_shim_layout_row row_of_HAILO_MAX_STREAMS_COUNT{"HAILO_MAX_STREAMS_COUNT", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_MAX_STREAMS_COUNT), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_MAX_STREAMS_COUNT{"HAILO_MAX_STREAMS_COUNT", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_MAX_NETWORK_GROUPS
constexpr hailo_shim_layout_row row_of_HAILO_MAX_NETWORK_GROUPS{"HAILO_MAX_NETWORK_GROUPS", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_MAX_NETWORK_GROUPS), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_MAX_NETWORK_GROUPS{"HAILO_MAX_NETWORK_GROUPS", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_MAX_NETWORK_GROUP_NAME_SIZE
constexpr hailo_shim_layout_row row_of_HAILO_MAX_NETWORK_GROUP_NAME_SIZE{"HAILO_MAX_NETWORK_GROUP_NAME_SIZE", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_MAX_NETWORK_GROUP_NAME_SIZE), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_MAX_NETWORK_GROUP_NAME_SIZE{"HAILO_MAX_NETWORK_GROUP_NAME_SIZE", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_MAX_NETWORK_NAME_SIZE
constexpr hailo_shim_layout_row row_of_HAILO_MAX_NETWORK_NAME_SIZE{"HAILO_MAX_NETWORK_NAME_SIZE", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_MAX_NETWORK_NAME_SIZE), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_MAX_NETWORK_NAME_SIZE{"HAILO_MAX_NETWORK_NAME_SIZE", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_MAX_NETWORKS_IN_NETWORK_GROUP
constexpr hailo_shim_layout_row row_of_HAILO_MAX_NETWORKS_IN_NETWORK_GROUP{"HAILO_MAX_NETWORKS_IN_NETWORK_GROUP", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_MAX_NETWORKS_IN_NETWORK_GROUP), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_MAX_NETWORKS_IN_NETWORK_GROUP{"HAILO_MAX_NETWORKS_IN_NETWORK_GROUP", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_PCIE_ANY_DOMAIN
constexpr hailo_shim_layout_row row_of_HAILO_PCIE_ANY_DOMAIN{"HAILO_PCIE_ANY_DOMAIN", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_PCIE_ANY_DOMAIN), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_PCIE_ANY_DOMAIN{"HAILO_PCIE_ANY_DOMAIN", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_SOC_ID_LENGTH
constexpr hailo_shim_layout_row row_of_HAILO_SOC_ID_LENGTH{"HAILO_SOC_ID_LENGTH", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_SOC_ID_LENGTH), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_SOC_ID_LENGTH{"HAILO_SOC_ID_LENGTH", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_ETH_MAC_LENGTH
constexpr hailo_shim_layout_row row_of_HAILO_ETH_MAC_LENGTH{"HAILO_ETH_MAC_LENGTH", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_ETH_MAC_LENGTH), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_ETH_MAC_LENGTH{"HAILO_ETH_MAC_LENGTH", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_UNIT_LEVEL_TRACKING_BYTES_LENGTH
constexpr hailo_shim_layout_row row_of_HAILO_UNIT_LEVEL_TRACKING_BYTES_LENGTH{"HAILO_UNIT_LEVEL_TRACKING_BYTES_LENGTH", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_UNIT_LEVEL_TRACKING_BYTES_LENGTH), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_UNIT_LEVEL_TRACKING_BYTES_LENGTH{"HAILO_UNIT_LEVEL_TRACKING_BYTES_LENGTH", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_SOC_PM_VALUES_BYTES_LENGTH
constexpr hailo_shim_layout_row row_of_HAILO_SOC_PM_VALUES_BYTES_LENGTH{"HAILO_SOC_PM_VALUES_BYTES_LENGTH", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_SOC_PM_VALUES_BYTES_LENGTH), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_SOC_PM_VALUES_BYTES_LENGTH{"HAILO_SOC_PM_VALUES_BYTES_LENGTH", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_GPIO_MASK_VALUES_LENGTH
constexpr hailo_shim_layout_row row_of_HAILO_GPIO_MASK_VALUES_LENGTH{"HAILO_GPIO_MASK_VALUES_LENGTH", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_GPIO_MASK_VALUES_LENGTH), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_GPIO_MASK_VALUES_LENGTH{"HAILO_GPIO_MASK_VALUES_LENGTH", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_CHIP_SERIAL_NUMBER_BYTES_LENGTH
constexpr hailo_shim_layout_row row_of_HAILO_CHIP_SERIAL_NUMBER_BYTES_LENGTH{"HAILO_CHIP_SERIAL_NUMBER_BYTES_LENGTH", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_CHIP_SERIAL_NUMBER_BYTES_LENGTH), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_CHIP_SERIAL_NUMBER_BYTES_LENGTH{"HAILO_CHIP_SERIAL_NUMBER_BYTES_LENGTH", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_CURRENT_LIMIT_NA
constexpr hailo_shim_layout_row row_of_HAILO_CURRENT_LIMIT_NA{"HAILO_CURRENT_LIMIT_NA", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_CURRENT_LIMIT_NA), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_CURRENT_LIMIT_NA{"HAILO_CURRENT_LIMIT_NA", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_CURRENT_LIMIT_900_MA
constexpr hailo_shim_layout_row row_of_HAILO_CURRENT_LIMIT_900_MA{"HAILO_CURRENT_LIMIT_900_MA", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_CURRENT_LIMIT_900_MA), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_CURRENT_LIMIT_900_MA{"HAILO_CURRENT_LIMIT_900_MA", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_CURRENT_LIMIT_1500_MA
constexpr hailo_shim_layout_row row_of_HAILO_CURRENT_LIMIT_1500_MA{"HAILO_CURRENT_LIMIT_1500_MA", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_CURRENT_LIMIT_1500_MA), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_CURRENT_LIMIT_1500_MA{"HAILO_CURRENT_LIMIT_1500_MA", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_CURRENT_LIMIT_3000_MA
constexpr hailo_shim_layout_row row_of_HAILO_CURRENT_LIMIT_3000_MA{"HAILO_CURRENT_LIMIT_3000_MA", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_CURRENT_LIMIT_3000_MA), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_CURRENT_LIMIT_3000_MA{"HAILO_CURRENT_LIMIT_3000_MA", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER
constexpr hailo_shim_layout_row row_of_HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER{"HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER{"HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_SCHEDULER_PRIORITY_NORMAL
constexpr hailo_shim_layout_row row_of_HAILO_SCHEDULER_PRIORITY_NORMAL{"HAILO_SCHEDULER_PRIORITY_NORMAL", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_SCHEDULER_PRIORITY_NORMAL), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_SCHEDULER_PRIORITY_NORMAL{"HAILO_SCHEDULER_PRIORITY_NORMAL", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_SCHEDULER_PRIORITY_MAX
constexpr hailo_shim_layout_row row_of_HAILO_SCHEDULER_PRIORITY_MAX{"HAILO_SCHEDULER_PRIORITY_MAX", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_SCHEDULER_PRIORITY_MAX), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_SCHEDULER_PRIORITY_MAX{"HAILO_SCHEDULER_PRIORITY_MAX", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_SCHEDULER_PRIORITY_MIN
constexpr hailo_shim_layout_row row_of_HAILO_SCHEDULER_PRIORITY_MIN{"HAILO_SCHEDULER_PRIORITY_MIN", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_SCHEDULER_PRIORITY_MIN), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_SCHEDULER_PRIORITY_MIN{"HAILO_SCHEDULER_PRIORITY_MIN", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef MAX_NUMBER_OF_PLANES
constexpr hailo_shim_layout_row row_of_MAX_NUMBER_OF_PLANES{"MAX_NUMBER_OF_PLANES", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(MAX_NUMBER_OF_PLANES), 0};
#else
constexpr hailo_shim_layout_row row_of_MAX_NUMBER_OF_PLANES{"MAX_NUMBER_OF_PLANES", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef NUMBER_OF_PLANES_NV12_NV21
constexpr hailo_shim_layout_row row_of_NUMBER_OF_PLANES_NV12_NV21{"NUMBER_OF_PLANES_NV12_NV21", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(NUMBER_OF_PLANES_NV12_NV21), 0};
#else
constexpr hailo_shim_layout_row row_of_NUMBER_OF_PLANES_NV12_NV21{"NUMBER_OF_PLANES_NV12_NV21", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef NUMBER_OF_PLANES_I420
constexpr hailo_shim_layout_row row_of_NUMBER_OF_PLANES_I420{"NUMBER_OF_PLANES_I420", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(NUMBER_OF_PLANES_I420), 0};
#else
constexpr hailo_shim_layout_row row_of_NUMBER_OF_PLANES_I420{"NUMBER_OF_PLANES_I420", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_RANDOM_SEED
constexpr hailo_shim_layout_row row_of_HAILO_RANDOM_SEED{"HAILO_RANDOM_SEED", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_RANDOM_SEED), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_RANDOM_SEED{"HAILO_RANDOM_SEED", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_STREAM_ABORTED_BY_USER
constexpr hailo_shim_layout_row row_of_HAILO_STREAM_ABORTED_BY_USER{"HAILO_STREAM_ABORTED_BY_USER", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_STREAM_ABORTED_BY_USER), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_STREAM_ABORTED_BY_USER{"HAILO_STREAM_ABORTED_BY_USER", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_DRIVER_FAIL
constexpr hailo_shim_layout_row row_of_HAILO_DRIVER_FAIL{"HAILO_DRIVER_FAIL", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_DRIVER_FAIL), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_DRIVER_FAIL{"HAILO_DRIVER_FAIL", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif
#ifdef HAILO_PCIE_DRIVER_NOT_INSTALLED
constexpr hailo_shim_layout_row row_of_HAILO_PCIE_DRIVER_NOT_INSTALLED{"HAILO_PCIE_DRIVER_NOT_INSTALLED", HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(HAILO_PCIE_DRIVER_NOT_INSTALLED), 0};
#else
constexpr hailo_shim_layout_row row_of_HAILO_PCIE_DRIVER_NOT_INSTALLED{"HAILO_PCIE_DRIVER_NOT_INSTALLED", HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
#endif

} // namespace

namespace absent {
struct none {};
using hailo_version_t = none;
using hailo_power_measurement_data_t = none;
using hailo_eth_device_info_t = none;
using hailo_pcie_device_info_t = none;
using hailo_usb_device_info_t = none;
using hailo_device_id_t = none;
using hailo_vdevice_params_t = none;
using hailo_firmware_version_t = none;
using hailo_device_identity_t = none;
using hailo_core_information_t = none;
using hailo_device_supported_features_t = none;
using hailo_extended_device_information_t = none;
using hailo_i2c_slave_config_t = none;
using hailo_fw_user_config_information_t = none;
using hailo_format_t = none;
using hailo_buffer_parameters_t = none;
using hailo_transform_params_t = none;
using hailo_demux_params_t = none;
using hailo_quant_info_t = none;
using hailo_eth_input_stream_params_t = none;
using hailo_eth_output_stream_params_t = none;
using hailo_pcie_input_stream_params_t = none;
using hailo_pcie_output_stream_params_t = none;
using hailo_mipi_common_params_t = none;
using hailo_isp_params_t = none;
using hailo_mipi_input_stream_params_t = none;
using hailo_integrated_input_stream_params_t = none;
using hailo_integrated_output_stream_params_t = none;
using hailo_stream_parameters_t = none;
using hailo_stream_parameters_by_name_t = none;
using hailo_vstream_params_t = none;
using hailo_input_vstream_params_by_name_t = none;
using hailo_output_vstream_params_by_name_t = none;
using hailo_output_vstream_name_by_group_t = none;
using hailo_3d_image_shape_t = none;
using hailo_pix_buffer_plane_t = none;
using hailo_pix_buffer_t = none;
using hailo_dma_buffer_t = none;
using hailo_nms_defuse_info_t = none;
using hailo_nms_info_t = none;
using hailo_nms_fuse_input_t = none;
using hailo_nms_shape_t = none;
using hailo_bbox_t = none;
using hailo_bbox_float32_t = none;
using hailo_rectangle_t = none;
using hailo_detection_t = none;
using hailo_detections_t = none;
using hailo_detection_with_byte_mask_t = none;
using hailo_stream_write_async_completion_info_t = none;
using hailo_stream_read_async_completion_info_t = none;
using hailo_stream_info_t = none;
using hailo_vstream_info_t = none;
using hailo_network_parameters_t = none;
using hailo_network_parameters_by_name_t = none;
using hailo_configure_network_group_params_t = none;
using hailo_configure_params_t = none;
using hailo_activate_network_group_params_t = none;
using hailo_network_group_info_t = none;
using hailo_layer_name_t = none;
using hailo_network_info_t = none;
using hailo_rx_error_notification_message_t = none;
using hailo_debug_notification_message_t = none;
using hailo_health_monitor_dataflow_shutdown_notification_message_t = none;
using hailo_health_monitor_temperature_alarm_notification_message_t = none;
using hailo_health_monitor_overcurrent_alert_notification_message_t = none;
using hailo_health_monitor_lcu_ecc_error_notification_message_t = none;
using hailo_health_monitor_cpu_ecc_notification_message_t = none;
using hailo_performance_stats_t = none;
using hailo_health_stats_t = none;
using hailo_context_switch_breakpoint_reached_message_t = none;
using hailo_health_monitor_clock_changed_notification_message_t = none;
using hailo_hw_infer_manager_infer_done_notification_message_t = none;
using hailo_start_update_cache_offset_notification_message_t = none;
using hailo_context_switch_run_time_error_message_t = none;
using hailo_throttling_state_change_message_t = none;
using hailo_notification_message_parameters_t = none;
using hailo_notification_t = none;
using hailo_chip_temperature_info_t = none;
using hailo_throttling_level_t = none;
using hailo_health_info_t = none;
using hailo_stream_raw_buffer_t = none;
using hailo_stream_raw_buffer_by_name_t = none;
using hailo_latency_measurement_result_t = none;
using hailo_rate_limit_t = none;
constexpr none HAILO_SUCCESS{};
constexpr none HAILO_UNINITIALIZED{};
constexpr none HAILO_INVALID_ARGUMENT{};
constexpr none HAILO_OUT_OF_HOST_MEMORY{};
constexpr none HAILO_TIMEOUT{};
constexpr none HAILO_INSUFFICIENT_BUFFER{};
constexpr none HAILO_INVALID_OPERATION{};
constexpr none HAILO_NOT_IMPLEMENTED{};
constexpr none HAILO_INTERNAL_FAILURE{};
constexpr none HAILO_DATA_ALIGNMENT_FAILURE{};
constexpr none HAILO_CHUNK_TOO_LARGE{};
constexpr none HAILO_INVALID_LOGGER_LEVEL{};
constexpr none HAILO_CLOSE_FAILURE{};
constexpr none HAILO_OPEN_FILE_FAILURE{};
constexpr none HAILO_FILE_OPERATION_FAILURE{};
constexpr none HAILO_UNSUPPORTED_CONTROL_PROTOCOL_VERSION{};
constexpr none HAILO_UNSUPPORTED_FW_VERSION{};
constexpr none HAILO_INVALID_CONTROL_RESPONSE{};
constexpr none HAILO_FW_CONTROL_FAILURE{};
constexpr none HAILO_ETH_FAILURE{};
constexpr none HAILO_ETH_INTERFACE_NOT_FOUND{};
constexpr none HAILO_ETH_RECV_FAILURE{};
constexpr none HAILO_ETH_SEND_FAILURE{};
constexpr none HAILO_INVALID_FIRMWARE{};
constexpr none HAILO_INVALID_CONTEXT_COUNT{};
constexpr none HAILO_INVALID_FRAME{};
constexpr none HAILO_INVALID_HEF{};
constexpr none HAILO_PCIE_NOT_SUPPORTED_ON_PLATFORM{};
constexpr none HAILO_INTERRUPTED_BY_SIGNAL{};
constexpr none HAILO_START_VDMA_CHANNEL_FAIL{};
constexpr none HAILO_SYNC_VDMA_BUFFER_FAIL{};
constexpr none HAILO_STOP_VDMA_CHANNEL_FAIL{};
constexpr none HAILO_CLOSE_VDMA_CHANNEL_FAIL{};
constexpr none HAILO_ATR_TABLES_CONF_VALIDATION_FAIL{};
constexpr none HAILO_EVENT_CREATE_FAIL{};
constexpr none HAILO_READ_EVENT_FAIL{};
constexpr none HAILO_DRIVER_OPERATION_FAILED{};
constexpr none HAILO_INVALID_FIRMWARE_MAGIC{};
constexpr none HAILO_INVALID_FIRMWARE_CODE_SIZE{};
constexpr none HAILO_INVALID_KEY_CERTIFICATE_SIZE{};
constexpr none HAILO_INVALID_CONTENT_CERTIFICATE_SIZE{};
constexpr none HAILO_MISMATCHING_FIRMWARE_BUFFER_SIZES{};
constexpr none HAILO_INVALID_FIRMWARE_CPU_ID{};
constexpr none HAILO_CONTROL_RESPONSE_MD5_MISMATCH{};
constexpr none HAILO_GET_CONTROL_RESPONSE_FAIL{};
constexpr none HAILO_GET_D2H_EVENT_MESSAGE_FAIL{};
constexpr none HAILO_MUTEX_INIT_FAIL{};
constexpr none HAILO_OUT_OF_DESCRIPTORS{};
constexpr none HAILO_UNSUPPORTED_OPCODE{};
constexpr none HAILO_USER_MODE_RATE_LIMITER_NOT_SUPPORTED{};
constexpr none HAILO_RATE_LIMIT_MAXIMUM_BANDWIDTH_EXCEEDED{};
constexpr none HAILO_ANSI_TO_UTF16_CONVERSION_FAILED{};
constexpr none HAILO_UTF16_TO_ANSI_CONVERSION_FAILED{};
constexpr none HAILO_UNEXPECTED_INTERFACE_INFO_FAILURE{};
constexpr none HAILO_UNEXPECTED_ARP_TABLE_FAILURE{};
constexpr none HAILO_MAC_ADDRESS_NOT_FOUND{};
constexpr none HAILO_NO_IPV4_INTERFACES_FOUND{};
constexpr none HAILO_SHUTDOWN_EVENT_SIGNALED{};
constexpr none HAILO_THREAD_ALREADY_ACTIVATED{};
constexpr none HAILO_THREAD_NOT_ACTIVATED{};
constexpr none HAILO_THREAD_NOT_JOINABLE{};
constexpr none HAILO_NOT_FOUND{};
constexpr none HAILO_COMMUNICATION_CLOSED{};
constexpr none HAILO_STREAM_ABORT{};
constexpr none HAILO_DRIVER_NOT_INSTALLED{};
constexpr none HAILO_NOT_AVAILABLE{};
constexpr none HAILO_TRAFFIC_CONTROL_FAILURE{};
constexpr none HAILO_INVALID_SECOND_STAGE{};
constexpr none HAILO_INVALID_PIPELINE{};
constexpr none HAILO_NETWORK_GROUP_NOT_ACTIVATED{};
constexpr none HAILO_VSTREAM_PIPELINE_NOT_ACTIVATED{};
constexpr none HAILO_OUT_OF_FW_MEMORY{};
constexpr none HAILO_STREAM_NOT_ACTIVATED{};
constexpr none HAILO_DEVICE_IN_USE{};
constexpr none HAILO_OUT_OF_PHYSICAL_DEVICES{};
constexpr none HAILO_INVALID_DEVICE_ARCHITECTURE{};
constexpr none HAILO_INVALID_DRIVER_VERSION{};
constexpr none HAILO_RPC_FAILED{};
constexpr none HAILO_INVALID_SERVICE_VERSION{};
constexpr none HAILO_NOT_SUPPORTED{};
constexpr none HAILO_NMS_BURST_INVALID_DATA{};
constexpr none HAILO_OUT_OF_HOST_CMA_MEMORY{};
constexpr none HAILO_RESOURCE_EXHAUSTED{};
constexpr none HAILO_QUEUE_IS_FULL{};
constexpr none HAILO_DMA_MAPPING_ALREADY_EXISTS{};
constexpr none HAILO_CANT_MEET_BUFFER_REQUIREMENTS{};
constexpr none HAILO_DRIVER_INVALID_RESPONSE{};
constexpr none HAILO_DRIVER_INVALID_IOCTL{};
constexpr none HAILO_DRIVER_TIMEOUT{};
constexpr none HAILO_DRIVER_INTERRUPTED{};
constexpr none HAILO_CONNECTION_REFUSED{};
constexpr none HAILO_DRIVER_WAIT_CANCELED{};
constexpr none HAILO_HEF_FILE_CORRUPTED{};
constexpr none HAILO_HEF_NOT_SUPPORTED{};
constexpr none HAILO_HEF_NOT_COMPATIBLE_WITH_DEVICE{};
constexpr none HAILO_INVALID_HEF_USE{};
constexpr none HAILO_OPERATION_ABORTED{};
constexpr none HAILO_DEVICE_NOT_CONNECTED{};
constexpr none HAILO_DEVICE_TEMPORARILY_UNAVAILABLE{};
constexpr none HAILO_LIBUSB_FAILURE{};
constexpr none HAILO_STATUS_COUNT{};
constexpr none HAILO_STATUS_MAX_ENUM{};
constexpr none HAILO_DVM_OPTIONS_VDD_CORE{};
constexpr none HAILO_DVM_OPTIONS_VDD_IO{};
constexpr none HAILO_DVM_OPTIONS_MIPI_AVDD{};
constexpr none HAILO_DVM_OPTIONS_MIPI_AVDD_H{};
constexpr none HAILO_DVM_OPTIONS_USB_AVDD_IO{};
constexpr none HAILO_DVM_OPTIONS_VDD_TOP{};
constexpr none HAILO_DVM_OPTIONS_USB_AVDD_IO_HV{};
constexpr none HAILO_DVM_OPTIONS_AVDD_H{};
constexpr none HAILO_DVM_OPTIONS_SDIO_VDD_IO{};
constexpr none HAILO_DVM_OPTIONS_OVERCURRENT_PROTECTION{};
constexpr none HAILO_DVM_OPTIONS_COUNT{};
constexpr none HAILO_DVM_OPTIONS_AUTO{};
constexpr none HAILO_DVM_OPTIONS_MAX_ENUM{};
constexpr none HAILO_POWER_MEASUREMENT_TYPES__SHUNT_VOLTAGE{};
constexpr none HAILO_POWER_MEASUREMENT_TYPES__BUS_VOLTAGE{};
constexpr none HAILO_POWER_MEASUREMENT_TYPES__POWER{};
constexpr none HAILO_POWER_MEASUREMENT_TYPES__CURRENT{};
constexpr none HAILO_POWER_MEASUREMENT_TYPES__COUNT{};
constexpr none HAILO_POWER_MEASUREMENT_TYPES__AUTO{};
constexpr none HAILO_POWER_MEASUREMENT_TYPES__MAX_ENUM{};
constexpr none HAILO_SAMPLING_PERIOD_140US{};
constexpr none HAILO_SAMPLING_PERIOD_204US{};
constexpr none HAILO_SAMPLING_PERIOD_332US{};
constexpr none HAILO_SAMPLING_PERIOD_588US{};
constexpr none HAILO_SAMPLING_PERIOD_1100US{};
constexpr none HAILO_SAMPLING_PERIOD_2116US{};
constexpr none HAILO_SAMPLING_PERIOD_4156US{};
constexpr none HAILO_SAMPLING_PERIOD_8244US{};
constexpr none HAILO_SAMPLING_PERIOD_MAX_ENUM{};
constexpr none HAILO_AVERAGE_FACTOR_1{};
constexpr none HAILO_AVERAGE_FACTOR_4{};
constexpr none HAILO_AVERAGE_FACTOR_16{};
constexpr none HAILO_AVERAGE_FACTOR_64{};
constexpr none HAILO_AVERAGE_FACTOR_128{};
constexpr none HAILO_AVERAGE_FACTOR_256{};
constexpr none HAILO_AVERAGE_FACTOR_512{};
constexpr none HAILO_AVERAGE_FACTOR_1024{};
constexpr none HAILO_AVERAGE_FACTOR_MAX_ENUM{};
constexpr none HAILO_MEASUREMENT_BUFFER_INDEX_0{};
constexpr none HAILO_MEASUREMENT_BUFFER_INDEX_1{};
constexpr none HAILO_MEASUREMENT_BUFFER_INDEX_2{};
constexpr none HAILO_MEASUREMENT_BUFFER_INDEX_3{};
constexpr none HAILO_MEASUREMENT_BUFFER_INDEX_MAX_ENUM{};
constexpr none HAILO_DEVICE_TYPE_PCIE{};
constexpr none HAILO_DEVICE_TYPE_ETH{};
constexpr none HAILO_DEVICE_TYPE_INTEGRATED{};
constexpr none HAILO_DEVICE_TYPE_USB{};
constexpr none HAILO_DEVICE_TYPE_MAX_ENUM{};
constexpr none HAILO_SCHEDULING_ALGORITHM_NONE{};
constexpr none HAILO_SCHEDULING_ALGORITHM_ROUND_ROBIN{};
constexpr none HAILO_SCHEDULING_ALGORITHM_MAX_ENUM{};
constexpr none HAILO_ARCH_HAILO8_A0{};
constexpr none HAILO_ARCH_HAILO8{};
constexpr none HAILO_ARCH_HAILO8L{};
constexpr none HAILO_ARCH_HAILO15H{};
constexpr none HAILO_ARCH_HAILO15L{};
constexpr none HAILO_ARCH_HAILO15M{};
constexpr none HAILO_ARCH_HAILO10H{};
constexpr none HAILO_ARCH_MARS{};
constexpr none HAILO_ARCH_HAILO12L{};
constexpr none HAILO_ARCH_MAX_ENUM{};
constexpr none HAILO_CPU_ID_0{};
constexpr none HAILO_CPU_ID_1{};
constexpr none HAILO_CPU_ID_MAX_ENUM{};
constexpr none HAILO_DEVICE_BOOT_SOURCE_INVALID{};
constexpr none HAILO_DEVICE_BOOT_SOURCE_PCIE{};
constexpr none HAILO_DEVICE_BOOT_SOURCE_FLASH{};
constexpr none HAILO_DEVICE_BOOT_SOURCE_MAX{};
constexpr none HAILO_BIG_ENDIAN{};
constexpr none HAILO_LITTLE_ENDIAN{};
constexpr none HAILO_ENDIANNESS_MAX_ENUM{};
constexpr none HAILO_FORMAT_TYPE_AUTO{};
constexpr none HAILO_FORMAT_TYPE_UINT8{};
constexpr none HAILO_FORMAT_TYPE_UINT16{};
constexpr none HAILO_FORMAT_TYPE_FLOAT32{};
constexpr none HAILO_FORMAT_TYPE_MAX_ENUM{};
constexpr none HAILO_FORMAT_ORDER_AUTO{};
constexpr none HAILO_FORMAT_ORDER_NHWC{};
constexpr none HAILO_FORMAT_ORDER_NHCW{};
constexpr none HAILO_FORMAT_ORDER_FCR{};
constexpr none HAILO_FORMAT_ORDER_F8CR{};
constexpr none HAILO_FORMAT_ORDER_NHW{};
constexpr none HAILO_FORMAT_ORDER_NC{};
constexpr none HAILO_FORMAT_ORDER_BAYER_RGB{};
constexpr none HAILO_FORMAT_ORDER_12_BIT_BAYER_RGB{};
constexpr none HAILO_FORMAT_ORDER_HAILO_NMS{};
constexpr none HAILO_FORMAT_ORDER_RGB888{};
constexpr none HAILO_FORMAT_ORDER_NCHW{};
constexpr none HAILO_FORMAT_ORDER_YUY2{};
constexpr none HAILO_FORMAT_ORDER_NV12{};
constexpr none HAILO_FORMAT_ORDER_NV21{};
constexpr none HAILO_FORMAT_ORDER_HAILO_YYUV{};
constexpr none HAILO_FORMAT_ORDER_HAILO_YYVU{};
constexpr none HAILO_FORMAT_ORDER_RGB4{};
constexpr none HAILO_FORMAT_ORDER_I420{};
constexpr none HAILO_FORMAT_ORDER_HAILO_YYYYUV{};
constexpr none HAILO_FORMAT_ORDER_HAILO_NMS_WITH_BYTE_MASK{};
constexpr none HAILO_FORMAT_ORDER_HAILO_NMS_ON_CHIP{};
constexpr none HAILO_FORMAT_ORDER_HAILO_NMS_BY_CLASS{};
constexpr none HAILO_FORMAT_ORDER_HAILO_NMS_BY_SCORE{};
constexpr none HAILO_FORMAT_ORDER_MAX_ENUM{};
constexpr none HAILO_FORMAT_FLAGS_NONE{};
constexpr none HAILO_FORMAT_FLAGS_QUANTIZED{};
constexpr none HAILO_FORMAT_FLAGS_TRANSPOSED{};
constexpr none HAILO_FORMAT_FLAGS_MAX_ENUM{};
constexpr none HAILO_STREAM_NO_TRANSFORM{};
constexpr none HAILO_STREAM_TRANSFORM_COPY{};
constexpr none HAILO_STREAM_MAX_ENUM{};
constexpr none HAILO_H2D_STREAM{};
constexpr none HAILO_D2H_STREAM{};
constexpr none HAILO_STREAM_DIRECTION_MAX_ENUM{};
constexpr none HAILO_STREAM_FLAGS_NONE{};
constexpr none HAILO_STREAM_FLAGS_ASYNC{};
constexpr none HAILO_STREAM_FLAGS_MAX_ENUM{};
constexpr none HAILO_DMA_BUFFER_DIRECTION_H2D{};
constexpr none HAILO_DMA_BUFFER_DIRECTION_D2H{};
constexpr none HAILO_DMA_BUFFER_DIRECTION_BOTH{};
constexpr none HAILO_DMA_BUFFER_DIRECTION_MAX_ENUM{};
constexpr none HAILO_BUFFER_FLAGS_NONE{};
constexpr none HAILO_BUFFER_FLAGS_DMA{};
constexpr none HAILO_BUFFER_FLAGS_CONTINUOUS{};
constexpr none HAILO_BUFFER_FLAGS_SHARED_MEMORY{};
constexpr none HAILO_BUFFER_FLAGS_MAX_ENUM{};
constexpr none HAILO_MIPI_PIXELS_PER_CLOCK_1{};
constexpr none HAILO_MIPI_PIXELS_PER_CLOCK_2{};
constexpr none HAILO_MIPI_PIXELS_PER_CLOCK_4{};
constexpr none HAILO_MIPI_PIXELS_PER_CLOCK_MAX_ENUM{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_80_TO_100_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_100_TO_120_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_120_TO_160_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_160_TO_200_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_200_TO_240_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_240_TO_280_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_280_TO_320_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_320_TO_360_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_360_TO_400_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_400_TO_480_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_480_TO_560_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_560_TO_640_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_640_TO_720_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_720_TO_800_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_800_TO_880_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_880_TO_1040_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_1040_TO_1200_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_1200_TO_1350_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_1350_TO_1500_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_1500_TO_1750_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_1750_TO_2000_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_2000_TO_2250_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_2250_TO_2500_MBPS{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_AUTOMATIC{};
constexpr none HAILO_MIPI_CLOCK_SELECTION_MAX_ENUM{};
constexpr none HAILO_MIPI_RX_TYPE_RGB_444{};
constexpr none HAILO_MIPI_RX_TYPE_RGB_555{};
constexpr none HAILO_MIPI_RX_TYPE_RGB_565{};
constexpr none HAILO_MIPI_RX_TYPE_RGB_666{};
constexpr none HAILO_MIPI_RX_TYPE_RGB_888{};
constexpr none HAILO_MIPI_RX_TYPE_RAW_6{};
constexpr none HAILO_MIPI_RX_TYPE_RAW_7{};
constexpr none HAILO_MIPI_RX_TYPE_RAW_8{};
constexpr none HAILO_MIPI_RX_TYPE_RAW_10{};
constexpr none HAILO_MIPI_RX_TYPE_RAW_12{};
constexpr none HAILO_MIPI_RX_TYPE_RAW_14{};
constexpr none HAILO_MIPI_RX_TYPE_MAX_ENUM{};
constexpr none HAILO_MIPI_ISP_IMG_IN_ORDER_B_FIRST{};
constexpr none HAILO_MIPI_ISP_IMG_IN_ORDER_GB_FIRST{};
constexpr none HAILO_MIPI_ISP_IMG_IN_ORDER_GR_FIRST{};
constexpr none HAILO_MIPI_ISP_IMG_IN_ORDER_R_FIRST{};
constexpr none HAILO_MIPI_ISP_IMG_IN_ORDER_MAX_ENUM{};
constexpr none HAILO_MIPI_IMG_OUT_DATA_TYPE_RGB_888{};
constexpr none HAILO_MIPI_IMG_OUT_DATA_TYPE_YUV_422{};
constexpr none HAILO_MIPI_IMG_OUT_DATA_TYPE_MAX_ENUM{};
constexpr none HAILO_MIPI_ISP_LIGHT_FREQUENCY_60HZ{};
constexpr none HAILO_MIPI_ISP_LIGHT_FREQUENCY_50HZ{};
constexpr none ISP_LIGHT_FREQUENCY_MAX_ENUM{};
constexpr none HAILO_STREAM_INTERFACE_PCIE{};
constexpr none HAILO_STREAM_INTERFACE_ETH{};
constexpr none HAILO_STREAM_INTERFACE_MIPI{};
constexpr none HAILO_STREAM_INTERFACE_INTEGRATED{};
constexpr none HAILO_STREAM_INTERFACE_MAX_ENUM{};
constexpr none HAILO_VSTREAM_STATS_NONE{};
constexpr none HAILO_VSTREAM_STATS_MEASURE_FPS{};
constexpr none HAILO_VSTREAM_STATS_MEASURE_LATENCY{};
constexpr none HAILO_VSTREAM_STATS_MAX_ENUM{};
constexpr none HAILO_PIPELINE_ELEM_STATS_NONE{};
constexpr none HAILO_PIPELINE_ELEM_STATS_MEASURE_FPS{};
constexpr none HAILO_PIPELINE_ELEM_STATS_MEASURE_LATENCY{};
constexpr none HAILO_PIPELINE_ELEM_STATS_MEASURE_QUEUE_SIZE{};
constexpr none HAILO_PIPELINE_ELEM_STATS_MAX_ENUM{};
constexpr none HAILO_PIX_BUFFER_MEMORY_TYPE_USERPTR{};
constexpr none HAILO_PIX_BUFFER_MEMORY_TYPE_DMABUF{};
constexpr none HAILO_BURST_TYPE_H8_BBOX{};
constexpr none HAILO_BURST_TYPE_H15_BBOX{};
constexpr none HAILO_BURST_TYPE_H8_PER_CLASS{};
constexpr none HAILO_BURST_TYPE_H15_PER_CLASS{};
constexpr none HAILO_BURST_TYPE_H15_PER_FRAME{};
constexpr none HAILO_BURST_TYPE_COUNT{};
constexpr none HAILO_NMS_RESULT_ORDER_HW{};
constexpr none HAILO_NMS_RESULT_ORDER_BY_CLASS{};
constexpr none HAILO_NMS_RESULT_ORDER_BY_SCORE{};
constexpr none HAILO_POWER_MODE_PERFORMANCE{};
constexpr none HAILO_POWER_MODE_ULTRA_PERFORMANCE{};
constexpr none HAILO_POWER_MODE_MAX_ENUM{};
constexpr none HAILO_LATENCY_NONE{};
constexpr none HAILO_LATENCY_MEASURE{};
constexpr none HAILO_LATENCY_CLEAR_AFTER_GET{};
constexpr none HAILO_LATENCY_MAX_ENUM{};
constexpr none HAILO_NOTIFICATION_ID_ETHERNET_RX_ERROR{};
constexpr none HAILO_NOTIFICATION_ID_HEALTH_MONITOR_TEMPERATURE_ALARM{};
constexpr none HAILO_NOTIFICATION_ID_HEALTH_MONITOR_DATAFLOW_SHUTDOWN{};
constexpr none HAILO_NOTIFICATION_ID_HEALTH_MONITOR_OVERCURRENT_ALARM{};
constexpr none HAILO_NOTIFICATION_ID_LCU_ECC_CORRECTABLE_ERROR{};
constexpr none HAILO_NOTIFICATION_ID_LCU_ECC_UNCORRECTABLE_ERROR{};
constexpr none HAILO_NOTIFICATION_ID_CPU_ECC_ERROR{};
constexpr none HAILO_NOTIFICATION_ID_CPU_ECC_FATAL{};
constexpr none HAILO_NOTIFICATION_ID_DEBUG{};
constexpr none HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_BREAKPOINT_REACHED{};
constexpr none HAILO_NOTIFICATION_ID_HEALTH_MONITOR_CLOCK_CHANGED_EVENT{};
constexpr none HAILO_NOTIFICATION_ID_HW_INFER_MANAGER_INFER_DONE{};
constexpr none HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_RUN_TIME_ERROR_EVENT{};
constexpr none HAILO_NOTIFICATION_ID_START_UPDATE_CACHE_OFFSET{};
constexpr none HAILO_NOTIFICATION_ID_NN_CORE_CRC_ERROR_EVENT{};
constexpr none HAILO_NOTIFICATION_ID_THROTTLING_STATE_CHANGE_EVENT{};
constexpr none HAILO_NOTIFICATION_ID_COUNT{};
constexpr none HAILO_NOTIFICATION_ID_MAX_ENUM{};
constexpr none HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__GREEN{};
constexpr none HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__ORANGE{};
constexpr none HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__RED{};
constexpr none HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__GREEN{};
constexpr none HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__RED{};
constexpr none HAILO_THROTTLING_STATE_NONE{};
constexpr none HAILO_THROTTLING_STATE_0_LIGHT{};
constexpr none HAILO_THROTTLING_STATE_1_MEDIUM{};
constexpr none HAILO_THROTTLING_STATE_2_HEAVY{};
constexpr none HAILO_THROTTLING_STATE_3_SEVERE{};
constexpr none HAILO_THROTTLING_STATE_4_STREAMS_OFF{};
constexpr none HAILO_THROTTLING_STATE_OVERHEAT{};
constexpr none HAILO_THROTTLING_STATE_COUNT{};
constexpr none HAILO_RESET_DEVICE_MODE_CHIP{};
constexpr none HAILO_RESET_DEVICE_MODE_NN_CORE{};
constexpr none HAILO_RESET_DEVICE_MODE_SOFT{};
constexpr none HAILO_RESET_DEVICE_MODE_FORCED_SOFT{};
constexpr none HAILO_RESET_DEVICE_MODE_REBOOT{};
constexpr none HAILO_RESET_DEVICE_MODE_MAX_ENUM{};
constexpr none HAILO_WATCHDOG_MODE_HW_SW{};
constexpr none HAILO_WATCHDOG_MODE_HW_ONLY{};
constexpr none HAILO_WATCHDOG_MODE_MAX_ENUM{};
constexpr none HAILO_SENSOR_TYPES_GENERIC{};
constexpr none HAILO_SENSOR_TYPES_ONSEMI_AR0220AT{};
constexpr none HAILO_SENSOR_TYPES_RASPICAM{};
constexpr none HAILO_SENSOR_TYPES_ONSEMI_AS0149AT{};
constexpr none HAILO_SENSOR_TYPES_HAILO8_ISP{};
constexpr none HAILO_SENSOR_TYPES_MAX_ENUM{};
constexpr none HAILO_FW_LOGGER_INTERFACE_PCIE{};
constexpr none HAILO_FW_LOGGER_INTERFACE_UART{};
constexpr none HAILO_FW_LOGGER_INTERFACE_MAX_ENUM{};
constexpr none HAILO_FW_LOGGER_LEVEL_TRACE{};
constexpr none HAILO_FW_LOGGER_LEVEL_DEBUG{};
constexpr none HAILO_FW_LOGGER_LEVEL_INFO{};
constexpr none HAILO_FW_LOGGER_LEVEL_WARN{};
constexpr none HAILO_FW_LOGGER_LEVEL_ERROR{};
constexpr none HAILO_FW_LOGGER_LEVEL_FATAL{};
constexpr none HAILO_FW_LOGGER_LEVEL_MAX_ENUM{};
constexpr none HAILO_LOG_TYPE__RUNTIME{};
constexpr none HAILO_LOG_TYPE__SYSTEM_CONTROL{};
constexpr none HAILO_LOG_TYPE__NNC{};
constexpr none HAILO_LOG_TYPE_MAX__ENUM{};
constexpr none HAILO_SLEEP_STATE_SLEEPING{};
constexpr none HAILO_SLEEP_STATE_AWAKE{};
constexpr none HAILO_SLEEP_STATE_MAX_ENUM{};
} // namespace absent

using namespace absent;

namespace {

constexpr hailo_shim_layout_row missing(const char *name)
{
    return {name, HAILO_SHIM_LAYOUT_ABSENT, 0, 0};
}

template <typename Record>
constexpr hailo_shim_layout_row record(const char *name)
{
    if constexpr (std::is_same_v<Record, absent::none>) {
        return missing(name);
    } else {
        return {name, HAILO_SHIM_LAYOUT_RECORD, sizeof(Record), alignof(Record)};
    }
}

template <typename Value>
constexpr hailo_shim_layout_row number(const char *name, Value value)
{
    if constexpr (std::is_same_v<Value, absent::none>) {
        return missing(name);
    } else {
        return {name, HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(value), 0};
    }
}

#define FIELD(record, field)                                                                                           \
    template <typename Record, typename = void>                                                                        \
    struct record##_##field {                                                                                          \
        static constexpr hailo_shim_layout_row row = missing(#record "." #field);                                       \
    };                                                                                                                 \
    template <typename Record>                                                                                         \
    struct record##_##field<Record, std::void_t<decltype(std::declval<Record &>().field)>> {                           \
        static constexpr hailo_shim_layout_row row{#record "." #field, HAILO_SHIM_LAYOUT_FIELD,                         \
            offsetof(Record, field), sizeof(std::declval<Record &>().field)};                                          \
    };

FIELD(hailo_version_t, major)
FIELD(hailo_version_t, minor)
FIELD(hailo_version_t, revision)
FIELD(hailo_power_measurement_data_t, average_value)
FIELD(hailo_power_measurement_data_t, average_time_value_milliseconds)
FIELD(hailo_power_measurement_data_t, min_value)
FIELD(hailo_power_measurement_data_t, max_value)
FIELD(hailo_power_measurement_data_t, total_number_of_samples)
FIELD(hailo_eth_device_info_t, host_address)
FIELD(hailo_eth_device_info_t, device_address)
FIELD(hailo_eth_device_info_t, timeout_millis)
FIELD(hailo_eth_device_info_t, max_number_of_attempts)
FIELD(hailo_eth_device_info_t, max_payload_size)
FIELD(hailo_pcie_device_info_t, domain)
FIELD(hailo_pcie_device_info_t, bus)
FIELD(hailo_pcie_device_info_t, device)
FIELD(hailo_pcie_device_info_t, func)
FIELD(hailo_usb_device_info_t, bus)
FIELD(hailo_usb_device_info_t, device_address)
FIELD(hailo_device_id_t, id)
FIELD(hailo_vdevice_params_t, device_count)
FIELD(hailo_vdevice_params_t, device_ids)
FIELD(hailo_vdevice_params_t, scheduling_algorithm)
FIELD(hailo_vdevice_params_t, group_id)
FIELD(hailo_vdevice_params_t, multi_process_service)
FIELD(hailo_firmware_version_t, major)
FIELD(hailo_firmware_version_t, minor)
FIELD(hailo_firmware_version_t, revision)
FIELD(hailo_device_identity_t, protocol_version)
FIELD(hailo_device_identity_t, fw_version)
FIELD(hailo_device_identity_t, logger_version)
FIELD(hailo_device_identity_t, board_name_length)
FIELD(hailo_device_identity_t, board_name)
FIELD(hailo_device_identity_t, is_release)
FIELD(hailo_device_identity_t, extended_context_switch_buffer)
FIELD(hailo_device_identity_t, device_architecture)
FIELD(hailo_device_identity_t, serial_number_length)
FIELD(hailo_device_identity_t, serial_number)
FIELD(hailo_device_identity_t, part_number_length)
FIELD(hailo_device_identity_t, part_number)
FIELD(hailo_device_identity_t, product_name_length)
FIELD(hailo_device_identity_t, product_name)
FIELD(hailo_device_identity_t, extended_fw_check)
FIELD(hailo_core_information_t, is_release)
FIELD(hailo_core_information_t, extended_context_switch_buffer)
FIELD(hailo_core_information_t, fw_version)
FIELD(hailo_core_information_t, extended_fw_check)
FIELD(hailo_device_supported_features_t, ethernet)
FIELD(hailo_device_supported_features_t, mipi)
FIELD(hailo_device_supported_features_t, pcie)
FIELD(hailo_device_supported_features_t, current_monitoring)
FIELD(hailo_device_supported_features_t, mdio)
FIELD(hailo_device_supported_features_t, power_measurement)
FIELD(hailo_extended_device_information_t, neural_network_core_clock_rate)
FIELD(hailo_extended_device_information_t, supported_features)
FIELD(hailo_extended_device_information_t, boot_source)
FIELD(hailo_extended_device_information_t, soc_id)
FIELD(hailo_extended_device_information_t, lcs)
FIELD(hailo_extended_device_information_t, eth_mac_address)
FIELD(hailo_extended_device_information_t, unit_level_tracking_id)
FIELD(hailo_extended_device_information_t, soc_pm_values)
FIELD(hailo_extended_device_information_t, gpio_mask)
FIELD(hailo_extended_device_information_t, chip_serial_number)
FIELD(hailo_i2c_slave_config_t, endianness)
FIELD(hailo_i2c_slave_config_t, slave_address)
FIELD(hailo_i2c_slave_config_t, register_address_size)
FIELD(hailo_i2c_slave_config_t, bus_index)
FIELD(hailo_i2c_slave_config_t, should_hold_bus)
FIELD(hailo_fw_user_config_information_t, version)
FIELD(hailo_fw_user_config_information_t, entry_count)
FIELD(hailo_fw_user_config_information_t, total_size)
FIELD(hailo_format_t, type)
FIELD(hailo_format_t, order)
FIELD(hailo_format_t, flags)
FIELD(hailo_buffer_parameters_t, flags)
FIELD(hailo_transform_params_t, transform_mode)
FIELD(hailo_transform_params_t, user_buffer_format)
FIELD(hailo_demux_params_t, reserved)
FIELD(hailo_quant_info_t, qp_zp)
FIELD(hailo_quant_info_t, qp_scale)
FIELD(hailo_quant_info_t, limvals_min)
FIELD(hailo_quant_info_t, limvals_max)
FIELD(hailo_eth_input_stream_params_t, host_address)
FIELD(hailo_eth_input_stream_params_t, device_port)
FIELD(hailo_eth_input_stream_params_t, is_sync_enabled)
FIELD(hailo_eth_input_stream_params_t, frames_per_sync)
FIELD(hailo_eth_input_stream_params_t, max_payload_size)
FIELD(hailo_eth_input_stream_params_t, rate_limit_bytes_per_sec)
FIELD(hailo_eth_input_stream_params_t, buffers_threshold)
FIELD(hailo_eth_output_stream_params_t, host_address)
FIELD(hailo_eth_output_stream_params_t, device_port)
FIELD(hailo_eth_output_stream_params_t, is_sync_enabled)
FIELD(hailo_eth_output_stream_params_t, max_payload_size)
FIELD(hailo_eth_output_stream_params_t, buffers_threshold)
FIELD(hailo_pcie_input_stream_params_t, reserved)
FIELD(hailo_pcie_output_stream_params_t, reserved)
FIELD(hailo_mipi_common_params_t, img_width_pixels)
FIELD(hailo_mipi_common_params_t, img_height_pixels)
FIELD(hailo_mipi_common_params_t, pixels_per_clock)
FIELD(hailo_mipi_common_params_t, number_of_lanes)
FIELD(hailo_mipi_common_params_t, clock_selection)
FIELD(hailo_mipi_common_params_t, virtual_channel_index)
FIELD(hailo_mipi_common_params_t, data_rate)
FIELD(hailo_isp_params_t, isp_img_in_order)
FIELD(hailo_isp_params_t, isp_img_out_data_type)
FIELD(hailo_isp_params_t, isp_crop_enable)
FIELD(hailo_isp_params_t, isp_crop_output_width_pixels)
FIELD(hailo_isp_params_t, isp_crop_output_height_pixels)
FIELD(hailo_isp_params_t, isp_crop_output_width_start_offset_pixels)
FIELD(hailo_isp_params_t, isp_crop_output_height_start_offset_pixels)
FIELD(hailo_isp_params_t, isp_test_pattern_enable)
FIELD(hailo_isp_params_t, isp_configuration_bypass)
FIELD(hailo_isp_params_t, isp_run_time_ae_enable)
FIELD(hailo_isp_params_t, isp_run_time_awb_enable)
FIELD(hailo_isp_params_t, isp_run_time_adt_enable)
FIELD(hailo_isp_params_t, isp_run_time_af_enable)
FIELD(hailo_isp_params_t, isp_run_time_calculations_interval_ms)
FIELD(hailo_isp_params_t, isp_light_frequency)
FIELD(hailo_mipi_input_stream_params_t, mipi_common_params)
FIELD(hailo_mipi_input_stream_params_t, mipi_rx_id)
FIELD(hailo_mipi_input_stream_params_t, data_type)
FIELD(hailo_mipi_input_stream_params_t, isp_enable)
FIELD(hailo_mipi_input_stream_params_t, isp_params)
FIELD(hailo_integrated_input_stream_params_t, reserved)
FIELD(hailo_integrated_output_stream_params_t, reserved)
FIELD(hailo_stream_parameters_t, stream_interface)
FIELD(hailo_stream_parameters_t, direction)
FIELD(hailo_stream_parameters_t, flags)
FIELD(hailo_stream_parameters_t, pcie_input_params)
FIELD(hailo_stream_parameters_t, integrated_input_params)
FIELD(hailo_stream_parameters_t, eth_input_params)
FIELD(hailo_stream_parameters_t, mipi_input_params)
FIELD(hailo_stream_parameters_t, pcie_output_params)
FIELD(hailo_stream_parameters_t, integrated_output_params)
FIELD(hailo_stream_parameters_t, eth_output_params)
FIELD(hailo_stream_parameters_by_name_t, name)
FIELD(hailo_stream_parameters_by_name_t, stream_params)
FIELD(hailo_vstream_params_t, user_buffer_format)
FIELD(hailo_vstream_params_t, timeout_ms)
FIELD(hailo_vstream_params_t, queue_size)
FIELD(hailo_vstream_params_t, vstream_stats_flags)
FIELD(hailo_vstream_params_t, pipeline_elements_stats_flags)
FIELD(hailo_input_vstream_params_by_name_t, name)
FIELD(hailo_input_vstream_params_by_name_t, params)
FIELD(hailo_output_vstream_params_by_name_t, name)
FIELD(hailo_output_vstream_params_by_name_t, params)
FIELD(hailo_output_vstream_name_by_group_t, name)
FIELD(hailo_output_vstream_name_by_group_t, pipeline_group_index)
FIELD(hailo_3d_image_shape_t, height)
FIELD(hailo_3d_image_shape_t, width)
FIELD(hailo_3d_image_shape_t, features)
FIELD(hailo_pix_buffer_plane_t, bytes_used)
FIELD(hailo_pix_buffer_plane_t, plane_size)
FIELD(hailo_pix_buffer_plane_t, user_ptr)
FIELD(hailo_pix_buffer_plane_t, fd)
FIELD(hailo_pix_buffer_t, index)
FIELD(hailo_pix_buffer_t, planes)
FIELD(hailo_pix_buffer_t, number_of_planes)
FIELD(hailo_pix_buffer_t, memory_type)
FIELD(hailo_dma_buffer_t, fd)
FIELD(hailo_dma_buffer_t, size)
FIELD(hailo_nms_defuse_info_t, class_group_index)
FIELD(hailo_nms_defuse_info_t, original_name)
FIELD(hailo_nms_info_t, number_of_classes)
FIELD(hailo_nms_info_t, max_bboxes_per_class)
FIELD(hailo_nms_info_t, max_bboxes_total)
FIELD(hailo_nms_info_t, bbox_size)
FIELD(hailo_nms_info_t, chunks_per_frame)
FIELD(hailo_nms_info_t, is_defused)
FIELD(hailo_nms_info_t, defuse_info)
FIELD(hailo_nms_info_t, burst_size)
FIELD(hailo_nms_info_t, burst_type)
FIELD(hailo_nms_info_t, order_type)
FIELD(hailo_nms_fuse_input_t, buffer)
FIELD(hailo_nms_fuse_input_t, size)
FIELD(hailo_nms_fuse_input_t, nms_info)
FIELD(hailo_nms_shape_t, number_of_classes)
FIELD(hailo_nms_shape_t, max_bboxes_per_class)
FIELD(hailo_nms_shape_t, max_bboxes_total)
FIELD(hailo_nms_shape_t, max_accumulated_mask_size)
FIELD(hailo_nms_shape_t, order_type)
FIELD(hailo_bbox_t, y_min)
FIELD(hailo_bbox_t, x_min)
FIELD(hailo_bbox_t, y_max)
FIELD(hailo_bbox_t, x_max)
FIELD(hailo_bbox_t, score)
FIELD(hailo_bbox_float32_t, y_min)
FIELD(hailo_bbox_float32_t, x_min)
FIELD(hailo_bbox_float32_t, y_max)
FIELD(hailo_bbox_float32_t, x_max)
FIELD(hailo_bbox_float32_t, score)
FIELD(hailo_rectangle_t, y_min)
FIELD(hailo_rectangle_t, x_min)
FIELD(hailo_rectangle_t, y_max)
FIELD(hailo_rectangle_t, x_max)
FIELD(hailo_detection_t, y_min)
FIELD(hailo_detection_t, x_min)
FIELD(hailo_detection_t, y_max)
FIELD(hailo_detection_t, x_max)
FIELD(hailo_detection_t, score)
FIELD(hailo_detection_t, class_id)
FIELD(hailo_detections_t, count)
FIELD(hailo_detections_t, detections)
FIELD(hailo_detection_with_byte_mask_t, box)
FIELD(hailo_detection_with_byte_mask_t, score)
FIELD(hailo_detection_with_byte_mask_t, class_id)
FIELD(hailo_detection_with_byte_mask_t, mask_size)
FIELD(hailo_detection_with_byte_mask_t, mask)
FIELD(hailo_detection_with_byte_mask_t, mask_offset)
FIELD(hailo_stream_write_async_completion_info_t, status)
FIELD(hailo_stream_write_async_completion_info_t, buffer_addr)
FIELD(hailo_stream_write_async_completion_info_t, buffer_size)
FIELD(hailo_stream_write_async_completion_info_t, opaque)
FIELD(hailo_stream_read_async_completion_info_t, status)
FIELD(hailo_stream_read_async_completion_info_t, buffer_addr)
FIELD(hailo_stream_read_async_completion_info_t, buffer_size)
FIELD(hailo_stream_read_async_completion_info_t, opaque)
FIELD(hailo_stream_info_t, shape)
FIELD(hailo_stream_info_t, hw_shape)
FIELD(hailo_stream_info_t, nms_info)
FIELD(hailo_stream_info_t, hw_data_bytes)
FIELD(hailo_stream_info_t, hw_frame_size)
FIELD(hailo_stream_info_t, format)
FIELD(hailo_stream_info_t, direction)
FIELD(hailo_stream_info_t, index)
FIELD(hailo_stream_info_t, name)
FIELD(hailo_stream_info_t, quant_info)
FIELD(hailo_stream_info_t, is_mux)
FIELD(hailo_vstream_info_t, name)
FIELD(hailo_vstream_info_t, network_name)
FIELD(hailo_vstream_info_t, direction)
FIELD(hailo_vstream_info_t, format)
FIELD(hailo_vstream_info_t, shape)
FIELD(hailo_vstream_info_t, nms_shape)
FIELD(hailo_vstream_info_t, quant_info)
FIELD(hailo_network_parameters_t, batch_size)
FIELD(hailo_network_parameters_by_name_t, name)
FIELD(hailo_network_parameters_by_name_t, network_params)
FIELD(hailo_configure_network_group_params_t, name)
FIELD(hailo_configure_network_group_params_t, batch_size)
FIELD(hailo_configure_network_group_params_t, power_mode)
FIELD(hailo_configure_network_group_params_t, latency)
FIELD(hailo_configure_network_group_params_t, stream_params_by_name_count)
FIELD(hailo_configure_network_group_params_t, stream_params_by_name)
FIELD(hailo_configure_network_group_params_t, network_params_by_name_count)
FIELD(hailo_configure_network_group_params_t, network_params_by_name)
FIELD(hailo_configure_network_group_params_t, enable_kv_cache)
FIELD(hailo_configure_params_t, network_group_params_count)
FIELD(hailo_configure_params_t, network_group_params)
FIELD(hailo_activate_network_group_params_t, reserved)
FIELD(hailo_network_group_info_t, name)
FIELD(hailo_network_group_info_t, is_multi_context)
FIELD(hailo_layer_name_t, name)
FIELD(hailo_network_info_t, name)
FIELD(hailo_rx_error_notification_message_t, error)
FIELD(hailo_rx_error_notification_message_t, queue_number)
FIELD(hailo_rx_error_notification_message_t, rx_errors_count)
FIELD(hailo_debug_notification_message_t, connection_status)
FIELD(hailo_debug_notification_message_t, connection_type)
FIELD(hailo_debug_notification_message_t, vdma_is_active)
FIELD(hailo_debug_notification_message_t, host_port)
FIELD(hailo_debug_notification_message_t, host_ip_addr)
FIELD(hailo_health_monitor_dataflow_shutdown_notification_message_t, closed_input_streams)
FIELD(hailo_health_monitor_dataflow_shutdown_notification_message_t, closed_output_streams)
FIELD(hailo_health_monitor_dataflow_shutdown_notification_message_t, ts0_temperature)
FIELD(hailo_health_monitor_dataflow_shutdown_notification_message_t, ts1_temperature)
FIELD(hailo_health_monitor_temperature_alarm_notification_message_t, temperature_zone)
FIELD(hailo_health_monitor_temperature_alarm_notification_message_t, alarm_ts_id)
FIELD(hailo_health_monitor_temperature_alarm_notification_message_t, ts0_temperature)
FIELD(hailo_health_monitor_temperature_alarm_notification_message_t, ts1_temperature)
FIELD(hailo_health_monitor_overcurrent_alert_notification_message_t, overcurrent_zone)
FIELD(hailo_health_monitor_overcurrent_alert_notification_message_t, exceeded_alert_threshold)
FIELD(hailo_health_monitor_overcurrent_alert_notification_message_t, is_last_overcurrent_violation_reached)
FIELD(hailo_health_monitor_lcu_ecc_error_notification_message_t, cluster_error)
FIELD(hailo_health_monitor_cpu_ecc_notification_message_t, memory_bitmap)
FIELD(hailo_performance_stats_t, cpu_utilization)
FIELD(hailo_performance_stats_t, ram_size_total)
FIELD(hailo_performance_stats_t, ram_size_used)
FIELD(hailo_performance_stats_t, nnc_utilization)
FIELD(hailo_performance_stats_t, ddr_noc_total_transactions)
FIELD(hailo_performance_stats_t, dsp_utilization)
FIELD(hailo_health_stats_t, on_die_temperature)
FIELD(hailo_health_stats_t, on_die_voltage)
FIELD(hailo_health_stats_t, startup_bist_mask)
FIELD(hailo_health_stats_t, bist_failure_mask)
FIELD(hailo_context_switch_breakpoint_reached_message_t, network_group_index)
FIELD(hailo_context_switch_breakpoint_reached_message_t, batch_index)
FIELD(hailo_context_switch_breakpoint_reached_message_t, context_index)
FIELD(hailo_context_switch_breakpoint_reached_message_t, action_index)
FIELD(hailo_health_monitor_clock_changed_notification_message_t, previous_clock)
FIELD(hailo_health_monitor_clock_changed_notification_message_t, current_clock)
FIELD(hailo_hw_infer_manager_infer_done_notification_message_t, infer_cycles)
FIELD(hailo_start_update_cache_offset_notification_message_t, cache_id_bitmask)
FIELD(hailo_context_switch_run_time_error_message_t, exit_status)
FIELD(hailo_context_switch_run_time_error_message_t, network_group_index)
FIELD(hailo_context_switch_run_time_error_message_t, batch_index)
FIELD(hailo_context_switch_run_time_error_message_t, context_index)
FIELD(hailo_context_switch_run_time_error_message_t, action_index)
FIELD(hailo_throttling_state_change_message_t, new_state)
FIELD(hailo_notification_message_parameters_t, rx_error_notification)
FIELD(hailo_notification_message_parameters_t, debug_notification)
FIELD(hailo_notification_message_parameters_t, health_monitor_dataflow_shutdown_notification)
FIELD(hailo_notification_message_parameters_t, health_monitor_temperature_alarm_notification)
FIELD(hailo_notification_message_parameters_t, health_monitor_overcurrent_alert_notification)
FIELD(hailo_notification_message_parameters_t, health_monitor_lcu_ecc_error_notification)
FIELD(hailo_notification_message_parameters_t, health_monitor_cpu_ecc_notification)
FIELD(hailo_notification_message_parameters_t, context_switch_breakpoint_reached_notification)
FIELD(hailo_notification_message_parameters_t, health_monitor_clock_changed_notification)
FIELD(hailo_notification_message_parameters_t, hw_infer_manager_infer_done_notification)
FIELD(hailo_notification_message_parameters_t, context_switch_run_time_error)
FIELD(hailo_notification_message_parameters_t, start_update_cache_offset_notification)
FIELD(hailo_notification_message_parameters_t, throttling_state_change)
FIELD(hailo_notification_t, id)
FIELD(hailo_notification_t, sequence)
FIELD(hailo_notification_t, body)
FIELD(hailo_chip_temperature_info_t, ts0_temperature)
FIELD(hailo_chip_temperature_info_t, ts1_temperature)
FIELD(hailo_chip_temperature_info_t, sample_count)
FIELD(hailo_throttling_level_t, temperature_threshold)
FIELD(hailo_throttling_level_t, hysteresis_temperature_threshold)
FIELD(hailo_throttling_level_t, throttling_nn_clock_freq)
FIELD(hailo_health_info_t, overcurrent_protection_active)
FIELD(hailo_health_info_t, current_overcurrent_zone)
FIELD(hailo_health_info_t, red_overcurrent_threshold)
FIELD(hailo_health_info_t, overcurrent_throttling_active)
FIELD(hailo_health_info_t, temperature_throttling_active)
FIELD(hailo_health_info_t, current_temperature_zone)
FIELD(hailo_health_info_t, current_temperature_throttling_level)
FIELD(hailo_health_info_t, temperature_throttling_levels)
FIELD(hailo_health_info_t, orange_temperature_threshold)
FIELD(hailo_health_info_t, orange_hysteresis_temperature_threshold)
FIELD(hailo_health_info_t, red_temperature_threshold)
FIELD(hailo_health_info_t, red_hysteresis_temperature_threshold)
FIELD(hailo_health_info_t, requested_overcurrent_clock_freq)
FIELD(hailo_health_info_t, requested_temperature_clock_freq)
FIELD(hailo_stream_raw_buffer_t, buffer)
FIELD(hailo_stream_raw_buffer_t, size)
FIELD(hailo_stream_raw_buffer_by_name_t, name)
FIELD(hailo_stream_raw_buffer_by_name_t, raw_buffer)
FIELD(hailo_latency_measurement_result_t, avg_hw_latency_ms)
FIELD(hailo_rate_limit_t, stream_name)
FIELD(hailo_rate_limit_t, rate)

constexpr hailo_shim_layout_row rows[] = {
    record<::hailo_version_t>("hailo_version_t"),
    record<::hailo_power_measurement_data_t>("hailo_power_measurement_data_t"),
    record<::hailo_eth_device_info_t>("hailo_eth_device_info_t"),
    record<::hailo_pcie_device_info_t>("hailo_pcie_device_info_t"),
    record<::hailo_usb_device_info_t>("hailo_usb_device_info_t"),
    record<::hailo_device_id_t>("hailo_device_id_t"),
    record<::hailo_vdevice_params_t>("hailo_vdevice_params_t"),
    record<::hailo_firmware_version_t>("hailo_firmware_version_t"),
    record<::hailo_device_identity_t>("hailo_device_identity_t"),
    record<::hailo_core_information_t>("hailo_core_information_t"),
    record<::hailo_device_supported_features_t>("hailo_device_supported_features_t"),
    record<::hailo_extended_device_information_t>("hailo_extended_device_information_t"),
    record<::hailo_i2c_slave_config_t>("hailo_i2c_slave_config_t"),
    record<::hailo_fw_user_config_information_t>("hailo_fw_user_config_information_t"),
    record<::hailo_format_t>("hailo_format_t"),
    record<::hailo_buffer_parameters_t>("hailo_buffer_parameters_t"),
    record<::hailo_transform_params_t>("hailo_transform_params_t"),
    record<::hailo_demux_params_t>("hailo_demux_params_t"),
    record<::hailo_quant_info_t>("hailo_quant_info_t"),
    record<::hailo_eth_input_stream_params_t>("hailo_eth_input_stream_params_t"),
    record<::hailo_eth_output_stream_params_t>("hailo_eth_output_stream_params_t"),
    record<::hailo_pcie_input_stream_params_t>("hailo_pcie_input_stream_params_t"),
    record<::hailo_pcie_output_stream_params_t>("hailo_pcie_output_stream_params_t"),
    record<::hailo_mipi_common_params_t>("hailo_mipi_common_params_t"),
    record<::hailo_isp_params_t>("hailo_isp_params_t"),
    record<::hailo_mipi_input_stream_params_t>("hailo_mipi_input_stream_params_t"),
    record<::hailo_integrated_input_stream_params_t>("hailo_integrated_input_stream_params_t"),
    record<::hailo_integrated_output_stream_params_t>("hailo_integrated_output_stream_params_t"),
    record<::hailo_stream_parameters_t>("hailo_stream_parameters_t"),
    record<::hailo_stream_parameters_by_name_t>("hailo_stream_parameters_by_name_t"),
    record<::hailo_vstream_params_t>("hailo_vstream_params_t"),
    record<::hailo_input_vstream_params_by_name_t>("hailo_input_vstream_params_by_name_t"),
    record<::hailo_output_vstream_params_by_name_t>("hailo_output_vstream_params_by_name_t"),
    record<::hailo_output_vstream_name_by_group_t>("hailo_output_vstream_name_by_group_t"),
    record<::hailo_3d_image_shape_t>("hailo_3d_image_shape_t"),
    record<::hailo_pix_buffer_plane_t>("hailo_pix_buffer_plane_t"),
    record<::hailo_pix_buffer_t>("hailo_pix_buffer_t"),
    record<::hailo_dma_buffer_t>("hailo_dma_buffer_t"),
    record<::hailo_nms_defuse_info_t>("hailo_nms_defuse_info_t"),
    record<::hailo_nms_info_t>("hailo_nms_info_t"),
    record<::hailo_nms_fuse_input_t>("hailo_nms_fuse_input_t"),
    record<::hailo_nms_shape_t>("hailo_nms_shape_t"),
    record<::hailo_bbox_t>("hailo_bbox_t"),
    record<::hailo_bbox_float32_t>("hailo_bbox_float32_t"),
    record<::hailo_rectangle_t>("hailo_rectangle_t"),
    record<::hailo_detection_t>("hailo_detection_t"),
    record<::hailo_detections_t>("hailo_detections_t"),
    record<::hailo_detection_with_byte_mask_t>("hailo_detection_with_byte_mask_t"),
    record<::hailo_stream_write_async_completion_info_t>("hailo_stream_write_async_completion_info_t"),
    record<::hailo_stream_read_async_completion_info_t>("hailo_stream_read_async_completion_info_t"),
    record<::hailo_stream_info_t>("hailo_stream_info_t"),
    record<::hailo_vstream_info_t>("hailo_vstream_info_t"),
    record<::hailo_network_parameters_t>("hailo_network_parameters_t"),
    record<::hailo_network_parameters_by_name_t>("hailo_network_parameters_by_name_t"),
    record<::hailo_configure_network_group_params_t>("hailo_configure_network_group_params_t"),
    record<::hailo_configure_params_t>("hailo_configure_params_t"),
    record<::hailo_activate_network_group_params_t>("hailo_activate_network_group_params_t"),
    record<::hailo_network_group_info_t>("hailo_network_group_info_t"),
    record<::hailo_layer_name_t>("hailo_layer_name_t"),
    record<::hailo_network_info_t>("hailo_network_info_t"),
    record<::hailo_rx_error_notification_message_t>("hailo_rx_error_notification_message_t"),
    record<::hailo_debug_notification_message_t>("hailo_debug_notification_message_t"),
    record<::hailo_health_monitor_dataflow_shutdown_notification_message_t>("hailo_health_monitor_dataflow_shutdown_notification_message_t"),
    record<::hailo_health_monitor_temperature_alarm_notification_message_t>("hailo_health_monitor_temperature_alarm_notification_message_t"),
    record<::hailo_health_monitor_overcurrent_alert_notification_message_t>("hailo_health_monitor_overcurrent_alert_notification_message_t"),
    record<::hailo_health_monitor_lcu_ecc_error_notification_message_t>("hailo_health_monitor_lcu_ecc_error_notification_message_t"),
    record<::hailo_health_monitor_cpu_ecc_notification_message_t>("hailo_health_monitor_cpu_ecc_notification_message_t"),
    record<::hailo_performance_stats_t>("hailo_performance_stats_t"),
    record<::hailo_health_stats_t>("hailo_health_stats_t"),
    record<::hailo_context_switch_breakpoint_reached_message_t>("hailo_context_switch_breakpoint_reached_message_t"),
    record<::hailo_health_monitor_clock_changed_notification_message_t>("hailo_health_monitor_clock_changed_notification_message_t"),
    record<::hailo_hw_infer_manager_infer_done_notification_message_t>("hailo_hw_infer_manager_infer_done_notification_message_t"),
    record<::hailo_start_update_cache_offset_notification_message_t>("hailo_start_update_cache_offset_notification_message_t"),
    record<::hailo_context_switch_run_time_error_message_t>("hailo_context_switch_run_time_error_message_t"),
    record<::hailo_throttling_state_change_message_t>("hailo_throttling_state_change_message_t"),
    record<::hailo_notification_message_parameters_t>("hailo_notification_message_parameters_t"),
    record<::hailo_notification_t>("hailo_notification_t"),
    record<::hailo_chip_temperature_info_t>("hailo_chip_temperature_info_t"),
    record<::hailo_throttling_level_t>("hailo_throttling_level_t"),
    record<::hailo_health_info_t>("hailo_health_info_t"),
    record<::hailo_stream_raw_buffer_t>("hailo_stream_raw_buffer_t"),
    record<::hailo_stream_raw_buffer_by_name_t>("hailo_stream_raw_buffer_by_name_t"),
    record<::hailo_latency_measurement_result_t>("hailo_latency_measurement_result_t"),
    record<::hailo_rate_limit_t>("hailo_rate_limit_t"),
    hailo_version_t_major<::hailo_version_t>::row,
    hailo_version_t_minor<::hailo_version_t>::row,
    hailo_version_t_revision<::hailo_version_t>::row,
    hailo_power_measurement_data_t_average_value<::hailo_power_measurement_data_t>::row,
    hailo_power_measurement_data_t_average_time_value_milliseconds<::hailo_power_measurement_data_t>::row,
    hailo_power_measurement_data_t_min_value<::hailo_power_measurement_data_t>::row,
    hailo_power_measurement_data_t_max_value<::hailo_power_measurement_data_t>::row,
    hailo_power_measurement_data_t_total_number_of_samples<::hailo_power_measurement_data_t>::row,
    hailo_eth_device_info_t_host_address<::hailo_eth_device_info_t>::row,
    hailo_eth_device_info_t_device_address<::hailo_eth_device_info_t>::row,
    hailo_eth_device_info_t_timeout_millis<::hailo_eth_device_info_t>::row,
    hailo_eth_device_info_t_max_number_of_attempts<::hailo_eth_device_info_t>::row,
    hailo_eth_device_info_t_max_payload_size<::hailo_eth_device_info_t>::row,
    hailo_pcie_device_info_t_domain<::hailo_pcie_device_info_t>::row,
    hailo_pcie_device_info_t_bus<::hailo_pcie_device_info_t>::row,
    hailo_pcie_device_info_t_device<::hailo_pcie_device_info_t>::row,
    hailo_pcie_device_info_t_func<::hailo_pcie_device_info_t>::row,
    hailo_usb_device_info_t_bus<::hailo_usb_device_info_t>::row,
    hailo_usb_device_info_t_device_address<::hailo_usb_device_info_t>::row,
    hailo_device_id_t_id<::hailo_device_id_t>::row,
    hailo_vdevice_params_t_device_count<::hailo_vdevice_params_t>::row,
    hailo_vdevice_params_t_device_ids<::hailo_vdevice_params_t>::row,
    hailo_vdevice_params_t_scheduling_algorithm<::hailo_vdevice_params_t>::row,
    hailo_vdevice_params_t_group_id<::hailo_vdevice_params_t>::row,
    hailo_vdevice_params_t_multi_process_service<::hailo_vdevice_params_t>::row,
    hailo_firmware_version_t_major<::hailo_firmware_version_t>::row,
    hailo_firmware_version_t_minor<::hailo_firmware_version_t>::row,
    hailo_firmware_version_t_revision<::hailo_firmware_version_t>::row,
    hailo_device_identity_t_protocol_version<::hailo_device_identity_t>::row,
    hailo_device_identity_t_fw_version<::hailo_device_identity_t>::row,
    hailo_device_identity_t_logger_version<::hailo_device_identity_t>::row,
    hailo_device_identity_t_board_name_length<::hailo_device_identity_t>::row,
    hailo_device_identity_t_board_name<::hailo_device_identity_t>::row,
    hailo_device_identity_t_is_release<::hailo_device_identity_t>::row,
    hailo_device_identity_t_extended_context_switch_buffer<::hailo_device_identity_t>::row,
    hailo_device_identity_t_device_architecture<::hailo_device_identity_t>::row,
    hailo_device_identity_t_serial_number_length<::hailo_device_identity_t>::row,
    hailo_device_identity_t_serial_number<::hailo_device_identity_t>::row,
    hailo_device_identity_t_part_number_length<::hailo_device_identity_t>::row,
    hailo_device_identity_t_part_number<::hailo_device_identity_t>::row,
    hailo_device_identity_t_product_name_length<::hailo_device_identity_t>::row,
    hailo_device_identity_t_product_name<::hailo_device_identity_t>::row,
    hailo_device_identity_t_extended_fw_check<::hailo_device_identity_t>::row,
    hailo_core_information_t_is_release<::hailo_core_information_t>::row,
    hailo_core_information_t_extended_context_switch_buffer<::hailo_core_information_t>::row,
    hailo_core_information_t_fw_version<::hailo_core_information_t>::row,
    hailo_core_information_t_extended_fw_check<::hailo_core_information_t>::row,
    hailo_device_supported_features_t_ethernet<::hailo_device_supported_features_t>::row,
    hailo_device_supported_features_t_mipi<::hailo_device_supported_features_t>::row,
    hailo_device_supported_features_t_pcie<::hailo_device_supported_features_t>::row,
    hailo_device_supported_features_t_current_monitoring<::hailo_device_supported_features_t>::row,
    hailo_device_supported_features_t_mdio<::hailo_device_supported_features_t>::row,
    hailo_device_supported_features_t_power_measurement<::hailo_device_supported_features_t>::row,
    hailo_extended_device_information_t_neural_network_core_clock_rate<::hailo_extended_device_information_t>::row,
    hailo_extended_device_information_t_supported_features<::hailo_extended_device_information_t>::row,
    hailo_extended_device_information_t_boot_source<::hailo_extended_device_information_t>::row,
    hailo_extended_device_information_t_soc_id<::hailo_extended_device_information_t>::row,
    hailo_extended_device_information_t_lcs<::hailo_extended_device_information_t>::row,
    hailo_extended_device_information_t_eth_mac_address<::hailo_extended_device_information_t>::row,
    hailo_extended_device_information_t_unit_level_tracking_id<::hailo_extended_device_information_t>::row,
    hailo_extended_device_information_t_soc_pm_values<::hailo_extended_device_information_t>::row,
    hailo_extended_device_information_t_gpio_mask<::hailo_extended_device_information_t>::row,
    hailo_extended_device_information_t_chip_serial_number<::hailo_extended_device_information_t>::row,
    hailo_i2c_slave_config_t_endianness<::hailo_i2c_slave_config_t>::row,
    hailo_i2c_slave_config_t_slave_address<::hailo_i2c_slave_config_t>::row,
    hailo_i2c_slave_config_t_register_address_size<::hailo_i2c_slave_config_t>::row,
    hailo_i2c_slave_config_t_bus_index<::hailo_i2c_slave_config_t>::row,
    hailo_i2c_slave_config_t_should_hold_bus<::hailo_i2c_slave_config_t>::row,
    hailo_fw_user_config_information_t_version<::hailo_fw_user_config_information_t>::row,
    hailo_fw_user_config_information_t_entry_count<::hailo_fw_user_config_information_t>::row,
    hailo_fw_user_config_information_t_total_size<::hailo_fw_user_config_information_t>::row,
    hailo_format_t_type<::hailo_format_t>::row,
    hailo_format_t_order<::hailo_format_t>::row,
    hailo_format_t_flags<::hailo_format_t>::row,
    hailo_buffer_parameters_t_flags<::hailo_buffer_parameters_t>::row,
    hailo_transform_params_t_transform_mode<::hailo_transform_params_t>::row,
    hailo_transform_params_t_user_buffer_format<::hailo_transform_params_t>::row,
    hailo_demux_params_t_reserved<::hailo_demux_params_t>::row,
    hailo_quant_info_t_qp_zp<::hailo_quant_info_t>::row,
    hailo_quant_info_t_qp_scale<::hailo_quant_info_t>::row,
    hailo_quant_info_t_limvals_min<::hailo_quant_info_t>::row,
    hailo_quant_info_t_limvals_max<::hailo_quant_info_t>::row,
    hailo_eth_input_stream_params_t_host_address<::hailo_eth_input_stream_params_t>::row,
    hailo_eth_input_stream_params_t_device_port<::hailo_eth_input_stream_params_t>::row,
    hailo_eth_input_stream_params_t_is_sync_enabled<::hailo_eth_input_stream_params_t>::row,
    hailo_eth_input_stream_params_t_frames_per_sync<::hailo_eth_input_stream_params_t>::row,
    hailo_eth_input_stream_params_t_max_payload_size<::hailo_eth_input_stream_params_t>::row,
    hailo_eth_input_stream_params_t_rate_limit_bytes_per_sec<::hailo_eth_input_stream_params_t>::row,
    hailo_eth_input_stream_params_t_buffers_threshold<::hailo_eth_input_stream_params_t>::row,
    hailo_eth_output_stream_params_t_host_address<::hailo_eth_output_stream_params_t>::row,
    hailo_eth_output_stream_params_t_device_port<::hailo_eth_output_stream_params_t>::row,
    hailo_eth_output_stream_params_t_is_sync_enabled<::hailo_eth_output_stream_params_t>::row,
    hailo_eth_output_stream_params_t_max_payload_size<::hailo_eth_output_stream_params_t>::row,
    hailo_eth_output_stream_params_t_buffers_threshold<::hailo_eth_output_stream_params_t>::row,
    hailo_pcie_input_stream_params_t_reserved<::hailo_pcie_input_stream_params_t>::row,
    hailo_pcie_output_stream_params_t_reserved<::hailo_pcie_output_stream_params_t>::row,
    hailo_mipi_common_params_t_img_width_pixels<::hailo_mipi_common_params_t>::row,
    hailo_mipi_common_params_t_img_height_pixels<::hailo_mipi_common_params_t>::row,
    hailo_mipi_common_params_t_pixels_per_clock<::hailo_mipi_common_params_t>::row,
    hailo_mipi_common_params_t_number_of_lanes<::hailo_mipi_common_params_t>::row,
    hailo_mipi_common_params_t_clock_selection<::hailo_mipi_common_params_t>::row,
    hailo_mipi_common_params_t_virtual_channel_index<::hailo_mipi_common_params_t>::row,
    hailo_mipi_common_params_t_data_rate<::hailo_mipi_common_params_t>::row,
    hailo_isp_params_t_isp_img_in_order<::hailo_isp_params_t>::row,
    hailo_isp_params_t_isp_img_out_data_type<::hailo_isp_params_t>::row,
    hailo_isp_params_t_isp_crop_enable<::hailo_isp_params_t>::row,
    hailo_isp_params_t_isp_crop_output_width_pixels<::hailo_isp_params_t>::row,
    hailo_isp_params_t_isp_crop_output_height_pixels<::hailo_isp_params_t>::row,
    hailo_isp_params_t_isp_crop_output_width_start_offset_pixels<::hailo_isp_params_t>::row,
    hailo_isp_params_t_isp_crop_output_height_start_offset_pixels<::hailo_isp_params_t>::row,
    hailo_isp_params_t_isp_test_pattern_enable<::hailo_isp_params_t>::row,
    hailo_isp_params_t_isp_configuration_bypass<::hailo_isp_params_t>::row,
    hailo_isp_params_t_isp_run_time_ae_enable<::hailo_isp_params_t>::row,
    hailo_isp_params_t_isp_run_time_awb_enable<::hailo_isp_params_t>::row,
    hailo_isp_params_t_isp_run_time_adt_enable<::hailo_isp_params_t>::row,
    hailo_isp_params_t_isp_run_time_af_enable<::hailo_isp_params_t>::row,
    hailo_isp_params_t_isp_run_time_calculations_interval_ms<::hailo_isp_params_t>::row,
    hailo_isp_params_t_isp_light_frequency<::hailo_isp_params_t>::row,
    hailo_mipi_input_stream_params_t_mipi_common_params<::hailo_mipi_input_stream_params_t>::row,
    hailo_mipi_input_stream_params_t_mipi_rx_id<::hailo_mipi_input_stream_params_t>::row,
    hailo_mipi_input_stream_params_t_data_type<::hailo_mipi_input_stream_params_t>::row,
    hailo_mipi_input_stream_params_t_isp_enable<::hailo_mipi_input_stream_params_t>::row,
    hailo_mipi_input_stream_params_t_isp_params<::hailo_mipi_input_stream_params_t>::row,
    hailo_integrated_input_stream_params_t_reserved<::hailo_integrated_input_stream_params_t>::row,
    hailo_integrated_output_stream_params_t_reserved<::hailo_integrated_output_stream_params_t>::row,
    hailo_stream_parameters_t_stream_interface<::hailo_stream_parameters_t>::row,
    hailo_stream_parameters_t_direction<::hailo_stream_parameters_t>::row,
    hailo_stream_parameters_t_flags<::hailo_stream_parameters_t>::row,
    hailo_stream_parameters_t_pcie_input_params<::hailo_stream_parameters_t>::row,
    hailo_stream_parameters_t_integrated_input_params<::hailo_stream_parameters_t>::row,
    hailo_stream_parameters_t_eth_input_params<::hailo_stream_parameters_t>::row,
    hailo_stream_parameters_t_mipi_input_params<::hailo_stream_parameters_t>::row,
    hailo_stream_parameters_t_pcie_output_params<::hailo_stream_parameters_t>::row,
    hailo_stream_parameters_t_integrated_output_params<::hailo_stream_parameters_t>::row,
    hailo_stream_parameters_t_eth_output_params<::hailo_stream_parameters_t>::row,
    hailo_stream_parameters_by_name_t_name<::hailo_stream_parameters_by_name_t>::row,
    hailo_stream_parameters_by_name_t_stream_params<::hailo_stream_parameters_by_name_t>::row,
    hailo_vstream_params_t_user_buffer_format<::hailo_vstream_params_t>::row,
    hailo_vstream_params_t_timeout_ms<::hailo_vstream_params_t>::row,
    hailo_vstream_params_t_queue_size<::hailo_vstream_params_t>::row,
    hailo_vstream_params_t_vstream_stats_flags<::hailo_vstream_params_t>::row,
    hailo_vstream_params_t_pipeline_elements_stats_flags<::hailo_vstream_params_t>::row,
    hailo_input_vstream_params_by_name_t_name<::hailo_input_vstream_params_by_name_t>::row,
    hailo_input_vstream_params_by_name_t_params<::hailo_input_vstream_params_by_name_t>::row,
    hailo_output_vstream_params_by_name_t_name<::hailo_output_vstream_params_by_name_t>::row,
    hailo_output_vstream_params_by_name_t_params<::hailo_output_vstream_params_by_name_t>::row,
    hailo_output_vstream_name_by_group_t_name<::hailo_output_vstream_name_by_group_t>::row,
    hailo_output_vstream_name_by_group_t_pipeline_group_index<::hailo_output_vstream_name_by_group_t>::row,
    hailo_3d_image_shape_t_height<::hailo_3d_image_shape_t>::row,
    hailo_3d_image_shape_t_width<::hailo_3d_image_shape_t>::row,
    hailo_3d_image_shape_t_features<::hailo_3d_image_shape_t>::row,
    hailo_pix_buffer_plane_t_bytes_used<::hailo_pix_buffer_plane_t>::row,
    hailo_pix_buffer_plane_t_plane_size<::hailo_pix_buffer_plane_t>::row,
    hailo_pix_buffer_plane_t_user_ptr<::hailo_pix_buffer_plane_t>::row,
    hailo_pix_buffer_plane_t_fd<::hailo_pix_buffer_plane_t>::row,
    hailo_pix_buffer_t_index<::hailo_pix_buffer_t>::row,
    hailo_pix_buffer_t_planes<::hailo_pix_buffer_t>::row,
    hailo_pix_buffer_t_number_of_planes<::hailo_pix_buffer_t>::row,
    hailo_pix_buffer_t_memory_type<::hailo_pix_buffer_t>::row,
    hailo_dma_buffer_t_fd<::hailo_dma_buffer_t>::row,
    hailo_dma_buffer_t_size<::hailo_dma_buffer_t>::row,
    hailo_nms_defuse_info_t_class_group_index<::hailo_nms_defuse_info_t>::row,
    hailo_nms_defuse_info_t_original_name<::hailo_nms_defuse_info_t>::row,
    hailo_nms_info_t_number_of_classes<::hailo_nms_info_t>::row,
    hailo_nms_info_t_max_bboxes_per_class<::hailo_nms_info_t>::row,
    hailo_nms_info_t_max_bboxes_total<::hailo_nms_info_t>::row,
    hailo_nms_info_t_bbox_size<::hailo_nms_info_t>::row,
    hailo_nms_info_t_chunks_per_frame<::hailo_nms_info_t>::row,
    hailo_nms_info_t_is_defused<::hailo_nms_info_t>::row,
    hailo_nms_info_t_defuse_info<::hailo_nms_info_t>::row,
    hailo_nms_info_t_burst_size<::hailo_nms_info_t>::row,
    hailo_nms_info_t_burst_type<::hailo_nms_info_t>::row,
    hailo_nms_info_t_order_type<::hailo_nms_info_t>::row,
    hailo_nms_fuse_input_t_buffer<::hailo_nms_fuse_input_t>::row,
    hailo_nms_fuse_input_t_size<::hailo_nms_fuse_input_t>::row,
    hailo_nms_fuse_input_t_nms_info<::hailo_nms_fuse_input_t>::row,
    hailo_nms_shape_t_number_of_classes<::hailo_nms_shape_t>::row,
    hailo_nms_shape_t_max_bboxes_per_class<::hailo_nms_shape_t>::row,
    hailo_nms_shape_t_max_bboxes_total<::hailo_nms_shape_t>::row,
    hailo_nms_shape_t_max_accumulated_mask_size<::hailo_nms_shape_t>::row,
    hailo_nms_shape_t_order_type<::hailo_nms_shape_t>::row,
    hailo_bbox_t_y_min<::hailo_bbox_t>::row,
    hailo_bbox_t_x_min<::hailo_bbox_t>::row,
    hailo_bbox_t_y_max<::hailo_bbox_t>::row,
    hailo_bbox_t_x_max<::hailo_bbox_t>::row,
    hailo_bbox_t_score<::hailo_bbox_t>::row,
    hailo_bbox_float32_t_y_min<::hailo_bbox_float32_t>::row,
    hailo_bbox_float32_t_x_min<::hailo_bbox_float32_t>::row,
    hailo_bbox_float32_t_y_max<::hailo_bbox_float32_t>::row,
    hailo_bbox_float32_t_x_max<::hailo_bbox_float32_t>::row,
    hailo_bbox_float32_t_score<::hailo_bbox_float32_t>::row,
    hailo_rectangle_t_y_min<::hailo_rectangle_t>::row,
    hailo_rectangle_t_x_min<::hailo_rectangle_t>::row,
    hailo_rectangle_t_y_max<::hailo_rectangle_t>::row,
    hailo_rectangle_t_x_max<::hailo_rectangle_t>::row,
    hailo_detection_t_y_min<::hailo_detection_t>::row,
    hailo_detection_t_x_min<::hailo_detection_t>::row,
    hailo_detection_t_y_max<::hailo_detection_t>::row,
    hailo_detection_t_x_max<::hailo_detection_t>::row,
    hailo_detection_t_score<::hailo_detection_t>::row,
    hailo_detection_t_class_id<::hailo_detection_t>::row,
    hailo_detections_t_count<::hailo_detections_t>::row,
    hailo_detections_t_detections<::hailo_detections_t>::row,
    hailo_detection_with_byte_mask_t_box<::hailo_detection_with_byte_mask_t>::row,
    hailo_detection_with_byte_mask_t_score<::hailo_detection_with_byte_mask_t>::row,
    hailo_detection_with_byte_mask_t_class_id<::hailo_detection_with_byte_mask_t>::row,
    hailo_detection_with_byte_mask_t_mask_size<::hailo_detection_with_byte_mask_t>::row,
    hailo_detection_with_byte_mask_t_mask<::hailo_detection_with_byte_mask_t>::row,
    hailo_detection_with_byte_mask_t_mask_offset<::hailo_detection_with_byte_mask_t>::row,
    hailo_stream_write_async_completion_info_t_status<::hailo_stream_write_async_completion_info_t>::row,
    hailo_stream_write_async_completion_info_t_buffer_addr<::hailo_stream_write_async_completion_info_t>::row,
    hailo_stream_write_async_completion_info_t_buffer_size<::hailo_stream_write_async_completion_info_t>::row,
    hailo_stream_write_async_completion_info_t_opaque<::hailo_stream_write_async_completion_info_t>::row,
    hailo_stream_read_async_completion_info_t_status<::hailo_stream_read_async_completion_info_t>::row,
    hailo_stream_read_async_completion_info_t_buffer_addr<::hailo_stream_read_async_completion_info_t>::row,
    hailo_stream_read_async_completion_info_t_buffer_size<::hailo_stream_read_async_completion_info_t>::row,
    hailo_stream_read_async_completion_info_t_opaque<::hailo_stream_read_async_completion_info_t>::row,
    hailo_stream_info_t_shape<::hailo_stream_info_t>::row,
    hailo_stream_info_t_hw_shape<::hailo_stream_info_t>::row,
    hailo_stream_info_t_nms_info<::hailo_stream_info_t>::row,
    hailo_stream_info_t_hw_data_bytes<::hailo_stream_info_t>::row,
    hailo_stream_info_t_hw_frame_size<::hailo_stream_info_t>::row,
    hailo_stream_info_t_format<::hailo_stream_info_t>::row,
    hailo_stream_info_t_direction<::hailo_stream_info_t>::row,
    hailo_stream_info_t_index<::hailo_stream_info_t>::row,
    hailo_stream_info_t_name<::hailo_stream_info_t>::row,
    hailo_stream_info_t_quant_info<::hailo_stream_info_t>::row,
    hailo_stream_info_t_is_mux<::hailo_stream_info_t>::row,
    hailo_vstream_info_t_name<::hailo_vstream_info_t>::row,
    hailo_vstream_info_t_network_name<::hailo_vstream_info_t>::row,
    hailo_vstream_info_t_direction<::hailo_vstream_info_t>::row,
    hailo_vstream_info_t_format<::hailo_vstream_info_t>::row,
    hailo_vstream_info_t_shape<::hailo_vstream_info_t>::row,
    hailo_vstream_info_t_nms_shape<::hailo_vstream_info_t>::row,
    hailo_vstream_info_t_quant_info<::hailo_vstream_info_t>::row,
    hailo_network_parameters_t_batch_size<::hailo_network_parameters_t>::row,
    hailo_network_parameters_by_name_t_name<::hailo_network_parameters_by_name_t>::row,
    hailo_network_parameters_by_name_t_network_params<::hailo_network_parameters_by_name_t>::row,
    hailo_configure_network_group_params_t_name<::hailo_configure_network_group_params_t>::row,
    hailo_configure_network_group_params_t_batch_size<::hailo_configure_network_group_params_t>::row,
    hailo_configure_network_group_params_t_power_mode<::hailo_configure_network_group_params_t>::row,
    hailo_configure_network_group_params_t_latency<::hailo_configure_network_group_params_t>::row,
    hailo_configure_network_group_params_t_stream_params_by_name_count<::hailo_configure_network_group_params_t>::row,
    hailo_configure_network_group_params_t_stream_params_by_name<::hailo_configure_network_group_params_t>::row,
    hailo_configure_network_group_params_t_network_params_by_name_count<::hailo_configure_network_group_params_t>::row,
    hailo_configure_network_group_params_t_network_params_by_name<::hailo_configure_network_group_params_t>::row,
    hailo_configure_network_group_params_t_enable_kv_cache<::hailo_configure_network_group_params_t>::row,
    hailo_configure_params_t_network_group_params_count<::hailo_configure_params_t>::row,
    hailo_configure_params_t_network_group_params<::hailo_configure_params_t>::row,
    hailo_activate_network_group_params_t_reserved<::hailo_activate_network_group_params_t>::row,
    hailo_network_group_info_t_name<::hailo_network_group_info_t>::row,
    hailo_network_group_info_t_is_multi_context<::hailo_network_group_info_t>::row,
    hailo_layer_name_t_name<::hailo_layer_name_t>::row,
    hailo_network_info_t_name<::hailo_network_info_t>::row,
    hailo_rx_error_notification_message_t_error<::hailo_rx_error_notification_message_t>::row,
    hailo_rx_error_notification_message_t_queue_number<::hailo_rx_error_notification_message_t>::row,
    hailo_rx_error_notification_message_t_rx_errors_count<::hailo_rx_error_notification_message_t>::row,
    hailo_debug_notification_message_t_connection_status<::hailo_debug_notification_message_t>::row,
    hailo_debug_notification_message_t_connection_type<::hailo_debug_notification_message_t>::row,
    hailo_debug_notification_message_t_vdma_is_active<::hailo_debug_notification_message_t>::row,
    hailo_debug_notification_message_t_host_port<::hailo_debug_notification_message_t>::row,
    hailo_debug_notification_message_t_host_ip_addr<::hailo_debug_notification_message_t>::row,
    hailo_health_monitor_dataflow_shutdown_notification_message_t_closed_input_streams<::hailo_health_monitor_dataflow_shutdown_notification_message_t>::row,
    hailo_health_monitor_dataflow_shutdown_notification_message_t_closed_output_streams<::hailo_health_monitor_dataflow_shutdown_notification_message_t>::row,
    hailo_health_monitor_dataflow_shutdown_notification_message_t_ts0_temperature<::hailo_health_monitor_dataflow_shutdown_notification_message_t>::row,
    hailo_health_monitor_dataflow_shutdown_notification_message_t_ts1_temperature<::hailo_health_monitor_dataflow_shutdown_notification_message_t>::row,
    hailo_health_monitor_temperature_alarm_notification_message_t_temperature_zone<::hailo_health_monitor_temperature_alarm_notification_message_t>::row,
    hailo_health_monitor_temperature_alarm_notification_message_t_alarm_ts_id<::hailo_health_monitor_temperature_alarm_notification_message_t>::row,
    hailo_health_monitor_temperature_alarm_notification_message_t_ts0_temperature<::hailo_health_monitor_temperature_alarm_notification_message_t>::row,
    hailo_health_monitor_temperature_alarm_notification_message_t_ts1_temperature<::hailo_health_monitor_temperature_alarm_notification_message_t>::row,
    hailo_health_monitor_overcurrent_alert_notification_message_t_overcurrent_zone<::hailo_health_monitor_overcurrent_alert_notification_message_t>::row,
    hailo_health_monitor_overcurrent_alert_notification_message_t_exceeded_alert_threshold<::hailo_health_monitor_overcurrent_alert_notification_message_t>::row,
    hailo_health_monitor_overcurrent_alert_notification_message_t_is_last_overcurrent_violation_reached<::hailo_health_monitor_overcurrent_alert_notification_message_t>::row,
    hailo_health_monitor_lcu_ecc_error_notification_message_t_cluster_error<::hailo_health_monitor_lcu_ecc_error_notification_message_t>::row,
    hailo_health_monitor_cpu_ecc_notification_message_t_memory_bitmap<::hailo_health_monitor_cpu_ecc_notification_message_t>::row,
    hailo_performance_stats_t_cpu_utilization<::hailo_performance_stats_t>::row,
    hailo_performance_stats_t_ram_size_total<::hailo_performance_stats_t>::row,
    hailo_performance_stats_t_ram_size_used<::hailo_performance_stats_t>::row,
    hailo_performance_stats_t_nnc_utilization<::hailo_performance_stats_t>::row,
    hailo_performance_stats_t_ddr_noc_total_transactions<::hailo_performance_stats_t>::row,
    hailo_performance_stats_t_dsp_utilization<::hailo_performance_stats_t>::row,
    hailo_health_stats_t_on_die_temperature<::hailo_health_stats_t>::row,
    hailo_health_stats_t_on_die_voltage<::hailo_health_stats_t>::row,
    hailo_health_stats_t_startup_bist_mask<::hailo_health_stats_t>::row,
    hailo_health_stats_t_bist_failure_mask<::hailo_health_stats_t>::row,
    hailo_context_switch_breakpoint_reached_message_t_network_group_index<::hailo_context_switch_breakpoint_reached_message_t>::row,
    hailo_context_switch_breakpoint_reached_message_t_batch_index<::hailo_context_switch_breakpoint_reached_message_t>::row,
    hailo_context_switch_breakpoint_reached_message_t_context_index<::hailo_context_switch_breakpoint_reached_message_t>::row,
    hailo_context_switch_breakpoint_reached_message_t_action_index<::hailo_context_switch_breakpoint_reached_message_t>::row,
    hailo_health_monitor_clock_changed_notification_message_t_previous_clock<::hailo_health_monitor_clock_changed_notification_message_t>::row,
    hailo_health_monitor_clock_changed_notification_message_t_current_clock<::hailo_health_monitor_clock_changed_notification_message_t>::row,
    hailo_hw_infer_manager_infer_done_notification_message_t_infer_cycles<::hailo_hw_infer_manager_infer_done_notification_message_t>::row,
    hailo_start_update_cache_offset_notification_message_t_cache_id_bitmask<::hailo_start_update_cache_offset_notification_message_t>::row,
    hailo_context_switch_run_time_error_message_t_exit_status<::hailo_context_switch_run_time_error_message_t>::row,
    hailo_context_switch_run_time_error_message_t_network_group_index<::hailo_context_switch_run_time_error_message_t>::row,
    hailo_context_switch_run_time_error_message_t_batch_index<::hailo_context_switch_run_time_error_message_t>::row,
    hailo_context_switch_run_time_error_message_t_context_index<::hailo_context_switch_run_time_error_message_t>::row,
    hailo_context_switch_run_time_error_message_t_action_index<::hailo_context_switch_run_time_error_message_t>::row,
    hailo_throttling_state_change_message_t_new_state<::hailo_throttling_state_change_message_t>::row,
    hailo_notification_message_parameters_t_rx_error_notification<::hailo_notification_message_parameters_t>::row,
    hailo_notification_message_parameters_t_debug_notification<::hailo_notification_message_parameters_t>::row,
    hailo_notification_message_parameters_t_health_monitor_dataflow_shutdown_notification<::hailo_notification_message_parameters_t>::row,
    hailo_notification_message_parameters_t_health_monitor_temperature_alarm_notification<::hailo_notification_message_parameters_t>::row,
    hailo_notification_message_parameters_t_health_monitor_overcurrent_alert_notification<::hailo_notification_message_parameters_t>::row,
    hailo_notification_message_parameters_t_health_monitor_lcu_ecc_error_notification<::hailo_notification_message_parameters_t>::row,
    hailo_notification_message_parameters_t_health_monitor_cpu_ecc_notification<::hailo_notification_message_parameters_t>::row,
    hailo_notification_message_parameters_t_context_switch_breakpoint_reached_notification<::hailo_notification_message_parameters_t>::row,
    hailo_notification_message_parameters_t_health_monitor_clock_changed_notification<::hailo_notification_message_parameters_t>::row,
    hailo_notification_message_parameters_t_hw_infer_manager_infer_done_notification<::hailo_notification_message_parameters_t>::row,
    hailo_notification_message_parameters_t_context_switch_run_time_error<::hailo_notification_message_parameters_t>::row,
    hailo_notification_message_parameters_t_start_update_cache_offset_notification<::hailo_notification_message_parameters_t>::row,
    hailo_notification_message_parameters_t_throttling_state_change<::hailo_notification_message_parameters_t>::row,
    hailo_notification_t_id<::hailo_notification_t>::row,
    hailo_notification_t_sequence<::hailo_notification_t>::row,
    hailo_notification_t_body<::hailo_notification_t>::row,
    hailo_chip_temperature_info_t_ts0_temperature<::hailo_chip_temperature_info_t>::row,
    hailo_chip_temperature_info_t_ts1_temperature<::hailo_chip_temperature_info_t>::row,
    hailo_chip_temperature_info_t_sample_count<::hailo_chip_temperature_info_t>::row,
    hailo_throttling_level_t_temperature_threshold<::hailo_throttling_level_t>::row,
    hailo_throttling_level_t_hysteresis_temperature_threshold<::hailo_throttling_level_t>::row,
    hailo_throttling_level_t_throttling_nn_clock_freq<::hailo_throttling_level_t>::row,
    hailo_health_info_t_overcurrent_protection_active<::hailo_health_info_t>::row,
    hailo_health_info_t_current_overcurrent_zone<::hailo_health_info_t>::row,
    hailo_health_info_t_red_overcurrent_threshold<::hailo_health_info_t>::row,
    hailo_health_info_t_overcurrent_throttling_active<::hailo_health_info_t>::row,
    hailo_health_info_t_temperature_throttling_active<::hailo_health_info_t>::row,
    hailo_health_info_t_current_temperature_zone<::hailo_health_info_t>::row,
    hailo_health_info_t_current_temperature_throttling_level<::hailo_health_info_t>::row,
    hailo_health_info_t_temperature_throttling_levels<::hailo_health_info_t>::row,
    hailo_health_info_t_orange_temperature_threshold<::hailo_health_info_t>::row,
    hailo_health_info_t_orange_hysteresis_temperature_threshold<::hailo_health_info_t>::row,
    hailo_health_info_t_red_temperature_threshold<::hailo_health_info_t>::row,
    hailo_health_info_t_red_hysteresis_temperature_threshold<::hailo_health_info_t>::row,
    hailo_health_info_t_requested_overcurrent_clock_freq<::hailo_health_info_t>::row,
    hailo_health_info_t_requested_temperature_clock_freq<::hailo_health_info_t>::row,
    hailo_stream_raw_buffer_t_buffer<::hailo_stream_raw_buffer_t>::row,
    hailo_stream_raw_buffer_t_size<::hailo_stream_raw_buffer_t>::row,
    hailo_stream_raw_buffer_by_name_t_name<::hailo_stream_raw_buffer_by_name_t>::row,
    hailo_stream_raw_buffer_by_name_t_raw_buffer<::hailo_stream_raw_buffer_by_name_t>::row,
    hailo_latency_measurement_result_t_avg_hw_latency_ms<::hailo_latency_measurement_result_t>::row,
    hailo_rate_limit_t_stream_name<::hailo_rate_limit_t>::row,
    hailo_rate_limit_t_rate<::hailo_rate_limit_t>::row,
    number("HAILO_SUCCESS", ::HAILO_SUCCESS),
    number("HAILO_UNINITIALIZED", ::HAILO_UNINITIALIZED),
    number("HAILO_INVALID_ARGUMENT", ::HAILO_INVALID_ARGUMENT),
    number("HAILO_OUT_OF_HOST_MEMORY", ::HAILO_OUT_OF_HOST_MEMORY),
    number("HAILO_TIMEOUT", ::HAILO_TIMEOUT),
    number("HAILO_INSUFFICIENT_BUFFER", ::HAILO_INSUFFICIENT_BUFFER),
    number("HAILO_INVALID_OPERATION", ::HAILO_INVALID_OPERATION),
    number("HAILO_NOT_IMPLEMENTED", ::HAILO_NOT_IMPLEMENTED),
    number("HAILO_INTERNAL_FAILURE", ::HAILO_INTERNAL_FAILURE),
    number("HAILO_DATA_ALIGNMENT_FAILURE", ::HAILO_DATA_ALIGNMENT_FAILURE),
    number("HAILO_CHUNK_TOO_LARGE", ::HAILO_CHUNK_TOO_LARGE),
    number("HAILO_INVALID_LOGGER_LEVEL", ::HAILO_INVALID_LOGGER_LEVEL),
    number("HAILO_CLOSE_FAILURE", ::HAILO_CLOSE_FAILURE),
    number("HAILO_OPEN_FILE_FAILURE", ::HAILO_OPEN_FILE_FAILURE),
    number("HAILO_FILE_OPERATION_FAILURE", ::HAILO_FILE_OPERATION_FAILURE),
    number("HAILO_UNSUPPORTED_CONTROL_PROTOCOL_VERSION", ::HAILO_UNSUPPORTED_CONTROL_PROTOCOL_VERSION),
    number("HAILO_UNSUPPORTED_FW_VERSION", ::HAILO_UNSUPPORTED_FW_VERSION),
    number("HAILO_INVALID_CONTROL_RESPONSE", ::HAILO_INVALID_CONTROL_RESPONSE),
    number("HAILO_FW_CONTROL_FAILURE", ::HAILO_FW_CONTROL_FAILURE),
    number("HAILO_ETH_FAILURE", ::HAILO_ETH_FAILURE),
    number("HAILO_ETH_INTERFACE_NOT_FOUND", ::HAILO_ETH_INTERFACE_NOT_FOUND),
    number("HAILO_ETH_RECV_FAILURE", ::HAILO_ETH_RECV_FAILURE),
    number("HAILO_ETH_SEND_FAILURE", ::HAILO_ETH_SEND_FAILURE),
    number("HAILO_INVALID_FIRMWARE", ::HAILO_INVALID_FIRMWARE),
    number("HAILO_INVALID_CONTEXT_COUNT", ::HAILO_INVALID_CONTEXT_COUNT),
    number("HAILO_INVALID_FRAME", ::HAILO_INVALID_FRAME),
    number("HAILO_INVALID_HEF", ::HAILO_INVALID_HEF),
    number("HAILO_PCIE_NOT_SUPPORTED_ON_PLATFORM", ::HAILO_PCIE_NOT_SUPPORTED_ON_PLATFORM),
    number("HAILO_INTERRUPTED_BY_SIGNAL", ::HAILO_INTERRUPTED_BY_SIGNAL),
    number("HAILO_START_VDMA_CHANNEL_FAIL", ::HAILO_START_VDMA_CHANNEL_FAIL),
    number("HAILO_SYNC_VDMA_BUFFER_FAIL", ::HAILO_SYNC_VDMA_BUFFER_FAIL),
    number("HAILO_STOP_VDMA_CHANNEL_FAIL", ::HAILO_STOP_VDMA_CHANNEL_FAIL),
    number("HAILO_CLOSE_VDMA_CHANNEL_FAIL", ::HAILO_CLOSE_VDMA_CHANNEL_FAIL),
    number("HAILO_ATR_TABLES_CONF_VALIDATION_FAIL", ::HAILO_ATR_TABLES_CONF_VALIDATION_FAIL),
    number("HAILO_EVENT_CREATE_FAIL", ::HAILO_EVENT_CREATE_FAIL),
    number("HAILO_READ_EVENT_FAIL", ::HAILO_READ_EVENT_FAIL),
    number("HAILO_DRIVER_OPERATION_FAILED", ::HAILO_DRIVER_OPERATION_FAILED),
    number("HAILO_INVALID_FIRMWARE_MAGIC", ::HAILO_INVALID_FIRMWARE_MAGIC),
    number("HAILO_INVALID_FIRMWARE_CODE_SIZE", ::HAILO_INVALID_FIRMWARE_CODE_SIZE),
    number("HAILO_INVALID_KEY_CERTIFICATE_SIZE", ::HAILO_INVALID_KEY_CERTIFICATE_SIZE),
    number("HAILO_INVALID_CONTENT_CERTIFICATE_SIZE", ::HAILO_INVALID_CONTENT_CERTIFICATE_SIZE),
    number("HAILO_MISMATCHING_FIRMWARE_BUFFER_SIZES", ::HAILO_MISMATCHING_FIRMWARE_BUFFER_SIZES),
    number("HAILO_INVALID_FIRMWARE_CPU_ID", ::HAILO_INVALID_FIRMWARE_CPU_ID),
    number("HAILO_CONTROL_RESPONSE_MD5_MISMATCH", ::HAILO_CONTROL_RESPONSE_MD5_MISMATCH),
    number("HAILO_GET_CONTROL_RESPONSE_FAIL", ::HAILO_GET_CONTROL_RESPONSE_FAIL),
    number("HAILO_GET_D2H_EVENT_MESSAGE_FAIL", ::HAILO_GET_D2H_EVENT_MESSAGE_FAIL),
    number("HAILO_MUTEX_INIT_FAIL", ::HAILO_MUTEX_INIT_FAIL),
    number("HAILO_OUT_OF_DESCRIPTORS", ::HAILO_OUT_OF_DESCRIPTORS),
    number("HAILO_UNSUPPORTED_OPCODE", ::HAILO_UNSUPPORTED_OPCODE),
    number("HAILO_USER_MODE_RATE_LIMITER_NOT_SUPPORTED", ::HAILO_USER_MODE_RATE_LIMITER_NOT_SUPPORTED),
    number("HAILO_RATE_LIMIT_MAXIMUM_BANDWIDTH_EXCEEDED", ::HAILO_RATE_LIMIT_MAXIMUM_BANDWIDTH_EXCEEDED),
    number("HAILO_ANSI_TO_UTF16_CONVERSION_FAILED", ::HAILO_ANSI_TO_UTF16_CONVERSION_FAILED),
    number("HAILO_UTF16_TO_ANSI_CONVERSION_FAILED", ::HAILO_UTF16_TO_ANSI_CONVERSION_FAILED),
    number("HAILO_UNEXPECTED_INTERFACE_INFO_FAILURE", ::HAILO_UNEXPECTED_INTERFACE_INFO_FAILURE),
    number("HAILO_UNEXPECTED_ARP_TABLE_FAILURE", ::HAILO_UNEXPECTED_ARP_TABLE_FAILURE),
    number("HAILO_MAC_ADDRESS_NOT_FOUND", ::HAILO_MAC_ADDRESS_NOT_FOUND),
    number("HAILO_NO_IPV4_INTERFACES_FOUND", ::HAILO_NO_IPV4_INTERFACES_FOUND),
    number("HAILO_SHUTDOWN_EVENT_SIGNALED", ::HAILO_SHUTDOWN_EVENT_SIGNALED),
    number("HAILO_THREAD_ALREADY_ACTIVATED", ::HAILO_THREAD_ALREADY_ACTIVATED),
    number("HAILO_THREAD_NOT_ACTIVATED", ::HAILO_THREAD_NOT_ACTIVATED),
    number("HAILO_THREAD_NOT_JOINABLE", ::HAILO_THREAD_NOT_JOINABLE),
    number("HAILO_NOT_FOUND", ::HAILO_NOT_FOUND),
    number("HAILO_COMMUNICATION_CLOSED", ::HAILO_COMMUNICATION_CLOSED),
    number("HAILO_STREAM_ABORT", ::HAILO_STREAM_ABORT),
    number("HAILO_DRIVER_NOT_INSTALLED", ::HAILO_DRIVER_NOT_INSTALLED),
    number("HAILO_NOT_AVAILABLE", ::HAILO_NOT_AVAILABLE),
    number("HAILO_TRAFFIC_CONTROL_FAILURE", ::HAILO_TRAFFIC_CONTROL_FAILURE),
    number("HAILO_INVALID_SECOND_STAGE", ::HAILO_INVALID_SECOND_STAGE),
    number("HAILO_INVALID_PIPELINE", ::HAILO_INVALID_PIPELINE),
    number("HAILO_NETWORK_GROUP_NOT_ACTIVATED", ::HAILO_NETWORK_GROUP_NOT_ACTIVATED),
    number("HAILO_VSTREAM_PIPELINE_NOT_ACTIVATED", ::HAILO_VSTREAM_PIPELINE_NOT_ACTIVATED),
    number("HAILO_OUT_OF_FW_MEMORY", ::HAILO_OUT_OF_FW_MEMORY),
    number("HAILO_STREAM_NOT_ACTIVATED", ::HAILO_STREAM_NOT_ACTIVATED),
    number("HAILO_DEVICE_IN_USE", ::HAILO_DEVICE_IN_USE),
    number("HAILO_OUT_OF_PHYSICAL_DEVICES", ::HAILO_OUT_OF_PHYSICAL_DEVICES),
    number("HAILO_INVALID_DEVICE_ARCHITECTURE", ::HAILO_INVALID_DEVICE_ARCHITECTURE),
    number("HAILO_INVALID_DRIVER_VERSION", ::HAILO_INVALID_DRIVER_VERSION),
    number("HAILO_RPC_FAILED", ::HAILO_RPC_FAILED),
    number("HAILO_INVALID_SERVICE_VERSION", ::HAILO_INVALID_SERVICE_VERSION),
    number("HAILO_NOT_SUPPORTED", ::HAILO_NOT_SUPPORTED),
    number("HAILO_NMS_BURST_INVALID_DATA", ::HAILO_NMS_BURST_INVALID_DATA),
    number("HAILO_OUT_OF_HOST_CMA_MEMORY", ::HAILO_OUT_OF_HOST_CMA_MEMORY),
    number("HAILO_RESOURCE_EXHAUSTED", ::HAILO_RESOURCE_EXHAUSTED),
    number("HAILO_QUEUE_IS_FULL", ::HAILO_QUEUE_IS_FULL),
    number("HAILO_DMA_MAPPING_ALREADY_EXISTS", ::HAILO_DMA_MAPPING_ALREADY_EXISTS),
    number("HAILO_CANT_MEET_BUFFER_REQUIREMENTS", ::HAILO_CANT_MEET_BUFFER_REQUIREMENTS),
    number("HAILO_DRIVER_INVALID_RESPONSE", ::HAILO_DRIVER_INVALID_RESPONSE),
    number("HAILO_DRIVER_INVALID_IOCTL", ::HAILO_DRIVER_INVALID_IOCTL),
    number("HAILO_DRIVER_TIMEOUT", ::HAILO_DRIVER_TIMEOUT),
    number("HAILO_DRIVER_INTERRUPTED", ::HAILO_DRIVER_INTERRUPTED),
    number("HAILO_CONNECTION_REFUSED", ::HAILO_CONNECTION_REFUSED),
    number("HAILO_DRIVER_WAIT_CANCELED", ::HAILO_DRIVER_WAIT_CANCELED),
    number("HAILO_HEF_FILE_CORRUPTED", ::HAILO_HEF_FILE_CORRUPTED),
    number("HAILO_HEF_NOT_SUPPORTED", ::HAILO_HEF_NOT_SUPPORTED),
    number("HAILO_HEF_NOT_COMPATIBLE_WITH_DEVICE", ::HAILO_HEF_NOT_COMPATIBLE_WITH_DEVICE),
    number("HAILO_INVALID_HEF_USE", ::HAILO_INVALID_HEF_USE),
    number("HAILO_OPERATION_ABORTED", ::HAILO_OPERATION_ABORTED),
    number("HAILO_DEVICE_NOT_CONNECTED", ::HAILO_DEVICE_NOT_CONNECTED),
    number("HAILO_DEVICE_TEMPORARILY_UNAVAILABLE", ::HAILO_DEVICE_TEMPORARILY_UNAVAILABLE),
    number("HAILO_LIBUSB_FAILURE", ::HAILO_LIBUSB_FAILURE),
    number("HAILO_STATUS_COUNT", ::HAILO_STATUS_COUNT),
    number("HAILO_STATUS_MAX_ENUM", ::HAILO_STATUS_MAX_ENUM),
    number("HAILO_DVM_OPTIONS_VDD_CORE", ::HAILO_DVM_OPTIONS_VDD_CORE),
    number("HAILO_DVM_OPTIONS_VDD_IO", ::HAILO_DVM_OPTIONS_VDD_IO),
    number("HAILO_DVM_OPTIONS_MIPI_AVDD", ::HAILO_DVM_OPTIONS_MIPI_AVDD),
    number("HAILO_DVM_OPTIONS_MIPI_AVDD_H", ::HAILO_DVM_OPTIONS_MIPI_AVDD_H),
    number("HAILO_DVM_OPTIONS_USB_AVDD_IO", ::HAILO_DVM_OPTIONS_USB_AVDD_IO),
    number("HAILO_DVM_OPTIONS_VDD_TOP", ::HAILO_DVM_OPTIONS_VDD_TOP),
    number("HAILO_DVM_OPTIONS_USB_AVDD_IO_HV", ::HAILO_DVM_OPTIONS_USB_AVDD_IO_HV),
    number("HAILO_DVM_OPTIONS_AVDD_H", ::HAILO_DVM_OPTIONS_AVDD_H),
    number("HAILO_DVM_OPTIONS_SDIO_VDD_IO", ::HAILO_DVM_OPTIONS_SDIO_VDD_IO),
    number("HAILO_DVM_OPTIONS_OVERCURRENT_PROTECTION", ::HAILO_DVM_OPTIONS_OVERCURRENT_PROTECTION),
    number("HAILO_DVM_OPTIONS_COUNT", ::HAILO_DVM_OPTIONS_COUNT),
    number("HAILO_DVM_OPTIONS_AUTO", ::HAILO_DVM_OPTIONS_AUTO),
    number("HAILO_DVM_OPTIONS_MAX_ENUM", ::HAILO_DVM_OPTIONS_MAX_ENUM),
    number("HAILO_POWER_MEASUREMENT_TYPES__SHUNT_VOLTAGE", ::HAILO_POWER_MEASUREMENT_TYPES__SHUNT_VOLTAGE),
    number("HAILO_POWER_MEASUREMENT_TYPES__BUS_VOLTAGE", ::HAILO_POWER_MEASUREMENT_TYPES__BUS_VOLTAGE),
    number("HAILO_POWER_MEASUREMENT_TYPES__POWER", ::HAILO_POWER_MEASUREMENT_TYPES__POWER),
    number("HAILO_POWER_MEASUREMENT_TYPES__CURRENT", ::HAILO_POWER_MEASUREMENT_TYPES__CURRENT),
    number("HAILO_POWER_MEASUREMENT_TYPES__COUNT", ::HAILO_POWER_MEASUREMENT_TYPES__COUNT),
    number("HAILO_POWER_MEASUREMENT_TYPES__AUTO", ::HAILO_POWER_MEASUREMENT_TYPES__AUTO),
    number("HAILO_POWER_MEASUREMENT_TYPES__MAX_ENUM", ::HAILO_POWER_MEASUREMENT_TYPES__MAX_ENUM),
    number("HAILO_SAMPLING_PERIOD_140US", ::HAILO_SAMPLING_PERIOD_140US),
    number("HAILO_SAMPLING_PERIOD_204US", ::HAILO_SAMPLING_PERIOD_204US),
    number("HAILO_SAMPLING_PERIOD_332US", ::HAILO_SAMPLING_PERIOD_332US),
    number("HAILO_SAMPLING_PERIOD_588US", ::HAILO_SAMPLING_PERIOD_588US),
    number("HAILO_SAMPLING_PERIOD_1100US", ::HAILO_SAMPLING_PERIOD_1100US),
    number("HAILO_SAMPLING_PERIOD_2116US", ::HAILO_SAMPLING_PERIOD_2116US),
    number("HAILO_SAMPLING_PERIOD_4156US", ::HAILO_SAMPLING_PERIOD_4156US),
    number("HAILO_SAMPLING_PERIOD_8244US", ::HAILO_SAMPLING_PERIOD_8244US),
    number("HAILO_SAMPLING_PERIOD_MAX_ENUM", ::HAILO_SAMPLING_PERIOD_MAX_ENUM),
    number("HAILO_AVERAGE_FACTOR_1", ::HAILO_AVERAGE_FACTOR_1),
    number("HAILO_AVERAGE_FACTOR_4", ::HAILO_AVERAGE_FACTOR_4),
    number("HAILO_AVERAGE_FACTOR_16", ::HAILO_AVERAGE_FACTOR_16),
    number("HAILO_AVERAGE_FACTOR_64", ::HAILO_AVERAGE_FACTOR_64),
    number("HAILO_AVERAGE_FACTOR_128", ::HAILO_AVERAGE_FACTOR_128),
    number("HAILO_AVERAGE_FACTOR_256", ::HAILO_AVERAGE_FACTOR_256),
    number("HAILO_AVERAGE_FACTOR_512", ::HAILO_AVERAGE_FACTOR_512),
    number("HAILO_AVERAGE_FACTOR_1024", ::HAILO_AVERAGE_FACTOR_1024),
    number("HAILO_AVERAGE_FACTOR_MAX_ENUM", ::HAILO_AVERAGE_FACTOR_MAX_ENUM),
    number("HAILO_MEASUREMENT_BUFFER_INDEX_0", ::HAILO_MEASUREMENT_BUFFER_INDEX_0),
    number("HAILO_MEASUREMENT_BUFFER_INDEX_1", ::HAILO_MEASUREMENT_BUFFER_INDEX_1),
    number("HAILO_MEASUREMENT_BUFFER_INDEX_2", ::HAILO_MEASUREMENT_BUFFER_INDEX_2),
    number("HAILO_MEASUREMENT_BUFFER_INDEX_3", ::HAILO_MEASUREMENT_BUFFER_INDEX_3),
    number("HAILO_MEASUREMENT_BUFFER_INDEX_MAX_ENUM", ::HAILO_MEASUREMENT_BUFFER_INDEX_MAX_ENUM),
    number("HAILO_DEVICE_TYPE_PCIE", ::HAILO_DEVICE_TYPE_PCIE),
    number("HAILO_DEVICE_TYPE_ETH", ::HAILO_DEVICE_TYPE_ETH),
    number("HAILO_DEVICE_TYPE_INTEGRATED", ::HAILO_DEVICE_TYPE_INTEGRATED),
    number("HAILO_DEVICE_TYPE_USB", ::HAILO_DEVICE_TYPE_USB),
    number("HAILO_DEVICE_TYPE_MAX_ENUM", ::HAILO_DEVICE_TYPE_MAX_ENUM),
    number("HAILO_SCHEDULING_ALGORITHM_NONE", ::HAILO_SCHEDULING_ALGORITHM_NONE),
    number("HAILO_SCHEDULING_ALGORITHM_ROUND_ROBIN", ::HAILO_SCHEDULING_ALGORITHM_ROUND_ROBIN),
    number("HAILO_SCHEDULING_ALGORITHM_MAX_ENUM", ::HAILO_SCHEDULING_ALGORITHM_MAX_ENUM),
    number("HAILO_ARCH_HAILO8_A0", ::HAILO_ARCH_HAILO8_A0),
    number("HAILO_ARCH_HAILO8", ::HAILO_ARCH_HAILO8),
    number("HAILO_ARCH_HAILO8L", ::HAILO_ARCH_HAILO8L),
    number("HAILO_ARCH_HAILO15H", ::HAILO_ARCH_HAILO15H),
    number("HAILO_ARCH_HAILO15L", ::HAILO_ARCH_HAILO15L),
    number("HAILO_ARCH_HAILO15M", ::HAILO_ARCH_HAILO15M),
    number("HAILO_ARCH_HAILO10H", ::HAILO_ARCH_HAILO10H),
    number("HAILO_ARCH_MARS", ::HAILO_ARCH_MARS),
    number("HAILO_ARCH_HAILO12L", ::HAILO_ARCH_HAILO12L),
    number("HAILO_ARCH_MAX_ENUM", ::HAILO_ARCH_MAX_ENUM),
    number("HAILO_CPU_ID_0", ::HAILO_CPU_ID_0),
    number("HAILO_CPU_ID_1", ::HAILO_CPU_ID_1),
    number("HAILO_CPU_ID_MAX_ENUM", ::HAILO_CPU_ID_MAX_ENUM),
    number("HAILO_DEVICE_BOOT_SOURCE_INVALID", ::HAILO_DEVICE_BOOT_SOURCE_INVALID),
    number("HAILO_DEVICE_BOOT_SOURCE_PCIE", ::HAILO_DEVICE_BOOT_SOURCE_PCIE),
    number("HAILO_DEVICE_BOOT_SOURCE_FLASH", ::HAILO_DEVICE_BOOT_SOURCE_FLASH),
    number("HAILO_DEVICE_BOOT_SOURCE_MAX", ::HAILO_DEVICE_BOOT_SOURCE_MAX),
    number("HAILO_BIG_ENDIAN", ::HAILO_BIG_ENDIAN),
    number("HAILO_LITTLE_ENDIAN", ::HAILO_LITTLE_ENDIAN),
    number("HAILO_ENDIANNESS_MAX_ENUM", ::HAILO_ENDIANNESS_MAX_ENUM),
    number("HAILO_FORMAT_TYPE_AUTO", ::HAILO_FORMAT_TYPE_AUTO),
    number("HAILO_FORMAT_TYPE_UINT8", ::HAILO_FORMAT_TYPE_UINT8),
    number("HAILO_FORMAT_TYPE_UINT16", ::HAILO_FORMAT_TYPE_UINT16),
    number("HAILO_FORMAT_TYPE_FLOAT32", ::HAILO_FORMAT_TYPE_FLOAT32),
    number("HAILO_FORMAT_TYPE_MAX_ENUM", ::HAILO_FORMAT_TYPE_MAX_ENUM),
    number("HAILO_FORMAT_ORDER_AUTO", ::HAILO_FORMAT_ORDER_AUTO),
    number("HAILO_FORMAT_ORDER_NHWC", ::HAILO_FORMAT_ORDER_NHWC),
    number("HAILO_FORMAT_ORDER_NHCW", ::HAILO_FORMAT_ORDER_NHCW),
    number("HAILO_FORMAT_ORDER_FCR", ::HAILO_FORMAT_ORDER_FCR),
    number("HAILO_FORMAT_ORDER_F8CR", ::HAILO_FORMAT_ORDER_F8CR),
    number("HAILO_FORMAT_ORDER_NHW", ::HAILO_FORMAT_ORDER_NHW),
    number("HAILO_FORMAT_ORDER_NC", ::HAILO_FORMAT_ORDER_NC),
    number("HAILO_FORMAT_ORDER_BAYER_RGB", ::HAILO_FORMAT_ORDER_BAYER_RGB),
    number("HAILO_FORMAT_ORDER_12_BIT_BAYER_RGB", ::HAILO_FORMAT_ORDER_12_BIT_BAYER_RGB),
    number("HAILO_FORMAT_ORDER_HAILO_NMS", ::HAILO_FORMAT_ORDER_HAILO_NMS),
    number("HAILO_FORMAT_ORDER_RGB888", ::HAILO_FORMAT_ORDER_RGB888),
    number("HAILO_FORMAT_ORDER_NCHW", ::HAILO_FORMAT_ORDER_NCHW),
    number("HAILO_FORMAT_ORDER_YUY2", ::HAILO_FORMAT_ORDER_YUY2),
    number("HAILO_FORMAT_ORDER_NV12", ::HAILO_FORMAT_ORDER_NV12),
    number("HAILO_FORMAT_ORDER_NV21", ::HAILO_FORMAT_ORDER_NV21),
    number("HAILO_FORMAT_ORDER_HAILO_YYUV", ::HAILO_FORMAT_ORDER_HAILO_YYUV),
    number("HAILO_FORMAT_ORDER_HAILO_YYVU", ::HAILO_FORMAT_ORDER_HAILO_YYVU),
    number("HAILO_FORMAT_ORDER_RGB4", ::HAILO_FORMAT_ORDER_RGB4),
    number("HAILO_FORMAT_ORDER_I420", ::HAILO_FORMAT_ORDER_I420),
    number("HAILO_FORMAT_ORDER_HAILO_YYYYUV", ::HAILO_FORMAT_ORDER_HAILO_YYYYUV),
    number("HAILO_FORMAT_ORDER_HAILO_NMS_WITH_BYTE_MASK", ::HAILO_FORMAT_ORDER_HAILO_NMS_WITH_BYTE_MASK),
    number("HAILO_FORMAT_ORDER_HAILO_NMS_ON_CHIP", ::HAILO_FORMAT_ORDER_HAILO_NMS_ON_CHIP),
    number("HAILO_FORMAT_ORDER_HAILO_NMS_BY_CLASS", ::HAILO_FORMAT_ORDER_HAILO_NMS_BY_CLASS),
    number("HAILO_FORMAT_ORDER_HAILO_NMS_BY_SCORE", ::HAILO_FORMAT_ORDER_HAILO_NMS_BY_SCORE),
    number("HAILO_FORMAT_ORDER_MAX_ENUM", ::HAILO_FORMAT_ORDER_MAX_ENUM),
    number("HAILO_FORMAT_FLAGS_NONE", ::HAILO_FORMAT_FLAGS_NONE),
    number("HAILO_FORMAT_FLAGS_QUANTIZED", ::HAILO_FORMAT_FLAGS_QUANTIZED),
    number("HAILO_FORMAT_FLAGS_TRANSPOSED", ::HAILO_FORMAT_FLAGS_TRANSPOSED),
    number("HAILO_FORMAT_FLAGS_MAX_ENUM", ::HAILO_FORMAT_FLAGS_MAX_ENUM),
    number("HAILO_STREAM_NO_TRANSFORM", ::HAILO_STREAM_NO_TRANSFORM),
    number("HAILO_STREAM_TRANSFORM_COPY", ::HAILO_STREAM_TRANSFORM_COPY),
    number("HAILO_STREAM_MAX_ENUM", ::HAILO_STREAM_MAX_ENUM),
    number("HAILO_H2D_STREAM", ::HAILO_H2D_STREAM),
    number("HAILO_D2H_STREAM", ::HAILO_D2H_STREAM),
    number("HAILO_STREAM_DIRECTION_MAX_ENUM", ::HAILO_STREAM_DIRECTION_MAX_ENUM),
    number("HAILO_STREAM_FLAGS_NONE", ::HAILO_STREAM_FLAGS_NONE),
    number("HAILO_STREAM_FLAGS_ASYNC", ::HAILO_STREAM_FLAGS_ASYNC),
    number("HAILO_STREAM_FLAGS_MAX_ENUM", ::HAILO_STREAM_FLAGS_MAX_ENUM),
    number("HAILO_DMA_BUFFER_DIRECTION_H2D", ::HAILO_DMA_BUFFER_DIRECTION_H2D),
    number("HAILO_DMA_BUFFER_DIRECTION_D2H", ::HAILO_DMA_BUFFER_DIRECTION_D2H),
    number("HAILO_DMA_BUFFER_DIRECTION_BOTH", ::HAILO_DMA_BUFFER_DIRECTION_BOTH),
    number("HAILO_DMA_BUFFER_DIRECTION_MAX_ENUM", ::HAILO_DMA_BUFFER_DIRECTION_MAX_ENUM),
    number("HAILO_BUFFER_FLAGS_NONE", ::HAILO_BUFFER_FLAGS_NONE),
    number("HAILO_BUFFER_FLAGS_DMA", ::HAILO_BUFFER_FLAGS_DMA),
    number("HAILO_BUFFER_FLAGS_CONTINUOUS", ::HAILO_BUFFER_FLAGS_CONTINUOUS),
    number("HAILO_BUFFER_FLAGS_SHARED_MEMORY", ::HAILO_BUFFER_FLAGS_SHARED_MEMORY),
    number("HAILO_BUFFER_FLAGS_MAX_ENUM", ::HAILO_BUFFER_FLAGS_MAX_ENUM),
    number("HAILO_MIPI_PIXELS_PER_CLOCK_1", ::HAILO_MIPI_PIXELS_PER_CLOCK_1),
    number("HAILO_MIPI_PIXELS_PER_CLOCK_2", ::HAILO_MIPI_PIXELS_PER_CLOCK_2),
    number("HAILO_MIPI_PIXELS_PER_CLOCK_4", ::HAILO_MIPI_PIXELS_PER_CLOCK_4),
    number("HAILO_MIPI_PIXELS_PER_CLOCK_MAX_ENUM", ::HAILO_MIPI_PIXELS_PER_CLOCK_MAX_ENUM),
    number("HAILO_MIPI_CLOCK_SELECTION_80_TO_100_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_80_TO_100_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_100_TO_120_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_100_TO_120_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_120_TO_160_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_120_TO_160_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_160_TO_200_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_160_TO_200_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_200_TO_240_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_200_TO_240_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_240_TO_280_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_240_TO_280_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_280_TO_320_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_280_TO_320_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_320_TO_360_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_320_TO_360_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_360_TO_400_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_360_TO_400_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_400_TO_480_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_400_TO_480_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_480_TO_560_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_480_TO_560_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_560_TO_640_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_560_TO_640_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_640_TO_720_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_640_TO_720_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_720_TO_800_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_720_TO_800_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_800_TO_880_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_800_TO_880_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_880_TO_1040_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_880_TO_1040_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_1040_TO_1200_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_1040_TO_1200_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_1200_TO_1350_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_1200_TO_1350_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_1350_TO_1500_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_1350_TO_1500_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_1500_TO_1750_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_1500_TO_1750_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_1750_TO_2000_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_1750_TO_2000_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_2000_TO_2250_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_2000_TO_2250_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_2250_TO_2500_MBPS", ::HAILO_MIPI_CLOCK_SELECTION_2250_TO_2500_MBPS),
    number("HAILO_MIPI_CLOCK_SELECTION_AUTOMATIC", ::HAILO_MIPI_CLOCK_SELECTION_AUTOMATIC),
    number("HAILO_MIPI_CLOCK_SELECTION_MAX_ENUM", ::HAILO_MIPI_CLOCK_SELECTION_MAX_ENUM),
    number("HAILO_MIPI_RX_TYPE_RGB_444", ::HAILO_MIPI_RX_TYPE_RGB_444),
    number("HAILO_MIPI_RX_TYPE_RGB_555", ::HAILO_MIPI_RX_TYPE_RGB_555),
    number("HAILO_MIPI_RX_TYPE_RGB_565", ::HAILO_MIPI_RX_TYPE_RGB_565),
    number("HAILO_MIPI_RX_TYPE_RGB_666", ::HAILO_MIPI_RX_TYPE_RGB_666),
    number("HAILO_MIPI_RX_TYPE_RGB_888", ::HAILO_MIPI_RX_TYPE_RGB_888),
    number("HAILO_MIPI_RX_TYPE_RAW_6", ::HAILO_MIPI_RX_TYPE_RAW_6),
    number("HAILO_MIPI_RX_TYPE_RAW_7", ::HAILO_MIPI_RX_TYPE_RAW_7),
    number("HAILO_MIPI_RX_TYPE_RAW_8", ::HAILO_MIPI_RX_TYPE_RAW_8),
    number("HAILO_MIPI_RX_TYPE_RAW_10", ::HAILO_MIPI_RX_TYPE_RAW_10),
    number("HAILO_MIPI_RX_TYPE_RAW_12", ::HAILO_MIPI_RX_TYPE_RAW_12),
    number("HAILO_MIPI_RX_TYPE_RAW_14", ::HAILO_MIPI_RX_TYPE_RAW_14),
    number("HAILO_MIPI_RX_TYPE_MAX_ENUM", ::HAILO_MIPI_RX_TYPE_MAX_ENUM),
    number("HAILO_MIPI_ISP_IMG_IN_ORDER_B_FIRST", ::HAILO_MIPI_ISP_IMG_IN_ORDER_B_FIRST),
    number("HAILO_MIPI_ISP_IMG_IN_ORDER_GB_FIRST", ::HAILO_MIPI_ISP_IMG_IN_ORDER_GB_FIRST),
    number("HAILO_MIPI_ISP_IMG_IN_ORDER_GR_FIRST", ::HAILO_MIPI_ISP_IMG_IN_ORDER_GR_FIRST),
    number("HAILO_MIPI_ISP_IMG_IN_ORDER_R_FIRST", ::HAILO_MIPI_ISP_IMG_IN_ORDER_R_FIRST),
    number("HAILO_MIPI_ISP_IMG_IN_ORDER_MAX_ENUM", ::HAILO_MIPI_ISP_IMG_IN_ORDER_MAX_ENUM),
    number("HAILO_MIPI_IMG_OUT_DATA_TYPE_RGB_888", ::HAILO_MIPI_IMG_OUT_DATA_TYPE_RGB_888),
    number("HAILO_MIPI_IMG_OUT_DATA_TYPE_YUV_422", ::HAILO_MIPI_IMG_OUT_DATA_TYPE_YUV_422),
    number("HAILO_MIPI_IMG_OUT_DATA_TYPE_MAX_ENUM", ::HAILO_MIPI_IMG_OUT_DATA_TYPE_MAX_ENUM),
    number("HAILO_MIPI_ISP_LIGHT_FREQUENCY_60HZ", ::HAILO_MIPI_ISP_LIGHT_FREQUENCY_60HZ),
    number("HAILO_MIPI_ISP_LIGHT_FREQUENCY_50HZ", ::HAILO_MIPI_ISP_LIGHT_FREQUENCY_50HZ),
    number("ISP_LIGHT_FREQUENCY_MAX_ENUM", ::ISP_LIGHT_FREQUENCY_MAX_ENUM),
    number("HAILO_STREAM_INTERFACE_PCIE", ::HAILO_STREAM_INTERFACE_PCIE),
    number("HAILO_STREAM_INTERFACE_ETH", ::HAILO_STREAM_INTERFACE_ETH),
    number("HAILO_STREAM_INTERFACE_MIPI", ::HAILO_STREAM_INTERFACE_MIPI),
    number("HAILO_STREAM_INTERFACE_INTEGRATED", ::HAILO_STREAM_INTERFACE_INTEGRATED),
    number("HAILO_STREAM_INTERFACE_MAX_ENUM", ::HAILO_STREAM_INTERFACE_MAX_ENUM),
    number("HAILO_VSTREAM_STATS_NONE", ::HAILO_VSTREAM_STATS_NONE),
    number("HAILO_VSTREAM_STATS_MEASURE_FPS", ::HAILO_VSTREAM_STATS_MEASURE_FPS),
    number("HAILO_VSTREAM_STATS_MEASURE_LATENCY", ::HAILO_VSTREAM_STATS_MEASURE_LATENCY),
    number("HAILO_VSTREAM_STATS_MAX_ENUM", ::HAILO_VSTREAM_STATS_MAX_ENUM),
    number("HAILO_PIPELINE_ELEM_STATS_NONE", ::HAILO_PIPELINE_ELEM_STATS_NONE),
    number("HAILO_PIPELINE_ELEM_STATS_MEASURE_FPS", ::HAILO_PIPELINE_ELEM_STATS_MEASURE_FPS),
    number("HAILO_PIPELINE_ELEM_STATS_MEASURE_LATENCY", ::HAILO_PIPELINE_ELEM_STATS_MEASURE_LATENCY),
    number("HAILO_PIPELINE_ELEM_STATS_MEASURE_QUEUE_SIZE", ::HAILO_PIPELINE_ELEM_STATS_MEASURE_QUEUE_SIZE),
    number("HAILO_PIPELINE_ELEM_STATS_MAX_ENUM", ::HAILO_PIPELINE_ELEM_STATS_MAX_ENUM),
    number("HAILO_PIX_BUFFER_MEMORY_TYPE_USERPTR", ::HAILO_PIX_BUFFER_MEMORY_TYPE_USERPTR),
    number("HAILO_PIX_BUFFER_MEMORY_TYPE_DMABUF", ::HAILO_PIX_BUFFER_MEMORY_TYPE_DMABUF),
    number("HAILO_BURST_TYPE_H8_BBOX", ::HAILO_BURST_TYPE_H8_BBOX),
    number("HAILO_BURST_TYPE_H15_BBOX", ::HAILO_BURST_TYPE_H15_BBOX),
    number("HAILO_BURST_TYPE_H8_PER_CLASS", ::HAILO_BURST_TYPE_H8_PER_CLASS),
    number("HAILO_BURST_TYPE_H15_PER_CLASS", ::HAILO_BURST_TYPE_H15_PER_CLASS),
    number("HAILO_BURST_TYPE_H15_PER_FRAME", ::HAILO_BURST_TYPE_H15_PER_FRAME),
    number("HAILO_BURST_TYPE_COUNT", ::HAILO_BURST_TYPE_COUNT),
    number("HAILO_NMS_RESULT_ORDER_HW", ::HAILO_NMS_RESULT_ORDER_HW),
    number("HAILO_NMS_RESULT_ORDER_BY_CLASS", ::HAILO_NMS_RESULT_ORDER_BY_CLASS),
    number("HAILO_NMS_RESULT_ORDER_BY_SCORE", ::HAILO_NMS_RESULT_ORDER_BY_SCORE),
    number("HAILO_POWER_MODE_PERFORMANCE", ::HAILO_POWER_MODE_PERFORMANCE),
    number("HAILO_POWER_MODE_ULTRA_PERFORMANCE", ::HAILO_POWER_MODE_ULTRA_PERFORMANCE),
    number("HAILO_POWER_MODE_MAX_ENUM", ::HAILO_POWER_MODE_MAX_ENUM),
    number("HAILO_LATENCY_NONE", ::HAILO_LATENCY_NONE),
    number("HAILO_LATENCY_MEASURE", ::HAILO_LATENCY_MEASURE),
    number("HAILO_LATENCY_CLEAR_AFTER_GET", ::HAILO_LATENCY_CLEAR_AFTER_GET),
    number("HAILO_LATENCY_MAX_ENUM", ::HAILO_LATENCY_MAX_ENUM),
    number("HAILO_NOTIFICATION_ID_ETHERNET_RX_ERROR", ::HAILO_NOTIFICATION_ID_ETHERNET_RX_ERROR),
    number("HAILO_NOTIFICATION_ID_HEALTH_MONITOR_TEMPERATURE_ALARM", ::HAILO_NOTIFICATION_ID_HEALTH_MONITOR_TEMPERATURE_ALARM),
    number("HAILO_NOTIFICATION_ID_HEALTH_MONITOR_DATAFLOW_SHUTDOWN", ::HAILO_NOTIFICATION_ID_HEALTH_MONITOR_DATAFLOW_SHUTDOWN),
    number("HAILO_NOTIFICATION_ID_HEALTH_MONITOR_OVERCURRENT_ALARM", ::HAILO_NOTIFICATION_ID_HEALTH_MONITOR_OVERCURRENT_ALARM),
    number("HAILO_NOTIFICATION_ID_LCU_ECC_CORRECTABLE_ERROR", ::HAILO_NOTIFICATION_ID_LCU_ECC_CORRECTABLE_ERROR),
    number("HAILO_NOTIFICATION_ID_LCU_ECC_UNCORRECTABLE_ERROR", ::HAILO_NOTIFICATION_ID_LCU_ECC_UNCORRECTABLE_ERROR),
    number("HAILO_NOTIFICATION_ID_CPU_ECC_ERROR", ::HAILO_NOTIFICATION_ID_CPU_ECC_ERROR),
    number("HAILO_NOTIFICATION_ID_CPU_ECC_FATAL", ::HAILO_NOTIFICATION_ID_CPU_ECC_FATAL),
    number("HAILO_NOTIFICATION_ID_DEBUG", ::HAILO_NOTIFICATION_ID_DEBUG),
    number("HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_BREAKPOINT_REACHED", ::HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_BREAKPOINT_REACHED),
    number("HAILO_NOTIFICATION_ID_HEALTH_MONITOR_CLOCK_CHANGED_EVENT", ::HAILO_NOTIFICATION_ID_HEALTH_MONITOR_CLOCK_CHANGED_EVENT),
    number("HAILO_NOTIFICATION_ID_HW_INFER_MANAGER_INFER_DONE", ::HAILO_NOTIFICATION_ID_HW_INFER_MANAGER_INFER_DONE),
    number("HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_RUN_TIME_ERROR_EVENT", ::HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_RUN_TIME_ERROR_EVENT),
    number("HAILO_NOTIFICATION_ID_START_UPDATE_CACHE_OFFSET", ::HAILO_NOTIFICATION_ID_START_UPDATE_CACHE_OFFSET),
    number("HAILO_NOTIFICATION_ID_NN_CORE_CRC_ERROR_EVENT", ::HAILO_NOTIFICATION_ID_NN_CORE_CRC_ERROR_EVENT),
    number("HAILO_NOTIFICATION_ID_THROTTLING_STATE_CHANGE_EVENT", ::HAILO_NOTIFICATION_ID_THROTTLING_STATE_CHANGE_EVENT),
    number("HAILO_NOTIFICATION_ID_COUNT", ::HAILO_NOTIFICATION_ID_COUNT),
    number("HAILO_NOTIFICATION_ID_MAX_ENUM", ::HAILO_NOTIFICATION_ID_MAX_ENUM),
    number("HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__GREEN", ::HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__GREEN),
    number("HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__ORANGE", ::HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__ORANGE),
    number("HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__RED", ::HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__RED),
    number("HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__GREEN", ::HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__GREEN),
    number("HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__RED", ::HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__RED),
    number("HAILO_THROTTLING_STATE_NONE", ::HAILO_THROTTLING_STATE_NONE),
    number("HAILO_THROTTLING_STATE_0_LIGHT", ::HAILO_THROTTLING_STATE_0_LIGHT),
    number("HAILO_THROTTLING_STATE_1_MEDIUM", ::HAILO_THROTTLING_STATE_1_MEDIUM),
    number("HAILO_THROTTLING_STATE_2_HEAVY", ::HAILO_THROTTLING_STATE_2_HEAVY),
    number("HAILO_THROTTLING_STATE_3_SEVERE", ::HAILO_THROTTLING_STATE_3_SEVERE),
    number("HAILO_THROTTLING_STATE_4_STREAMS_OFF", ::HAILO_THROTTLING_STATE_4_STREAMS_OFF),
    number("HAILO_THROTTLING_STATE_OVERHEAT", ::HAILO_THROTTLING_STATE_OVERHEAT),
    number("HAILO_THROTTLING_STATE_COUNT", ::HAILO_THROTTLING_STATE_COUNT),
    number("HAILO_RESET_DEVICE_MODE_CHIP", ::HAILO_RESET_DEVICE_MODE_CHIP),
    number("HAILO_RESET_DEVICE_MODE_NN_CORE", ::HAILO_RESET_DEVICE_MODE_NN_CORE),
    number("HAILO_RESET_DEVICE_MODE_SOFT", ::HAILO_RESET_DEVICE_MODE_SOFT),
    number("HAILO_RESET_DEVICE_MODE_FORCED_SOFT", ::HAILO_RESET_DEVICE_MODE_FORCED_SOFT),
    number("HAILO_RESET_DEVICE_MODE_REBOOT", ::HAILO_RESET_DEVICE_MODE_REBOOT),
    number("HAILO_RESET_DEVICE_MODE_MAX_ENUM", ::HAILO_RESET_DEVICE_MODE_MAX_ENUM),
    number("HAILO_WATCHDOG_MODE_HW_SW", ::HAILO_WATCHDOG_MODE_HW_SW),
    number("HAILO_WATCHDOG_MODE_HW_ONLY", ::HAILO_WATCHDOG_MODE_HW_ONLY),
    number("HAILO_WATCHDOG_MODE_MAX_ENUM", ::HAILO_WATCHDOG_MODE_MAX_ENUM),
    number("HAILO_SENSOR_TYPES_GENERIC", ::HAILO_SENSOR_TYPES_GENERIC),
    number("HAILO_SENSOR_TYPES_ONSEMI_AR0220AT", ::HAILO_SENSOR_TYPES_ONSEMI_AR0220AT),
    number("HAILO_SENSOR_TYPES_RASPICAM", ::HAILO_SENSOR_TYPES_RASPICAM),
    number("HAILO_SENSOR_TYPES_ONSEMI_AS0149AT", ::HAILO_SENSOR_TYPES_ONSEMI_AS0149AT),
    number("HAILO_SENSOR_TYPES_HAILO8_ISP", ::HAILO_SENSOR_TYPES_HAILO8_ISP),
    number("HAILO_SENSOR_TYPES_MAX_ENUM", ::HAILO_SENSOR_TYPES_MAX_ENUM),
    number("HAILO_FW_LOGGER_INTERFACE_PCIE", ::HAILO_FW_LOGGER_INTERFACE_PCIE),
    number("HAILO_FW_LOGGER_INTERFACE_UART", ::HAILO_FW_LOGGER_INTERFACE_UART),
    number("HAILO_FW_LOGGER_INTERFACE_MAX_ENUM", ::HAILO_FW_LOGGER_INTERFACE_MAX_ENUM),
    number("HAILO_FW_LOGGER_LEVEL_TRACE", ::HAILO_FW_LOGGER_LEVEL_TRACE),
    number("HAILO_FW_LOGGER_LEVEL_DEBUG", ::HAILO_FW_LOGGER_LEVEL_DEBUG),
    number("HAILO_FW_LOGGER_LEVEL_INFO", ::HAILO_FW_LOGGER_LEVEL_INFO),
    number("HAILO_FW_LOGGER_LEVEL_WARN", ::HAILO_FW_LOGGER_LEVEL_WARN),
    number("HAILO_FW_LOGGER_LEVEL_ERROR", ::HAILO_FW_LOGGER_LEVEL_ERROR),
    number("HAILO_FW_LOGGER_LEVEL_FATAL", ::HAILO_FW_LOGGER_LEVEL_FATAL),
    number("HAILO_FW_LOGGER_LEVEL_MAX_ENUM", ::HAILO_FW_LOGGER_LEVEL_MAX_ENUM),
    number("HAILO_LOG_TYPE__RUNTIME", ::HAILO_LOG_TYPE__RUNTIME),
    number("HAILO_LOG_TYPE__SYSTEM_CONTROL", ::HAILO_LOG_TYPE__SYSTEM_CONTROL),
    number("HAILO_LOG_TYPE__NNC", ::HAILO_LOG_TYPE__NNC),
    number("HAILO_LOG_TYPE_MAX__ENUM", ::HAILO_LOG_TYPE_MAX__ENUM),
    number("HAILO_SLEEP_STATE_SLEEPING", ::HAILO_SLEEP_STATE_SLEEPING),
    number("HAILO_SLEEP_STATE_AWAKE", ::HAILO_SLEEP_STATE_AWAKE),
    number("HAILO_SLEEP_STATE_MAX_ENUM", ::HAILO_SLEEP_STATE_MAX_ENUM),
    row_of_HAILO_MAX_ENUM,
    row_of_HAILO_INFINITE,
    row_of_HAILO_ETH_PORT_ANY,
    row_of_HAILO_MAX_NAME_SIZE,
    row_of_HAILO_MAX_STREAM_NAME_SIZE,
    row_of_HAILO_MAX_BOARD_NAME_LENGTH,
    row_of_HAILO_MAX_DEVICE_ID_LENGTH,
    row_of_HAILO_MAX_SERIAL_NUMBER_LENGTH,
    row_of_HAILO_MAX_PART_NUMBER_LENGTH,
    row_of_HAILO_MAX_PRODUCT_NAME_LENGTH,
    row_of_HAILO_MAX_STREAMS_COUNT,
    row_of_HAILO_MAX_NETWORK_GROUPS,
    row_of_HAILO_MAX_NETWORK_GROUP_NAME_SIZE,
    row_of_HAILO_MAX_NETWORK_NAME_SIZE,
    row_of_HAILO_MAX_NETWORKS_IN_NETWORK_GROUP,
    row_of_HAILO_PCIE_ANY_DOMAIN,
    row_of_HAILO_SOC_ID_LENGTH,
    row_of_HAILO_ETH_MAC_LENGTH,
    row_of_HAILO_UNIT_LEVEL_TRACKING_BYTES_LENGTH,
    row_of_HAILO_SOC_PM_VALUES_BYTES_LENGTH,
    row_of_HAILO_GPIO_MASK_VALUES_LENGTH,
    row_of_HAILO_CHIP_SERIAL_NUMBER_BYTES_LENGTH,
    row_of_HAILO_CURRENT_LIMIT_NA,
    row_of_HAILO_CURRENT_LIMIT_900_MA,
    row_of_HAILO_CURRENT_LIMIT_1500_MA,
    row_of_HAILO_CURRENT_LIMIT_3000_MA,
    row_of_HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER,
    row_of_HAILO_SCHEDULER_PRIORITY_NORMAL,
    row_of_HAILO_SCHEDULER_PRIORITY_MAX,
    row_of_HAILO_SCHEDULER_PRIORITY_MIN,
    row_of_MAX_NUMBER_OF_PLANES,
    row_of_NUMBER_OF_PLANES_NV12_NV21,
    row_of_NUMBER_OF_PLANES_I420,
    row_of_HAILO_RANDOM_SEED,
    row_of_HAILO_STREAM_ABORTED_BY_USER,
    row_of_HAILO_DRIVER_FAIL,
    row_of_HAILO_PCIE_DRIVER_NOT_INSTALLED,
};

} // namespace

size_t hailo_shim_layout(const hailo_shim_layout_row **out)
{
    if (out == nullptr) {
        return 0;
    }
    *out = rows;
    return sizeof(rows) / sizeof(rows[0]);
}
