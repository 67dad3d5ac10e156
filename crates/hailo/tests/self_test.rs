//! A release that no table knows: the simulated runtime as an invented HailoRT 5.9.0, whose records, statuses or
//! functions are as they were, or are not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::error::Error as _;
use std::ffi::{CStr, c_char};
use std::sync::{LazyLock, Mutex};

use hailo::{Authority, Error, ErrorKind, Grown, Library, NotificationKind, Runtime};
use hailo_mock::hef::{HefBuilder, LayerSpec};
use hailo_mock::{Chip, Machine, SimClock};
use hailo_sys::types::{self, hailo_device, hailo_hef, hailo_status, hailo_version_t, hailo_vstream_info_t};
use hailo_sys::{Api, Era, ShimApi, Status, Version, era};

const INVENTED: Version = Version::new(5, 9, 0);

/// The newest known runtime, which the invented one is made of. It lives as long as the process, as the functions do.
static MACHINE: LazyLock<Machine> = LazyLock::new(|| {
    Machine::builder().era(Era::V5_3).device(Chip::Hailo10h).clock(SimClock::manual()).build().unwrap()
});

unsafe extern "C" fn version(to: *mut hailo_version_t) -> hailo_status {
    // SAFETY: the caller gives room for one version.
    unsafe { *to = hailo_version_t { major: 5, minor: 9, revision: 0 } };
    0
}

/// The newest runtime with some functions exchanged, and without some.
struct Invented(fn(&mut Api), &'static [&'static str]);

// SAFETY: the simulated device behaves as HailoRT does; what the edits change is what these tests are about, and stays
// within the memory it is given.
unsafe impl Runtime for Invented {
    fn api(&self) -> Api {
        let mut api = Api { hailo_get_library_version: version, ..MACHINE.api() };
        (self.0)(&mut api);
        api
    }

    fn shim_api(&self) -> Option<ShimApi> {
        None
    }

    fn missing(&self) -> Vec<&'static str> {
        self.1.to_vec()
    }
}

fn invented(edit: fn(&mut Api)) -> Result<Library, Error> {
    Library::on(&Invented(edit, &[]))
}

fn refused(edit: fn(&mut Api)) -> String {
    let error: Error = invented(edit).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LibraryIncompatible);
    let why = error.source().unwrap().to_string();
    assert!(why.contains("5.9.0"), "{why}");
    why
}

#[test]
fn the_same_layout_is_used_and_what_is_unproven_is_off() {
    let library = invented(|_| ()).unwrap();
    assert_eq!((library.version(), library.era()), (INVENTED, Era::V5_3));
    assert_eq!(*library.authority(), Authority::Tested { grown: Vec::new() });
    assert_eq!(library.scan().unwrap().len(), 1);
    let device = library.open_device(None).unwrap();
    let off = |error: Error| {
        assert_eq!((error.kind(), error.status()), (ErrorKind::Unsupported, None));
        assert!(error.to_string().contains("5.9.0") && error.advice().unwrap().contains("shim"), "{error}");
    };
    off(device.on_notification(NotificationKind::OvercurrentAlarm, |_| ()).unwrap_err());
    device.close().unwrap();
}

/// A Hailo-8 under a number past 4.24: its streams and latencies work through C, and stay off.
#[test]
fn latencies_and_completions_of_a_tested_release_are_off() {
    let machine =
        Machine::builder().era(Era::V4_21).device(Chip::Hailo8).clock(SimClock::manual()).build().unwrap();
    let runtime = Hidden(machine);
    let library = Library::on(&runtime).unwrap();
    let mut unscheduled = hailo::VDeviceParams::default();
    unscheduled.scheduler = hailo::Scheduler::None;
    let vdevice = library.vdevice(&unscheduled).unwrap();
    let hef = HefBuilder::new("one")
        .input(LayerSpec::nhcw("one/in", 4, 8, 3))
        .output(LayerSpec::vector("one/out", 8))
        .build();
    let hef = library.hef_from_bytes(hef).unwrap();
    let mut options = hailo::ConfigureOptions::default();
    options.measure_latency = true;
    options.async_streams = true;
    let group = vdevice.configure(&hef, &options).unwrap().remove(0);
    let off = |error: Error| {
        assert!(error.kind() == ErrorKind::Unsupported && error.to_string().contains("4.99.0"), "{error}")
    };
    off(group.hw_latency(None).unwrap_err());
    let mut stream = group.input_stream("one/in").unwrap();
    let frame = hailo::Buffer::zeroed(stream.frame_size()).unwrap();
    off(stream.write_async(frame, |_| ()).unwrap_err().error);
    let mut stream = group.output_stream("one/out").unwrap();
    let frame = hailo::Buffer::zeroed(stream.frame_size()).unwrap();
    off(stream.read_async(frame, |_| ()).unwrap_err().error);
}

unsafe extern "C" fn version_four(to: *mut hailo_version_t) -> hailo_status {
    // SAFETY: the caller gives room for one version.
    unsafe { *to = hailo_version_t { major: 4, minor: 99, revision: 0 } };
    0
}

struct Hidden(Machine);

// SAFETY: the simulated device behaves as HailoRT does, whatever its number.
unsafe impl Runtime for Hidden {
    fn api(&self) -> Api {
        let number = if self.0.era() < Era::V5_0_0 { version_four } else { version };
        Api { hailo_get_library_version: number, ..self.0.api() }
    }

    fn shim_api(&self) -> Option<ShimApi> {
        None
    }
}

/// 5.1.0 and 5.1.1 differ only in what a device shows.
#[test]
fn each_era_is_found_where_the_number_hides_it() {
    for era in [Era::V4_21, Era::V5_0_0, Era::V5_0_1, Era::V5_1_1, Era::V5_2_0, Era::V5_3] {
        let chip = if era < Era::V5_0_0 { Chip::Hailo8 } else { Chip::Hailo10h };
        let machine = Machine::builder().era(era).device(chip).clock(SimClock::manual()).build().unwrap();
        let hidden = Hidden(machine);
        let library = Library::on(&hidden).unwrap_or_else(|error| panic!("{era:?}: {}", error.explained()));
        assert_eq!(library.era(), era);
        assert!(matches!(library.authority(), Authority::Tested { .. }));
        assert_eq!(hidden.0.misuses(), []);
    }
}

type Infos =
    unsafe extern "C" fn(hailo_hef, *const c_char, *mut hailo_vstream_info_t, *mut usize) -> hailo_status;
type Info = era::v5_3::hailo_vstream_info_t;

/// Lets the runtime fill its own records, and hands them on as `write` says: (from, to, count).
unsafe fn vstream_infos(
    hef: hailo_hef,
    name: *const c_char,
    to: *mut hailo_vstream_info_t,
    count: *mut usize,
    write: impl Fn(&[u8], *mut u8, usize),
) -> hailo_status {
    let infos: Infos = MACHINE.api().hailo_hef_get_all_vstream_infos;
    let mut own = vec![0_u64; 64 * size_of::<Info>() / 8];
    // SAFETY: the caller's arguments, and room for 64 records.
    let status = unsafe { infos(hef, name, own.as_mut_ptr().cast(), count) };
    if status == 0 {
        let bytes: Vec<u8> = own.iter().flat_map(|word| word.to_ne_bytes()).collect();
        // SAFETY: the call wrote it.
        write(&bytes, to.cast(), unsafe { *count });
    }
    status
}

const GROWTH: usize = 12;

unsafe extern "C" fn grown(
    hef: hailo_hef,
    name: *const c_char,
    to: *mut hailo_vstream_info_t,
    count: *mut usize,
) -> hailo_status {
    let write = |from: &[u8], to: *mut u8, count: usize| {
        for (index, record) in from.chunks(size_of::<Info>()).take(count).enumerate() {
            // SAFETY: the caller has room for that many of the longer records.
            let at = unsafe { to.add(index * (size_of::<Info>() + GROWTH)) };
            // SAFETY: as above.
            unsafe { at.copy_from_nonoverlapping(record.as_ptr(), record.len()) };
            // SAFETY: as above.
            let tail = unsafe { at.add(record.len()) };
            // SAFETY: as above.
            unsafe { tail.write_bytes(0x77, GROWTH) };
        }
    };
    // SAFETY: the caller's promise.
    unsafe { vstream_infos(hef, name, to, count, write) }
}

#[test]
fn a_record_that_grew_at_its_tail_is_used_and_its_size_told() {
    let library = invented(|api| api.hailo_hef_get_all_vstream_infos = grown).unwrap();
    let Authority::Tested { grown } = library.authority() else { panic!("{:?}", library.authority()) };
    assert_eq!(grown.len(), 1, "{grown:?}");
    assert_eq!(
        (grown[0].record, grown[0].known, grown[0].found),
        ("hailo_vstream_info_t", size_of::<Info>(), size_of::<Info>() + GROWTH)
    );
    // The longer records are read at their own distance.
    let hef = HefBuilder::new("two")
        .input(LayerSpec::nhcw("two/in", 4, 8, 3))
        .output(LayerSpec::vector("two/out", 10))
        .build();
    let vstreams = library.hef_from_bytes(hef).unwrap().vstreams(None).unwrap();
    let names: Vec<_> = vstreams.iter().map(|info| &*info.name).collect();
    assert_eq!(names, ["two/in", "two/out"]);
}

type Identity = era::v5_3::hailo_device_identity_t;

/// Fills the record it knows, and writes a new field behind it.
unsafe extern "C" fn longer_identity(
    device: hailo_device,
    to: *mut types::hailo_device_identity_t,
) -> hailo_status {
    // SAFETY: the caller's arguments.
    let status = unsafe { (MACHINE.api().hailo_identify)(device, to) };
    // SAFETY: callers leave room behind their records.
    let tail = unsafe { to.cast::<u8>().add(size_of::<Identity>()) };
    // SAFETY: as above.
    unsafe { tail.write_bytes(0x77, GROWTH) };
    status
}

/// What only a device shows is in its place as far as can be told, and may have grown; a release that is known has the
/// length that its header says.
#[test]
fn a_record_that_a_device_shows_longer_is_used_and_its_size_told() {
    let library = invented(|api| api.hailo_identify = longer_identity).unwrap();
    assert_eq!(library.grown(), []);
    let device = library.open_device(None).unwrap();
    assert_eq!(device.identify().unwrap().architecture, hailo::Architecture::Hailo10H);
    device.close().unwrap();
    let grown = Grown {
        record: "hailo_device_identity_t",
        known: size_of::<Identity>(),
        found: size_of::<Identity>() + GROWTH,
    };
    assert_eq!(library.grown(), [grown]);

    let known = Library::on(&Known).unwrap();
    let error = known.open_device(None).unwrap().identify().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LibraryIncompatible);
    assert!(error.source().unwrap().to_string().contains("hailo_device_identity_t"), "{error}");
}

/// The newest known release, whose records are longer than its header says.
struct Known;

// SAFETY: as `Invented`.
unsafe impl Runtime for Known {
    fn api(&self) -> Api {
        Api { hailo_identify: longer_identity, ..MACHINE.api() }
    }

    fn shim_api(&self) -> Option<ShimApi> {
        None
    }
}

/// What lay behind the params when they came back to the library.
static CAME_BACK: Mutex<[u8; GROWTH]> = Mutex::new([0; GROWTH]);

unsafe extern "C" fn longer_params(to: *mut types::hailo_vdevice_params_t) -> hailo_status {
    // SAFETY: the caller's argument.
    let status = unsafe { (MACHINE.api().hailo_init_vdevice_params)(to) };
    // SAFETY: callers leave room behind their records.
    let tail = unsafe { to.add(1) }.cast::<u8>();
    // SAFETY: as above.
    unsafe { tail.write_bytes(0x55, GROWTH) };
    status
}

unsafe extern "C" fn create_with_longer_params(
    params: *mut types::hailo_vdevice_params_t,
    out: *mut types::hailo_vdevice,
) -> hailo_status {
    // SAFETY: callers leave room behind their records.
    let tail = unsafe { params.add(1) }.cast::<[u8; GROWTH]>();
    // SAFETY: as above, and bytes have no alignment.
    *CAME_BACK.lock().unwrap() = unsafe { tail.read() };
    // SAFETY: the caller's arguments.
    unsafe { (MACHINE.api().hailo_create_vdevice)(params, out) }
}

/// Defaults that this crate does not know go back to the library as it set them.
#[test]
fn params_that_grew_go_back_as_the_library_made_them() {
    let library = invented(|api| {
        api.hailo_init_vdevice_params = longer_params;
        api.hailo_create_vdevice = create_with_longer_params;
    })
    .unwrap();
    let size = size_of::<types::hailo_vdevice_params_t>();
    let grown = Grown { record: "hailo_vdevice_params_t", known: size, found: size + GROWTH };
    assert_eq!(*library.authority(), Authority::Tested { grown: vec![grown] });
    // Whether the device is free is another matter.
    drop(library.vdevice(&hailo::VDeviceParams::default()));
    assert_eq!(*CAME_BACK.lock().unwrap(), [0x55; GROWTH]);
}

/// A function that every known release has and this one lacks refuses the one call, by name.
#[test]
fn a_function_that_is_gone_is_told_and_refuses_its_call_alone() {
    let gone = &["hailo_get_chip_temperature", "hailo_get_host_frame_size", "hailo_parse_pcie_device_info"];
    let library = Library::on(&Invented(
        |api| {
            // SAFETY: nothing is found, so each stands for what is not there.
            let (none, _) = unsafe { Api::from_symbols(|_| std::ptr::null()) };
            api.hailo_get_chip_temperature = none.hailo_get_chip_temperature;
            api.hailo_get_host_frame_size = none.hailo_get_host_frame_size;
            api.hailo_parse_pcie_device_info = none.hailo_parse_pcie_device_info;
        },
        gone,
    ))
    .unwrap();
    assert_eq!(library.missing().iter().copied().collect::<BTreeSet<_>>(), gone.iter().copied().collect());
    let device = library.open_device(None).unwrap();
    let refused = |error: Error, name: &str| {
        assert_eq!((error.kind(), error.call()), (ErrorKind::Unsupported, Some(name)));
        assert!(error.to_string().contains("5.9.0"), "{error}");
    };
    refused(device.chip_temperature().unwrap_err(), "hailo_get_chip_temperature");
    device.identify().unwrap();
    device.close().unwrap();
    // A size of 0 would be a wrong value: it has no room for a status.
    let hef = HefBuilder::new("one")
        .input(LayerSpec::nhcw("one/in", 4, 8, 3))
        .output(LayerSpec::vector("one/out", 8))
        .build();
    let hef = library.hef_from_bytes(hef).unwrap();
    let stream = hef.streams(None).unwrap().remove(0);
    let format = hailo::Format { ty: hailo::FormatType::Uint8, ..stream.format };
    refused(library.host_frame_size(&stream, format).unwrap_err(), "hailo_get_host_frame_size");
}

/// Without what the self-test itself must ask, a release stays unknown.
#[test]
fn a_function_that_the_self_test_needs_is_named() {
    let error = Library::on(&Invented(
        |api| {
            // SAFETY: nothing is found, so each stands for what is not there.
            let (none, _) = unsafe { Api::from_symbols(|_| std::ptr::null()) };
            api.hailo_create_hef_buffer = none.hailo_create_hef_buffer;
        },
        &["hailo_create_hef_buffer"],
    ))
    .unwrap_err();
    let why = error.source().unwrap().to_string();
    assert!(why.contains("hailo_create_hef_buffer"), "{why}");
}

unsafe extern "C" fn version_five_three(to: *mut hailo_version_t) -> hailo_status {
    // SAFETY: the caller gives room for one version.
    unsafe { *to = hailo_version_t { major: 5, minor: 3, revision: 0 } };
    0
}

struct Early(Machine);

// SAFETY: the simulated device behaves as HailoRT does, whatever its number.
unsafe impl Runtime for Early {
    fn api(&self) -> Api {
        Api { hailo_get_library_version: version_five_three, ..self.0.api() }
    }

    fn shim_api(&self) -> Option<ShimApi> {
        None
    }
}

/// Builds of 5.3.0 from before its release have its number and the records of 5.2.0.
#[test]
fn a_development_build_is_taken_for_what_it_is() {
    let machine =
        Machine::builder().era(Era::V5_2_0).device(Chip::Hailo10h).clock(SimClock::manual()).build().unwrap();
    let runtime = Early(machine);
    let library = Library::on(&runtime).unwrap();
    assert_eq!((library.version(), library.era()), (Version::new(5, 3, 0), Era::V5_2_0));
    assert!(matches!(library.authority(), Authority::Tested { .. }));
}

unsafe extern "C" fn moved(
    hef: hailo_hef,
    name: *const c_char,
    to: *mut hailo_vstream_info_t,
    count: *mut usize,
) -> hailo_status {
    let write = |from: &[u8], to: *mut u8, count: usize| {
        for (index, record) in from.chunks(size_of::<Info>()).take(count).enumerate() {
            let mut record = record.to_vec();
            let at = std::mem::offset_of!(Info, quant_info);
            record[at..at + 8].rotate_left(4);
            // SAFETY: the caller has room for that many records.
            let place = unsafe { to.add(index * record.len()) };
            // SAFETY: as above.
            unsafe { place.copy_from_nonoverlapping(record.as_ptr(), record.len()) };
        }
    };
    // SAFETY: the caller's promise.
    unsafe { vstream_infos(hef, name, to, count, write) }
}

#[test]
fn a_field_that_moved_is_named_and_the_library_refused() {
    let why = refused(|api| api.hailo_hef_get_all_vstream_infos = moved);
    assert!(why.contains("hailo_vstream_info_t.quant_info.qp_zp"), "{why}");
}

unsafe extern "C" fn status_message(status: hailo_status) -> *const c_char {
    const OTHER: &CStr = c"HAILO_OUT_OF_TEA";
    if status == Status::QUEUE_IS_FULL.0 {
        return OTHER.as_ptr();
    }
    // SAFETY: the simulated device answers any number.
    unsafe { (MACHINE.api().hailo_get_status_message)(status) }
}

#[test]
fn a_status_that_means_another_thing_is_named_and_the_library_refused() {
    let why = refused(|api| api.hailo_get_status_message = status_message);
    for word in ["status 82", "HAILO_OUT_OF_TEA", "HAILO_QUEUE_IS_FULL"] {
        assert!(why.contains(word), "{word}: {why}");
    }
}

unsafe extern "C" fn never(
    _: *const c_char,
    _: *mut hailo_sys::types::hailo_pcie_device_info_t,
) -> hailo_status {
    Status::NOT_IMPLEMENTED.0
}

#[test]
fn a_call_that_answers_otherwise_is_named() {
    let why = refused(|api| api.hailo_parse_pcie_device_info = never);
    assert!(why.contains("hailo_parse_pcie_device_info") && why.contains("HAILO_NOT_IMPLEMENTED"), "{why}");
}
