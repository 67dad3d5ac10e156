#![doc = include_str!("../README.md")]

mod activity;
mod asking;
mod calls;
mod compat;
mod energy;
mod engine;
mod flight;
pub mod host;
mod limits;
mod llm;
mod network;
mod notifications;
mod odometer;
mod poller;
mod rounds;
mod suspect;
mod throttling;
mod watch;
mod watchdog;
mod work;

pub use activity::{Observer, failure_reason};
pub use calls::Phase;
pub use engine::{ObservedEngine, ObservedHef};
pub use flight::{DumpTrigger, FLIGHT_FORMAT, Flight, FlightOptions, FlightThread, LastRun, RunEnd};
pub use host::{HostOptions, HostReader, HostThread};
pub use limits::{PhaseLimit, WatchOptions};
pub use llm::{ObservedCompletion, ObservedLlm, Question, Recall};
pub use network::{ObservedInference, ObservedNetwork};
pub use odometer::{Odometer, OdometerThread};
pub use poller::{DevicePoller, PollOptions, PollThread};
pub use watch::{DeviceVerdict, DeviceWatch, Evidence, WatchThread};
pub use watchdog::{Watchdog, WatchdogMode, WatchdogOptions, WatchdogStep};
