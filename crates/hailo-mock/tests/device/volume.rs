//! Many frames and many tokens: bounded memory, bounded time.

use std::ffi::c_void;
use std::ptr::{null, null_mut};
use std::time::Duration;

use hailo_mock::{LlmSpec, Scenario, SimClock};
use hailo_sys::shim::{HAILO_SHIM_GENERATING, hailo_shim_generator_params, hailo_shim_slice};

use crate::host::{ECHO, Host, builder};

/// A million where the device is compiled for speed (`.ci/nightly stress`), a fifth of it with every change.
const EVENTS: u32 = if cfg!(debug_assertions) { 200_000 } else { 1_000_000 };

/// What memory is measured after: by then all that is kept is there.
const WARM: u32 = 50_000;

/// By how much resident memory may grow, in kB: some 17 bytes an event.
const GROWTH_KB: u64 = EVENTS as u64 / 60;

/// Resident memory of this process, in kB.
fn resident_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    line.and_then(|l| l.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0)
}

#[test]
fn many_frames_fit_in_bounded_memory() {
    let host = Host::of(builder().scenario(Scenario::default()).log_capacity(1000));
    let rig = host.rig(ECHO);
    let s = host.streams(rig.group).unwrap();
    let frame = vec![3; s.input_size];
    let mut answer = vec![0; s.output_size];
    let mut lap = |frames: u32| {
        for _ in 0..frames {
            assert_eq!(host.write(&s, &frame), 0);
            assert_eq!(host.read(&s, &mut answer), 0);
        }
        resident_kb()
    };
    let (early, late) = (lap(WARM), lap(EVENTS - WARM));
    assert!(late < early + GROWTH_KB, "{early} kB grew to {late} kB");
    assert!(host.machine.calls() > 2 * u64::from(EVENTS));
    assert_eq!(host.machine.call_log().len(), 1000);
    host.release(&s);
    host.close(rig.vdevice);
    host.clean();
}

unsafe extern "C" fn count(context: *mut c_void, _: *const u8, len: usize) {
    // SAFETY: the context is the counter of the test below.
    unsafe { *context.cast::<usize>() += len };
}

#[test]
fn many_tokens_fit_in_bounded_memory() {
    let mut scenario = Scenario::named("10h-llm").unwrap();
    scenario.llms = vec![LlmSpec {
        context: 1_100_000,
        answer_min: 2_000_000,
        answer_max: 2_000_000,
        ..LlmSpec::default()
    }];
    let clock = SimClock::manual_with_grace(Duration::ZERO);
    let host = Host::of(builder().scenario(scenario).clock(clock).log_capacity(1000));
    let shim = host.machine.shim_api();
    let slice = |text: &str| hailo_shim_slice { data: text.as_ptr(), len: text.len() };
    let (mut vdevice, mut llm, mut completion) = (null_mut(), null_mut(), null_mut());
    let mut params = hailo_shim_generator_params {
        temperature: 0.7,
        top_p: 0.8,
        top_k: 20,
        frequency_penalty: 1.1,
        max_generated_tokens: EVENTS,
        do_sample: 1,
        seed: 5,
    };
    let (mut bytes, mut state, mut reads, mut early) = (0usize, HAILO_SHIM_GENERATING, 0u32, 0);
    // SAFETY: locals; handles destroyed once, children first.
    unsafe {
        assert_eq!((shim.hailo_shim_vdevice_create)(null(), &mut vdevice), 0);
        let path = slice("qwen2.5:1.5b");
        assert_eq!((shim.hailo_shim_llm_create)(vdevice, path, slice(""), 0, &mut llm), 0);
        params.temperature = 0.0;
        let text = shim.hailo_shim_llm_generate_text;
        assert_eq!(text(llm, &params, slice("go on"), &mut completion), 2, "not a temperature");
        params.temperature = 0.7;
        assert_eq!(text(llm, &params, slice("go on"), &mut completion), 0);
        while state == HAILO_SHIM_GENERATING {
            let context = (&raw mut bytes).cast();
            assert_eq!(
                (shim.hailo_shim_completion_read)(completion, 10_000, Some(count), context, &mut state),
                0
            );
            reads += 1;
            if reads == WARM {
                early = resident_kb();
            }
        }
        assert!(resident_kb() < early + GROWTH_KB);
        (shim.hailo_shim_completion_destroy)(completion);
        (shim.hailo_shim_llm_destroy)(llm);
        (shim.hailo_shim_vdevice_destroy)(vdevice);
    }
    assert_eq!((reads, state), (EVENTS, 1), "as many reads as tokens, ended by the limit");
    assert!(bytes > 2 * EVENTS as usize);
    host.clean();
}
