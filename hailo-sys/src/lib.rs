//! The Hailo runtime's C API as a table of functions, for every ABI era, with no library linked.
//!
//! A program built with this crate starts on any machine. Whether there is a HailoRT, and which, is found out at run
//! time, and is a value:
//!
//! ```
//! use hailo_sys::{Library, Status, types};
//!
//! match Library::load() {
//!     Ok(loaded) => {
//!         let (mut ids, mut count) = ([[0u8; 32]; 8], 8);
//!         // SAFETY: an id is 32 bytes, and there is room for `count` of them.
//!         let status = unsafe {
//!             (loaded.api.hailo_scan_devices)(std::ptr::null_mut(), ids.as_mut_ptr().cast(), &raw mut count)
//!         };
//!         println!("HailoRT {}: {}, {count} devices", loaded.version, Status(status));
//!     }
//!     Err(error) => println!("{error}"), // each path tried, and why it did not do
//! }
//! assert_eq!(size_of::<types::hailo_device_id_t>(), 32);
//! ```
//!
//! # Layers
//!
//! | | what |
//! |---|---|
//! | [`types`] | handles, callbacks, constants, enums (integers, never Rust enums), records that never changed |
//! | [`era`] | per [`Era`], the records whose layout did change; [`with_era!`] picks the module at run time |
//! | [`Api`] | one field per C function, with the C name; `Option` for the thirteen that not every release has |
//! | [`Library`], [`Loaded`] | finds and opens `libhailort.so`, asks its release, refuses what it does not know |
//! | [`Status`] | what a call answered, with names from a table of our own |
//! | [`ShimApi`] | the second table: what HailoRT 5 offers in C++ only, see [`shim`] |
//!
//! There is no policy here: no ownership, no retries, no threads. The crate `hailo` adds those. Anything that fills the
//! same table can stand in for the library: `hailo-mock` does, with a simulated device.
//!
//! # Versions
//!
//! HailoRT 4 serves Hailo-8 and 8L, HailoRT 5 serves Hailo-10H and 15; a program may have to serve both, so the release
//! is a value and never a cargo feature. No signature changed between 4.20 and 5.4, but layouts did, also between patch
//! releases:
//!
//! | era | releases | functions | changed since the era before |
//! |---|---|---|---|
//! | [`era::v4_20`] | 4.20.0, 4.20.1 | 160 | |
//! | [`era::v4_21`] | 4.21.0, 4.22.0, 4.23.0, 4.24.0 | 160 | NMS info and shape, extended device information, dataflow shutdown |
//! | [`era::v5_0_0`] | 5.0.0 | 160 | breakpoint notification |
//! | [`era::v5_0_1`] | 5.0.1 | 157 | no Ethernet; identity, health statistics, `enable_kv_cache` in what was padding |
//! | [`era::v5_1_0`] | 5.1.0 | 155 | no MIPI input; configure parameters 84488 to 64008 bytes |
//! | [`era::v5_1_1`] | 5.1.1 | 155 | device's supported features |
//! | [`era::v5_2_0`] | 5.2.0 | 155 | detection with byte mask 38 to 46 bytes, throttling notification |
//! | [`era::v5_3`] | 5.3.0, 5.4.0 | 147 | extended device information 96 to 108 bytes; status 81 means another thing; no firmware update, no sensors |
//!
//! A newer release is not refused for its number. Where there is a shim, the headers that it was compiled with tell what
//! the library's records are ([`Authority::Shim`]). Otherwise the library is asked what can be asked without a device, and
//! used where every answer is that of a known era ([`Authority::Tested`]). Where something differs, the error names the
//! record and the field ([`Disagreement`]); a function that is gone is listed in [`Loaded::missing`]. [`LoadOptions::known_only`] refuses it all the same, [`LoadOptions::assume_known_layout`] takes the
//! caller's word. Layouts are the same on x86-64 and aarch64 Linux; no other target is
//! supported.
//!
//! A record is written by C as well as read: begin with [`Record::zeroed`] or [`Record::boxed`], never with
//! uninitialised memory, since HailoRT's `init` functions leave some fields alone. A varying record is passed to the
//! table by casting its pointer: `(api.hailo_identify)(device, (&raw mut identity).cast())`.
//!
//! # Where the declarations come from
//!
//! `abi/hailort.json` holds the facts: names, offsets, sizes, values. The Rust in `src/generated` follows from it by
//! `cargo xtask codegen`, and is checked in. The tests hold what rustc compiled against the tables, for every era;
//! `cargo xtask abi` holds the tables against C compilers and an installed `hailo/hailort.h`.
//!
//! # Linking and features
//!
//! HailoRT's SONAME is its full version (`libhailort.so.4.23.0`) and it has no pkg-config file, so a program that links
//! it starts with that one release only. Loading at run time is the default.
//!
//! | feature | |
//! |---|---|
//! | `load` (default) | [`Library`]: search, open, check at run time |
//! | `linked` | `Api::linked()`: `-lhailort` at link time, from `HAILORT_LIB_DIR` or the linker's own folders |
//! | `bindgen` | `installed`: bindings of the installed header (`HAILORT_INCLUDE`, or the system's), needs libclang; each number is asserted against the tables, so a header that differs is a build error that names the field. `HAILORT_VERSION` names a release to compare with; without it the header's own counts decide |
//! | `compare-hailort-sys` | a test that lists where the published crate `hailort-sys` 0.1.1 disagrees with each era; it links libhailort |

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
pub use self_test::{Disagreement, Grown};
pub use shim::ShimApi;
pub use status::Status;
pub use table::{Authority, Function, Loaded, MissingSymbols, Record, Runtime, TableError};
pub use version::{UnsupportedVersion, Version};
