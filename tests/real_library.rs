//! The real libhailort on a machine without a device, through the safe crate.
//!
//! Runs only where `HAILO_TEST_REAL_LIB` names one or more libraries, separated by `:`; set
//! `HAILORT_LOGGER_PATH=NONE` and `HAILORT_CONSOLE_LOGGER_LEVEL=critical` with it, or the library writes its log
//! files and its complaints. A shim beside a library is tried too. With a device attached these tests are meaningless.

use std::path::PathBuf;

use hailo::{CxxDevice, CxxVDevice, DeviceId, DeviceKind, ErrorKind, Library, Status, VDeviceParams};

/// The libraries to try; says so where there are none.
fn libraries() -> Vec<Library> {
    let Some(list) = std::env::var_os("HAILO_TEST_REAL_LIB").filter(|list| !list.is_empty()) else {
        println!("SKIPPED: HAILO_TEST_REAL_LIB names no libhailort");
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
        (directory.path().to_path_buf(), 14),
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
            println!(
                "SKIPPED: libhailort {} has no shim: {}",
                library.version(),
                library.shim_problem().unwrap()
            );
            continue;
        }
        tried += 1;
        let none = CxxVDevice::open(&library, &VDeviceParams::default()).unwrap_err();
        assert_eq!((none.kind(), none.status()), (ErrorKind::DeviceNotFound, Some(Status(74))));
        assert_eq!(none.call(), Some("hailo_shim_vdevice_create"));
        let grouped = VDeviceParams { group_id: Some("SHARED".to_owned()), ..VDeviceParams::default() };
        assert_eq!(CxxVDevice::open(&library, &grouped).unwrap_err().status(), Some(Status(74)));
        let unknown = VDeviceParams {
            device_ids: vec![DeviceId::new("0000:01:00.0").unwrap()],
            ..VDeviceParams::default()
        };
        assert_eq!(CxxVDevice::open(&library, &unknown).unwrap_err().status(), Some(Status(2)));
        assert_eq!(CxxDevice::open(&library, None).unwrap_err().status(), Some(Status(6)));
        let absent = DeviceId::new("0000:01:00.0").unwrap();
        assert_eq!(CxxDevice::open(&library, Some(&absent)).unwrap_err().status(), Some(Status(2)));
    }
    println!("{tried} shims tried");
}
