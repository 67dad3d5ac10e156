//! The simulated device, driven by its bare tables.

mod behaviour;
mod device;
mod host;
mod replay;
mod rules;
mod volume;
