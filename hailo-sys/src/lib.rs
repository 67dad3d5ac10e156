#![doc = include_str!("../README.md")]

mod compare;
mod headers;
mod layout;
#[cfg(feature = "linked")]
mod linked;
#[cfg(feature = "load")]
mod load;
mod self_test;
mod status;
mod table;
mod version;

#[rustfmt::skip]
#[path = "generated/api.rs"]
#[allow(clippy::type_complexity, clippy::too_many_lines, clippy::wildcard_imports)]
mod api;
#[path = "generated/era.rs"]
pub mod era;
/// bindgen's view of the `hailo/hailort.h` of the build machine (feature `bindgen`); empty where there was none.
///
/// It is for comparison and for names this crate lacks. The table's types are those of [`types`] and [`era`]: they are
/// the same on every build machine.
#[cfg(feature = "bindgen")]
#[allow(
    missing_docs,
    missing_debug_implementations,
    non_camel_case_types,
    non_upper_case_globals,
    unsafe_op_in_unsafe_fn,
    clippy::all,
    clippy::pedantic,
    clippy::undocumented_unsafe_blocks,
    clippy::missing_safety_doc,
    reason = "bindgen's text, as it comes"
)]
pub mod installed {
    include!(concat!(env!("OUT_DIR"), "/installed.rs"));
}
pub mod shim;
#[path = "generated/types.rs"]
pub mod types;

/// Each number of the tables, asserted of [`installed`] by the compiler.
#[cfg(feature = "bindgen")]
mod assertions {
    #[allow(unused_imports, reason = "empty where there is no header")]
    use super::installed;

    include!(concat!(env!("OUT_DIR"), "/assertions.rs"));
}

pub use api::{Api, FUNCTIONS};
pub use era::Era;
#[cfg(feature = "linked")]
pub use linked::Linked;
#[cfg(feature = "load")]
pub use load::{Attempt, FoundShim, Library, LoadError, LoadOptions, Reason};
pub use self_test::{Disagreement, Grown, MAX_GROWTH};
pub use shim::ShimApi;
pub use status::Status;
pub use table::{Authority, Function, Loaded, MissingSymbols, Record, Runtime, TableError};
pub use version::{UnsupportedVersion, Version};
