//! What depends on what, when a release fails, hangs, or comes from a thread of the library.

use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, OnceLock};
use std::time::Duration;

use hailo::{Direction, ErrorKind, FormatType, NotificationKind, Status};
use hailo_mock::{CallEffect, DeviceEvent, Fault};
use hailo_sys::Api;
use hailo_sys::types::{hailo_status, hailo_vdevice};
use hailo_testkit::{Kit, hailo8};

use crate::{configured, library, machine};

const DRIVER_OPERATION_FAILED: u32 = 36;

#[test]
fn what_could_not_be_released_keeps_what_it_was_made_from() {
    for closes in [true, false] {
        let kit = Kit::of(hailo8());
        let fails = CallEffect::Status(Status(DRIVER_OPERATION_FAILED));
        kit.machine.inject(Fault::on("hailo_release_output_vstreams", fails));
        let (vdevice, hef, group) = configured(&kit.library);
        let params = group.vstream_params(Direction::Output, FormatType::Auto).unwrap();
        let output = group.create_outputs(&params).unwrap().remove(0);
        let before = hailo::release_failures();
        drop((vdevice, hef, group));
        if closes {
            let error = output.close().unwrap_err();
            assert_eq!(error.status(), Some(Status(DRIVER_OPERATION_FAILED)));
        } else {
            drop(output);
        }
        assert!(hailo::release_failures() > before);
        assert_eq!(
            kit.calls("hailo_release_vdevice"),
            0,
            "a vstream that still lives was left without its vdevice"
        );
    }
}

/// Destroying an answer that can't be aborted would end the process inside the library: the shim leaves it, says so,
/// and the model stays with it.
#[test]
fn an_answer_that_can_not_be_aborted_is_left_with_its_model() {
    let kit = Kit::scenario("10h-llm");
    let fails = CallEffect::Status(Status(DRIVER_OPERATION_FAILED));
    kit.machine.inject(Fault::on("hailo_shim_completion_destroy", fails));
    let vdevice = hailo::CxxVDevice::open(&kit.library, &hailo::VDeviceParams::default()).unwrap();
    let llm = vdevice.llm(&hailo::LlmOptions::new("simulated/qwen2.5-1.5b.hef")).unwrap();
    let answer = llm.generate(&hailo::Prompt::new().user("hi"), &hailo::GenerateOptions::default()).unwrap();
    let before = hailo::release_failures();
    drop((answer, llm, vdevice));
    assert_eq!(kit.calls("hailo_shim_completion_destroy"), 1);
    assert!(hailo::release_failures() > before);
    assert_eq!((kit.calls("hailo_shim_llm_destroy"), kit.calls("hailo_shim_vdevice_destroy")), (0, 0));
}

static GATE: (Mutex<bool>, Condvar) = (Mutex::new(false), Condvar::new());
static REAL: OnceLock<Api> = OnceLock::new();

unsafe extern "C" fn hangs(vdevice: hailo_vdevice) -> hailo_status {
    let open = GATE.0.lock().unwrap();
    drop(GATE.1.wait_while(open, |open| !*open).unwrap());
    // SAFETY: the caller's own argument.
    unsafe { (REAL.get().unwrap().hailo_release_vdevice)(vdevice) }
}

/// In a process of its own: the bound is the process's.
#[test]
fn a_release_that_does_not_come_back_holds_up_neither_close_nor_the_end_of_the_process() {
    let test = std::env::current_exe().unwrap();
    let run = |name: &str| {
        let output =
            Command::new(&test).args([name, "--exact", "--ignored", "--nocapture"]).output().unwrap();
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    };
    run("releases::a_release_that_hangs");
}

#[test]
#[ignore = "run by the test above, in a process of its own"]
fn a_release_that_hangs() {
    hailo::set_release_bound(Duration::from_millis(50));
    let machine = machine();
    REAL.get_or_init(|| machine.api());
    let library = library(Api { hailo_release_vdevice: hangs, ..machine.api() }, None);
    let (vdevice, hef, group) = configured(&library);
    drop(group);
    let error = vdevice.close().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert_eq!(hailo::stuck_releases(), 1);
    // Those behind it go on.
    hef.close().unwrap();
    hailo::set_release_bound(Duration::from_secs(60));
    let device_free = library.vdevice(&hailo::VDeviceParams::default());
    assert!(device_free.is_err(), "the device is still held by what hangs");
    *GATE.0.lock().unwrap() = true;
    GATE.1.notify_all();
}

/// A listener that owns the last handle of its device, which is released while another callback is under way.
#[test]
fn what_a_callback_drops_is_released_elsewhere_and_in_order() {
    let machine = machine();
    let library = library(machine.api(), None);
    let vdevice = library.vdevice(&hailo::VDeviceParams::default()).unwrap();
    let device = vdevice.physical_devices().unwrap().remove(0);
    drop(vdevice);
    let owner = Arc::new(Mutex::new(Some(device.clone())));
    let inside = Arc::clone(&owner);
    device
        .on_notification(NotificationKind::LcuEccCorrectable, move |_| drop(inside.lock().unwrap().take()))
        .unwrap();
    drop(device);
    let now = machine.clock().now_ns() as f64 / 1e9;
    machine.inject(Fault::at(now + 1.0, DeviceEvent::EccCorrectable(1)));
    machine.advance(Duration::from_secs(2));
    assert!(hailo::wait_for_releases(Duration::from_secs(60)));
    assert!(owner.lock().unwrap().is_none());
    assert_eq!(machine.live_handles(), 0);
    assert_eq!(machine.misuses(), []);
}
