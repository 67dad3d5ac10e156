//! Safe access to the Hailo runtime (HailoRT): devices, HEFs, network groups, vstreams, tokens.
//!
//! The library is found and loaded at run time, in any version from 4.20 to 5.4, and nothing needs to be installed
//! to build. Here it is a simulated device behind the same table of C functions:
//!
//! ```
//! use hailo::{Engine, EngineOptions, Library, NetworkOptions};
//! use hailo_mock::{Chip, Machine, SimClock};
//!
//! let machine = Machine::builder().device(Chip::Hailo8).clock(SimClock::manual()).build().unwrap();
//! // On a host with a device: `Library::load()?`
//! let library = Library::on(&machine)?;
//! let engine = Engine::open(&library, EngineOptions::default())?;
//! let hef = library.hef_from_bytes(machine.hef(&machine.hef_paths()[0]).unwrap())?;
//! let network = engine.network(&hef, NetworkOptions::default())?;
//! let (mut inputs, mut outputs) = (network.input_frames()?, network.output_frames()?);
//! inputs.first_mut().fill(7);
//! network.infer(&inputs, &mut outputs)?;
//! # Ok::<(), hailo::Error>(())
//! ```
//!
//! | to | use |
//! |---|---|
//! | infer, on any chip | [`Engine`], [`Network`]: blocking, or a future that needs no runtime |
//! | generate text | [`Engine::llm`], [`Llm`], [`Completion`] |
//! | ask a device for its state | [`Device`]; on a Hailo-10H also [`CxxDevice`] |
//! | look into a HEF | [`Hef`] |
//! | go step by step | [`VDevice`] → [`NetworkGroup`] → [`InputVStream`], [`OutputVStream`], or raw [`InputStream`], [`OutputStream`] |
//! | find out why it does not work | [`doctor`] |
//!
//! # Rules the types keep
//!
//! * A child holds its parent by reference count: a vstream keeps its network group, that its vdevice. Releases
//!   happen in that order, and never inside a callback of the library (they are handed to another thread there). What
//!   could not be released keeps its parent for good.
//! * `close` answers what the release answered; dropping logs it with `tracing` and counts it
//!   ([`release_failures`]). Both come back within [`set_release_bound`]'s time, whatever the library does.
//! * Memory of an asynchronous transfer belongs to the transfer until its callback ran; memory of a vstream's read is the
//!   vstream's own, and goes after its release.
//! * No format, count or size reaches the library unless it was held against the stream it is for.
//! * Records have room behind them: a library that writes more than this crate knows is an error that names the record
//!   ([`RecordOverrun`]).
//! * Every number from C is a value: unknown statuses, enum values and too large counts become errors or `Other`.
//! * [`Library`], [`VDevice`], [`NetworkGroup`], [`Device`], [`Hef`], [`Network`] may be shared between threads (calls
//!   on one object run one at a time). Vstreams and streams may move to another thread, not be shared with one:
//!   HailoRT promises nothing about two threads on one of them.
//!
//! `API_COVERAGE.md` beside this crate's sources lists every C function with its method, or why it has none.
//!
//! # What it does not do
//!
//! Camera sensors and I²C of evaluation boards, Ethernet and MIPI (gone from the library), and reading HEFs from
//! strangers safely: a crafted one crashes the library itself (see [`doctor::inspect_hef`]).

mod advice;
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
