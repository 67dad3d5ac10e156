#![doc = include_str!("../README.md")]

mod advice;
mod call;
mod device;
pub mod doctor;
mod engine;
mod error;
mod generation;
mod handle;
mod hef;
mod infer_model;
mod library;
mod record;
mod streams;

pub use device::Device;
pub use device::buffer::{Buffer, DmaDirection, MappedDmabuf};
pub use device::cxx::{CxxDevice, CxxVDevice, DieHealth, Performance, Protection, ThrottlingLevel};
pub use device::facts::{
    Architecture, AveragingFactor, BootSource, ChipTemperature, Cpu, Dvm, ExtendedInformation, Features,
    FirmwareLogLevel, Identity, PowerQuantity, PowerSamples, ResetCause, ResetMode, SamplingPeriod,
};
pub use device::notification::{Notification, NotificationBody, NotificationKind, TemperatureZone};
pub use device::vdevice::{Scheduler, VDevice, VDeviceParams};
pub use engine::{
    Backend, Engine, EngineOptions, Frames, Inference, InputFrames, Network, NetworkOptions, OutputFrames,
    Port,
};
pub use error::{Error, ErrorKind, Result};
pub use generation::completion::{AbortHandle, Completion, FinishReason, Piece};
pub use generation::llm::{GenerateOptions, Llm, LlmOptions, Prompt};
pub use generation::speech::{Segment, Speech, SpeechOptions};
pub use generation::vlm::{Vlm, VlmFrame};
pub use hailo_sys::{Authority, Era, Grown, Runtime, Status, Version};
pub use handle::release::{set_release_bound, stuck_releases, wait_for_releases};
pub use handle::release_failures;
pub use hef::{Hef, NetworkGroupInfo};
pub use infer_model::{ConfiguredModel, InferModel, Job, ModelFrames, ModelNms, ModelStream};
#[cfg(feature = "load")]
pub use library::LoadOptions;
pub use library::{DeviceId, DeviceKind, Library};
pub use record::format::{
    Direction, Format, FormatOrder, FormatType, FrameShape, NmsShape, Quantisation, Shape, StreamInfo,
    VStreamInfo,
};
pub use record::padded::{RecordOverrun, record_overruns};
pub use streams::configure::{ConfigureOptions, GroupDefaults, Link};
pub use streams::network_group::{ActiveNetworkGroup, NetworkGroup};
pub use streams::nms::{Detection, NmsLayout, Rect};
pub use streams::params::VStreamParams;
pub use streams::stream::{InputStream, NotSubmitted, OutputStream, Transfer, Transferred};
pub use streams::transform::{Demuxer, InputTransform, OutputTransform};
pub use streams::vstream::{InputVStream, OutputVStream};

/// Thread-safety, in both directions, held at compile time.
///
/// Present: everything can move between threads, and what serialises its calls can be shared. Absent: vstreams and
/// streams are not `Sync`, because HailoRT allows one thread at a time on a handle and their methods do not lock.
const _: () = {
    const fn send<T: Send>() {}
    const fn send_sync<T: Send + Sync>() {}
    send_sync::<Library>();
    send_sync::<Error>();
    send_sync::<Device>();
    send_sync::<VDevice>();
    send_sync::<Hef>();
    send_sync::<NetworkGroup>();
    send_sync::<Engine>();
    send_sync::<Network>();
    send_sync::<Buffer>();
    send::<InputVStream>();
    send::<OutputVStream>();
    send::<InputStream>();
    send::<OutputStream>();
    send::<Inference>();
    send::<Transfer>();

    /// Two blanket impls: for a type that is `Sync` both apply, `_` is ambiguous, and this does not compile.
    trait NotSync<A> {
        const HOLDS: () = ();
    }
    struct IfSync;
    impl<T: ?Sized> NotSync<()> for T {}
    impl<T: ?Sized + Sync> NotSync<IfSync> for T {}
    let () = <InputVStream as NotSync<_>>::HOLDS;
    let () = <OutputVStream as NotSync<_>>::HOLDS;
    let () = <InputStream as NotSync<_>>::HOLDS;
    let () = <OutputStream as NotSync<_>>::HOLDS;
};
