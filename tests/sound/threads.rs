//! Two threads in one object of the library, which keeps no lock for them: an unkind machine names those that meet.

use std::sync::Barrier;

use hailo::{ConfigureOptions, VDeviceParams};
use hailo_mock::Chip;
use hailo_testkit::{Kit, hailo8};

use crate::ECHO;

fn two_chips() -> Kit {
    Kit::of(hailo8().device(Chip::Hailo8))
}

#[test]
fn a_hef_is_configured_for_one_vdevice_at_a_time() {
    let kit = two_chips();
    let hef = kit.library.hef_from_file(ECHO).unwrap();
    let vdevices = [(); 2].map(|()| kit.library.vdevice(&VDeviceParams::default()).unwrap());
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
    assert_eq!(kit.machine.misuses(), []);
}

#[test]
fn a_physical_device_has_one_lock_however_often_it_is_asked_for() {
    let kit = two_chips();
    let vdevice = kit.library.vdevice(&VDeviceParams::default()).unwrap();
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
    let (one, same) =
        (vdevice.physical_devices().unwrap().remove(0), vdevice.physical_devices().unwrap().remove(0));
    assert!(one.is_borrowed() && same.is_borrowed());
    drop((one, same, vdevice));
    // What is remembered keeps nothing alive.
    kit.assert_clean();
}
