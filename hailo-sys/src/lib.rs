//! The Hailo runtime's C API as a table of functions, for every ABI era, with no library linked.

mod layout;
#[cfg(feature = "load")]
mod load;
mod status;
mod table;
mod version;

#[rustfmt::skip]
#[path = "generated/api.rs"]
#[allow(clippy::type_complexity, clippy::too_many_lines, clippy::wildcard_imports)]
mod api;
#[path = "generated/era.rs"]
pub mod era;
pub mod shim;
#[path = "generated/types.rs"]
pub mod types;

pub use api::{Api, FUNCTIONS};
pub use era::Era;
#[cfg(feature = "load")]
pub use load::{Attempt, Library, LoadError, LoadOptions, Reason};
pub use shim::ShimApi;
pub use status::Status;
pub use table::{Function, Loaded, MissingSymbols, Record, TableError};
pub use version::{UnsupportedVersion, Version};
