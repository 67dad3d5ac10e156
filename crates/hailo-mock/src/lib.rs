//! A simulated Hailo device behind the runtime's own C ABI: state, time, heat, queues, faults
//!
//! HailoRT has no emulator. This is a device to test against: it fills the same table of C functions
//! ([`hailo_sys::Api`]) and the same table of C++-only functions ([`hailo_sys::ShimApi`]) as the real
//! library, follows the same rules, answers with the same statuses, and has time, heat, power and
//! faults of its own. Nothing in it is drawn from chance that a seed does not fix.
//!
//! ```
//! use hailo_mock::{Chip, Machine, SimClock};
//!
//! let machine = Machine::builder().device(Chip::Hailo8).clock(SimClock::manual()).build().unwrap();
//! let (api, shim) = (machine.api(), machine.shim_api());
//! // Hand the tables to whatever speaks HailoRT, and look from behind:
//! assert_eq!(machine.live_handles(), 0);
//! assert!(machine.call_log().is_empty());
//! # let _ = (api, shim);
//! ```
//!
//! What it does not do: compute real networks (a frame's outputs are a documented function of its
//! inputs, see [`hef`] and the crate's `frames` module), drive a camera, or time the PCIe link.

mod call;
mod callback;
mod chip;
mod clock;
mod codes;
mod devices;
mod dispatch;
mod era;
pub mod fault;
mod faults;
mod firmware;
mod frames;
mod genai;
mod generated;
mod generative;
mod group;
mod handle;
pub mod hef;
mod host;
mod ids;
mod infer_model;
pub mod llm;
mod lookup;
mod machine;
mod models;
mod npu;
mod object;
mod occupancy;
pub mod physics;
mod pi;
mod power;
pub mod replay;
mod scenario;
mod shim_table;
mod sim;
mod state;
mod table;

pub use clock::{DEFAULT_GRACE, SimClock};
pub use fault::{CallEffect, CallFault, Condition, DeviceEvent, DeviceFault, Fault, Holding};
pub use handle::MACHINES;
pub use llm::LlmSpec;
pub use machine::{BuildError, Machine, MachineBuilder, WithoutShim};
pub use replay::{RecordedCall, Recorder, Recording};
pub use scenario::{Chip, DeviceSpec, Holder, Scenario, ScenarioError, Timing};
pub use state::{CallRecord, Misuse};
