//! No sequence of safe calls harms the process, whatever the library does: each test replaces a C function of the
//! simulated device by one that is as unkind as the real one was seen to be.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod formats;
mod health;
mod listeners;
mod memory;
mod probe;
mod real;
mod records;
mod releases;
mod threads;
mod waits;

use hailo::{Hef, Library, NetworkGroup, VDevice, VDeviceParams};
use hailo_mock::{Machine, SimClock};
use hailo_sys::{Api, Runtime, ShimApi};

/// The libraries that `HAILO_TEST_REAL_LIB` names.
fn real_libraries() -> Vec<std::path::PathBuf> {
    let named = std::env::var_os("HAILO_TEST_REAL_LIB").unwrap_or_default();
    std::env::split_paths(&named).filter(|path| !path.as_os_str().is_empty()).collect()
}

const ECHO: &str = "simulated/echo.hef";

fn machine() -> Machine {
    hailo_testkit::hailo8().clock(SimClock::manual()).build().unwrap()
}

/// Tables of which a test has replaced functions.
struct Unkind(Api, Option<ShimApi>);

// SAFETY: the simulated device behaves as HailoRT does, and the functions in its place break no rule that the safe crate
// may count on.
unsafe impl Runtime for Unkind {
    fn api(&self) -> Api {
        self.0
    }

    fn shim_api(&self) -> Option<ShimApi> {
        self.1
    }
}

fn library(api: Api, shim: Option<ShimApi>) -> Library {
    Library::on(&Unkind(api, shim)).unwrap()
}

/// The echo network on a vdevice.
fn configured(library: &Library) -> (VDevice, Hef, NetworkGroup) {
    let vdevice = library.vdevice(&VDeviceParams::default()).unwrap();
    let hef = library.hef_from_file(ECHO).unwrap();
    let group = vdevice.configure(&hef, &hailo::ConfigureOptions::default()).unwrap().remove(0);
    (vdevice, hef, group)
}
