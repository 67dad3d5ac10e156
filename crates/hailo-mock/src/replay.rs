//! Record and replay: the calls of a run, when they began, how long they took, what they answered.
//!
//! A [`Recording`] comes from a simulated machine ([`crate::Machine::recording`]) or from any table,
//! a real library's included ([`Recorder`]). Replayed ([`crate::Scenario::replay`]), the n-th call of
//! each function takes as long and answers the same status as it did; calls beyond the recording
//! behave as the scenario has them. What the calls carried is not recorded.

use std::collections::HashMap;
use std::ffi::{c_char, c_void};
use std::fmt;
use std::sync::{Mutex, OnceLock};

use hailo_sys::Api;
use hailo_sys::types::*;

use crate::clock::{SimClock, lock};

/// One recorded call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedCall {
    /// The C function.
    pub call: String,
    /// When it began, nanoseconds since the recording's clock was made.
    pub began_ns: u64,
    /// How long it took, nanoseconds.
    pub took_ns: u64,
    /// What it answered.
    pub status: u32,
}

/// The calls of a run, in the order in which they ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// The calls.
    pub calls: Vec<RecordedCall>,
}

/// A line of a recording that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordingError {
    /// Which line, 1 for the first.
    pub line: usize,
}

impl fmt::Display for RecordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} is not `began_ns took_ns status call`", self.line)
    }
}

impl std::error::Error for RecordingError {}

impl fmt::Display for Recording {
    /// One line per call: `began_ns took_ns status call`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in &self.calls {
            writeln!(f, "{} {} {} {}", c.began_ns, c.took_ns, c.status, c.call)?;
        }
        Ok(())
    }
}

impl std::str::FromStr for Recording {
    type Err = RecordingError;

    fn from_str(text: &str) -> Result<Self, RecordingError> {
        let read = |(at, line): (usize, &str)| {
            let mut words = line.split_whitespace();
            let mut number = || words.next()?.parse().ok();
            let found = (number(), number(), number());
            let (Some(began_ns), Some(took_ns), Some(status)) = found else {
                return Err(RecordingError { line: at + 1 });
            };
            let (Some(call), None) = (words.next(), words.next()) else {
                return Err(RecordingError { line: at + 1 });
            };
            let status = u32::try_from(status).map_err(|_| RecordingError { line: at + 1 })?;
            Ok(RecordedCall { call: call.to_owned(), began_ns, took_ns, status })
        };
        let lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
        Ok(Self { calls: lines.map(read).collect::<Result<_, _>>()? })
    }
}

/// A recording being played: what the next call of each function does.
#[derive(Debug, Default)]
pub(crate) struct Replay(HashMap<String, std::collections::VecDeque<(u64, u32)>>);

impl Replay {
    pub(crate) fn new(recording: &Recording) -> Self {
        let mut all = Self::default();
        for c in &recording.calls {
            all.0.entry(c.call.clone()).or_default().push_back((c.took_ns, c.status));
        }
        all
    }

    /// How long the next call of this function takes and what it answers.
    pub(crate) fn next(&mut self, call: &str) -> Option<(u64, u32)> {
        if self.0.is_empty() { None } else { self.0.get_mut(call)?.pop_front() }
    }
}

/// The most calls a [`Recorder`] keeps.
const MOST: usize = 1 << 20;

/// What the forwarding functions share. They are plain C functions without a place for state, so
/// there is one recorder per process.
struct Tap {
    api: Api,
    clock: SimClock,
    calls: Mutex<Vec<RecordedCall>>,
}

static TAP: OnceLock<Tap> = OnceLock::new();

/// Records the calls that go through a table.
#[derive(Debug)]
pub struct Recorder(());

impl Recorder {
    /// Puts a recorder before `api`: hand out the table it answers instead. `clock` tells the time,
    /// [`SimClock::real`] for a real library. `None` if this process records already.
    ///
    /// The functions that a program's running time is made of are recorded: opening, configuring,
    /// frames, asynchronous submissions, readings, reset. Queries of what a model file says pass
    /// unrecorded.
    #[must_use]
    pub fn wrap(api: Api, clock: SimClock) -> Option<(Self, Api)> {
        TAP.set(Tap { api, clock, calls: Mutex::new(Vec::new()) }).ok()?;
        Some((Self(()), recording_table(api)))
    }

    /// What was recorded so far, the first million calls.
    #[must_use]
    pub fn recording(&self) -> Recording {
        Recording { calls: TAP.get().map(|tap| lock(&tap.calls).clone()).unwrap_or_default() }
    }
}

fn note(tap: &Tap, call: &str, began_ns: u64, status: u32) {
    let took_ns = tap.clock.now_ns().saturating_sub(began_ns);
    let mut calls = lock(&tap.calls);
    if calls.len() < MOST {
        calls.push(RecordedCall { call: call.to_owned(), began_ns, took_ns, status });
    }
}

macro_rules! recorded {
    ($(fn $name:ident($($arg:ident: $ty:ty),* $(,)?);)*) => {
        /// `api` with the recorded functions in place of its own.
        fn recording_table(api: Api) -> Api {
            Api { $($name: forward::$name,)* ..api }
        }

        mod forward {
            use super::*;
            $(
                pub(super) unsafe extern "C" fn $name($($arg: $ty),*) -> hailo_status {
                    // Filled before this function's address was handed out.
                    let Some(tap) = TAP.get() else { return 8 };
                    let began = tap.clock.now_ns();
                    // SAFETY: the caller keeps the header's contract; the arguments go on as they came.
                    let status = unsafe { (tap.api.$name)($($arg),*) };
                    note(tap, stringify!($name), began, status);
                    status
                }
            )*
        }
    };
}

recorded! {
    fn hailo_scan_devices(params: *mut hailo_scan_devices_params_t, ids: *mut hailo_device_id_t, n: *mut usize);
    fn hailo_create_device_by_id(id: *const hailo_device_id_t, device: *mut hailo_device);
    fn hailo_release_device(device: hailo_device);
    fn hailo_identify(device: hailo_device, identity: *mut hailo_device_identity_t);
    fn hailo_get_extended_device_information(device: hailo_device, info: *mut hailo_extended_device_information_t);
    fn hailo_get_chip_temperature(device: hailo_device, info: *mut hailo_chip_temperature_info_t);
    fn hailo_power_measurement(device: hailo_device, dvm: u32, kind: u32, out: *mut f32);
    fn hailo_get_power_measurement(device: hailo_device, buffer: u32, clear: bool, data: *mut hailo_power_measurement_data_t);
    fn hailo_get_throttling_state(device: hailo_device, active: *mut u8);
    fn hailo_reset_device(device: hailo_device, mode: u32);
    fn hailo_create_vdevice(params: *mut hailo_vdevice_params_t, vdevice: *mut hailo_vdevice);
    fn hailo_get_physical_devices(vdevice: hailo_vdevice, devices: *mut hailo_device, n: *mut usize);
    fn hailo_release_vdevice(vdevice: hailo_vdevice);
    fn hailo_create_hef_file(hef: *mut hailo_hef, path: *const c_char);
    fn hailo_create_hef_buffer(hef: *mut hailo_hef, buffer: *const c_void, size: usize);
    fn hailo_release_hef(hef: hailo_hef);
    fn hailo_configure_vdevice(vdevice: hailo_vdevice, hef: hailo_hef, params: *mut hailo_configure_params_t, groups: *mut hailo_configured_network_group, n: *mut usize);
    fn hailo_activate_network_group(group: hailo_configured_network_group, params: *mut hailo_activate_network_group_params_t, out: *mut hailo_activated_network_group);
    fn hailo_deactivate_network_group(active: hailo_activated_network_group);
    fn hailo_shutdown_network_group(group: hailo_configured_network_group);
    fn hailo_get_latency_measurement(group: hailo_configured_network_group, network: *const c_char, out: *mut hailo_latency_measurement_result_t);
    fn hailo_create_input_vstreams(group: hailo_configured_network_group, params: *const hailo_input_vstream_params_by_name_t, n: usize, out: *mut hailo_input_vstream);
    fn hailo_create_output_vstreams(group: hailo_configured_network_group, params: *const hailo_output_vstream_params_by_name_t, n: usize, out: *mut hailo_output_vstream);
    fn hailo_vstream_write_raw_buffer(vstream: hailo_input_vstream, buffer: *const c_void, size: usize);
    fn hailo_vstream_read_raw_buffer(vstream: hailo_output_vstream, buffer: *mut c_void, size: usize);
    fn hailo_flush_input_vstream(vstream: hailo_input_vstream);
    fn hailo_release_input_vstreams(vstreams: *const hailo_input_vstream, n: usize);
    fn hailo_release_output_vstreams(vstreams: *const hailo_output_vstream, n: usize);
    fn hailo_stream_write_raw_buffer(stream: hailo_input_stream, buffer: *const c_void, size: usize);
    fn hailo_stream_read_raw_buffer(stream: hailo_output_stream, buffer: *mut c_void, size: usize);
    fn hailo_stream_wait_for_async_input_ready(stream: hailo_input_stream, size: usize, ms: u32);
    fn hailo_stream_wait_for_async_output_ready(stream: hailo_output_stream, size: usize, ms: u32);
    fn hailo_stream_write_raw_buffer_async(stream: hailo_input_stream, buffer: *const c_void, size: usize, callback: hailo_stream_write_async_callback_t, opaque: *mut c_void);
    fn hailo_stream_read_raw_buffer_async(stream: hailo_output_stream, buffer: *mut c_void, size: usize, callback: hailo_stream_read_async_callback_t, opaque: *mut c_void);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_goes_through_text() {
        let call = |call: &str, began_ns, took_ns, status| RecordedCall {
            call: call.to_owned(),
            began_ns,
            took_ns,
            status,
        };
        let recording =
            Recording { calls: vec![call("hailo_identify", 5, 7, 0), call("hailo_infer", 12, 0, 4)] };
        assert_eq!(recording.to_string().parse(), Ok(recording.clone()));
        assert_eq!("1 2 3".parse::<Recording>(), Err(RecordingError { line: 1 }));
        assert_eq!("\n1 2 x hailo_infer".parse::<Recording>(), Err(RecordingError { line: 2 }));
        let mut replay = Replay::new(&recording);
        assert_eq!(replay.next("hailo_infer"), Some((0, 4)));
        assert_eq!(replay.next("hailo_infer"), None);
    }
}
