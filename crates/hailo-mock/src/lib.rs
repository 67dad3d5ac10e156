//! A simulated Hailo device behind the runtime's own C ABI: state, time, heat, queues, faults

mod clock;
mod codes;
pub mod hef;
pub mod physics;

pub use clock::{DEFAULT_GRACE, SimClock};
