//! A library that writes more of a record than this crate knows.

use std::sync::OnceLock;

use hailo::{Direction, Era, ErrorKind, FormatType, RecordOverrun, Result};
use hailo_sys::types::{
    hailo_device, hailo_device_identity_t, hailo_extended_device_information_t, hailo_format_t, hailo_hef,
    hailo_output_vstream, hailo_status, hailo_vstream_info_t,
};
use hailo_sys::{Api, with_era};

use crate::{configured, library, machine};

static REAL: OnceLock<Api> = OnceLock::new();

/// Writes zeros, which no tail holds, behind the record that has just been filled.
fn longer<T>(record: *mut T, size: usize, by: usize) {
    // SAFETY: the room behind each record is what these tests are about.
    unsafe { record.cast::<u8>().wrapping_add(size).write_bytes(0, by) };
}

fn known_size() -> (usize, usize, usize) {
    with_era!(Era::V4_21, e => (
        size_of::<e::hailo_device_identity_t>(),
        size_of::<e::hailo_extended_device_information_t>(),
        size_of::<e::hailo_vstream_info_t>(),
    ))
}

unsafe extern "C" fn identity(device: hailo_device, out: *mut hailo_device_identity_t) -> hailo_status {
    // SAFETY: the caller's own arguments.
    let status = unsafe { (REAL.get().unwrap().hailo_identify)(device, out) };
    longer(out, known_size().0, 1);
    status
}

/// What a library of 5.3 does with a program that knows 5.2.
unsafe extern "C" fn extended(
    device: hailo_device,
    out: *mut hailo_extended_device_information_t,
) -> hailo_status {
    // SAFETY: the caller's own arguments.
    let status = unsafe { (REAL.get().unwrap().hailo_get_extended_device_information)(device, out) };
    longer(out, known_size().1, 12);
    status
}

unsafe extern "C" fn user_format(output: hailo_output_vstream, out: *mut hailo_format_t) -> hailo_status {
    // SAFETY: the caller's own arguments.
    let status = unsafe { (REAL.get().unwrap().hailo_get_output_vstream_user_format)(output, out) };
    longer(out, size_of::<hailo_format_t>(), 4);
    status
}

unsafe extern "C" fn vstreams(
    hef: hailo_hef,
    name: *const std::ffi::c_char,
    out: *mut hailo_vstream_info_t,
    count: *mut usize,
) -> hailo_status {
    // SAFETY: the caller's own argument.
    let room = unsafe { *count };
    // SAFETY: the caller's own arguments.
    let status = unsafe { (REAL.get().unwrap().hailo_hef_get_all_vstream_infos)(hef, name, out, count) };
    longer(out, room * known_size().2, 200);
    status
}

fn overrun<T: std::fmt::Debug>(result: Result<T>) -> RecordOverrun {
    let before = hailo::record_overruns();
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LibraryIncompatible, "{error}");
    assert!(before > 0, "each is counted");
    *std::error::Error::source(&error).unwrap().downcast_ref::<RecordOverrun>().unwrap()
}

#[test]
fn each_record_that_grew_is_named_with_both_sizes() {
    let machine = machine();
    REAL.get_or_init(|| machine.api());
    let api = Api {
        hailo_identify: identity,
        hailo_get_extended_device_information: extended,
        hailo_get_output_vstream_user_format: user_format,
        ..machine.api()
    };
    let grown = library(api, None);
    let device = grown.open_device(None).unwrap();
    let (identity, extended, info) = known_size();
    let found = overrun(device.identify());
    assert_eq!(
        (found.record, found.expected, found.found),
        ("hailo_device_identity_t", identity, identity + 1)
    );
    let found = overrun(device.extended_information());
    let record = "hailo_extended_device_information_t";
    assert_eq!((found.record, found.expected, found.found), (record, extended, extended + 12));
    device.chip_temperature().expect("a record that did not grow is as good as ever");
    drop(device);

    let (_vdevice, _hef, group) = configured(&grown);
    let params = group.vstream_params(Direction::Output, FormatType::Auto).unwrap();
    let found = overrun(group.create_outputs(&params));
    assert_eq!((found.record, found.expected, found.found), ("hailo_format_t", 12, 16));

    let listed = library(Api { hailo_hef_get_all_vstream_infos: vstreams, ..machine.api() }, None);
    let hef = listed.hef_from_file(crate::ECHO).unwrap();
    let found = overrun(hef.vstreams(None));
    assert_eq!(found.record, "hailo_vstream_info_t");
    assert_eq!((found.expected % info, found.found - found.expected), (0, 200));
}
