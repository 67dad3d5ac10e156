//! Who hears a device's notifications, as the program and the library see it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use hailo::{NotificationKind, VDeviceParams};
use hailo_mock::{DeviceEvent, Fault, Machine};

use crate::{library, machine};

const KIND: NotificationKind = NotificationKind::LcuEccCorrectable;

fn happens(machine: &Machine) {
    let now = machine.clock().now_ns() as f64 / 1e9;
    machine.inject(Fault::at(now + 1.0, DeviceEvent::EccCorrectable(1)));
    machine.advance(Duration::from_secs(2));
}

#[test]
fn a_device_asked_for_twice_has_one_listener_of_a_kind() {
    let machine = machine();
    let library = library(machine.api(), None);
    let vdevice = library.vdevice(&VDeviceParams::default()).unwrap();
    let device = || vdevice.physical_devices().unwrap().remove(0);
    let (one, same) = (device(), device());
    let (first, second) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let counts = |count: &Arc<AtomicUsize>| {
        let count = Arc::clone(count);
        move |_: &hailo::Notification| {
            count.fetch_add(1, Ordering::Relaxed);
        }
    };
    one.on_notification(KIND, counts(&first)).unwrap();
    happens(&machine);
    same.on_notification(KIND, counts(&second)).unwrap();
    assert_eq!(Arc::strong_count(&first), 1, "the library knows one listener; the other is gone");
    happens(&machine);
    assert_eq!((first.load(Ordering::Relaxed), second.load(Ordering::Relaxed)), (1, 1));
    one.remove_listener(KIND).unwrap();
    assert_eq!(Arc::strong_count(&second), 1);
    assert!(same.remove_listener(KIND).is_err(), "nothing listens, whoever asks");
    happens(&machine);
    assert_eq!(second.load(Ordering::Relaxed), 1);
}

#[test]
fn of_two_that_register_at_once_one_is_heard() {
    let machine = machine();
    let library = library(machine.api(), None);
    let device = library.open_device(None).unwrap();
    for _ in 0..300 {
        let heard = Arc::new(AtomicUsize::new(0));
        let start = Barrier::new(2);
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let heard = Arc::clone(&heard);
                    start.wait();
                    device
                        .on_notification(KIND, move |_| {
                            heard.fetch_add(1, Ordering::Relaxed);
                        })
                        .unwrap();
                });
            }
        });
        happens(&machine);
        assert_eq!(heard.load(Ordering::Relaxed), 1, "both registered, and nobody listens");
        device.remove_listener(KIND).unwrap();
        assert_eq!(Arc::strong_count(&heard), 1);
    }
}

#[test]
fn two_vdevices_of_a_group_have_one_device_with_one_listener() {
    let machine = machine();
    let library = library(machine.api(), None);
    let mut params = VDeviceParams::default();
    params.group_id = Some("shared".to_owned());
    let vdevices = [(); 2].map(|()| library.vdevice(&params).unwrap());
    let (first, second) = (Arc::new(()), Arc::new(()));
    let devices = vdevices.each_ref().map(|vdevice| vdevice.physical_devices().unwrap().remove(0));
    for (device, held) in devices.iter().zip([&first, &second]) {
        let held = Arc::clone(held);
        device.on_notification(KIND, move |_| drop(Arc::clone(&held))).unwrap();
    }
    assert_eq!((Arc::strong_count(&first), Arc::strong_count(&second)), (1, 2));
}

#[test]
fn a_listener_ends_with_the_last_clone_of_its_device() {
    let machine = machine();
    let library = library(machine.api(), None);
    let vdevice = library.vdevice(&VDeviceParams::default()).unwrap();
    let heard = Arc::new(AtomicUsize::new(0));
    let counts = Arc::clone(&heard);
    let device = vdevice.physical_devices().unwrap().remove(0);
    device
        .on_notification(KIND, move |_| {
            counts.fetch_add(1, Ordering::Relaxed);
        })
        .unwrap();
    drop(device);
    let again = vdevice.physical_devices().unwrap().remove(0);
    happens(&machine);
    assert_eq!((heard.load(Ordering::Relaxed), Arc::strong_count(&heard)), (0, 1));
    assert!(again.remove_listener(KIND).is_err(), "nothing listens");
}
