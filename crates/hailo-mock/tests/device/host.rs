//! The bare C calls of a simulated host as methods, so that the tests read like sentences.

use std::ffi::{CString, c_void};
use std::ptr::null_mut;
use std::sync::Mutex;
use std::thread::ThreadId;
use std::time::Duration;

use hailo_mock::{Chip, Machine, MachineBuilder, Scenario, SimClock};
use hailo_sys::types::*;
use hailo_sys::{Api, Record, with_era};

pub(crate) struct Host {
    pub(crate) machine: Machine,
    pub(crate) api: Api,
    /// Whether the table is that of a real library, and the machine has nothing to do with it.
    pub(crate) real: bool,
}

/// A model configured on a vdevice.
#[derive(Clone, Copy)]
pub(crate) struct Rig {
    pub(crate) vdevice: hailo_vdevice,
    pub(crate) group: hailo_configured_network_group,
}

/// One input and one output vstream of a group.
#[derive(Clone, Copy)]
pub(crate) struct Streams {
    pub(crate) input: hailo_input_vstream,
    pub(crate) output: hailo_output_vstream,
    pub(crate) input_size: usize,
    pub(crate) output_size: usize,
}

pub(crate) const ECHO: &str = "simulated/echo.hef";

/// A builder on a manual clock on which a wait that nobody can satisfy ends at once.
pub(crate) fn builder() -> MachineBuilder {
    Machine::builder().clock(SimClock::manual_with_grace(Duration::ZERO))
}

impl Host {
    pub(crate) fn of(builder: MachineBuilder) -> Self {
        let machine = builder.build().unwrap();
        let api = machine.api();
        Self { machine, api, real: false }
    }

    pub(crate) fn new(chip: Chip) -> Self {
        Self::of(builder().device(chip))
    }

    pub(crate) fn named(scenario: &str) -> Self {
        Self::of(builder().scenario(Scenario::named(scenario).unwrap()))
    }

    pub(crate) fn now_s(&self) -> f64 {
        self.machine.clock().now_ns() as f64 / 1e9
    }

    pub(crate) fn vdevice(&self) -> Result<hailo_vdevice, u32> {
        let mut vdevice = null_mut();
        // SAFETY: the out handle is a local.
        let status = unsafe { (self.api.hailo_create_vdevice)(null_mut(), &mut vdevice) };
        if status == 0 { Ok(vdevice) } else { Err(status) }
    }

    /// A vdevice whose groups are activated by hand.
    pub(crate) fn vdevice_without_scheduler(&self) -> hailo_vdevice {
        let mut params = hailo_vdevice_params_t {
            device_count: 1,
            device_ids: null_mut(),
            scheduling_algorithm: HAILO_SCHEDULING_ALGORITHM_NONE,
            group_id: std::ptr::null(),
            multi_process_service: 0,
        };
        let mut vdevice = null_mut();
        // SAFETY: both are locals.
        assert_eq!(unsafe { (self.api.hailo_create_vdevice)(&mut params, &mut vdevice) }, 0);
        vdevice
    }

    pub(crate) fn hef(&self, path: &str) -> Result<hailo_hef, u32> {
        let path = CString::new(path).unwrap();
        let mut hef = null_mut();
        // SAFETY: the out handle is a local, the path ends in NUL.
        let status = unsafe { (self.api.hailo_create_hef_file)(&mut hef, path.as_ptr()) };
        if status == 0 { Ok(hef) } else { Err(status) }
    }

    pub(crate) fn hef_bytes(&self, bytes: &[u8]) -> Result<hailo_hef, u32> {
        let mut hef = null_mut();
        let data = bytes.as_ptr().cast();
        // SAFETY: the buffer has this length.
        let status = unsafe { (self.api.hailo_create_hef_buffer)(&mut hef, data, bytes.len()) };
        if status == 0 { Ok(hef) } else { Err(status) }
    }

    pub(crate) fn configure(
        &self,
        vdevice: hailo_vdevice,
        path: &str,
    ) -> Result<hailo_configured_network_group, u32> {
        let hef = self.hef(path)?;
        let (mut group, mut count) = (null_mut(), 1);
        // SAFETY: room for one group, which is what the built-in models have.
        let status =
            unsafe { (self.api.hailo_configure_vdevice)(vdevice, hef, null_mut(), &mut group, &mut count) };
        // SAFETY: released once.
        assert_eq!(unsafe { (self.api.hailo_release_hef)(hef) }, 0);
        if status == 0 { Ok(group) } else { Err(status) }
    }

    pub(crate) fn rig(&self, path: &str) -> Rig {
        let vdevice = self.vdevice().unwrap();
        Rig { vdevice, group: self.configure(vdevice, path).unwrap() }
    }

    /// The two vstreams of a group with one input and one output.
    pub(crate) fn streams(&self, group: hailo_configured_network_group) -> Result<Streams, u32> {
        self.streams_as(group, HAILO_FORMAT_TYPE_AUTO)
    }

    pub(crate) fn streams_as(
        &self,
        group: hailo_configured_network_group,
        kind: u32,
    ) -> Result<Streams, u32> {
        let mut i = hailo_input_vstream_params_by_name_t::zeroed();
        let mut o = hailo_output_vstream_params_by_name_t::zeroed();
        let (mut n, mut m) = (1, 1);
        let (mut input, mut output, mut input_size, mut output_size) = (null_mut(), null_mut(), 0, 0);
        let ok = |status| if status == 0 { Ok(()) } else { Err(status) };
        // SAFETY: arrays of one element each, as the counts say.
        unsafe {
            ok((self.api.hailo_make_input_vstream_params)(group, false, kind, &mut i, &mut n))?;
            ok((self.api.hailo_make_output_vstream_params)(group, false, kind, &mut o, &mut m))?;
            ok((self.api.hailo_create_input_vstreams)(group, &i, 1, &mut input))?;
            ok((self.api.hailo_create_output_vstreams)(group, &o, 1, &mut output))?;
            ok((self.api.hailo_get_input_vstream_frame_size)(input, &mut input_size))?;
            ok((self.api.hailo_get_output_vstream_frame_size)(output, &mut output_size))?;
        }
        Ok(Streams { input, output, input_size, output_size })
    }

    /// [`ECHO`] on a vdevice with its two physical streams for asynchronous transfers of 64 bytes.
    pub(crate) fn async_streams(&self) -> (Rig, hailo_input_stream, hailo_output_stream) {
        let vdevice = self.vdevice().unwrap();
        let hef = self.hef(ECHO).unwrap();
        let (mut group, mut count) = (null_mut(), 1);
        with_era!(self.machine.era(), e => {
            let mut params = e::hailo_configure_params_t::boxed();
            let place: *mut hailo_configure_params_t = (&raw mut *params).cast();
            // SAFETY: a zeroed record of this era.
            unsafe {
                assert_eq!((self.api.hailo_init_configure_params_by_vdevice)(hef, vdevice, place), 0);
                for stream in &mut params.network_group_params[0].stream_params_by_name[..2] {
                    stream.stream_params.flags = HAILO_STREAM_FLAGS_ASYNC;
                }
                assert_eq!((self.api.hailo_configure_vdevice)(vdevice, hef, place, &mut group, &mut count), 0);
                assert_eq!((self.api.hailo_release_hef)(hef), 0);
            }
        });
        let (input_name, output_name) =
            (CString::new("echo/input").unwrap(), CString::new("echo/output").unwrap());
        let (mut input, mut output) = (null_mut(), null_mut());
        // SAFETY: names end in NUL, the rest are locals.
        unsafe {
            assert_eq!((self.api.hailo_get_input_stream)(group, input_name.as_ptr(), &mut input), 0);
            assert_eq!((self.api.hailo_get_output_stream)(group, output_name.as_ptr(), &mut output), 0);
        }
        (Rig { vdevice, group }, input, output)
    }

    pub(crate) fn write(&self, s: &Streams, frame: &[u8]) -> u32 {
        let data = frame.as_ptr().cast::<c_void>();
        // SAFETY: the buffer has this length.
        unsafe { (self.api.hailo_vstream_write_raw_buffer)(s.input, data, frame.len()) }
    }

    pub(crate) fn read(&self, s: &Streams, frame: &mut [u8]) -> u32 {
        let data = frame.as_mut_ptr().cast::<c_void>();
        // SAFETY: the buffer has this length.
        unsafe { (self.api.hailo_vstream_read_raw_buffer)(s.output, data, frame.len()) }
    }

    pub(crate) fn release(&self, s: &Streams) {
        // SAFETY: one handle each, released once.
        unsafe {
            assert_eq!((self.api.hailo_release_input_vstreams)(&s.input, 1), 0);
            assert_eq!((self.api.hailo_release_output_vstreams)(&s.output, 1), 0);
        }
    }

    pub(crate) fn close(&self, vdevice: hailo_vdevice) {
        // SAFETY: released once.
        assert_eq!(unsafe { (self.api.hailo_release_vdevice)(vdevice) }, 0);
    }

    pub(crate) fn device(&self) -> hailo_device {
        let mut device = null_mut();
        // SAFETY: the out handle is a local.
        assert_eq!(unsafe { (self.api.hailo_create_device_by_id)(std::ptr::null(), &mut device) }, 0);
        device
    }

    pub(crate) fn temperature(&self, device: hailo_device) -> Result<f32, u32> {
        let mut t =
            hailo_chip_temperature_info_t { ts0_temperature: 0.0, ts1_temperature: 0.0, sample_count: 0 };
        // SAFETY: the record is a local.
        let status = unsafe { (self.api.hailo_get_chip_temperature)(device, &mut t) };
        if status == 0 { Ok(t.ts0_temperature) } else { Err(status) }
    }

    pub(crate) fn power(&self, device: hailo_device) -> Result<f32, u32> {
        let mut watts = 0.0;
        // SAFETY: the number is a local.
        let status = unsafe {
            (self.api.hailo_power_measurement)(device, HAILO_DVM_OPTIONS_AUTO, HAILO_MAX_ENUM, &mut watts)
        };
        if status == 0 { Ok(watts) } else { Err(status) }
    }

    /// Nothing is left and nothing was misused.
    pub(crate) fn clean(&self) {
        assert_eq!(self.machine.live_handles(), 0);
        assert_eq!(self.machine.misuses(), []);
    }
}

pub(crate) fn id(text: &str) -> hailo_device_id_t {
    let mut record = hailo_device_id_t { id: [0; 32] };
    for (place, byte) in record.id.iter_mut().zip(text.bytes()) {
        *place = byte.cast_signed();
    }
    record
}

/// What callbacks said: when, with which status, on which thread.
pub(crate) struct Told {
    clock: SimClock,
    all: Mutex<Vec<(f64, u32, ThreadId)>>,
}

impl Told {
    pub(crate) fn new(host: &Host) -> Self {
        Self { clock: host.machine.clock(), all: Mutex::default() }
    }

    /// For a callback's opaque; the record must outlive the callback.
    pub(crate) fn opaque(&self) -> *mut c_void {
        std::ptr::from_ref(self).cast_mut().cast()
    }

    pub(crate) fn take(&self) -> Vec<(f64, u32, ThreadId)> {
        std::mem::take(&mut *self.all.lock().unwrap())
    }

    pub(crate) unsafe extern "C" fn done(status: u32, told: *mut c_void) {
        // SAFETY: the tests pass a record that outlives the callback.
        let told = unsafe { &*told.cast::<Self>() };
        let entry = (told.clock.now_ns() as f64 / 1e9, status, std::thread::current().id());
        told.all.lock().unwrap().push(entry);
    }

    pub(crate) unsafe extern "C" fn wrote(info: *const hailo_stream_write_async_completion_info_t) {
        // SAFETY: lent for the call.
        let info = unsafe { info.read() };
        // SAFETY: as above.
        unsafe { Self::done(info.status, info.opaque) };
    }

    pub(crate) unsafe extern "C" fn read(info: *const hailo_stream_read_async_completion_info_t) {
        // SAFETY: lent for the call.
        let info = unsafe { info.read() };
        // SAFETY: as above.
        unsafe { Self::done(info.status, info.opaque) };
    }
}
