//! The simulated device as a drop-in `libhailort.so`, for C programs, Python's ctypes and crates that link.
//!
//! `cargo xtask mock-so` makes `target/mock/X.Y.Z/libhailort.so`, with the SONAME and exactly the symbols of that
//! release, and `libhailo_shim.so` beside it. A process that loads them gets one simulated host, which these
//! environment variables describe when its first function is called:
//!
//! | variable | meaning |
//! |---|---|
//! | `HAILO_MOCK_SCENARIO` | a scenario's name, or the path of a scenario file; `healthy` for 4.x and `10h-llm` for 5.x if unset |
//! | `HAILO_MOCK_SPEED` | simulated seconds per second, above 0; 1 if unset |
//!
//! If the host can't be made, the reason goes to standard error once and every call answers `HAILO_INTERNAL_FAILURE`.
//! Model files are opened by path; the simulated host's own are listed at `hailo_mock::Machine::hef_paths`.

#[path = "generated/exports.rs"]
mod exports;
#[path = "generated/shim_exports.rs"]
mod shim_exports;
mod twin;

use std::env;
use std::ffi::c_char;
use std::fs;
use std::sync::OnceLock;

use hailo_mock::{Machine, Scenario, SimClock};
use hailo_sys::types::hailo_status;
use hailo_sys::{Api, ShimApi, Status, Version};

unsafe extern "C" {
    /// The release this archive was linked as: major, minor, revision.
    safe static hailo_mock_so_version: [u32; 3];
}

/// The release this archive was linked as.
fn version() -> Version {
    let [major, minor, revision] = hailo_mock_so_version;
    Version::new(major, minor, revision)
}

/// The one simulated host of the process. It is never dropped: like the real library's, its handles may be used until
/// the process ends.
struct Host {
    _machine: Machine,
    api: Api,
    shim: ShimApi,
}

/// The host, made at the first call; `None` if it can't be made.
fn host() -> Option<&'static Host> {
    static HOST: OnceLock<Option<Host>> = OnceLock::new();
    let made = HOST.get_or_init(|| match make() {
        Ok(host) => Some(host),
        Err(reason) => {
            eprintln!("hailo-mock: {reason}");
            None
        }
    });
    made.as_ref()
}

fn make() -> Result<Host, String> {
    let version = version();
    let named = env::var("HAILO_MOCK_SCENARIO").unwrap_or_default();
    let scenario = match named.as_str() {
        "" if version.major >= 5 => Scenario::named("10h-llm"),
        "" => Scenario::named("healthy"),
        path if path.contains(['/', '.']) => {
            let text = fs::read_to_string(path).map_err(|e| format!("HAILO_MOCK_SCENARIO {path}: {e}"))?;
            Scenario::from_toml(&text)
        }
        name => Scenario::named(name),
    };
    let scenario = scenario.map_err(|e| format!("HAILO_MOCK_SCENARIO: {e}"))?;
    let speed = match env::var("HAILO_MOCK_SPEED") {
        Ok(text) => match text.parse::<f64>() {
            Ok(speed) if speed.is_finite() && speed > 0.0 => speed,
            _ => return Err(format!("HAILO_MOCK_SPEED {text} is not a number above 0")),
        },
        Err(_) => 1.0,
    };
    let machine = Machine::builder().version(version).scenario(scenario).clock(SimClock::real(speed)).build();
    let machine = machine.map_err(|e| e.to_string())?;
    let (api, shim) = (machine.api(), machine.shim_api());
    Ok(Host { _machine: machine, api, shim })
}

/// What a function answers when there is no host to ask.
trait Refusal {
    const REFUSAL: Self;
}

impl Refusal for hailo_status {
    const REFUSAL: Self = Status::INTERNAL_FAILURE.0;
}

impl Refusal for *const c_char {
    const REFUSAL: Self = std::ptr::null();
}

impl Refusal for usize {
    const REFUSAL: Self = 0;
}

impl Refusal for () {
    const REFUSAL: Self = ();
}

/// Defines C functions that ask the host's table.
macro_rules! forward {
    ($($name:ident($($argument:ident: $type:ty),*) -> $answer:ty;)*) => {$(
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $name($($argument: $type),*) -> $answer {
            match $crate::host() {
                // SAFETY: the C caller keeps the header's promises; the arguments pass as they are.
                Some(host) => unsafe { (host.api.$name)($($argument),*) },
                None => <$answer as $crate::Refusal>::REFUSAL,
            }
        }
    )*};
}

/// The same for functions that some releases lack; there they are not exported either.
macro_rules! forward_if_there {
    ($($name:ident($($argument:ident: $type:ty),*) -> $answer:ty;)*) => {$(
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $name($($argument: $type),*) -> $answer {
            match $crate::host().and_then(|host| host.api.$name) {
                // SAFETY: the C caller keeps the header's promises; the arguments pass as they are.
                Some(function) => unsafe { function($($argument),*) },
                None => <$answer as $crate::Refusal>::REFUSAL,
            }
        }
    )*};
}

/// Defines the shim's functions, which ask the table of the libhailort beside them.
macro_rules! forward_shim {
    ($($name:ident($($argument:ident: $type:ty),*) -> $answer:ty;)*) => {$(
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $name($($argument: $type),*) -> $answer {
            match $crate::twin::shim() {
                // SAFETY: the C caller keeps the header's promises; the arguments pass as they are.
                Some(shim) => unsafe { (shim.$name)($($argument),*) },
                None => <$answer as $crate::Refusal>::REFUSAL,
            }
        }
    )*};
}

use {forward, forward_if_there, forward_shim};

/// C `hailo_get_status_message`. One number beyond all statuses is how `libhailo_shim.so` asks for the host's second
/// table, so that both libraries are about the same devices.
///
/// # Safety
/// As HailoRT's header asks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hailo_get_status_message(status: hailo_status) -> *const c_char {
    match host() {
        Some(host) if status == twin::KNOCK => (&raw const host.shim).cast(),
        // SAFETY: the simulated device answers any number.
        Some(host) => unsafe { (host.api.hailo_get_status_message)(status) },
        None => std::ptr::null(),
    }
}
