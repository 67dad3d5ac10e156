//! The numbers of the C enums that the simulation itself reasons about.

/// `HAILO_FORMAT_TYPE_*`.
pub(crate) mod ty {
    pub(crate) const AUTO: u32 = 0;
    pub(crate) const UINT8: u32 = 1;
    pub(crate) const UINT16: u32 = 2;
    pub(crate) const FLOAT32: u32 = 3;
}

/// `HAILO_FORMAT_ORDER_*`.
pub(crate) mod order {
    pub(crate) const AUTO: u32 = 0;
    pub(crate) const NHWC: u32 = 1;
    pub(crate) const NHCW: u32 = 2;
    pub(crate) const FCR: u32 = 3;
    pub(crate) const F8CR: u32 = 4;
    pub(crate) const NHW: u32 = 5;
    pub(crate) const NC: u32 = 6;
    pub(crate) const BAYER_RGB: u32 = 7;
    pub(crate) const NMS: u32 = 9;
    pub(crate) const RGB888: u32 = 10;
    pub(crate) const NCHW: u32 = 11;
    pub(crate) const YUY2: u32 = 12;
    pub(crate) const NV12: u32 = 13;
    pub(crate) const NV21: u32 = 14;
    pub(crate) const YYUV: u32 = 15;
    pub(crate) const YYVU: u32 = 16;
    pub(crate) const RGB4: u32 = 17;
    pub(crate) const I420: u32 = 18;
    pub(crate) const YYYYUV: u32 = 19;
    pub(crate) const NMS_WITH_BYTE_MASK: u32 = 20;
    pub(crate) const NMS_ON_CHIP: u32 = 21;
    pub(crate) const NMS_BY_CLASS: u32 = 22;
    pub(crate) const NMS_BY_SCORE: u32 = 23;

    /// What AUTO means for frames of this device order on the host.
    pub(crate) fn on_host(device: u32) -> u32 {
        match device {
            NHCW | RGB888 => NHWC,
            YYUV => NV12,
            YYVU => NV21,
            YYYYUV => I420,
            NMS_ON_CHIP => NMS_BY_CLASS,
            other => other,
        }
    }

    /// Whether data in this order is a list of detections.
    pub(crate) fn is_nms(order: u32) -> bool {
        matches!(order, NMS | NMS_WITH_BYTE_MASK | NMS_ON_CHIP | NMS_BY_CLASS | NMS_BY_SCORE)
    }
}

/// `hailo_status`.
pub(crate) mod st {
    pub(crate) const SUCCESS: u32 = 0;
    pub(crate) const INVALID_ARGUMENT: u32 = 2;
    pub(crate) const OUT_OF_HOST_MEMORY: u32 = 3;
    pub(crate) const TIMEOUT: u32 = 4;
    pub(crate) const INSUFFICIENT_BUFFER: u32 = 5;
    pub(crate) const INVALID_OPERATION: u32 = 6;
    pub(crate) const NOT_IMPLEMENTED: u32 = 7;
    pub(crate) const INTERNAL_FAILURE: u32 = 8;
    pub(crate) const OPEN_FILE_FAILURE: u32 = 13;
    pub(crate) const FILE_OPERATION_FAILURE: u32 = 14;
    pub(crate) const UNSUPPORTED_FW_VERSION: u32 = 16;
    pub(crate) const FW_CONTROL_FAILURE: u32 = 18;
    pub(crate) const ETH_FAILURE: u32 = 19;
    pub(crate) const INVALID_FIRMWARE: u32 = 23;
    pub(crate) const INVALID_HEF: u32 = 26;
    pub(crate) const DRIVER_OPERATION_FAILED: u32 = 36;
    pub(crate) const UNSUPPORTED_OPCODE: u32 = 48;
    pub(crate) const NOT_FOUND: u32 = 61;
    pub(crate) const COMMUNICATION_CLOSED: u32 = 62;
    pub(crate) const STREAM_ABORT: u32 = 63;
    pub(crate) const NOT_AVAILABLE: u32 = 65;
    pub(crate) const INVALID_SECOND_STAGE: u32 = 67;
    pub(crate) const NETWORK_GROUP_NOT_ACTIVATED: u32 = 69;
    pub(crate) const OUT_OF_FW_MEMORY: u32 = 71;
    pub(crate) const DEVICE_IN_USE: u32 = 73;
    pub(crate) const OUT_OF_PHYSICAL_DEVICES: u32 = 74;
    pub(crate) const INVALID_DEVICE_ARCHITECTURE: u32 = 75;
    pub(crate) const INVALID_DRIVER_VERSION: u32 = 76;
    pub(crate) const RPC_FAILED: u32 = 77;
    pub(crate) const INVALID_SERVICE_VERSION: u32 = 78;
    pub(crate) const NOT_SUPPORTED: u32 = 79;
    pub(crate) const RESOURCE_EXHAUSTED: u32 = 81;
    pub(crate) const QUEUE_IS_FULL: u32 = 82;
    pub(crate) const DMA_MAPPING_ALREADY_EXISTS: u32 = 83;
    pub(crate) const DRIVER_INVALID_RESPONSE: u32 = 85;
    pub(crate) const CONNECTION_REFUSED: u32 = 89;
    pub(crate) const HEF_FILE_CORRUPTED: u32 = 91;
    pub(crate) const HEF_NOT_SUPPORTED: u32 = 92;
    pub(crate) const HEF_NOT_COMPATIBLE: u32 = 93;
    pub(crate) const INVALID_HEF_USE: u32 = 94;
    pub(crate) const DEVICE_NOT_CONNECTED: u32 = 96;
}
