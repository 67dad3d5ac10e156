//! Memory that the library goes on with after a call has returned: it is owned here, or by who goes after the handle,
//! until a callback or a release says that the library is done with it.
//!
//! What C gets as its opaque is a ticket (`handle::callback`), so a callback that comes late, twice or for nobody finds
//! nothing.

use crate::call;
use crate::call::Fresh;
use crate::device::buffer::Buffer;
use crate::device::notification::SIZE;
use crate::error::{Error, ErrorKind, Result};
use crate::handle::callback::{deposit, enter, peek, redeem, unique};
use crate::handle::{Alone, Beside, Owned, Together};
use crate::library::Library;
use hailo_sys::shim::{hailo_shim_bindings, hailo_shim_configured, hailo_shim_job};
use hailo_sys::types::{
    _hailo_device, _hailo_input_stream, _hailo_output_stream, _hailo_output_vstream, hailo_notification_t,
    hailo_stream_read_async_completion_info_t, hailo_stream_write_async_completion_info_t,
};
use std::ffi::c_void;
use std::sync::Arc;

// === transfers of physical streams ===

const WRITE: &str = "hailo_stream_write_raw_buffer_async";
const READ: &str = "hailo_stream_read_raw_buffer_async";

/// What waits for a completion callback. It owns the memory: nobody can free or touch it meanwhile.
struct Pending {
    library: Library,
    buffer: Buffer,
    done: Box<dyn FnOnce(Buffer, Result<()>) + Send>,
}

/// A transfer that was not begun, with its memory unless the library used it all the same.
pub(crate) type NotBegun = (Error, Option<Buffer>);

/// Begins to write a frame; `done` has the memory again once the library is done with it.
pub(crate) fn write(
    stream: Alone<'_, _hailo_input_stream>,
    owner: usize,
    buffer: Buffer,
    done: impl FnOnce(Buffer, Result<()>) + Send + 'static,
) -> Result<(), NotBegun> {
    submit(stream.library(), owner, buffer, done, |address, size, opaque| {
        // SAFETY: the memory is the ticket's until its callback has run (`tests/safe_runtime.rs` drops all else before).
        unsafe {
            call::hailo_stream_write_raw_buffer_async(
                stream,
                address.cast_const(),
                size,
                Some(written),
                opaque,
            )
        }
    })
}

/// The same to read one.
pub(crate) fn read(
    stream: Alone<'_, _hailo_output_stream>,
    owner: usize,
    buffer: Buffer,
    done: impl FnOnce(Buffer, Result<()>) + Send + 'static,
) -> Result<(), NotBegun> {
    submit(stream.library(), owner, buffer, done, |address, size, opaque| {
        // SAFETY: as in `write` (`raw_streams_carry_owned_buffers_both_ways`, under valgrind).
        unsafe { call::hailo_stream_read_raw_buffer_async(stream, address, size, Some(was_read), opaque) }
    })
}

fn submit(
    library: &Library,
    owner: usize,
    mut buffer: Buffer,
    done: impl FnOnce(Buffer, Result<()>) + Send + 'static,
    begin: impl FnOnce(*mut c_void, usize, *mut c_void) -> Result<()>,
) -> Result<(), NotBegun> {
    let (address, size) = (buffer.address(), buffer.len());
    let opaque = deposit(owner, Pending { library: library.clone(), buffer, done: Box::new(done) });
    begin(address, size, opaque)
        .map_err(|error| (error, redeem::<Pending>(opaque).map(|pending| pending.buffer)))
}

fn complete(call: &'static str, opaque: *mut c_void, status: u32) {
    enter(call, || {
        let Some(Pending { library, buffer, done }) = redeem::<Pending>(opaque) else {
            tracing::warn!(target: "hailo", call, status, "a completion for no transfer: it came twice, or too late");
            return;
        };
        done(buffer, library.check(call, status));
    });
}

/// # Safety
/// `info` is NULL or a completion record, as HailoRT passes it.
unsafe extern "C" fn written(info: *const hailo_stream_write_async_completion_info_t) {
    // SAFETY: the caller's promise (the same test, where the library calls).
    if let Some(info) = unsafe { info.as_ref() } {
        complete(WRITE, info.opaque, info.status);
    }
}

/// # Safety
/// `info` is NULL or a completion record, as HailoRT passes it.
unsafe extern "C" fn was_read(info: *const hailo_stream_read_async_completion_info_t) {
    // SAFETY: the caller's promise (likewise).
    if let Some(info) = unsafe { info.as_ref() } {
        complete(READ, info.opaque, info.status);
    }
}

// === notifications ===

/// What hears a kind of notification, any number of times, until its ticket is taken back.
pub(crate) type Heard = Arc<dyn Fn(&[u8; SIZE]) + Send + Sync>;

/// Has the library tell this kind of notification to the [`Heard`] of a ticket.
pub(crate) fn hear(device: Alone<'_, _hailo_device>, kind: u32, ticket: *mut c_void) -> Result<()> {
    // SAFETY: the callback believes no opaque: one that is no ticket of a `Heard` finds nothing
    // (`tests/sound/listeners.rs`).
    unsafe { call::hailo_set_notification_callback(device, Some(notified), kind, ticket) }
}

/// # Safety
/// `notification` is NULL or a notification, as HailoRT passes it.
unsafe extern "C" fn notified(
    _: *mut _hailo_device,
    notification: *const hailo_notification_t,
    opaque: *mut c_void,
) {
    let record = notification.cast::<[u8; SIZE]>();
    // SAFETY: the caller's promise; bytes have no alignment to keep (`notifications_reach_their_listener_and_stop`,
    // under valgrind).
    let Some(record) = (unsafe { record.as_ref() }) else { return };
    enter("hailo_set_notification_callback", || {
        // One that was taken back, or whose device is gone, is not found.
        if let Some(heard) = peek::<Heard>(opaque) {
            heard(record);
        }
    });
}

// === reads of an output vstream ===

/// What an output vstream must not outlive: dropped after its release, and never where that fails.
#[derive(Debug)]
pub(crate) struct ReadMemory<P> {
    /// Where the library writes frames. It may write past a frame of detections; [`Buffer`] has room for that. After a read that
    /// failed it keeps the address, and may still write there until the vstream is released.
    buffer: Option<Buffer>,
    _parent: P,
}

impl<P> ReadMemory<P> {
    pub(crate) fn new(parent: P) -> Self {
        Self { buffer: None, _parent: parent }
    }
}

/// Lets the library fill the vstream's own memory with a frame of `size` bytes.
pub(crate) fn land<P: Send + 'static>(
    output: &mut Owned<_hailo_output_vstream, ReadMemory<P>>,
    size: usize,
) -> Result<&mut Buffer> {
    let gone = || {
        Error::refused(ErrorKind::Runtime, "hailo_vstream_read_raw_buffer", "an output without its memory")
    };
    let landing = &mut output.parent_mut().ok_or_else(gone)?.buffer;
    // A frame of another size (fewer boxes per class) needs other memory. No read is pending now, so the library has no use
    // for the old one.
    let buffer = match landing.take().filter(|buffer| buffer.len() == size) {
        Some(buffer) => buffer,
        None => Buffer::zeroed(size)?,
    };
    let address = landing.insert(buffer).address();
    let alone = output.exclusive()?;
    // SAFETY: `size` bytes, which stay where they are when the call fails, until the vstream is released: this parent
    // goes after its handle (`tests/sound/memory.rs`).
    unsafe { call::hailo_vstream_read_raw_buffer(alone, address, size) }?;
    output.parent_mut().and_then(|landing| landing.buffer.as_mut()).ok_or_else(gone)
}

// === runs of a model ===

/// Bindings, and the buffers that they point to.
#[derive(Debug)]
pub(crate) struct Bound<P: Send + 'static> {
    // Before the buffers: released first.
    bindings: Owned<hailo_shim_bindings, P>,
    /// Inputs, then outputs.
    buffers: [Vec<Buffer>; 2],
}

impl<P: Send + 'static> Bound<P> {
    /// Binds new buffers of these sizes: inputs, then outputs.
    pub(crate) fn new(bindings: Owned<hailo_shim_bindings, P>, sizes: [Vec<usize>; 2]) -> Result<Self> {
        let mut bound = Self { bindings, buffers: [Vec::new(), Vec::new()] };
        for ((direction, sizes), buffers) in (0..).zip(sizes).zip(&mut bound.buffers) {
            for (index, len) in sizes.into_iter().enumerate() {
                let mut buffer = Buffer::zeroed(len)?;
                let data = buffer.address();
                buffers.push(buffer);
                bound.bindings.with(|bindings| {
                    // SAFETY: `len` bytes that lie beside the bindings and go after them (`tests/safe_runtime.rs`, under valgrind).
                    unsafe { call::hailo_shim_bindings_set_buffer(bindings, direction, index, data, len) }
                })?;
            }
        }
        Ok(bound)
    }

    pub(crate) fn parent(&self) -> Option<&P> {
        self.bindings.parent()
    }

    pub(crate) fn inputs(&self) -> &[Buffer] {
        &self.buffers[0]
    }

    /// The buffers' contents to change; which buffers they are stays.
    pub(crate) fn input_mut(&mut self, index: usize) -> Option<&mut [u8]> {
        self.buffers[0].get_mut(index).map(|buffer| &mut **buffer)
    }

    pub(crate) fn outputs(&self) -> &[Buffer] {
        &self.buffers[1]
    }

    pub(crate) fn output_mut(&mut self, index: usize) -> Option<&mut [u8]> {
        self.buffers[1].get_mut(index).map(|buffer| &mut **buffer)
    }
}

/// What a run's callback finds under its ticket.
struct InFlight<P: Send + 'static> {
    frames: Bound<P>,
    done: Box<dyn FnOnce(u32, Bound<P>) + Send>,
}

/// Begins a run; `done` has the frames again, with the run's status. They go where it does not begin.
pub(crate) fn run<P: Send + 'static>(
    configured: Together<'_, hailo_shim_configured>,
    frames: Bound<P>,
    done: impl FnOnce(u32, Bound<P>) + Send + 'static,
) -> Result<Fresh<hailo_shim_job>> {
    let bindings = frames.bindings.beside(Beside::InferModel).as_raw();
    let opaque = deposit(unique(), InFlight { frames, done: Box::new(done) });
    // SAFETY: bindings and buffers are the ticket's until its callback has run
    // (`an_inference_that_timed_out_gives_its_frames_up_to_nobody`).
    let begun =
        unsafe { call::hailo_shim_configured_run_async(configured, bindings, Some(ran::<P>), opaque) };
    if begun.is_err() {
        drop(redeem::<InFlight<P>>(opaque));
    }
    begun
}

/// Runs on a library thread, once for each run that was begun.
///
/// # Safety
/// `opaque` is any value: only a ticket of [`run`] finds something.
unsafe extern "C" fn ran<P: Send + 'static>(status: u32, opaque: *mut c_void) {
    enter("hailo_shim_configured_run_async", || {
        if let Some(InFlight { frames, done }) = redeem::<InFlight<P>>(opaque) {
            done(status, frames);
        }
    });
}
