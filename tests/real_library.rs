//! The real libhailort on a machine without a device, through the safe crate.
//!
//! Runs only where `HAILO_TEST_REAL_LIB` names one or more libraries, separated by `:`; set
//! `HAILORT_LOGGER_PATH=NONE` and `HAILORT_CONSOLE_LOGGER_LEVEL=critical` with it, or the library writes its log
//! files and its complaints. A shim beside a library is tried too. With a device attached these tests are meaningless.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::PathBuf;

use hailo::{
    CxxDevice, CxxVDevice, DeviceId, DeviceKind, Direction, ErrorKind, FormatOrder, FormatType, FrameShape,
    Library, Link, Shape, Status, VDeviceParams,
};
use hailo_mock::hef::{Container, HefBuilder, LayerSpec, Quant};

/// The libraries to try; says so where there are none.
fn libraries() -> Vec<Library> {
    let Some(list) = std::env::var_os("HAILO_TEST_REAL_LIB").filter(|list| !list.is_empty()) else {
        hailo_tests::skipped("real library: HAILO_TEST_REAL_LIB names no libhailort");
        return Vec::new();
    };
    std::env::split_paths(&list).map(|path| Library::open(path).unwrap()).collect()
}

/// What both versions answer, or 4.x and 5.x in turn.
fn by_version(library: &Library, four: u32, five: u32) -> Option<Status> {
    Some(Status(if library.version().major == 4 { four } else { five }))
}

#[test]
fn each_library_answers_its_own_version_with_all_others_loaded() {
    let libraries = libraries();
    for library in &libraries {
        let path = library.path().unwrap().canonicalize().unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        assert_eq!(name, format!("libhailort.so.{}", library.version()), "the file is named by its version");
        assert_eq!(hailo::Era::of(library.version()).unwrap(), library.era());
    }
}

/// A library's functions under a number that no table knows.
struct Hidden(hailo_sys::Api);

unsafe extern "C" fn unknown_four(to: *mut hailo_sys::types::hailo_version_t) -> u32 {
    // SAFETY: the caller gives room for one version.
    unsafe { *to = hailo_sys::types::hailo_version_t { major: 4, minor: 99, revision: 0 } };
    0
}

unsafe extern "C" fn unknown_five(to: *mut hailo_sys::types::hailo_version_t) -> u32 {
    // SAFETY: the caller gives room for one version.
    unsafe { *to = hailo_sys::types::hailo_version_t { major: 5, minor: 99, revision: 0 } };
    0
}

// SAFETY: the functions are those of a libhailort that is never unloaded, but for its number.
unsafe impl hailo::Runtime for Hidden {
    fn api(&self) -> hailo_sys::Api {
        self.0
    }

    fn shim_api(&self) -> Option<hailo_sys::ShimApi> {
        None
    }
}

#[test]
fn the_self_test_finds_the_layouts_of_a_library_whose_number_is_hidden() {
    for library in libraries() {
        let number = if library.version().major == 4 { unknown_four } else { unknown_five };
        let api = hailo_sys::Api { hailo_get_library_version: number, ..*library.api() };
        let hidden = Library::on(&Hidden(api)).unwrap();
        assert_eq!(hidden.version().minor, 99);
        assert_eq!(hidden.era(), library.era());
        assert_eq!(*hidden.authority(), hailo::Authority::Tested { grown: Vec::new() });
    }
}

#[test]
fn no_device_is_an_empty_list() {
    for library in libraries() {
        assert_eq!(library.scan().unwrap(), []);
    }
}

#[test]
fn ids_are_told_apart_without_a_device() {
    for library in libraries() {
        let kind = |id: &str| library.device_kind(&DeviceId::new(id).unwrap());
        assert_eq!(kind("0000:01:00.0").unwrap(), DeviceKind::Pcie);
        assert_eq!(kind("01:00.0").unwrap(), DeviceKind::Pcie);
        assert_eq!(kind("127.0.0.1").unwrap(), DeviceKind::Ethernet);
        assert_eq!(kind("[integrated]").unwrap(), DeviceKind::Integrated);
        for garbage in ["zz", "0000:01:00", "10000:e1:00.0"] {
            let error = kind(garbage).unwrap_err();
            assert_eq!(
                (error.kind(), error.status()),
                (ErrorKind::InvalidArgument, Some(Status(2))),
                "{garbage}"
            );
        }
    }
}

#[test]
fn opening_what_is_not_there_says_why() {
    for library in libraries() {
        let device = |id: Option<&str>| {
            let id = id.map(|id| DeviceId::new(id).unwrap());
            library.open_device(id.as_ref()).unwrap_err()
        };
        assert_eq!(device(None).status(), Some(Status(6)));
        assert_eq!(device(Some("0000:01:00.0")).status(), Some(Status(2)));
        assert_eq!(device(Some("garbage")).status(), Some(Status(2)));
        let integrated = device(Some("[integrated]"));
        assert_eq!((integrated.kind(), integrated.status()), (ErrorKind::Driver, Some(Status(36))));
    }
}

#[test]
fn no_vdevice_without_a_device() {
    for library in libraries() {
        let refused = |change: fn(&mut VDeviceParams)| {
            let mut params = VDeviceParams::default();
            change(&mut params);
            library.vdevice(&params).unwrap_err()
        };
        let none = refused(|_| ());
        assert_eq!((none.kind(), none.status()), (ErrorKind::DeviceNotFound, Some(Status(74))));
        assert!(none.to_string().contains(&library.version().to_string()), "{none}");
        assert_eq!(refused(|p| p.device_count = 2).status(), Some(Status(74)));
        assert_eq!(refused(|p| p.scheduler = hailo::Scheduler::None).status(), Some(Status(74)));
        assert_eq!(refused(|p| p.group_id = Some("SHARED".to_owned())).status(), Some(Status(74)));
        assert_eq!(refused(|p| p.device_count = 0).status(), Some(Status(2)));
        let unknown = refused(|p| p.device_ids = vec![DeviceId::new("0000:01:00.0").unwrap()]);
        assert_eq!((unknown.kind(), unknown.status()), (ErrorKind::InvalidArgument, Some(Status(2))));
        // 4.x sees an Ethernet device in an IPv4 address, 5.x a server, which is not running.
        let remote = refused(|p| p.device_ids = vec![DeviceId::new("127.0.0.1").unwrap()]);
        assert_eq!(remote.status(), by_version(&library, 2, 89));
        // Built without the service, 4.x refuses it; 5.x looks for a device first.
        let service = refused(|p| p.multi_process_service = true);
        assert_eq!(service.status(), by_version(&library, 6, 74));
    }
}

#[test]
fn what_is_no_hef_is_refused_as_one() {
    let directory = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| -> PathBuf {
        let path = directory.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let noise: Vec<u8> =
        (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0]).collect();
    let header = |magic: u32, version: u32, size: u32| {
        let mut bytes: Vec<u8> =
            [magic, version, size, 0].iter().flat_map(|word| word.to_be_bytes()).collect();
        bytes.resize(64, 0);
        bytes
    };
    let cases = [
        (directory.path().join("missing"), 13),
        (file("empty", b""), 14),
        (file("three bytes", b"HEF"), 14),
        (file("noise", &noise), 92),
        (file("wrong magic", &header(0x0148_4547, 0, 32)), 92),
        (file("unknown version", &header(0x0148_4546, 4, 32)), 92),
        (file("wrong sum", &header(0x0148_4546, 0, 32)), 91),
        (file("wrong length", &header(0x0148_4546, 0, 1000)), 91),
    ];
    for library in libraries() {
        for (path, status) in &cases {
            let error = library.hef_from_file(path).unwrap_err();
            assert_eq!(
                (error.kind(), error.status()),
                (ErrorKind::InvalidHef, Some(Status(*status))),
                "{} with {}",
                path.display(),
                library.version()
            );
        }
        for (path, status) in cases.iter().filter(|(path, _)| path.is_file()) {
            let bytes = std::fs::read(path).unwrap();
            let error = library.hef_from_bytes(bytes.as_slice()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidHef);
            // What would be read out of bounds is refused before the call, the rest by the library.
            if let Some(answered) = error.status() {
                assert_eq!(answered, Status(*status), "{}", path.display());
            }
        }
    }
}

#[test]
fn the_shim_answers_like_the_library_it_is_built_for() {
    let mut tried = 0;
    for library in libraries() {
        if !library.has_shim() {
            let (version, why) = (library.version(), library.shim_problem().unwrap());
            hailo_tests::skipped(format_args!("shim of libhailort {version}: {why}"));
            continue;
        }
        tried += 1;
        // The shim's compiler saw this library's own headers, and they are those of its era.
        assert_eq!(*library.authority(), hailo::Authority::Shim { grown: Vec::new() });
        let none = CxxVDevice::open(&library, &VDeviceParams::default()).unwrap_err();
        assert_eq!((none.kind(), none.status()), (ErrorKind::DeviceNotFound, Some(Status(74))));
        assert_eq!(none.call(), Some("hailo_shim_vdevice_create"));
        let mut grouped = VDeviceParams::default();
        grouped.group_id = Some("SHARED".to_owned());
        assert_eq!(CxxVDevice::open(&library, &grouped).unwrap_err().status(), Some(Status(74)));
        let mut unknown = VDeviceParams::default();
        unknown.device_ids = vec![DeviceId::new("0000:01:00.0").unwrap()];
        assert_eq!(CxxVDevice::open(&library, &unknown).unwrap_err().status(), Some(Status(2)));
        assert_eq!(CxxDevice::open(&library, None).unwrap_err().status(), Some(Status(6)));
        let absent = DeviceId::new("0000:01:00.0").unwrap();
        assert_eq!(CxxDevice::open(&library, Some(&absent)).unwrap_err().status(), Some(Status(2)));
    }
    println!("{tried} shims tried");
}

// === Model files this project writes itself, read by the real library ===

/// A small model with a picture in and two vectors out, one of them quantised.
fn model() -> HefBuilder {
    let quant = Quant { zero_point: 10.0, scale: 0.5, min: -5.0, max: 122.5 };
    HefBuilder::new("synth")
        .fps(122.5)
        .input(LayerSpec::nhcw("synth/picture", 4, 5, 3).original_name("data"))
        .output(LayerSpec::vector("synth/classes", 10).original_name("prob").quant(quant))
        .output(LayerSpec::vector("synth/scores", 8))
}

/// The numbers of one vstream, whoever tells them.
#[derive(Debug, PartialEq)]
struct Told {
    name: String,
    network: String,
    is_input: bool,
    format: (u32, u32),
    shape: [u32; 3],
    nms: Option<[u32; 2]>,
    quant: [f32; 4],
}

fn told_by_library(info: &hailo::VStreamInfo) -> Told {
    let (shape, nms) = match info.shape {
        FrameShape::Image(shape) => ([shape.height, shape.width, shape.features], None),
        FrameShape::Nms(nms) => ([0; 3], Some([nms.classes, nms.max_boxes_per_class])),
    };
    let quant = info.quantisation;
    Told {
        name: info.name.clone(),
        network: info.network_name.clone(),
        is_input: info.direction == Direction::Input,
        format: (info.format.ty.to_raw(), info.format.order.to_raw()),
        shape,
        nms,
        quant: [quant.zero_point, quant.scale, quant.limit_min, quant.limit_max],
    }
}

fn told_by_simulation(vstream: &hailo_mock::hef::VStream) -> Told {
    let nms = vstream.nms.map(|nms| [nms.classes, nms.max_bboxes_per_class]);
    let quant = match vstream.quants.as_slice() {
        // One per feature: the library then leaves the one for all at zero.
        [quant] => [quant.zero_point, quant.scale, quant.min, quant.max],
        _ => [0.0; 4],
    };
    let shape = vstream.shape;
    Told {
        name: vstream.name.clone(),
        network: vstream.network_name.clone(),
        is_input: vstream.direction == hailo_mock::hef::Direction::Input,
        format: (vstream.format.ty, vstream.format.order),
        shape: if nms.is_some() { [0; 3] } else { [shape.height, shape.width, shape.features] },
        nms,
        quant,
    }
}

#[test]
fn the_library_and_the_simulation_read_the_same_in_our_model_files() {
    let wide = LayerSpec::nhcw("wide/map", 2, 16, 4).wide();
    let per_feature = (0..4_u8).map(|i| Quant { zero_point: f32::from(i), ..Quant::default() }).collect();
    let models =
        [
            ("plain", model()),
            ("CRC-32 container", model().container(Container::V1)),
            ("XXH3 container", model().container(Container::V2)),
            ("second XXH3 container", model().container(Container::V3)),
            ("two contexts", model().contexts(2)),
            (
                "wide elements",
                HefBuilder::new("wide").input(wide).output(LayerSpec::vector("wide/out", 3).wide()),
            ),
            (
                "quantised per feature",
                HefBuilder::new("each")
                    // 4.x then reads one for each feature of the inputs too, there or not.
                    .input(LayerSpec::nhcw("each/in", 8, 8, 1).quant_per_feature(vec![Quant::default()]))
                    .output(LayerSpec::nhcw("each/out", 2, 8, 4).quant_per_feature(per_feature)),
            ),
            (
                "detections made on the chip",
                HefBuilder::new("chip")
                    .input(LayerSpec::nhcw("chip/in", 8, 8, 3))
                    .output(LayerSpec::on_chip("chip/boxes", 3, 5, 1)),
            ),
            (
                "detections made on the chip in chunks",
                HefBuilder::new("chip")
                    .input(LayerSpec::nhcw("chip/in", 8, 8, 3))
                    .output(LayerSpec::on_chip("chip/boxes", 2, 7, 4)),
            ),
            (
                "the best class of each place",
                HefBuilder::new("seg")
                    .input(LayerSpec::nhcw("seg/in", 8, 8, 3))
                    .output(LayerSpec::nhcw("seg/classes", 8, 8, 4))
                    .argmax("seg/best"),
            ),
            (
                "shares of a vector",
                HefBuilder::new("soft")
                    .input(LayerSpec::nhcw("soft/in", 8, 8, 3))
                    .output(LayerSpec::vector("soft/scores", 10))
                    .softmax("soft/shares"),
            ),
            (
                "detections",
                HefBuilder::new("yolo")
                    .input(LayerSpec::nhcw("yolo/in", 32, 32, 3))
                    .output(LayerSpec::nhcw("yolo/boxes", 4, 8, 16))
                    .nms("yolo/detections", 80, 100, 0.3),
            ),
        ];
    let directory = tempfile::tempdir().unwrap();
    for library in libraries() {
        for (what, model) in &models {
            let what = format!("{what}, HailoRT {}", library.version());
            let bytes = model.build();
            let file = directory.path().join("model.hef");
            std::fs::write(&file, &bytes).unwrap();
            let simulated = hailo_mock::hef::Hef::parse(&bytes).unwrap();
            let expected: Vec<Told> = simulated.groups[0].vstreams.iter().map(told_by_simulation).collect();
            for hef in [library.hef_from_file(&file), library.hef_from_bytes(bytes.as_slice())] {
                let hef = hef.unwrap_or_else(|error| panic!("{what}: {error}"));
                let told: Vec<Told> = hef.vstreams(None).unwrap().iter().map(told_by_library).collect();
                assert_eq!(told, expected, "{what}");

                let groups = hef.network_groups().unwrap();
                assert_eq!(groups.len(), 1, "{what}");
                assert_eq!(groups[0].name, simulated.groups[0].name, "{what}");
                assert_eq!(groups[0].is_multi_context, simulated.groups[0].multi_context, "{what}");
                let streams: Vec<_> =
                    hef.streams(None).unwrap().into_iter().map(|s| (s.name, s.hw_frame_size)).collect();
                let layers: Vec<_> =
                    simulated.groups[0].layers.iter().map(|l| (l.name.clone(), l.hw_frame_size())).collect();
                assert_eq!(streams, layers, "{what}");
            }
        }
    }
}

/// Whether this file is opened, and whether its streams can be asked for: the status that says no.
fn refusal(library: &Library, bytes: &[u8]) -> (Option<Status>, Option<Status>) {
    match library.hef_from_bytes(bytes) {
        Err(error) => (error.status(), None),
        Ok(hef) => (None, hef.vstreams(None).err().and_then(|error| error.status())),
    }
}

#[test]
fn the_library_and_the_simulation_refuse_the_same_model_files() {
    let input = || LayerSpec::nhcw("odd/in", 8, 8, 3);
    let output = || LayerSpec::vector("odd/out", 8);
    let whole = || HefBuilder::new("odd").input(input()).output(output());
    let odd = [
        ("a whole one", whole()),
        ("no order of outputs", whole().without_order()),
        ("one group twice", whole().groups(2)),
        ("only inputs", HefBuilder::new("odd").input(input())),
        ("only outputs", HefBuilder::new("odd").output(output())),
        ("nothing", HefBuilder::new("odd")),
        ("an unknown layer format", whole().input(input().format_number(9))),
    ];
    for library in libraries() {
        let kit = hailo_testkit::Kit::of(hailo_mock::Machine::builder().era(library.era()));
        for (what, model) in &odd {
            let bytes = model.build();
            let said = refusal(&library, &bytes);
            assert_eq!(refusal(&kit.library, &bytes), said, "{what}, HailoRT {}", library.version());
        }
    }
}

#[test]
fn our_model_file_answers_every_query_that_needs_no_device() {
    for library in libraries() {
        let hef = library.hef_from_bytes(model().build()).unwrap();
        assert_eq!(hef.networks(None).unwrap(), ["synth/synth"]);
        assert_eq!(hef.bottleneck_fps(None).unwrap().to_bits(), 122.5_f64.to_bits());
        assert_eq!(hef.sorted_output_names(None).unwrap(), ["synth/classes", "synth/scores"]);
        assert_eq!(hef.vstream_of_original(None, "prob").unwrap(), "synth/classes");
        assert_eq!(hef.streams_of_vstream(None, "synth/classes").unwrap(), ["synth/classes"]);
        assert_eq!(hef.vstreams(Some("synth/synth")).unwrap().len(), 3);
        assert_eq!(hef.vstreams(Some("nope")).unwrap_err().status(), Some(Status(61)));

        let inputs = hef.vstream_params(None, Direction::Input, FormatType::Auto).unwrap();
        assert_eq!(inputs.len(), 1);
        assert_eq!((inputs[0].timeout.as_millis(), inputs[0].queue_size), (10_000, 2));
        let outputs = hef.vstream_params(None, Direction::Output, FormatType::Float32).unwrap();
        assert!(outputs.iter().all(|output| output.format.ty == FormatType::Float32));

        let picture = hef.stream(None, "synth/picture", Direction::Input).unwrap();
        assert_eq!(
            (picture.format.order, picture.hw_frame_size),
            (FormatOrder::Nhcw, 96),
            "rows padded to 8 pixels"
        );
        assert_eq!(picture.hw_shape, Some(Shape { height: 4, width: 8, features: 3 }));

        let defaults = hef.configure_defaults(Link::Pcie).unwrap();
        assert_eq!((defaults.len(), defaults[0].name.as_str(), defaults[0].batch_size), (1, "synth", 0));
        assert_eq!(defaults[0].streams.len(), 3);
        assert_eq!(defaults[0].networks, [("synth/synth".to_owned(), 0)]);
    }
}

#[test]
fn a_layer_of_unknown_format_is_an_error_of_the_runtime() {
    for library in libraries() {
        let odd = HefBuilder::new("odd")
            .input(LayerSpec::nhcw("odd/in", 4, 8, 3).format_number(99))
            .output(LayerSpec::vector("odd/out", 8))
            .build();
        let error = library.hef_from_bytes(odd).unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Runtime, Some(Status(8))));
    }
}

#[test]
fn no_header_makes_the_library_read_past_the_buffer() {
    for library in libraries() {
        for container in [Container::V0, Container::V1, Container::V2, Container::V3] {
            let good = model().container(container).build();
            for at in 0..56 {
                for change in [0x01, 0x80, 0xff] {
                    let mut bytes = good.clone();
                    bytes[at] ^= change;
                    // Padding and reserved words may be anything; everything else is told.
                    if let Err(error) = library.hef_from_bytes(bytes) {
                        assert_eq!(
                            error.kind(),
                            ErrorKind::InvalidHef,
                            "byte {at} of {container:?}: {error}"
                        );
                    }
                }
            }
            for len in 0..good.len() {
                assert!(
                    library.hef_from_bytes(&good[..len]).is_err(),
                    "the first {len} bytes of {container:?}"
                );
            }
        }
    }
}
