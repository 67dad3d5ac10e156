//! Observed calls: every inference through the [`hailo`] crate, recorded in [`hailo_telemetry`].
//!
//! The only crate that knows both worlds. An [`Observer`] says where to
//! report; an [`ObservedEngine`] is opened like a `hailo::Engine`; what it makes has
//! the same calls, and each of them is one request in the telemetry, with exactly one outcome. A
//! [`DevicePoller`] reads temperature, power and identity beside them.

mod activity;
mod calls;
mod engine;
pub mod host;
mod llm;
mod network;
mod notifications;
mod poller;
mod watch;

pub use activity::{Observer, reason};
pub use calls::Phase;
pub use engine::{ObservedEngine, ObservedHef};
pub use host::{HostOptions, HostReader, HostThread};
pub use llm::{ObservedCompletion, ObservedLlm, Question};
pub use network::{ObservedInference, ObservedNetwork};
pub use poller::{DevicePoller, PollOptions, PollThread};
pub use watch::{DeviceVerdict, DeviceWatch, Evidence, PhaseLimit, WatchOptions, WatchThread};
