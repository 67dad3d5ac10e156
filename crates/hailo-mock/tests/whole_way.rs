//! The shortest way through the simulated device by the bare tables: a frame on a Hailo-8, an
//! answer on a Hailo-10H.

#![allow(
    clippy::borrow_as_ptr,
    clippy::multiple_unsafe_ops_per_block,
    reason = "a C caller's view: many calls in a row, each on pointers to locals"
)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::ffi::{CString, c_void};
use std::ptr::{null, null_mut};
use std::time::Duration;

use hailo_mock::{Chip, Machine, Scenario, SimClock};
use hailo_sys::shim::{
    HAILO_SHIM_GENERATING, HAILO_SHIM_LOGICAL_END, hailo_shim_completion, hailo_shim_slice,
};
use hailo_sys::types::*;
use hailo_sys::{Era, Record};

fn machine(chip: Chip) -> Machine {
    let clock = SimClock::manual_with_grace(Duration::ZERO);
    Machine::builder().device(chip).clock(clock).build().unwrap()
}

#[test]
fn a_frame_goes_through_a_hailo_8() {
    let m = machine(Chip::Hailo8);
    let api = m.api();
    let path = CString::new("simulated/echo.hef").unwrap();
    let (mut hef, mut vdevice, mut group) = (null_mut(), null_mut(), null_mut());
    let mut groups = 1;
    let mut temperature =
        hailo_chip_temperature_info_t { ts0_temperature: 0.0, ts1_temperature: 0.0, sample_count: 0 };
    let mut watts = 0.0;
    let mut input_params = [hailo_input_vstream_params_by_name_t::zeroed(); 4];
    let mut output_params = [hailo_output_vstream_params_by_name_t::zeroed(); 4];
    let (mut inputs, mut outputs) = (4, 4);
    let (mut input, mut output) = (null_mut(), null_mut());
    let (mut input_size, mut output_size) = (0, 0);
    let mut device = null_mut();
    let mut devices = 1;
    // SAFETY: every pointer is to a local of the right type, arrays have the lengths given.
    unsafe {
        assert_eq!((api.hailo_create_vdevice)(null_mut(), &mut vdevice), 0);
        assert_eq!((api.hailo_create_hef_file)(&mut hef, path.as_ptr()), 0);
        assert_eq!((api.hailo_configure_vdevice)(vdevice, hef, null_mut(), &mut group, &mut groups), 0);
        assert_eq!((api.hailo_release_hef)(hef), 0);
        let (i, o) = (input_params.as_mut_ptr(), output_params.as_mut_ptr());
        assert_eq!((api.hailo_make_input_vstream_params)(group, false, 0, i, &mut inputs), 0);
        assert_eq!((api.hailo_make_output_vstream_params)(group, false, 0, o, &mut outputs), 0);
        assert_eq!((inputs, outputs), (1, 1));
        assert_eq!((api.hailo_create_input_vstreams)(group, i, 1, &mut input), 0);
        assert_eq!((api.hailo_create_output_vstreams)(group, o, 1, &mut output), 0);
        assert_eq!((api.hailo_get_input_vstream_frame_size)(input, &mut input_size), 0);
        assert_eq!((api.hailo_get_output_vstream_frame_size)(output, &mut output_size), 0);
    }
    assert_eq!((input_size, output_size), (64, 64));
    let frame: Vec<u8> = (0..64).collect();
    let mut answer = vec![0u8; 64];
    let before = m.clock().now_ns();
    // SAFETY: as above; the buffers have the sizes given.
    unsafe {
        let data = frame.as_ptr().cast::<c_void>();
        assert_eq!((api.hailo_vstream_write_raw_buffer)(input, data, 63), 2);
        assert_eq!((api.hailo_vstream_write_raw_buffer)(input, data, 64), 0);
        let place = answer.as_mut_ptr().cast::<c_void>();
        assert_eq!((api.hailo_vstream_read_raw_buffer)(output, place, 64), 0);
        assert_eq!(m.clock().now_ns() - before, 1_000_000, "one frame at 1000 frames per second");
        // Nothing is on its way: the read gives up after its ten seconds.
        assert_eq!((api.hailo_vstream_read_raw_buffer)(output, place, 64), 4);
        assert_eq!(m.clock().now_ns() - before, 10_001_000_000);
        assert_eq!((api.hailo_get_physical_devices)(vdevice, &mut device, &mut devices), 0);
        assert_eq!((api.hailo_get_chip_temperature)(device, &mut temperature), 0);
        let auto = HAILO_DVM_OPTIONS_AUTO;
        assert_eq!((api.hailo_power_measurement)(device, auto, HAILO_MAX_ENUM, &mut watts), 0);
        assert_eq!((api.hailo_release_input_vstreams)(&input, 1), 0);
        assert_eq!((api.hailo_release_output_vstreams)(&output, 1), 0);
        assert_eq!((api.hailo_release_vdevice)(vdevice), 0);
    }
    assert_eq!(answer, frame, "the network with equal shapes hands its input on");
    assert!((30.0..40.0).contains(&temperature.ts0_temperature));
    assert!((1.0..5.0).contains(&watts));
    assert_eq!(m.live_handles(), 0);
    assert!(m.misuses().is_empty());
}

unsafe extern "C" fn append(context: *mut c_void, data: *const u8, len: usize) {
    // SAFETY: the context is the string of the test below, the bytes are lent for this call.
    let text = unsafe { &mut *context.cast::<Vec<u8>>() };
    // SAFETY: as above.
    text.extend_from_slice(unsafe { std::slice::from_raw_parts(data, len) });
}

fn slice(text: &str) -> hailo_shim_slice {
    hailo_shim_slice { data: text.as_ptr(), len: text.len() }
}

#[test]
fn an_answer_comes_from_a_hailo_10h() {
    let clock = SimClock::manual_with_grace(Duration::ZERO);
    let scenario = Scenario::named("10h-llm").unwrap();
    let m = Machine::builder().scenario(scenario).clock(clock).build().unwrap();
    assert_eq!(m.era(), Era::V5_2_0);
    let (api, shim) = (m.api(), m.shim_api());
    let (mut vdevice, mut llm) = (null_mut(), null_mut());
    let mut c_vdevice = null_mut();
    let mut completion: *mut hailo_shim_completion = null_mut();
    let question = slice(r#"{"role":"user","content":"How hot is it?"}"#);
    let path = slice("simulated/qwen2.5-1.5b.hef");
    let (mut group, mut groups, mut hef) = (null_mut(), 1, null_mut());
    let hef_path = CString::new("simulated/echo.hef").unwrap();
    // SAFETY: every pointer is to a local of the right type.
    unsafe {
        // C inference is not there on this chip.
        assert_eq!((api.hailo_create_vdevice)(null_mut(), &mut c_vdevice), 0);
        assert_eq!((api.hailo_create_hef_file)(&mut hef, hef_path.as_ptr()), 0);
        let configured = (api.hailo_configure_vdevice)(c_vdevice, hef, null_mut(), &mut group, &mut groups);
        assert_eq!(configured, 7);
        assert_eq!((api.hailo_release_hef)(hef), 0);
        assert_eq!((api.hailo_release_vdevice)(c_vdevice), 0);
        assert_eq!((shim.hailo_shim_vdevice_create)(null(), &mut vdevice), 0);
        let before = m.clock().now_ns();
        assert_eq!((shim.hailo_shim_llm_create)(vdevice, path, slice(""), 0, &mut llm), 0);
        assert_eq!(m.clock().now_ns() - before, 10_000_000_000);
        let generate = shim.hailo_shim_llm_generate;
        assert_eq!(generate(llm, null(), &question, 1, null(), 0, &mut completion), 0);
        let mut second = null_mut();
        assert_eq!(generate(llm, null(), &question, 1, null(), 0, &mut second), 6, "one at a time");
    }
    let asked = m.clock().now_ns();
    let (mut text, mut state, mut reads, mut first) = (Vec::<u8>::new(), HAILO_SHIM_GENERATING, 0, 0);
    while state == HAILO_SHIM_GENERATING {
        let context = (&raw mut text).cast();
        // SAFETY: the completion is alive, the sink knows its context.
        let status = unsafe {
            (shim.hailo_shim_completion_read)(completion, 10_000, Some(append), context, &mut state)
        };
        assert_eq!(status, 0);
        reads += 1;
        if reads == 1 {
            first = m.clock().now_ns() - asked;
        }
    }
    assert_eq!(state, HAILO_SHIM_LOGICAL_END);
    let (first, all) = (first as f64 / 1e9, (m.clock().now_ns() - asked) as f64 / 1e9);
    assert!((0.25..0.4).contains(&first), "first token after {first} s");
    let rate = f64::from(reads - 1) / (all - first);
    assert!((7.5..8.5).contains(&rate), "{rate} tokens per second");
    let text = String::from_utf8(text).unwrap();
    assert!(text.split_whitespace().count() > 10, "{text}");
    // SAFETY: the handles are alive and destroyed once, children first.
    unsafe {
        let mut generation = 0;
        let context = (&raw mut generation).cast();
        assert_eq!(
            (shim.hailo_shim_completion_read)(completion, 1, Some(append), context, &mut generation),
            6,
            "nothing after the end"
        );
        (shim.hailo_shim_completion_destroy)(completion);
        (shim.hailo_shim_llm_destroy)(llm);
        (shim.hailo_shim_vdevice_destroy)(vdevice);
    }
    assert_eq!(m.live_handles(), 0);
    assert!(m.misuses().is_empty());
}
