//! The C++-only half of the simulated runtime: one function per field of [`hailo_sys::ShimApi`].

mod about;
mod device;
mod genai;
mod infer_model;
mod vdevice;

/// Every function under its C name, for the generated table.
pub(crate) mod entries {
    pub(crate) use super::about::*;
    pub(crate) use super::device::*;
    pub(crate) use super::genai::*;
    pub(crate) use super::infer_model::*;
    pub(crate) use super::vdevice::*;
}
