//! The Hailo runtime's C API as a table of functions, for every ABI era, with no library linked

pub mod shim;

pub use shim::ShimApi;
