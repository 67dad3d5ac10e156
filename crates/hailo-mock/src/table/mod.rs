//! The C API of the simulated runtime: one function per field of [`hailo_sys::Api`].
//!
//! Where the real library crashes (a NULL stream, an empty model buffer, a status above
//! 0x7fffffff), these functions answer `HAILO_INVALID_ARGUMENT`, 0 or NULL instead.

mod configure;
mod demux;
mod device;
mod discovery;
mod group;
mod hef;
mod info;
mod lists;
mod memory;
mod pipeline;
mod pure;
mod stream;
mod vstream;

/// Every function under its C name, for the generated table.
pub(crate) mod entries {
    pub(crate) use super::configure::*;
    pub(crate) use super::demux::*;
    pub(crate) use super::device::*;
    pub(crate) use super::discovery::*;
    pub(crate) use super::group::*;
    pub(crate) use super::hef::*;
    pub(crate) use super::memory::*;
    pub(crate) use super::pure::*;
    pub(crate) use super::stream::*;
    pub(crate) use super::vstream::*;
}
