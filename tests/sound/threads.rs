//! Two threads in one object of the library, which keeps no lock for them.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Barrier, Mutex, OnceLock};

use hailo::{ConfigureOptions, VDeviceParams};
use hailo_mock::{Chip, Machine, SimClock};
use hailo_sys::types::{
    hailo_chip_temperature_info_t, hailo_configure_params_t, hailo_configured_network_group, hailo_device,
    hailo_hef, hailo_status, hailo_vdevice,
};
use hailo_sys::{Api, Era};

use crate::{ECHO, library};

/// Who is in what, and how often two met.
struct Inside {
    handles: Mutex<BTreeSet<usize>>,
    met: AtomicUsize,
}

impl Inside {
    const fn new() -> Self {
        Self { handles: Mutex::new(BTreeSet::new()), met: AtomicUsize::new(0) }
    }

    /// Runs `body` as a call on `handle`, and takes its time over it, so that another thread has a chance to come in.
    fn of<R>(&self, handle: usize, body: impl FnOnce() -> R) -> R {
        if !self.handles.lock().unwrap().insert(handle) {
            self.met.fetch_add(1, Ordering::Relaxed);
        }
        for _ in 0..100 {
            std::thread::yield_now();
        }
        let result = body();
        self.handles.lock().unwrap().remove(&handle);
        result
    }
}

static REAL: OnceLock<Api> = OnceLock::new();
static HEFS: Inside = Inside::new();
static DEVICES: Inside = Inside::new();

unsafe extern "C" fn reads_the_hef(
    vdevice: hailo_vdevice,
    hef: hailo_hef,
    params: *mut hailo_configure_params_t,
    groups: *mut hailo_configured_network_group,
    count: *mut usize,
) -> hailo_status {
    // SAFETY: the caller's own arguments.
    HEFS.of(hef.addr(), || unsafe {
        (REAL.get().unwrap().hailo_configure_vdevice)(vdevice, hef, params, groups, count)
    })
}

unsafe extern "C" fn asks_the_hef(
    hef: hailo_hef,
    vdevice: hailo_vdevice,
    params: *mut hailo_configure_params_t,
) -> hailo_status {
    // SAFETY: the caller's own arguments.
    HEFS.of(hef.addr(), || unsafe {
        (REAL.get().unwrap().hailo_init_configure_params_by_vdevice)(hef, vdevice, params)
    })
}

unsafe extern "C" fn asks_the_device(
    device: hailo_device,
    out: *mut hailo_chip_temperature_info_t,
) -> hailo_status {
    // SAFETY: the caller's own arguments.
    DEVICES.of(device.addr(), || unsafe { (REAL.get().unwrap().hailo_get_chip_temperature)(device, out) })
}

fn two_chips() -> Machine {
    let builder = Machine::builder().era(Era::V4_21).device(Chip::Hailo8).device(Chip::Hailo8);
    builder.clock(SimClock::manual()).build().unwrap()
}

fn api(machine: &Machine) -> Api {
    // Each of these finds its machine by its handle.
    REAL.get_or_init(|| machine.api());
    Api {
        hailo_configure_vdevice: reads_the_hef,
        hailo_init_configure_params_by_vdevice: asks_the_hef,
        hailo_get_chip_temperature: asks_the_device,
        ..machine.api()
    }
}

#[test]
fn a_hef_is_configured_for_one_vdevice_at_a_time() {
    let machine = two_chips();
    let library = library(api(&machine), None);
    let hef = library.hef_from_file(ECHO).unwrap();
    let vdevices = [(); 2].map(|()| library.vdevice(&VDeviceParams::default()).unwrap());
    let start = Barrier::new(2);
    std::thread::scope(|scope| {
        for vdevice in &vdevices {
            scope.spawn(|| {
                start.wait();
                for _ in 0..8 {
                    vdevice.configure(&hef, &ConfigureOptions::default()).unwrap();
                }
            });
        }
    });
    assert_eq!(HEFS.met.load(Ordering::Relaxed), 0, "two threads in one HEF's reader");
    assert_eq!(machine.misuses(), []);
}

#[test]
fn a_physical_device_has_one_lock_however_often_it_is_asked_for() {
    let machine = two_chips();
    let library = library(api(&machine), None);
    let vdevice = library.vdevice(&VDeviceParams::default()).unwrap();
    let start = Barrier::new(2);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let device = vdevice.physical_devices().unwrap().remove(0);
                start.wait();
                for _ in 0..50 {
                    device.chip_temperature().unwrap();
                }
            });
        }
    });
    assert_eq!(DEVICES.met.load(Ordering::Relaxed), 0, "two threads on one device");
    let (one, same) =
        (vdevice.physical_devices().unwrap().remove(0), vdevice.physical_devices().unwrap().remove(0));
    assert!(one.is_borrowed() && same.is_borrowed());
    drop((one, same, vdevice));
    assert_eq!(machine.live_handles(), 0, "what is remembered keeps nothing alive");
}
