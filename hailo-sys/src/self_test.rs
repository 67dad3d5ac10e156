//! Asking a library of an unknown release what can be asked without a device, where the answers are known before.
//!
//! A release that no table knows may have the layouts of one that is known. Whether it does is not guessed from its
//! number: two small model files, made for this, are opened, and every record that the library then fills is held against
//! the layout assumed, field by field. What only a device can answer (notifications, latency results, completion records,
//! identity) stays unproven.

use std::cell::RefCell;
use std::ffi::{CStr, c_void};
use std::fmt;
use std::mem::offset_of;

use crate::{Api, Era, Record as _, Status, Version, types, with_era};

/// Two inputs, two outputs; no two numbers in it are equal.
const MODEL: &[u8] = include_bytes!("../data/self_test.hef");
/// One input, detections.
const DETECTIONS: &[u8] = include_bytes!("../data/self_test_nms.hef");

/// What memory holds before C writes there.
const FILL: u8 = 0xee;
/// Bytes behind each record, to see what is written past it.
const TAIL: usize = 1024;
/// Bytes by which a record of a release that is not known may be longer than the newest known one: callers leave this
/// much room behind theirs, and something more that must stay as it was.
pub const MAX_GROWTH: usize = 256;
/// Elements there is room for in every list.
const ROOM: usize = 8;

/// A stream of the model. `shape`: height, width, features. `quant`: zero point, scale, lowest and highest real value.
struct Layer {
    name: &'static str,
    direction: u32,
    shape: [u32; 3],
    device_bytes: u32,
    device_order: u32,
    user_order: u32,
    quant: [f32; 4],
}

const LAYERS: [Layer; 4] = [
    Layer {
        name: "self_test/in_a",
        direction: 0,
        shape: [5, 7, 3],
        device_bytes: 120,
        device_order: types::HAILO_FORMAT_ORDER_NHCW,
        user_order: types::HAILO_FORMAT_ORDER_NHWC,
        quant: [3.0, 0.25, -0.75, 63.0],
    },
    Layer {
        name: "self_test/in_b",
        direction: 0,
        shape: [9, 13, 2],
        device_bytes: 288,
        device_order: types::HAILO_FORMAT_ORDER_NHCW,
        user_order: types::HAILO_FORMAT_ORDER_NHWC,
        quant: [4.0, 0.5, -2.0, 125.5],
    },
    Layer {
        name: "self_test/out_a",
        direction: 1,
        shape: [11, 6, 17],
        device_bytes: 1496,
        device_order: types::HAILO_FORMAT_ORDER_NHCW,
        user_order: types::HAILO_FORMAT_ORDER_NHWC,
        quant: [8.0, 2.0, -16.0, 494.0],
    },
    Layer {
        name: "self_test/out_b",
        direction: 1,
        shape: [1, 1, 10],
        device_bytes: 16,
        device_order: types::HAILO_FORMAT_ORDER_NC,
        user_order: types::HAILO_FORMAT_ORDER_NC,
        quant: [12.0, 0.125, -1.5, 30.375],
    },
];
const GROUP: &CStr = c"self_test";
const NETWORK: &str = "self_test/self_test";
const NMS_GROUP: &CStr = c"self_test_nms";
const NMS_NAME: &str = "self_test_nms/nms";
const NMS_CLASSES: u32 = 19;
const NMS_PER_CLASS: u32 = 23;

/// An answer that is not the one known before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The layouts that were assumed.
    pub era: Era,
    /// The record and field, or the call.
    pub what: String,
    /// What releases of that era answer.
    pub expected: String,
    /// What this one answered.
    pub found: String,
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let like = self.era.versions().last().copied().unwrap_or(Version::new(0, 0, 0));
        write!(f, "{} is {}, where HailoRT {like} has {}", self.what, self.found, self.expected)
    }
}

/// A record that is longer than the assumed one, with every known field at its known place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grown {
    /// The C name.
    pub record: &'static str,
    /// Bytes in the assumed era.
    pub known: usize,
    /// Bytes in this library.
    pub found: usize,
}

/// The newest era of this major number whose layouts the library agrees with, and what has grown since.
///
/// # Errors
/// Where none agrees: what the newest disagrees in.
///
/// # Safety
/// The table's functions are HailoRT's.
pub(crate) unsafe fn prove(
    api: &Api,
    version: Version,
    missing: &[&'static str],
) -> Result<(Era, Vec<Grown>), Option<Disagreement>> {
    let mut newest = None;
    for era in same_line(version) {
        // SAFETY: the caller's promise.
        match unsafe { ask(api, era, missing) } {
            Ok(grown) => return Ok((era, grown)),
            Err(disagreement) => newest = newest.or(Some(disagreement)),
        }
    }
    Err(newest)
}

/// The eras that a release which is not known may be like, newest first.
pub(crate) fn same_line(version: Version) -> impl Iterator<Item = Era> {
    let same_major = move |era: &Era| era.versions().iter().all(|known| known.major == version.major);
    // 4.20 is left out: its records of detections have another layout, which no later release has.
    Era::ALL.into_iter().rev().filter(|era| *era > Era::V4_20).filter(same_major)
}

/// Memory for C to write to.
struct Memory {
    words: Vec<u64>,
    size: usize,
}

impl Memory {
    fn of(size: usize) -> Self {
        Self { words: vec![u64::from_ne_bytes([FILL; 8]); (size + TAIL).div_ceil(8)], size }
    }

    fn ptr<T>(&mut self) -> *mut T {
        self.words.as_mut_ptr().cast()
    }

    fn bytes(&self) -> Vec<u8> {
        self.words.iter().flat_map(|word| word.to_ne_bytes()).collect()
    }

    /// Whether something was written past the record, and how far.
    fn end(&self) -> Option<usize> {
        let bytes = self.bytes();
        bytes.iter().skip(self.size).rposition(|byte| *byte != FILL).map(|at| self.size + at + 1)
    }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |four| u32::from_ne_bytes(*four))
}

fn f32_at(bytes: &[u8], at: usize) -> f32 {
    f32::from_bits(u32_at(bytes, at))
}

fn text_at(bytes: &[u8], at: usize) -> String {
    let field: Vec<u8> =
        bytes.get(at..).unwrap_or_default().iter().copied().take(64).take_while(|byte| *byte != 0).collect();
    field.escape_ascii().to_string()
}

/// One run of questions about one era.
struct Questions<'a> {
    api: &'a Api,
    era: Era,
    /// Functions that the library lacks: nothing is asked of them.
    missing: &'a [&'static str],
    /// Records found longer than this era's.
    grown: RefCell<Vec<Grown>>,
}

type Answer<T = ()> = Result<T, Disagreement>;

impl Questions<'_> {
    fn differs<T>(&self, what: &str, expected: impl fmt::Display, found: impl fmt::Display) -> Answer<T> {
        let (expected, found) = (expected.to_string(), found.to_string());
        Err(Disagreement { era: self.era, what: what.to_owned(), expected, found })
    }

    fn same<T: PartialEq + fmt::Display>(&self, what: &str, expected: T, found: T) -> Answer {
        if expected == found { Ok(()) } else { self.differs(what, expected, found) }
    }

    fn succeeded(&self, call: &str, status: u32) -> Answer {
        self.same(call, Status::SUCCESS.to_string(), Status(status).to_string())
    }

    /// Notes how far past its known end a record was written. Its known fields are looked at one by one.
    fn grows(&self, record: &'static str, memory: &Memory) -> Answer {
        match memory.end() {
            Some(found) if found > memory.size + MAX_GROWTH => {
                self.differs(&format!("the size of {record}"), memory.size, format!("at least {found}"))
            }
            Some(found) => {
                self.longer(record, memory.size, found);
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn longer(&self, record: &'static str, known: usize, found: usize) {
        let mut grown = self.grown.borrow_mut();
        match grown.iter_mut().find(|grown| grown.record == record) {
            Some(grown) => grown.found = grown.found.max(found),
            None => grown.push(Grown { record, known, found }),
        }
    }

    fn has(&self, function: &str) -> bool {
        !self.missing.contains(&function)
    }
}

/// # Safety
/// The table's functions are HailoRT's.
unsafe fn ask(api: &Api, era: Era, missing: &[&'static str]) -> Answer<Vec<Grown>> {
    let q = Questions { api, era, missing, grown: RefCell::default() };
    // SAFETY: the caller's promise, here and below.
    unsafe { q.status_texts() }?;
    // SAFETY: as above.
    unsafe { q.device_ids() }?;
    // SAFETY: as above.
    unsafe { q.vdevice_defaults() }?;
    // SAFETY: as above.
    let model = unsafe { q.open(MODEL) }?;
    // SAFETY: as above, and a live model.
    let answers = unsafe { q.about_model(model) };
    // SAFETY: a live model, used no more.
    let released = unsafe { (api.hailo_release_hef)(model) };
    answers?;
    q.succeeded("hailo_release_hef", released)?;
    // SAFETY: as above.
    let model = unsafe { q.open(DETECTIONS) }?;
    // SAFETY: as above, and a live model.
    let answers = unsafe { q.about_detections(model) };
    // SAFETY: a live model, used no more.
    let released = unsafe { (api.hailo_release_hef)(model) };
    answers?;
    q.succeeded("hailo_release_hef", released)?;
    Ok(q.grown.into_inner())
}

impl Questions<'_> {
    /// # Safety
    /// The table's functions are HailoRT's.
    unsafe fn status_texts(&self) -> Answer {
        let count = with_era!(self.era, e => e::HAILO_STATUS_COUNT);
        for status in 0..count {
            // SAFETY: the caller's promise; numbers this small may be asked about.
            let text = unsafe { (self.api.hailo_get_status_message)(status) };
            let found = if text.is_null() {
                "nothing".to_owned()
            } else {
                // SAFETY: not NULL, so a static string.
                unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned()
            };
            let expected = Status(status).name_in(self.era).unwrap_or_default().to_owned();
            self.same(&format!("the name of status {status}"), expected, found)?;
        }
        Ok(())
    }

    /// # Safety
    /// The table's functions are HailoRT's.
    unsafe fn device_ids(&self) -> Answer {
        if self.has("hailo_parse_pcie_device_info") {
            // SAFETY: the caller's promise.
            unsafe { self.parsed_address() }?;
        }
        if self.has("hailo_device_get_type_by_device_id") {
            // SAFETY: the caller's promise.
            unsafe { self.kinds() }?;
        }
        Ok(())
    }

    /// # Safety
    /// The table's functions are HailoRT's.
    unsafe fn parsed_address(&self) -> Answer {
        let mut memory = Memory::of(size_of::<types::hailo_pcie_device_info_t>());
        let text = c"0001:02:03.4".as_ptr();
        // SAFETY: a C string, and more room than one record takes.
        let status = unsafe { (self.api.hailo_parse_pcie_device_info)(text, memory.ptr()) };
        self.succeeded("hailo_parse_pcie_device_info", status)?;
        let bytes = memory.bytes();
        for (at, (field, expected)) in ["domain", "bus", "device", "func"].into_iter().zip(1..).enumerate() {
            self.same(&format!("hailo_pcie_device_info_t.{field}"), expected, u32_at(&bytes, 4 * at))?;
        }
        self.grows("hailo_pcie_device_info_t", &memory)
    }

    /// # Safety
    /// The table's functions are HailoRT's.
    unsafe fn kinds(&self) -> Answer {
        for (text, expected) in [("0000:01:00.0", 0), ("[integrated]", types::HAILO_DEVICE_TYPE_INTEGRATED)] {
            let mut id = [0_u8; size_of::<types::hailo_device_id_t>() + TAIL];
            id[..text.len()].copy_from_slice(text.as_bytes());
            let mut kind = u32::MAX;
            // SAFETY: an id that ends with NUL, and room for one number.
            let status =
                unsafe { (self.api.hailo_device_get_type_by_device_id)(id.as_ptr().cast(), &raw mut kind) };
            self.succeeded("hailo_device_get_type_by_device_id", status)?;
            self.same(&format!("the kind of device {text}"), expected, kind)?;
        }
        Ok(())
    }

    /// # Safety
    /// The table's functions are HailoRT's.
    unsafe fn vdevice_defaults(&self) -> Answer {
        use types::hailo_vdevice_params_t as Params;
        let mut memory = Memory::of(size_of::<Params>());
        // SAFETY: more room than one record takes.
        let status = unsafe { (self.api.hailo_init_vdevice_params)(memory.ptr()) };
        self.succeeded("hailo_init_vdevice_params", status)?;
        self.grows("hailo_vdevice_params_t", &memory)?;
        let bytes = memory.bytes();
        self.same(
            "hailo_vdevice_params_t.device_count",
            1,
            u32_at(&bytes, offset_of!(Params, device_count)),
        )?;
        let at = offset_of!(Params, device_ids);
        let no_ids = bytes[at..at + 8] == [0; 8];
        self.same("hailo_vdevice_params_t.device_ids being NULL", true, no_ids)?;
        let at = offset_of!(Params, scheduling_algorithm);
        let scheduler = types::HAILO_SCHEDULING_ALGORITHM_ROUND_ROBIN;
        self.same("hailo_vdevice_params_t.scheduling_algorithm", scheduler, u32_at(&bytes, at))?;
        let at = offset_of!(Params, multi_process_service);
        self.same("hailo_vdevice_params_t.multi_process_service", 0, bytes[at])?;
        let at = offset_of!(Params, group_id);
        let is_pointer = bytes[at..at + 8] != [0; 8] && bytes[at..at + 8] != [FILL; 8];
        self.same("hailo_vdevice_params_t.group_id being set", true, is_pointer)
    }

    /// # Safety
    /// The table's functions are HailoRT's.
    unsafe fn open(&self, model: &[u8]) -> Answer<types::hailo_hef> {
        let mut hef = std::ptr::null_mut();
        let (data, size) = (model.as_ptr().cast::<c_void>(), model.len());
        // SAFETY: the caller's promise; the bytes are a whole model and are copied.
        let status = unsafe { (self.api.hailo_create_hef_buffer)(&raw mut hef, data, size) };
        self.succeeded("hailo_create_hef_buffer", status)?;
        self.same("the handle of a model being set", true, !hef.is_null())?;
        Ok(hef)
    }

    /// The distance from one record to the next: the assumed one, or a longer one at which every name is found.
    fn stride(&self, record: &'static str, memory: &Memory, at: usize, names: &[&str]) -> Answer<usize> {
        let (bytes, known) = (memory.bytes(), memory.size / ROOM);
        let fits = |stride: usize| {
            (0..names.len()).all(|index| names.contains(&&*text_at(&bytes, index * stride + at)))
        };
        match (known..=known + TAIL / ROOM).step_by(4).find(|stride| fits(*stride)) {
            Some(found) if found == known => Ok(known),
            Some(found) => {
                self.longer(record, known, found);
                Ok(found)
            }
            None => self.differs(&format!("{record}.name of the first"), names[0], text_at(&bytes, at)),
        }
    }

    /// # Safety
    /// The table's functions are HailoRT's, and `model` is a live handle of [`MODEL`].
    unsafe fn about_model(&self, model: types::hailo_hef) -> Answer {
        let names: Vec<&str> = LAYERS.iter().map(|layer| layer.name).collect();
        // SAFETY: the caller's promise, here and below.
        let streams = unsafe { self.streams(model, &names) }?;
        // SAFETY: as above.
        unsafe { self.vstreams(model, &names) }?;
        // SAFETY: as above.
        unsafe { self.vstream_params(model) }?;
        // SAFETY: as above.
        unsafe { self.configure_params(model) }?;
        if self.has("hailo_create_output_transform_context")
            && self.has("hailo_transform_frame_by_output_transform_context")
        {
            // SAFETY: as above.
            unsafe { self.transform(&streams) }?;
        }
        Ok(())
    }

    /// Answers the record of the last stream, for a transformation.
    ///
    /// # Safety
    /// As [`Self::about_model`].
    unsafe fn streams(&self, model: types::hailo_hef, names: &[&str]) -> Answer<Vec<u8>> {
        const RECORD: &str = "hailo_stream_info_t";
        let size = with_era!(self.era, e => size_of::<e::hailo_stream_info_t>());
        let mut memory = Memory::of(size * ROOM);
        let mut count = 0;
        // SAFETY: a live model, a C string, and more room than `ROOM` records of the assumed size take.
        let status = unsafe {
            (self.api.hailo_hef_get_all_stream_infos)(
                model,
                GROUP.as_ptr(),
                memory.ptr(),
                ROOM,
                &raw mut count,
            )
        };
        self.succeeded("hailo_hef_get_all_stream_infos", status)?;
        self.same("the count of streams", names.len(), count)?;
        let at = with_era!(self.era, e => offset_of!(e::hailo_stream_info_t, name));
        let stride = self.stride(RECORD, &memory, at, names)?;
        let bytes = memory.bytes();
        let mut last = Vec::new();
        for layer in &LAYERS {
            let (index, name) = (0..names.len())
                .map(|index| (index, text_at(&bytes, index * stride + at)))
                .find(|(_, name)| name == layer.name)
                .unwrap_or((0, String::new()));
            self.same(&format!("{RECORD}.name"), layer.name.to_owned(), name)?;
            let record = &bytes[index * stride..(index + 1) * stride];
            let field = |field: &str| format!("{RECORD}.{field} of {}", layer.name);
            let [u, direction, format, index_at, quant, frame_size] = with_era!(self.era, e => [
                offset_of!(e::hailo_stream_info_t, u),
                offset_of!(e::hailo_stream_info_t, direction),
                offset_of!(e::hailo_stream_info_t, format),
                offset_of!(e::hailo_stream_info_t, index),
                offset_of!(e::hailo_stream_info_t, quant_info),
                offset_of!(e::hailo_stream_info_t, hw_frame_size),
            ]);
            for (axis, (name, expected)) in
                ["height", "width", "features"].iter().zip(layer.shape).enumerate()
            {
                self.same(&field(&format!("shape.{name}")), expected, u32_at(record, u + 4 * axis))?;
            }
            self.same(&field("direction"), layer.direction, u32_at(record, direction))?;
            self.same(&field("format.type"), types::HAILO_FORMAT_TYPE_UINT8, u32_at(record, format))?;
            self.same(&field("format.order"), layer.device_order, u32_at(record, format + 4))?;
            self.same(&field("hw_frame_size"), layer.device_bytes, u32_at(record, frame_size))?;
            self.same(&field("index"), true, usize::from(record[index_at]) < names.len())?;
            self.quantisation(RECORD, layer, record, quant)?;
            last = record.to_vec();
        }
        Ok(last)
    }

    fn quantisation(&self, what: &str, layer: &Layer, record: &[u8], at: usize) -> Answer {
        let fields = ["qp_zp", "qp_scale", "limvals_min", "limvals_max"];
        for (index, (name, expected)) in fields.iter().zip(layer.quant).enumerate() {
            let what = format!("{what}.quant_info.{name} of {}", layer.name);
            self.same(&what, expected, f32_at(record, at + 4 * index))?;
        }
        Ok(())
    }

    /// # Safety
    /// As [`Self::about_model`].
    unsafe fn vstreams(&self, model: types::hailo_hef, names: &[&str]) -> Answer {
        const RECORD: &str = "hailo_vstream_info_t";
        // SAFETY: the caller's promise.
        let (memory, count) = unsafe { self.vstream_infos(model, GROUP) }?;
        self.same("the count of vstreams", names.len(), count)?;
        let at = with_era!(self.era, e => offset_of!(e::hailo_vstream_info_t, name));
        let stride = self.stride(RECORD, &memory, at, names)?;
        let bytes = memory.bytes();
        for layer in &LAYERS {
            let index = (0..names.len()).find(|index| text_at(&bytes, index * stride + at) == layer.name);
            let Some(index) = index else {
                return self.differs(&format!("{RECORD}.name"), layer.name, text_at(&bytes, at));
            };
            let record = &bytes[index * stride..(index + 1) * stride];
            let field = |field: &str| format!("{RECORD}.{field} of {}", layer.name);
            let [network, u, direction, format, quant] = with_era!(self.era, e => [
                offset_of!(e::hailo_vstream_info_t, network_name),
                offset_of!(e::hailo_vstream_info_t, u),
                offset_of!(e::hailo_vstream_info_t, direction),
                offset_of!(e::hailo_vstream_info_t, format),
                offset_of!(e::hailo_vstream_info_t, quant_info),
            ]);
            self.same(&field("network_name"), NETWORK.to_owned(), text_at(record, network))?;
            for (axis, (name, expected)) in
                ["height", "width", "features"].iter().zip(layer.shape).enumerate()
            {
                self.same(&field(&format!("shape.{name}")), expected, u32_at(record, u + 4 * axis))?;
            }
            self.same(&field("direction"), layer.direction, u32_at(record, direction))?;
            self.same(&field("format.type"), types::HAILO_FORMAT_TYPE_UINT8, u32_at(record, format))?;
            self.same(&field("format.order"), layer.user_order, u32_at(record, format + 4))?;
            self.quantisation(RECORD, layer, record, quant)?;
            let elements: u32 = layer.shape.iter().product();
            for (ty, size) in [(types::HAILO_FORMAT_TYPE_UINT8, 1), (types::HAILO_FORMAT_TYPE_FLOAT32, 4)] {
                // SAFETY: the caller's promise, and a record as the library itself filled it.
                let found = unsafe { self.frame_size(record, ty) }?;
                self.same(&field("frame size"), (elements * size) as usize, found)?;
            }
        }
        Ok(())
    }

    /// # Safety
    /// The table's functions are HailoRT's, and `model` is a live handle.
    unsafe fn vstream_infos(&self, model: types::hailo_hef, group: &CStr) -> Answer<(Memory, usize)> {
        let size = with_era!(self.era, e => size_of::<e::hailo_vstream_info_t>());
        let mut memory = Memory::of(size * ROOM);
        let mut count = ROOM;
        // SAFETY: a live model, a C string, and more room than `ROOM` records of the assumed size take.
        let status = unsafe {
            (self.api.hailo_hef_get_all_vstream_infos)(model, group.as_ptr(), memory.ptr(), &raw mut count)
        };
        self.succeeded("hailo_hef_get_all_vstream_infos", status)?;
        Ok((memory, count))
    }

    /// # Safety
    /// The table's functions are HailoRT's, and `record` is a `hailo_vstream_info_t` of the library.
    unsafe fn frame_size(&self, record: &[u8], ty: u32) -> Answer<usize> {
        let mut info = Memory::of(record.len());
        // SAFETY: the memory holds more bytes than the record.
        unsafe { info.ptr::<u8>().copy_from_nonoverlapping(record.as_ptr(), record.len()) };
        let mut format = types::hailo_format_t { type_: ty, order: 0, flags: 0 };
        let mut size = 0;
        // SAFETY: the caller's promise; two records that are longer than the library's, and room for one number.
        let status =
            unsafe { (self.api.hailo_get_vstream_frame_size)(info.ptr(), &raw mut format, &raw mut size) };
        self.succeeded("hailo_get_vstream_frame_size", status)?;
        Ok(size)
    }

    /// # Safety
    /// As [`Self::about_model`].
    unsafe fn vstream_params(&self, model: types::hailo_hef) -> Answer {
        use types::hailo_input_vstream_params_by_name_t as ByName;
        use types::hailo_vstream_params_t as Params;
        const RECORD: &str = "hailo_input_vstream_params_by_name_t";
        let mut memory = Memory::of(size_of::<ByName>() * ROOM);
        let mut count = ROOM;
        // SAFETY: a live model, a C string, and more room than `ROOM` records take.
        let status = unsafe {
            (self.api.hailo_hef_make_input_vstream_params)(
                model,
                GROUP.as_ptr(),
                false,
                types::HAILO_FORMAT_TYPE_FLOAT32,
                memory.ptr(),
                &raw mut count,
            )
        };
        self.succeeded("hailo_hef_make_input_vstream_params", status)?;
        self.same("the count of inputs", 2, count)?;
        let bytes = memory.bytes();
        // Sorted by name. Callers keep arrays of these, so they may not be longer.
        let names = ["self_test/in_a", "self_test/in_b"];
        let stride = self.stride(RECORD, &memory, offset_of!(ByName, name), &names)?;
        self.same(&format!("the size of {RECORD}"), size_of::<ByName>(), stride)?;
        for (index, name) in names.into_iter().enumerate() {
            let at = index * size_of::<ByName>();
            self.same(
                &format!("{RECORD}.name"),
                name.to_owned(),
                text_at(&bytes, at + offset_of!(ByName, name)),
            )?;
            let params = at + offset_of!(ByName, params);
            for (field, offset, expected) in [
                (
                    "user_buffer_format.type",
                    offset_of!(Params, user_buffer_format),
                    types::HAILO_FORMAT_TYPE_FLOAT32,
                ),
                ("timeout_ms", offset_of!(Params, timeout_ms), 10_000),
                ("queue_size", offset_of!(Params, queue_size), 2),
                ("vstream_stats_flags", offset_of!(Params, vstream_stats_flags), 0),
                ("pipeline_elements_stats_flags", offset_of!(Params, pipeline_elements_stats_flags), 0),
            ] {
                self.same(
                    &format!("hailo_vstream_params_t.{field}"),
                    expected,
                    u32_at(&bytes, params + offset),
                )?;
            }
        }
        Ok(())
    }

    /// # Safety
    /// As [`Self::about_model`].
    unsafe fn configure_params(&self, model: types::hailo_hef) -> Answer {
        const RECORD: &str = "hailo_configure_params_t";
        let size = with_era!(self.era, e => size_of::<e::hailo_configure_params_t>());
        let mut memory = Memory::of(size);
        let interface = types::HAILO_STREAM_INTERFACE_PCIE;
        // SAFETY: a live model, and more room than one record takes.
        let status = unsafe { (self.api.hailo_init_configure_params)(model, interface, memory.ptr()) };
        self.succeeded("hailo_init_configure_params", status)?;
        self.grows(RECORD, &memory)?;
        let bytes = memory.bytes();
        let groups = with_era!(self.era, e => offset_of!(e::hailo_configure_params_t, network_group_params));
        let [name, stream_count, streams, network_count, networks, stream] = with_era!(self.era, e => [
            offset_of!(e::hailo_configure_network_group_params_t, name),
            offset_of!(e::hailo_configure_network_group_params_t, stream_params_by_name_count),
            offset_of!(e::hailo_configure_network_group_params_t, stream_params_by_name),
            offset_of!(e::hailo_configure_network_group_params_t, network_params_by_name_count),
            offset_of!(e::hailo_configure_network_group_params_t, network_params_by_name),
            size_of::<e::hailo_stream_parameters_by_name_t>(),
        ]);
        let group = "hailo_configure_network_group_params_t";
        self.same(&format!("{RECORD}.network_group_params_count"), 1, u32_at(&bytes, 0))?;
        self.same(&format!("{group}.name"), "self_test".to_owned(), text_at(&bytes, groups + name))?;
        self.same(&format!("{group}.stream_params_by_name_count"), 4, u32_at(&bytes, groups + stream_count))?;
        let mut found: Vec<String> =
            (0..LAYERS.len()).map(|index| text_at(&bytes, groups + streams + index * stream)).collect();
        found.sort();
        let expected: Vec<&str> = LAYERS.iter().map(|layer| layer.name).collect();
        self.same("hailo_stream_parameters_by_name_t.name", expected.join(", "), found.join(", "))?;
        self.same(
            &format!("{group}.network_params_by_name_count"),
            1,
            u32_at(&bytes, groups + network_count),
        )?;
        let network = text_at(&bytes, groups + networks);
        self.same("hailo_network_parameters_by_name_t.name", NETWORK.to_owned(), network)
    }

    /// Known bytes of a device, as the floats they stand for.
    ///
    /// # Safety
    /// The table's functions are HailoRT's, and `stream` is the library's record of the last of [`LAYERS`].
    unsafe fn transform(&self, stream: &[u8]) -> Answer {
        let layer = &LAYERS[LAYERS.len() - 1];
        let mut info = Memory::of(stream.len());
        // SAFETY: the memory holds more bytes than the record.
        unsafe { info.ptr::<u8>().copy_from_nonoverlapping(stream.as_ptr(), stream.len()) };
        let mut params = types::hailo_transform_params_t::zeroed();
        params.transform_mode = types::HAILO_STREAM_TRANSFORM_COPY;
        params.user_buffer_format.type_ = types::HAILO_FORMAT_TYPE_FLOAT32;
        let mut size = 4 * layer.shape.iter().product::<u32>() as usize;
        if self.has("hailo_get_host_frame_size") {
            let expected = size;
            // SAFETY: two live records.
            size = unsafe { (self.api.hailo_get_host_frame_size)(info.ptr(), &raw const params) };
            self.same("hailo_get_host_frame_size", expected, size)?;
        }
        let mut context = std::ptr::null_mut();
        // SAFETY: two live records, and room for one handle.
        let status = unsafe {
            (self.api.hailo_create_output_transform_context)(info.ptr(), &raw const params, &raw mut context)
        };
        self.succeeded("hailo_create_output_transform_context", status)?;
        let from: Vec<u8> = (0_u8..16).map(|at| at * 13).collect();
        let mut to = Memory::of(size);
        // SAFETY: a live context, as many bytes as the device's frame has, and more room than the host's takes.
        let status = unsafe {
            (self.api.hailo_transform_frame_by_output_transform_context)(
                context,
                from.as_ptr().cast(),
                from.len(),
                to.ptr(),
                size,
            )
        };
        // SAFETY: a live context, used no more.
        let released = unsafe { (self.api.hailo_release_output_transform_context)(context) };
        self.succeeded("hailo_transform_frame_by_output_transform_context", status)?;
        self.succeeded("hailo_release_output_transform_context", released)?;
        if let Some(end) = to.end() {
            return self.differs("the size of a transformed frame", size, format!("at least {end}"));
        }
        let bytes = to.bytes();
        for (at, byte) in from.iter().take(10).enumerate() {
            let expected = (f32::from(*byte) - layer.quant[0]) * layer.quant[1];
            self.same(&format!("element {at} of a transformed frame"), expected, f32_at(&bytes, 4 * at))?;
        }
        Ok(())
    }

    /// # Safety
    /// The table's functions are HailoRT's, and `model` is a live handle of [`DETECTIONS`].
    unsafe fn about_detections(&self, model: types::hailo_hef) -> Answer {
        // SAFETY: the caller's promise.
        let (memory, count) = unsafe { self.vstream_infos(model, NMS_GROUP) }?;
        self.same("the count of vstreams of a model with detections", 2, count)?;
        let names = ["self_test_nms/in", NMS_NAME];
        let at = with_era!(self.era, e => offset_of!(e::hailo_vstream_info_t, name));
        let stride = self.stride("hailo_vstream_info_t", &memory, at, &names)?;
        let bytes = memory.bytes();
        let index = usize::from(text_at(&bytes, at) != NMS_NAME);
        let record = &bytes[index * stride..(index + 1) * stride];
        let [u, format, classes, mask_at] = with_era!(self.era, e => [
            offset_of!(e::hailo_vstream_info_t, u),
            offset_of!(e::hailo_vstream_info_t, format),
            offset_of!(e::hailo_nms_shape_t, number_of_classes),
            offset_of!(e::hailo_nms_shape_t, max_accumulated_mask_size),
        ]);
        // 4.20, which is not asked, has one of the two.
        let (per_class, total_at) = (
            offset_of!(crate::era::v4_21::hailo_nms_shape_t, max_bboxes_per_class),
            offset_of!(crate::era::v4_21::hailo_nms_shape_t, max_bboxes_total),
        );
        let order = types::HAILO_FORMAT_ORDER_HAILO_NMS_BY_CLASS;
        self.same("hailo_vstream_info_t.format.order of detections", order, u32_at(record, format + 4))?;
        self.same("hailo_nms_shape_t.number_of_classes", NMS_CLASSES, u32_at(record, u + classes))?;
        self.same("hailo_nms_shape_t.max_bboxes_per_class", NMS_PER_CLASS, u32_at(record, u + per_class))?;
        let expected = (NMS_CLASSES * (4 + 20 * NMS_PER_CLASS)) as usize;
        // SAFETY: the caller's promise, and a record as the library itself filled it.
        let found = unsafe { self.frame_size(record, types::HAILO_FORMAT_TYPE_FLOAT32) }?;
        self.same("the frame size of detections", expected, found)?;

        // The same output with masks: how long a record before its mask is, the frame's size tells.
        const MASKS: u32 = types::HAILO_FORMAT_ORDER_HAILO_NMS_WITH_BYTE_MASK;
        let (total, mask_bytes) = (3, 1000);
        let mut masked = record.to_vec();
        for (at, word) in [(format + 4, MASKS), (u + total_at, total), (u + mask_at, mask_bytes)] {
            if let Some(place) = masked.get_mut(at..at + 4) {
                place.copy_from_slice(&word.to_ne_bytes());
            }
        }
        let size = with_era!(self.era, e => size_of::<e::hailo_detection_with_byte_mask_t>());
        let expected = 2 + total as usize * size + mask_bytes as usize;
        // SAFETY: the caller's promise, and a record of the library with another order in it.
        let found = unsafe { self.frame_size(&masked, types::HAILO_FORMAT_TYPE_UINT8) }?;
        self.same("the size of three hailo_detection_with_byte_mask_t and their masks", expected, found)
    }
}
