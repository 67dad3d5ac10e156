//! A release that no table knows: the simulated runtime as an invented HailoRT 5.9.0, whose records, statuses or
//! functions are as they were, or are not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::error::Error as _;
use std::ffi::{CStr, c_char};
use std::sync::LazyLock;

use hailo::{Authority, Error, ErrorKind, Library, NotificationKind, Runtime};
use hailo_mock::hef::{HefBuilder, LayerSpec};
use hailo_mock::{Chip, Machine, SimClock};
use hailo_sys::types::{hailo_hef, hailo_status, hailo_version_t, hailo_vstream_info_t};
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

struct Invented(fn(&mut Api));

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
}

fn refused(edit: fn(&mut Api)) -> String {
    let error: Error = Library::on(&Invented(edit)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LibraryIncompatible);
    let why = error.source().unwrap().to_string();
    assert!(why.contains("5.9.0"), "{why}");
    why
}

#[test]
fn the_same_layout_is_used_and_what_is_unproven_is_off() {
    let library = Library::on(&Invented(|_| ())).unwrap();
    assert_eq!((library.version(), library.era()), (INVENTED, Era::V5_3));
    assert_eq!(*library.authority(), Authority::Tested { grown: Vec::new() });
    assert_eq!(library.scan().unwrap().len(), 1);
    let device = library.open_device(None).unwrap();
    let error = device.on_notification(NotificationKind::OvercurrentAlarm, |_| ()).unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Unsupported, None));
    assert!(error.to_string().contains("5.9.0"), "{error}");
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
    let library = Library::on(&Invented(|api| api.hailo_hef_get_all_vstream_infos = grown)).unwrap();
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
