//! Each line of what the real 4.23.0 and 5.2.0 answered without a device, held against the simulated host: two numbers
//! where the versions differ.
//!
//! `HAILO_TEST_REAL_LIB` names libhailort files, separated by `:`, to which the same tests are put, so that the lines stay
//! what the real ones answer; with `HAILORT_LOGGER_PATH=NONE` they leave no log files behind.

use std::ffi::{CStr, CString, c_char};
use std::ptr::{null, null_mut};

use hailo_mock::{Chip, Machine, Scenario};
use hailo_sys::types::*;
use hailo_sys::{Era, Record, Version, with_era};

use crate::host::{Host, builder, id};

const SYNTHETIC: &[u8] = include_bytes!("../../data/synthetic.hef");
const ERAS: [Era; 3] = [Era::V4_21, Era::V5_2_0, Era::V5_3];

/// A host with no device, of either library.
fn bare(era: Era) -> Host {
    let empty = Scenario { devices: Vec::new(), ..Scenario::default() };
    Host::of(builder().era(era).scenario(empty))
}

/// A simulated host of each library, and the real libraries that are there.
fn hosts() -> Vec<(Era, Host)> {
    let list = std::env::var_os("HAILO_TEST_REAL_LIB").unwrap_or_default();
    let real = std::env::split_paths(&list).filter(|path| !path.as_os_str().is_empty()).map(|path| {
        let loaded = hailo_sys::Library::load_from(path).unwrap();
        (loaded.era, Host { api: loaded.api, real: true, ..bare(loaded.era) })
    });
    ERAS.into_iter().map(|era| (era, bare(era))).chain(real).collect()
}

fn by<T>(era: Era, four: T, five: T) -> T {
    if era == Era::V4_21 { four } else { five }
}

fn text(chars: &[c_char]) -> String {
    chars.iter().take_while(|c| **c != 0).map(|c| c.cast_unsigned() as char).collect()
}

/// NULL of whatever handle type a call takes.
const fn nil<T>() -> *mut T {
    null_mut()
}

#[test]
fn discovery_without_a_device() {
    for (era, host) in hosts() {
        let api = host.api;
        let mut version = hailo_version_t { major: 0, minor: 0, revision: 0 };
        let mut ids = [id(""); 8];
        let mut count = 8;
        let mut pcie = [hailo_pcie_device_info_t { domain: 0, bus: 0, device: 0, func: 0 }; 4];
        let mut ethernet = [hailo_eth_device_info_t::zeroed(); 2];
        let mut params = 0u8;
        // SAFETY: arrays have the lengths given; what is NULL is NULL on purpose.
        unsafe {
            assert_eq!((api.hailo_get_library_version)(&mut version), 0);
            assert!(host.real || Some(&Version::from(version)) == era.versions().last());
            assert_eq!((api.hailo_get_library_version)(null_mut()), 2);
            assert_eq!((api.hailo_scan_devices)(null_mut(), ids.as_mut_ptr(), &mut count), 0);
            assert_eq!(count, 0);
            assert_eq!((api.hailo_scan_devices)(null_mut(), null_mut(), &mut count), 2);
            let not_null = (&raw mut params).cast();
            assert_eq!((api.hailo_scan_devices)(not_null, ids.as_mut_ptr(), &mut count), 2);
            assert_eq!((api.hailo_scan_devices)(null_mut(), ids.as_mut_ptr(), null_mut()), 2);
            assert_eq!((api.hailo_scan_pcie_devices)(pcie.as_mut_ptr(), 4, &mut count), 0);
            assert_eq!(count, 0);
            match api.hailo_scan_ethernet_devices {
                Some(scan) => {
                    let before = host.now_s();
                    assert_eq!(scan(c"lo".as_ptr(), ethernet.as_mut_ptr(), 2, &mut count, 100), 0);
                    assert_eq!(count, 0);
                    assert!(host.real || (host.now_s() - before - 0.1).abs() < 1e-9, "the whole timeout");
                }
                None => assert!(era >= Era::V5_0_1),
            }
        }
    }
}

#[test]
fn opening_without_a_device() {
    for (_, host) in hosts() {
        let api = host.api;
        let mut device: hailo_device = std::ptr::without_provenance_mut(1);
        // SAFETY: locals and NULL on purpose.
        unsafe {
            let by_id = |text| {
                let mut out: hailo_device = std::ptr::without_provenance_mut(1);
                let status = (api.hailo_create_device_by_id)(&id(text), &mut out);
                assert_eq!(out.addr(), 1, "a failing create leaves the handle alone");
                status
            };
            assert_eq!((api.hailo_create_device_by_id)(null(), &mut device), 6);
            assert_eq!((api.hailo_create_pcie_device)(null_mut(), &mut device), 6);
            assert_eq!(by_id("0000:01:00.0"), 2);
            assert_eq!(by_id("garbage"), 2);
            assert_eq!(by_id("[integrated]"), 36);
        }
    }
}

#[test]
fn vdevices_without_a_device() {
    for (era, host) in hosts() {
        let api = host.api;
        let create = |edit: &dyn Fn(&mut hailo_vdevice_params_t)| {
            let mut params = hailo_vdevice_params_t::zeroed();
            let mut out: hailo_vdevice = std::ptr::without_provenance_mut(1);
            // SAFETY: locals.
            unsafe {
                assert_eq!((api.hailo_init_vdevice_params)(&mut params), 0);
                edit(&mut params);
                let status = (api.hailo_create_vdevice)(&mut params, &mut out);
                assert_eq!(out.addr(), 1);
                status
            }
        };
        assert_eq!(host.vdevice(), Err(74));
        assert_eq!(create(&|_| {}), 74);
        assert_eq!(create(&|p| p.device_count = 2), 74);
        assert_eq!(create(&|p| p.scheduling_algorithm = 0), 74);
        assert_eq!(create(&|p| p.scheduling_algorithm = 7), 74);
        assert_eq!(create(&|p| p.group_id = c"SHARED".as_ptr()), 74);
        assert_eq!(create(&|p| p.device_count = 0), 2);
        let mut unknown = id("0000:77:00.0");
        let mut address = id("127.0.0.1");
        let (unknown, address) = (&raw mut unknown, &raw mut address);
        assert_eq!(create(&|p| p.device_ids = unknown), 2);
        assert_eq!(create(&|p| p.device_ids = address), by(era, 2, 89));
        assert_eq!(create(&|p| p.multi_process_service = 1), by(era, 6, 74));
        // SAFETY: NULL on purpose.
        unsafe {
            assert_eq!((api.hailo_create_vdevice)(null_mut(), null_mut()), 2);
            let mut params = hailo_vdevice_params_t::zeroed();
            assert_eq!((api.hailo_init_vdevice_params)(&mut params), 0);
            assert_eq!((params.device_count, params.scheduling_algorithm), (1, 1));
            assert!(params.device_ids.is_null() && params.multi_process_service == 0);
            assert_eq!(CStr::from_ptr(params.group_id), c"UNIQUE");
            assert_eq!((api.hailo_init_vdevice_params)(null_mut()), 2);
        }
    }
}

#[test]
fn null_handles_answer_2() {
    for (_, host) in hosts() {
        let api = host.api;
        let mut t =
            hailo_chip_temperature_info_t { ts0_temperature: 0.0, ts1_temperature: 0.0, sample_count: 0 };
        let mut latency = hailo_latency_measurement_result_t { avg_hw_latency_ms: 0.0 };
        let (mut group, mut n) = (null_mut(), 1);
        let mut identity = [0u8; 256];
        let mut bytes = [0u8; 8];
        let data = bytes.as_mut_ptr().cast();
        // SAFETY: every handle is NULL on purpose, the rest are locals.
        let answers = unsafe {
            [
                (api.hailo_release_device)(nil()),
                (api.hailo_release_vdevice)(nil()),
                (api.hailo_release_hef)(nil()),
                (api.hailo_identify)(nil(), identity.as_mut_ptr().cast()),
                (api.hailo_get_chip_temperature)(nil(), &mut t),
                (api.hailo_configure_vdevice)(nil(), nil(), nil(), &mut group, &mut n),
                (api.hailo_init_configure_params_by_vdevice)(nil(), nil(), nil()),
                (api.hailo_create_input_vstreams)(nil(), null(), 1, nil()),
                (api.hailo_vstream_write_raw_buffer)(nil(), data, 8),
                (api.hailo_vstream_read_raw_buffer)(nil(), data, 8),
                (api.hailo_stream_write_raw_buffer)(nil(), data, 8),
                (api.hailo_stream_read_raw_buffer)(nil(), data, 8),
                (api.hailo_set_scheduler_timeout)(nil(), 1, null()),
                (api.hailo_set_scheduler_threshold)(nil(), 1, null()),
                (api.hailo_set_scheduler_priority)(nil(), 1, null()),
                (api.hailo_get_latency_measurement)(nil(), null(), &mut latency),
                (api.hailo_set_notification_callback)(nil(), None, 1, nil()),
                (api.hailo_remove_notification_callback)(nil(), 1),
                (api.hailo_release_input_vstreams)(null(), 0),
                (api.hailo_release_output_vstreams)(null(), 0),
            ]
        };
        assert!(answers.iter().all(|a| *a == 2), "{answers:?}");
        let (mut hef, some): (hailo_hef, hailo_input_vstream) = (nil(), nil());
        // SAFETY: the array is not NULL and has no elements.
        assert_eq!(unsafe { (api.hailo_release_input_vstreams)(&some, 0) }, 0);
        if host.real {
            // What follows ends the process there.
            continue;
        }
        // SAFETY: NULL on purpose.
        let answers = unsafe {
            [
                (api.hailo_get_physical_devices)(nil(), nil(), &mut n),
                (api.hailo_hef_make_input_vstream_params)(nil(), null(), false, 0, nil(), &mut n),
                (api.hailo_device_get_type_by_device_id)(&id("0000:01:00.0"), nil()),
                (api.hailo_create_hef_buffer)(nil(), data, 0),
            ]
        };
        assert!(answers.iter().all(|a| *a == 2), "{answers:?}");
        // SAFETY: NULL on purpose.
        unsafe {
            assert_eq!((api.hailo_create_hef_buffer)(&mut hef, data, 0), 2, "a crash in the real library");
            assert_eq!((api.hailo_get_input_stream_frame_size)(nil()), 0);
            assert_eq!((api.hailo_get_output_stream_frame_size)(nil()), 0);
            assert_eq!((api.hailo_get_host_frame_size)(null(), null()), 0);
        }
    }
}

#[test]
fn ids_are_read_as_the_real_library_reads_them() {
    for (_, host) in hosts() {
        let api = host.api;
        let parse = |text: &str| {
            let text = CString::new(text).unwrap();
            let mut info = hailo_pcie_device_info_t { domain: 9, bus: 9, device: 9, func: 9 };
            // SAFETY: a string with NUL and a local.
            let status = unsafe { (api.hailo_parse_pcie_device_info)(text.as_ptr(), &mut info) };
            (status, info.domain, info.bus)
        };
        assert_eq!(parse("0000:01:00.0"), (0, 0, 1));
        assert_eq!(parse("01:00.0"), (0, u32::MAX, 1));
        assert_eq!(parse("0001:01:00.0"), (0, 1, 1));
        for wrong in ["[integrated]", "zz", "", "0000:01:00", "12.34.5.6", "10000:e1:00.0"] {
            assert_eq!(parse(wrong).0, 2, "{wrong}");
        }
        for (text, status, kind) in
            [("0000:01:00.0", 0, 0), ("10.0.0.1", 0, 1), ("[integrated]", 0, 2), ("other", 2, 9)]
        {
            let mut found = 9;
            // SAFETY: locals.
            let answer = unsafe { (api.hailo_device_get_type_by_device_id)(&id(text), &mut found) };
            assert_eq!((answer, found), (status, kind), "{text}");
        }
    }
}

#[test]
fn status_texts_end_at_the_count_of_the_era() {
    for (era, host) in hosts() {
        let known = match era {
            Era::V4_21 => 94,
            Era::V5_2_0 => 98,
            _ => 99,
        };
        let api = host.api;
        let message = |s| {
            // SAFETY: any number is allowed here; the answer is NULL or a static string.
            let text = unsafe { (api.hailo_get_status_message)(s) };
            // SAFETY: as above.
            (!text.is_null()).then(|| unsafe { CStr::from_ptr(text) }.to_str().unwrap().to_owned())
        };
        assert_eq!(message(0).as_deref(), Some("HAILO_SUCCESS"));
        assert_eq!(message(4).as_deref(), Some("HAILO_TIMEOUT"));
        assert_eq!(message(93).as_deref(), Some("HAILO_HEF_NOT_COMPATIBLE_WITH_DEVICE"));
        assert!((0..known).all(|s| message(s).is_some()));
        assert_eq!(message(95).as_deref(), by(era, None, Some("HAILO_OPERATION_ABORTED")));
        for beyond in [known, 200, 0x7fff_ffff] {
            assert_eq!(message(beyond), None);
        }
        if !host.real {
            // A crash or rubbish there.
            assert_eq!((message(0x8000_0000), message(u32::MAX)), (None, None));
        }
    }
}

#[test]
fn buffers_are_given_out_once_and_taken_back_once() {
    for (_, host) in hosts() {
        let api = host.api;
        let allocate = |size, flags| {
            let mut buffer = null_mut();
            // SAFETY: locals.
            let status = unsafe {
                (api.hailo_allocate_buffer)(size, &hailo_buffer_parameters_t { flags }, &mut buffer)
            };
            (status, buffer)
        };
        let (status, plain) = allocate(100, HAILO_BUFFER_FLAGS_NONE);
        assert_eq!(status, 0);
        let (status, dma) = allocate(100, HAILO_BUFFER_FLAGS_DMA);
        assert_eq!((status, dma.addr() % 4096), (0, 0));
        assert_eq!(allocate(100, HAILO_BUFFER_FLAGS_CONTINUOUS).0, 36);
        assert_eq!(allocate(100, HAILO_BUFFER_FLAGS_SHARED_MEMORY).0, 8);
        assert_eq!(allocate(0, HAILO_BUFFER_FLAGS_NONE).0, 2);
        // SAFETY: both buffers came from the library; a foreign address is refused, not followed.
        unsafe {
            assert_eq!((api.hailo_free_buffer)(plain), 0);
            assert_eq!((api.hailo_free_buffer)(plain), 61);
            assert_eq!((api.hailo_free_buffer)(dma), 0);
            assert_eq!((api.hailo_free_buffer)(std::ptr::without_provenance_mut(64)), 61);
        }
    }
}

#[test]
fn sizes_and_validity_are_computed() {
    for (era, host) in hosts() {
        let api = host.api;
        let size = |kind: u32, order: u32, shape: [u32; 4]| {
            with_era!(era, e => {
                let mut info = e::hailo_vstream_info_t::zeroed();
                info.format = hailo_format_t { type_: 1, order: if order < 9 || order == 17 { 1 } else { order }, flags: 0 };
                // SAFETY: the union has four words.
                unsafe { (&raw mut info.u).cast::<[u32; 4]>().write_unaligned(shape) };
                let mut format = hailo_format_t { type_: kind, order, flags: 0 };
                let (mut bytes, info) = (0, (&raw mut info).cast());
                // SAFETY: locals of this era's layout.
                let status = unsafe { (api.hailo_get_vstream_frame_size)(info, &mut format, &mut bytes) };
                assert_eq!(status, 0);
                bytes
            })
        };
        let picture = [4, 5, 3, 0];
        assert_eq!(size(1, 1, picture), 60);
        assert_eq!(size(2, 1, picture), 120);
        assert_eq!(size(3, 1, picture), 240);
        assert_eq!(size(0, 1, picture), 60, "AUTO follows the stream");
        assert_eq!(size(1, 17, picture), 64, "RGB4 pads its rows");
        let boxes = [80, 100, 0, 1000];
        assert_eq!(size(3, 22, boxes), 160_320);
        assert_eq!(size(3, 9, boxes), 0);
        assert_eq!(size(3, 23, boxes), 2);
        assert_eq!(size(3, 20, boxes), 1002);
        for (quant, valid) in
            [([0.0; 4], 0), ([0.0, 1.0, 0.0, 0.0], 1), ([-0.0, 0.0, 0.0, 0.0], by(era, 0, 1))]
        {
            let q = hailo_quant_info_t {
                qp_zp: quant[0],
                qp_scale: quant[1],
                limvals_min: quant[2],
                limvals_max: quant[3],
            };
            let mut answer = 9;
            // SAFETY: a local.
            assert_eq!(unsafe { (api.hailo_is_qp_valid)(q, &mut answer) }, 0);
            assert_eq!(answer, valid);
        }
    }
}

#[test]
fn transforms_round_the_hardware_frame_up_to_8() {
    for (era, host) in hosts() {
        let api = host.api;
        // A vector of twelve bytes, quantised with zero point 10 and scale 0.5.
        with_era!(era, e => {
            let mut info = e::hailo_stream_info_t::zeroed();
            let words = [1u32, 1, 12, 1, 1, 12];
            // SAFETY: the union holds at least two shapes of three words.
            unsafe { (&raw mut info.u).cast::<[u32; 6]>().write_unaligned(words) };
            info.format = hailo_format_t { type_: 1, order: 6, flags: 0 };
            info.hw_data_bytes = 1;
            info.quant_info = hailo_quant_info_t { qp_zp: 10.0, qp_scale: 0.5, limvals_min: -5.0, limvals_max: 122.5 };
            let params = hailo_transform_params_t {
                transform_mode: HAILO_STREAM_TRANSFORM_COPY,
                user_buffer_format: hailo_format_t { type_: 3, order: 6, flags: 0 },
            };
            let real: [f32; 12] = [0.0, 0.24, 0.25, 0.26, 0.75, -5.0, -5.3, -100.0, 122.5, 200.0, 1.25, -0.25];
            let mut quantised = [0u8; 16];
            let mut context = null_mut();
            let (source, target) = (real.as_ptr().cast(), quantised.as_mut_ptr().cast());
            // SAFETY: buffers of the sizes given; the context is released once.
            unsafe {
                let info = (&raw const info).cast();
                assert_eq!((api.hailo_create_input_transform_context)(info, &params, &mut context), 0);
                let run = api.hailo_transform_frame_by_input_transform_context;
                assert_eq!(run(context, source, 48, target, 12), 2);
                assert_eq!(run(context, source, 48, target, 16), 0);
                assert_eq!((api.hailo_release_input_transform_context)(context), 0);
            }
            assert_eq!(quantised[..12], [10, 10, 10, 11, 12, 0, 0, 0, 255, 255, 12, 10]);
        });
        host.clean();
    }
}

#[test]
fn broken_model_files() {
    let directory = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = directory.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let mut version_4 = SYNTHETIC.to_vec();
    version_4[7] = 4;
    let mut magic = SYNTHETIC.to_vec();
    magic[1] = b'X';
    let mut checksum = SYNTHETIC.to_vec();
    checksum[20] ^= 1;
    let random: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 | 1).collect();
    for (_, host) in hosts() {
        assert_eq!(host.hef("/does/not/exist"), Err(13));
        assert_eq!(host.hef(directory.path().to_str().unwrap()), Err(14));
        assert_eq!(host.hef(&file("empty", &[])), Err(14));
        assert_eq!(host.hef(&file("three", &[1, 2, 3])), Err(14));
        assert_eq!(host.hef_bytes(&[1, 2, 3]), Err(91));
        for (name, bytes, status) in [
            ("random", &random[..], 92),
            ("version", &version_4, 92),
            ("magic", &magic, 92),
            ("checksum", &checksum, 91),
            ("length", &SYNTHETIC[..340], 91),
        ] {
            assert_eq!(host.hef(&file(name, bytes)), Err(status), "{name}");
            assert_eq!(host.hef_bytes(bytes), Err(status), "{name}");
        }
        let strange = hailo_mock::hef::HefBuilder::new("odd")
            .input(hailo_mock::hef::LayerSpec::nhcw("in", 4, 8, 3).format_number(9))
            .build();
        assert_eq!(host.hef_bytes(&strange), Err(8), "an unknown layer format");
        let mut hef = null_mut();
        // SAFETY: NULL on purpose.
        unsafe {
            assert_eq!((host.api.hailo_create_hef_file)(&mut hef, null()), 2);
            assert_eq!((host.api.hailo_create_hef_file)(null_mut(), c"x".as_ptr()), 2);
        }
        host.clean();
    }
    let old = Host::of(builder().era(Era::V4_20).device(Chip::Hailo8));
    assert_eq!(old.hef_bytes(&checksum), Err(26), "4.20 has one status for bad content");
}

#[test]
fn the_synthetic_file_answers_as_it_does_in_the_real_library() {
    for (era, host) in hosts() {
        let api = host.api;
        let mut bytes = SYNTHETIC.to_vec();
        let hef = host.hef_bytes(&bytes).unwrap();
        bytes.fill(0);
        with_era!(era, e => {
            let mut groups = [hailo_network_group_info_t::zeroed(); 8];
            let mut networks = [hailo_network_info_t::zeroed(); 8];
            let mut vstreams = [e::hailo_vstream_info_t::zeroed(); 8];
            let mut streams = [e::hailo_stream_info_t::zeroed(); 8];
            let (v, s) = (vstreams.as_mut_ptr().cast(), streams.as_mut_ptr().cast());
            let (mut n, mut fps) = (0, 0.0);
            // SAFETY: the arrays have the lengths given.
            unsafe {
                assert_eq!((api.hailo_get_network_groups_infos)(hef, groups.as_mut_ptr(), &mut n), 5);
                assert_eq!(n, 1);
                n = 8;
                assert_eq!((api.hailo_get_network_groups_infos)(hef, groups.as_mut_ptr(), &mut n), 0);
                assert_eq!((text(&groups[0].name), groups[0].is_multi_context), ("synth".into(), 0));
                n = 0;
                assert_eq!((api.hailo_hef_get_network_infos)(hef, null(), networks.as_mut_ptr(), &mut n), 5);
                assert_eq!(n, 1);
                assert_eq!((api.hailo_hef_get_network_infos)(hef, null(), networks.as_mut_ptr(), &mut n), 0);
                assert_eq!(text(&networks[0].name), "synth/synth");
                assert_eq!((api.hailo_hef_get_all_vstream_infos)(hef, null(), v, &mut n), 5);
                assert_eq!(n, 2);
                n = 8;
                assert_eq!((api.hailo_hef_get_all_vstream_infos)(hef, null(), v, &mut n), 0);
                let named = |name: &CStr| {
                    let mut n = 8;
                    (api.hailo_hef_get_all_vstream_infos)(hef, name.as_ptr(), v, &mut n)
                };
                assert_eq!((named(c"synth/synth"), named(c"nope")), (0, 61));
                n = 1;
                assert_eq!((api.hailo_hef_get_all_stream_infos)(hef, null(), s, 1, &mut n), 5);
                assert_eq!(n, 1, "left as it was");
                assert_eq!((api.hailo_hef_get_all_stream_infos)(hef, null(), s, 8, &mut n), 0);
                assert_eq!(n, 2);
                let by_name = |name: &CStr| {
                    (api.hailo_hef_get_stream_info_by_name)(hef, null(), name.as_ptr(), 0, s.cast())
                };
                assert_eq!((by_name(c"synth/input_layer1"), by_name(c"nope")), (0, 61));
                assert_eq!((api.hailo_hef_get_bottleneck_fps)(hef, null(), &mut fps), 0);
                assert_eq!(fps, 123.5);
            }
            let [input, output] = [vstreams[0], vstreams[1]];
            assert_eq!((text(&input.name), input.direction), ("synth/input_layer1".into(), 0));
            assert_eq!((input.format.type_, input.format.order), (1, 1));
            assert_eq!((input.quant_info.qp_zp, input.quant_info.qp_scale), (0.0, 1.0));
            assert_eq!((text(&output.name), output.direction, output.format.order), ("synth/output_layer1".into(), 1, 6));
            assert_eq!((output.quant_info.qp_zp, output.quant_info.qp_scale), (10.0, 0.5));
            assert_eq!((streams[0].format.order, streams[0].hw_frame_size), (2, 96));
            // SAFETY: no detections, so the shapes are the member in use.
            let hw = unsafe { streams[1].u.s }.hw_shape;
            assert_eq!((hw.height, hw.width, hw.features, streams[1].hw_frame_size), (1, 1, 16, 16));
        });
        params_of_the_synthetic_file(&host, hef, era);
        // SAFETY: released once.
        assert_eq!(unsafe { (api.hailo_release_hef)(hef) }, 0);
        host.clean();
    }
}

fn params_of_the_synthetic_file(host: &Host, hef: hailo_hef, era: Era) {
    let api = host.api;
    let mut inputs = [hailo_input_vstream_params_by_name_t::zeroed(); 2];
    let mut outputs = [hailo_output_vstream_params_by_name_t::zeroed(); 2];
    let mut n = 0;
    // SAFETY: the arrays have the lengths given.
    unsafe {
        let make = api.hailo_hef_make_input_vstream_params;
        assert_eq!(make(hef, c"synth".as_ptr(), true, 0, inputs.as_mut_ptr(), &mut n), 5);
        assert_eq!(n, 1);
        if !host.real {
            // The real library ends the process on this one.
            n = 0;
            assert_eq!(make(hef, null(), true, 0, inputs.as_mut_ptr(), &mut n), 5);
        }
        assert_eq!(make(hef, null(), true, 0, inputs.as_mut_ptr(), &mut n), 0);
        let make = api.hailo_hef_make_output_vstream_params;
        assert_eq!(make(hef, null(), false, HAILO_FORMAT_TYPE_FLOAT32, outputs.as_mut_ptr(), &mut n), 0);
    }
    let p = inputs[0].params;
    assert_eq!(
        (p.user_buffer_format.type_, p.user_buffer_format.order, p.user_buffer_format.flags),
        (0, 0, 0)
    );
    assert_eq!((p.timeout_ms, p.queue_size, p.vstream_stats_flags), (10_000, 2, 0));
    assert_eq!(
        (outputs[0].params.user_buffer_format.type_, outputs[0].params.user_buffer_format.order),
        (3, 0)
    );
    with_era!(era, e => {
        let mut params = e::hailo_configure_params_t::boxed();
        let place = (&raw mut *params).cast::<u8>();
        let size = size_of::<e::hailo_configure_params_t>();
        for (interface, status) in [(0, 0), (3, 0), (1, by(era, 0, 2)), (99, 2)] {
            // SAFETY: the record's own bytes; every byte pattern is a value of it.
            unsafe { place.write_bytes(0xee, size) };
            // SAFETY: a local of this era's layout.
            assert_eq!(unsafe { (api.hailo_init_configure_params)(hef, interface, place.cast()) }, status);
            if status == 0 {
                let group = &params.network_group_params[0];
                assert_eq!(params.network_group_params_count, 1);
                assert_eq!((group.batch_size, group.power_mode), (0, 0));
                assert_eq!((group.stream_params_by_name_count, group.network_params_by_name_count), (2, 1));
                assert_eq!(group.latency, 0xeeee_eeee, "left as it was");
            }
        }
        // SAFETY: NULL on purpose.
        unsafe {
            assert_eq!((api.hailo_init_configure_params_by_vdevice)(hef, nil(), place.cast()), 2);
            assert_eq!((api.hailo_configure_vdevice)(nil(), hef, nil(), nil(), nil()), 2);
        }
    });
}

#[test]
fn the_cpp_half_without_a_device() {
    let host = bare(Era::V5_2_0);
    let shim = host.machine.shim_api();
    let nothing = hailo_sys::shim::hailo_shim_slice { data: null(), len: 0 };
    let (mut vdevice, mut device) = (null_mut(), null_mut());
    // SAFETY: locals.
    unsafe {
        assert_eq!((shim.hailo_shim_vdevice_create)(null(), &mut vdevice), 74);
        assert_eq!((shim.hailo_shim_device_create)(nothing, &mut device), 6);
    }
    assert!(vdevice.is_null() && device.is_null());
    let tenth = Host::named("10h-llm");
    let shim = tenth.machine.shim_api();
    let missing = "/does/not/exist.hef";
    let path = hailo_sys::shim::hailo_shim_slice { data: missing.as_ptr(), len: missing.len() };
    let mut llm = null_mut();
    // SAFETY: locals; the vdevice is destroyed once.
    unsafe {
        assert_eq!((shim.hailo_shim_vdevice_create)(null(), &mut vdevice), 0);
        assert_eq!((shim.hailo_shim_llm_create)(vdevice, path, nothing, 0, &mut llm), 13);
        (shim.hailo_shim_vdevice_destroy)(vdevice);
    }
    tenth.clean();
}

#[test]
fn two_machines_answer_their_own_versions() {
    let (four, five) = (bare(Era::V4_21), bare(Era::V5_2_0));
    for (host, major) in [(&four, 4), (&five, 5), (&four, 4)] {
        let mut version = hailo_version_t { major: 0, minor: 0, revision: 0 };
        // SAFETY: a local.
        assert_eq!(unsafe { (host.api.hailo_get_library_version)(&mut version) }, 0);
        assert_eq!(version.major, major);
    }
    let _ = Machine::builder;
}
