//! Safe access to the Hailo runtime: devices, HEFs, network groups, vstreams, tokens

mod advice;
mod buffer;
mod callback;
mod completion;
mod cxx;
mod device;
pub mod doctor;
mod engine;
mod error;
mod format;
mod handle;
mod hef;
mod hef_container;
mod infer_model;
mod json;
mod layout;
mod library;
mod llm;
mod network_group;
mod nms;
mod notification;
mod slot;
mod speech;
mod stream;
mod transform;
mod vdevice;
mod vlm;
mod vstream;

pub use buffer::{Buffer, DmaDirection, MappedDmabuf};
pub use completion::{AbortHandle, Completion, FinishReason, Piece};
pub use cxx::{CxxDevice, CxxVDevice, DieHealth, Performance, Protection, ThrottlingLevel};
pub use device::{
    Architecture, AveragingFactor, BootSource, ChipTemperature, Cpu, Device, Dvm, ExtendedInformation,
    Features, FirmwareLogLevel, Identity, PowerQuantity, PowerSamples, ResetCause, ResetMode, SamplingPeriod,
};
pub use engine::{
    Backend, Engine, EngineOptions, Frames, Inference, InputFrames, Network, NetworkOptions, OutputFrames,
    Port,
};
pub use error::{Error, ErrorKind, Result};
pub use format::{
    Direction, Format, FormatOrder, FormatType, FrameShape, NmsShape, Quantisation, Shape, StreamInfo,
    VStreamInfo,
};
pub use hailo_sys::{Era, Status, Version};
pub use handle::release_failures;
pub use hef::{GroupDefaults, Hef, Link, NetworkGroupInfo};
pub use infer_model::{ConfiguredModel, InferModel, Job, ModelFrames, ModelNms, ModelStream};
pub use library::{DeviceId, DeviceKind, Library};
pub use llm::{GenerateOptions, Llm, LlmOptions, Prompt};
pub use network_group::{ActiveNetworkGroup, ConfigureOptions, NetworkGroup};
pub use nms::{Detection, NmsLayout, Rect};
pub use notification::{Notification, NotificationBody, NotificationKind, TemperatureZone};
pub use speech::{Segment, Speech, SpeechOptions};
pub use stream::{InputStream, NotSubmitted, OutputStream, Transfer, Transferred};
pub use transform::{Demuxer, InputTransform, OutputTransform};
pub use vdevice::{Scheduler, VDevice, VDeviceParams};
pub use vlm::{Vlm, VlmFrame};
pub use vstream::{InputVStream, OutputVStream, VStreamParams};
