//! What the simulated device itself costs per call, so that a recorder's cost can be seen above it. The clock is
//! manual: a wait takes no time, so this is all overhead.

#![allow(
    clippy::borrow_as_ptr,
    clippy::multiple_unsafe_ops_per_block,
    clippy::unwrap_used,
    reason = "a C caller's view: many calls in a row, each on pointers to locals; helpers fail by panicking"
)]

use std::ffi::{CString, c_void};
use std::hint::black_box;
use std::ptr::{null, null_mut};

use criterion::{Criterion, criterion_group, criterion_main};
use hailo_mock::{LlmSpec, Machine, Scenario, SimClock};
use hailo_sys::Record;
use hailo_sys::shim::{hailo_shim_generator_params, hailo_shim_slice};
use hailo_sys::types::*;

fn frames(c: &mut Criterion) {
    let machine = Machine::builder().clock(SimClock::manual()).log_capacity(1024).build().unwrap();
    let api = machine.api();
    let path = CString::new("simulated/echo.hef").unwrap();
    let (mut hef, mut vdevice, mut group, mut groups) = (null_mut(), null_mut(), null_mut(), 1);
    let mut i = hailo_input_vstream_params_by_name_t::zeroed();
    let mut o = hailo_output_vstream_params_by_name_t::zeroed();
    let (mut n, mut m, mut input, mut output) = (1, 1, null_mut(), null_mut());
    let (mut device, mut devices) = (null_mut(), 1);
    // SAFETY: every pointer is to a local of the right type, arrays have the lengths given.
    unsafe {
        assert_eq!((api.hailo_create_vdevice)(null_mut(), &mut vdevice), 0);
        assert_eq!((api.hailo_create_hef_file)(&mut hef, path.as_ptr()), 0);
        assert_eq!((api.hailo_configure_vdevice)(vdevice, hef, null_mut(), &mut group, &mut groups), 0);
        assert_eq!((api.hailo_make_input_vstream_params)(group, false, 0, &mut i, &mut n), 0);
        assert_eq!((api.hailo_make_output_vstream_params)(group, false, 0, &mut o, &mut m), 0);
        assert_eq!((api.hailo_create_input_vstreams)(group, &i, 1, &mut input), 0);
        assert_eq!((api.hailo_create_output_vstreams)(group, &o, 1, &mut output), 0);
        assert_eq!((api.hailo_get_physical_devices)(vdevice, &mut device, &mut devices), 0);
    }
    let (frame, mut answer) = ([7u8; 64], [0u8; 64]);
    let mut size = 0;
    let mut benches = c.benchmark_group("mock");
    benches.bench_function("frame: write and read, 64 bytes", |b| {
        b.iter(|| {
            // SAFETY: both buffers have the frame's 64 bytes.
            unsafe {
                let data = black_box(&frame).as_ptr().cast::<c_void>();
                assert_eq!((api.hailo_vstream_write_raw_buffer)(input, data, 64), 0);
                let place = black_box(&mut answer).as_mut_ptr().cast::<c_void>();
                assert_eq!((api.hailo_vstream_read_raw_buffer)(output, place, 64), 0);
            }
        });
    });
    benches.bench_function("the cheapest call", |b| {
        // SAFETY: a live handle and a local.
        b.iter(|| unsafe { (api.hailo_get_input_vstream_frame_size)(black_box(input), &mut size) });
    });
    benches.bench_function("temperature", |b| {
        let mut t =
            hailo_chip_temperature_info_t { ts0_temperature: 0.0, ts1_temperature: 0.0, sample_count: 0 };
        // SAFETY: a live handle and a local.
        b.iter(|| unsafe { (api.hailo_get_chip_temperature)(black_box(device), &mut t) });
    });
    benches.finish();
    // SAFETY: each is released once.
    unsafe {
        (api.hailo_release_input_vstreams)(&input, 1);
        (api.hailo_release_output_vstreams)(&output, 1);
        (api.hailo_release_hef)(hef);
        (api.hailo_release_vdevice)(vdevice);
    }
}

unsafe extern "C" fn ignore(_: *mut c_void, data: *const u8, len: usize) {
    black_box((data, len));
}

fn tokens(c: &mut Criterion) {
    let mut scenario = Scenario::named("10h-llm").unwrap();
    let endless = usize::MAX / 4;
    scenario.llms =
        vec![LlmSpec { context: endless, answer_min: endless, answer_max: endless, ..LlmSpec::default() }];
    let machine =
        Machine::builder().scenario(scenario).clock(SimClock::manual()).log_capacity(1024).build().unwrap();
    let shim = machine.shim_api();
    let slice = |text: &str| hailo_shim_slice { data: text.as_ptr(), len: text.len() };
    let (mut vdevice, mut llm, mut completion, mut state) = (null_mut(), null_mut(), null_mut(), 0);
    let params = hailo_shim_generator_params {
        temperature: 0.7,
        top_p: 0.8,
        top_k: 20,
        frequency_penalty: 1.1,
        max_generated_tokens: u32::MAX,
        do_sample: 1,
        seed: 5,
    };
    // SAFETY: locals.
    unsafe {
        assert_eq!((shim.hailo_shim_vdevice_create)(null(), &mut vdevice), 0);
        assert_eq!((shim.hailo_shim_llm_create)(vdevice, slice("qwen2.5:1.5b"), slice(""), 0, &mut llm), 0);
        assert_eq!((shim.hailo_shim_llm_generate_text)(llm, &params, slice("go on"), &mut completion), 0);
    }
    c.bench_function("mock/token", |b| {
        b.iter(|| {
            // SAFETY: a live completion and a sink that needs no context.
            unsafe {
                let read = shim.hailo_shim_completion_read;
                assert_eq!(read(completion, 10_000, Some(ignore), null_mut(), &mut state), 0);
            }
        });
    });
    // SAFETY: each is destroyed once, children first.
    unsafe {
        (shim.hailo_shim_completion_destroy)(completion);
        (shim.hailo_shim_llm_destroy)(llm);
        (shim.hailo_shim_vdevice_destroy)(vdevice);
    }
}

criterion_group!(benches, frames, tokens);
criterion_main!(benches);
