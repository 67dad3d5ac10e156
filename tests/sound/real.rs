//! Random calls on random threads on the libraries that `HAILO_TEST_REAL_LIB` names, on a machine without a device: what needs
//! one fails by itself; model files, formats and frames do not, so their calls fail by chance.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use fastrand::Rng;
use hailo::{
    DeviceId, Direction, EngineOptions, FormatType, Hef, Library, Scheduler, StreamInfo, VDeviceParams,
};
use hailo_sys::Api;
use hailo_sys::types::*;

use crate::formats::{any_format, fuzzed, transformed};
use crate::probe::{any, in_processes, on_threads};

/// One call in so many fails; 0: none does.
static ONE_IN: AtomicU32 = AtomicU32::new(0);
static REAL: OnceLock<Api> = OnceLock::new();

fn fails() -> Option<hailo_status> {
    let one_in = ONE_IN.load(Relaxed);
    // Any status but success.
    (one_in > 0 && fastrand::u32(..one_in) == 0).then(|| fastrand::u32(1..90))
}

/// Functions of the real library that fail by chance, having done nothing.
macro_rules! failing {
    ($($name:ident($($argument:ident: $kind:ty),*);)*) => {
        mod failing {
            use super::*;
            $(pub(super) unsafe extern "C" fn $name($($argument: $kind),*) -> hailo_status {
                if let Some(status) = fails() {
                    return status;
                }
                let real = REAL.get().expect("set before the first call").$name;
                // SAFETY: the caller's arguments are passed on as they are.
                unsafe { real($($argument),*) }
            })*
        }

        /// The table with those in their places.
        fn failing(api: Api) -> Api {
            Api { $($name: failing::$name,)* ..api }
        }
    };
}

failing! {
    hailo_scan_devices(a: *mut hailo_scan_devices_params_t, b: *mut hailo_device_id_t, c: *mut usize);
    hailo_create_hef_buffer(a: *mut hailo_hef, b: *const std::ffi::c_void, c: usize);
    hailo_hef_get_all_stream_infos(a: hailo_hef, b: *const std::ffi::c_char, c: *mut hailo_stream_info_t, d: usize, e: *mut usize);
    hailo_hef_get_all_vstream_infos(a: hailo_hef, b: *const std::ffi::c_char, c: *mut hailo_vstream_info_t, d: *mut usize);
    hailo_hef_get_sorted_output_names(a: hailo_hef, b: *const std::ffi::c_char, c: *mut hailo_layer_name_t, d: *mut usize);
    hailo_hef_get_bottleneck_fps(a: hailo_hef, b: *const std::ffi::c_char, c: *mut f64);
    hailo_get_network_groups_infos(a: hailo_hef, b: *mut hailo_network_group_info_t, c: *mut usize);
    hailo_create_input_transform_context(a: *const hailo_stream_info_t, b: *const hailo_transform_params_t, c: *mut hailo_input_transform_context);
    hailo_create_output_transform_context(a: *const hailo_stream_info_t, b: *const hailo_transform_params_t, c: *mut hailo_output_transform_context);
}

#[test]
fn random_calls_on_real_libraries_without_a_device_harm_nothing() {
    let libraries = crate::real_libraries();
    if libraries.is_empty() {
        println!("SKIPPED real libraries: HAILO_TEST_REAL_LIB names none");
    }
    for path in libraries {
        let rounds = in_processes("real::batch", &[("HAILO_PROBE_LIBRARY", path.as_os_str())]);
        println!("{rounds} rounds of random calls on random threads on {}", path.display());
        assert!(rounds > 0);
    }
}

#[test]
#[ignore = "run in a process of its own, by the test above"]
fn batch() {
    let Some(path) = std::env::var_os("HAILO_PROBE_LIBRARY") else { return };
    let api = *Library::open(path).unwrap().api();
    assert!(REAL.set(api).is_ok(), "one library in a process");
    let library = crate::library(failing(api), None);
    crate::probe::each_of_a_batch(|seed| round(seed, &library));
}

fn round(seed: u64, library: &Library) {
    let mut random = Rng::with_seed(seed);
    let before = (hailo::release_failures(), hailo::record_overruns());
    let bytes = fuzzed();
    let hef = library.hef_from_bytes(bytes.clone()).unwrap();
    let streams = hef.streams(None).unwrap();
    ONE_IN.store([0, 3, 20][random.usize(..3)], Relaxed);
    on_threads(&mut random, |random| ask(random, library, &hef, &streams, &bytes));
    ONE_IN.store(0, Relaxed);
    // What was asked for meanwhile has changed nothing.
    assert_eq!(hef.streams(None).unwrap().len(), streams.len(), "seed {seed}");
    drop(hef);
    assert!(hailo::wait_for_releases(crate::probe::STUCK), "a release does not come back");
    assert_eq!((hailo::release_failures(), hailo::record_overruns()), before, "seed {seed}");
}

fn ask(random: &mut Rng, library: &Library, shared: &Hef, streams: &[StreamInfo], bytes: &[u8]) {
    match random.u8(..9) {
        0 => any((library.scan(), library.open_device(None))),
        1 => {
            let texts = ["0000:01:00.0", "[integrated]", "127.0.0.1", "zz", "10000:e1:00.0"];
            let id = DeviceId::new(texts[random.usize(..texts.len())]).unwrap();
            any(library.device_kind(&id));
            // 4.x would ask an address for a device, and wait.
            if id.as_str() != "127.0.0.1" {
                any(library.open_device(Some(&id)));
            }
        }
        2 => {
            let mut params = VDeviceParams::default();
            params.device_count = random.u32(..3);
            params.scheduler = if random.bool() { Scheduler::None } else { params.scheduler };
            params.group_id = random.bool().then(|| "SHARED".to_owned());
            any(library.vdevice(&params));
        }
        3 => all_of(shared, random),
        4 => {
            // Its own, which goes while others ask theirs; or the shared one under a second name.
            let own = if random.bool() { library.hef_from_bytes(bytes).ok() } else { Some(shared.clone()) };
            if let Some(own) = own {
                all_of(&own, random);
                any(own.close());
            }
        }
        5 => {
            // A file that was cut, or of which some bytes are others.
            let mut broken = bytes.to_vec();
            broken.truncate(random.usize(..=bytes.len()));
            for _ in 0..random.usize(..4) {
                if let Some(byte) = broken.len().checked_sub(1).map(|last| random.usize(..=last)) {
                    broken[byte] = random.u8(..);
                }
            }
            if let Ok(hef) = library.hef_from_bytes(broken) {
                all_of(&hef, random);
            }
        }
        6 => {
            any(hailo::Engine::open(library, EngineOptions::default()));
        }
        _ => {
            let stream = &streams[random.usize(..streams.len())];
            let format = any_format(random);
            if let Some((from, to)) = transformed(library, stream, format, random) {
                assert!(from.is_whole() && to.is_whole(), "{} of {format:?}", stream.name);
            }
        }
    }
}

/// Every question that a model file answers.
fn all_of(hef: &Hef, random: &mut Rng) {
    let name = ["any", "any/flat", "any/map", "none", ""][random.usize(..5)];
    let group = random.bool().then_some(name);
    let direction = if random.bool() { Direction::Input } else { Direction::Output };
    any((hef.network_groups(), hef.networks(group), hef.streams(group), hef.vstreams(group)));
    any((hef.sorted_output_names(group), hef.bottleneck_fps(group), hef.stream(group, name, direction)));
    any((hef.vstream_of_original(group, name), hef.originals_of_vstream(group, name)));
    any((hef.vstreams_of_stream(group, name), hef.streams_of_vstream(group, name)));
    any(hef.vstream_params(group, direction, FormatType::Auto));
}
