//! Each way in which a device or its host goes wrong, on a manual clock: the states that the watch states, its evidence,
//! the series, and how it is well again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod energy;
mod host;
mod odometer;
mod outputs;
mod scenarios;
mod states;
mod ward;
