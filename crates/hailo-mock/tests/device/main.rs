//! The simulated device, driven by its bare tables.

#![allow(
    clippy::borrow_as_ptr,
    clippy::multiple_unsafe_ops_per_block,
    clippy::unwrap_used,
    reason = "a C caller's view: many calls in a row, each on pointers to locals; helpers fail by panicking"
)]

mod behaviour;
mod callbacks;
mod device;
mod host;
mod named;
mod replay;
mod rules;
mod scenarios;
mod tenth;
mod unkind;
mod volume;
