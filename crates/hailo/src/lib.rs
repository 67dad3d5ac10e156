//! Safe access to the Hailo runtime: devices, HEFs, network groups, vstreams, tokens

mod advice;
mod buffer;
mod callback;
mod device;
mod error;
mod format;
mod handle;
mod hef;
mod layout;
mod library;
mod network_group;
mod nms;
mod vdevice;
mod vstream;

pub use buffer::Buffer;
pub use device::{
    Architecture, AveragingFactor, BootSource, ChipTemperature, Cpu, Device, Dvm, ExtendedInformation,
    Features, FirmwareLogLevel, Identity, PowerQuantity, PowerSamples, ResetCause, ResetMode, SamplingPeriod,
};
pub use error::{Error, ErrorKind, Result};
pub use format::{
    Direction, Format, FormatOrder, FormatType, FrameShape, NmsShape, Quantisation, Shape, StreamInfo,
    VStreamInfo,
};
pub use hailo_sys::{Era, Status, Version};
pub use handle::release_failures;
pub use hef::{GroupDefaults, Hef, Link, NetworkGroupInfo};
pub use library::{DeviceId, DeviceKind, Library};
pub use network_group::{ActiveNetworkGroup, ConfigureOptions, NetworkGroup};
pub use nms::{Detection, NmsLayout, Rect};
pub use vdevice::{Scheduler, VDevice, VDeviceParams};
pub use vstream::{InputVStream, OutputVStream, VStreamParams};
