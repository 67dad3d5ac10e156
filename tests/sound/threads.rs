//! Two threads in one object of the library, which keeps no lock for them: an unkind machine names those that meet.

use std::sync::{Barrier, Condvar, Mutex, OnceLock};
use std::time::Duration;

use hailo::{ConfigureOptions, CxxVDevice, FinishReason, GenerateOptions, LlmOptions, Prompt, VDeviceParams};
use hailo_mock::{Chip, Machine, Scenario, SimClock};
use hailo_sys::ShimApi;
use hailo_sys::shim::hailo_shim_completion;
use hailo_sys::types::hailo_status;
use hailo_testkit::{Kit, hailo8};

use crate::{ECHO, library};

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

/// How far an abort is: called, over in the library, allowed to come back.
static ABORT: (Mutex<u32>, Condvar) = (Mutex::new(0), Condvar::new());
static SHIM: OnceLock<ShimApi> = OnceLock::new();

fn reach(step: u32) {
    *ABORT.0.lock().unwrap() = step;
    ABORT.1.notify_all();
}

fn await_step(step: u32) {
    let now = ABORT.0.lock().unwrap();
    let (now, _) = ABORT.1.wait_timeout_while(now, Duration::from_secs(60), |now| *now < step).unwrap();
    assert!(*now >= step, "{step} was not reached");
}

/// The real one waits for the device, and gives the recovery sequence to whoever reads meanwhile.
unsafe extern "C" fn comes_back_late(completion: *mut hailo_shim_completion) -> hailo_status {
    // SAFETY: the caller's own argument.
    let status = unsafe { (SHIM.get().unwrap().hailo_shim_completion_abort)(completion) };
    reach(1);
    await_step(2);
    status
}

#[test]
fn who_reads_beside_an_abort_hears_nothing_of_the_recovery_sequence() {
    let scenario = Scenario::named("10h-llm").unwrap();
    let machine = Machine::builder().scenario(scenario).clock(SimClock::manual()).build().unwrap();
    let shim = *SHIM.get_or_init(|| machine.shim_api());
    let shim = ShimApi { hailo_shim_completion_abort: comes_back_late, ..shim };
    let library = library(machine.api(), Some(shim));
    let llm = CxxVDevice::open(&library, &VDeviceParams::default())
        .unwrap()
        .llm(&LlmOptions::new("simulated/qwen2.5-1.5b.hef"))
        .unwrap();
    let mut answer =
        llm.generate(&Prompt::new().user("Tell me everything"), &GenerateOptions::default()).unwrap();
    assert!(answer.next(Duration::from_secs(60)).unwrap().is_some());
    let handle = answer.abort_handle();
    std::thread::scope(|scope| {
        scope.spawn(move || handle.abort().unwrap());
        await_step(1);
        let piece = answer.next(Duration::from_secs(60)).unwrap().unwrap();
        assert_eq!((&*piece.text, piece.finish), ("", Some(FinishReason::Aborted)));
        reach(2);
    });
}
