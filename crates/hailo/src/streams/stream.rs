//! Physical streams: frames in the device's own format, written and read without conversion, blocking or
//! asynchronous.

use crate::call;
use crate::call::kept;
use crate::device::buffer::Buffer;
use crate::error::{Error, ErrorKind, Result};
use crate::handle::callback;
use crate::handle::slot::{Waiter, slot};
use crate::handle::{Alone, Owned};
use crate::library::{Library, c_text};
use crate::record::convert::{milliseconds, quantisation_from_c};
use crate::record::format::{Direction, Quantisation, StreamInfo};
use crate::streams::network_group::NetworkGroup;
use hailo_sys::types::{_hailo_input_stream, _hailo_output_stream};
use std::cell::Cell;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// A physical input. Frames are [`frame_size`](Self::frame_size) bytes in the device's format; see
/// [`crate::InputTransform`] for the conversion.
#[doc(alias = "hailo_set_input_stream_timeout")]
#[doc(alias = "hailo_get_input_stream_frame_size")]
#[doc(alias = "hailo_get_input_stream_info")]
#[doc(alias = "hailo_get_input_stream_quant_infos")]
#[doc(alias = "hailo_stream_wait_for_async_input_ready")]
#[doc(alias = "hailo_input_stream_get_async_max_queue_size")]
#[derive(Debug)]
pub struct InputStream {
    owned: Owned<_hailo_input_stream, NetworkGroup>,
    facts: Facts,
    alone: PhantomData<Cell<()>>,
}

/// A physical output. Frames are [`frame_size`](Self::frame_size) bytes in the device's format; see
/// [`crate::OutputTransform`] for the conversion.
#[doc(alias = "hailo_set_output_stream_timeout")]
#[doc(alias = "hailo_get_output_stream_frame_size")]
#[doc(alias = "hailo_get_output_stream_info")]
#[doc(alias = "hailo_get_output_stream_quant_infos")]
#[doc(alias = "hailo_stream_wait_for_async_output_ready")]
#[doc(alias = "hailo_output_stream_get_async_max_queue_size")]
#[derive(Debug)]
pub struct OutputStream {
    owned: Owned<_hailo_output_stream, NetworkGroup>,
    facts: Facts,
    alone: PhantomData<Cell<()>>,
}

#[derive(Debug)]
struct Facts {
    info: StreamInfo,
    frame_size: usize,
    /// For unaligned frames of the blocking calls.
    bounce: Option<Buffer>,
    /// Gives the name back to the group: C answers the same handle for it again.
    _taken: Taken,
}

impl Facts {
    fn bounce(&mut self, size: usize) -> Result<&mut Buffer> {
        match &mut self.bounce {
            Some(bounce) => Ok(bounce),
            none => Ok(none.insert(Buffer::zeroed(size)?)),
        }
    }
}

#[derive(Debug)]
struct Taken {
    group: NetworkGroup,
    name: String,
    direction: Direction,
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.group.give_back(self.direction, &self.name);
    }
}

/// What became of an asynchronous transfer, with its buffer.
#[derive(Debug)]
pub struct Transferred {
    /// The memory, with the frame in it after a read.
    pub buffer: Buffer,
    /// [`ErrorKind::Aborted`] after a shutdown or deactivation.
    pub result: Result<()>,
}

/// A transfer that was not begun; its callback does not run.
#[derive(Debug)]
pub struct NotSubmitted {
    /// Why: [`ErrorKind::DeviceBusy`] when the queue is full.
    pub error: Error,
    /// The memory; `None` if the library broke its word and used it all the same.
    pub buffer: Option<Buffer>,
}

impl fmt::Display for NotSubmitted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for NotSubmitted {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// A transfer under way. Dropping it lets the transfer go on; its memory is freed when the device is done with it.
#[must_use = "dropping a `Transfer` loses its buffer"]
pub struct Transfer(Waiter<Transferred>);

impl Transfer {
    /// Blocks until it is done, however long that takes: a device that stays silent ends the wait when its vdevice is
    /// shut down or released, so do that from another thread, or poll the transfer as a future with a time limit. No
    /// lock of this crate is held meanwhile.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] inside a callback of the library, which is what would end the wait; the memory
    /// then goes when the device is done with it. The same where the result was taken already, or never came and the
    /// vdevice is gone.
    pub fn wait(self) -> Result<Transferred> {
        callback::outside_callbacks(None)?;
        self.0.wait().ok_or_else(|| {
            Error::other(
                ErrorKind::InvalidArgument,
                "this transfer has no result: it was taken, or went with its vdevice",
            )
        })
    }
}

/// Ready with `None` where the result was taken before, or the vdevice was released before it came.
impl Future for Transfer {
    type Output = Option<Transferred>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.poll(context)
    }
}

impl fmt::Debug for Transfer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transfer").finish_non_exhaustive()
    }
}

impl NetworkGroup {
    /// A physical input by its name. Only one at a time: the library would answer the same handle again.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there or is in use.
    #[doc(alias = "hailo_get_input_stream")]
    pub fn input_stream(&self, name: &str) -> Result<InputStream> {
        const CALL: &str = "hailo_get_input_stream";
        let taken = self.take(CALL, Direction::Input, name)?;
        let name = c_text(CALL, name)?;
        let library = self.library();
        let fresh = self.inner.owned.with(|group| call::hailo_get_input_stream(group, &name))?;
        let mut owned = Owned::new(library, CALL, fresh, Some(self.clone()), None)?;
        let stream = owned.exclusive()?;
        let record = call::hailo_get_input_stream_info(stream)?;
        let frame_size = call::hailo_get_input_stream_frame_size(stream)?;
        let info = library.layout().stream_info(record.bytes());
        let facts = Facts { info, frame_size, bounce: None, _taken: taken };
        Ok(InputStream { owned, facts, alone: PhantomData })
    }

    /// A physical output by its name. Only one at a time: the library would answer the same handle again.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there or is in use.
    #[doc(alias = "hailo_get_output_stream")]
    pub fn output_stream(&self, name: &str) -> Result<OutputStream> {
        const CALL: &str = "hailo_get_output_stream";
        let taken = self.take(CALL, Direction::Output, name)?;
        let name = c_text(CALL, name)?;
        let library = self.library();
        let fresh = self.inner.owned.with(|group| call::hailo_get_output_stream(group, &name))?;
        let mut owned = Owned::new(library, CALL, fresh, Some(self.clone()), None)?;
        let stream = owned.exclusive()?;
        let record = call::hailo_get_output_stream_info(stream)?;
        let frame_size = call::hailo_get_output_stream_frame_size(stream)?;
        let info = library.layout().stream_info(record.bytes());
        let facts = Facts { info, frame_size, bounce: None, _taken: taken };
        Ok(OutputStream { owned, facts, alone: PhantomData })
    }

    fn take(&self, call: &'static str, direction: Direction, name: &str) -> Result<Taken> {
        if self.inner.taken_streams().insert((direction == Direction::Output, name.to_owned())) {
            return Ok(Taken { group: self.clone(), name: name.to_owned(), direction });
        }
        Err(Error::refused(
            ErrorKind::InvalidArgument,
            call,
            format!("{name:?} is in use: drop the other one first"),
        ))
    }

    fn give_back(&self, direction: Direction, name: &str) {
        self.inner.taken_streams().remove(&(direction == Direction::Output, name.to_owned()));
    }
}

/// The methods of both directions that differ in the C function only.
macro_rules! common {
    ($timeout:ident, $quant:ident, $queue:ident, $ready:ident) => {
        /// Its name.
        #[must_use]
        pub fn name(&self) -> &str {
            &self.facts.info.name
        }

        /// What it looks like.
        #[must_use]
        pub fn info(&self) -> &StreamInfo {
            &self.facts.info
        }

        /// Bytes of one frame.
        #[must_use]
        pub fn frame_size(&self) -> usize {
            self.facts.frame_size
        }

        /// How long the blocking calls wait.
        ///
        /// # Errors
        /// What the library answers. Beyond 49 days the calls wait without end.
        pub fn set_timeout(&mut self, timeout: Duration) -> Result<()> {
            call::$timeout(self.owned.exclusive()?, milliseconds(timeout))
        }

        /// The quantisation of each feature, or one for all.
        ///
        /// # Errors
        /// What the library answers.
        pub fn quantisations(&mut self) -> Result<Vec<Quantisation>> {
            let features = self.facts.info.shape.map_or(1, |shape| shape.features as usize);
            let infos =
                call::$quant(self.owned.exclusive()?, features.clamp(1, crate::library::MAX_FEATURES))?;
            Ok(infos.iter().map(quantisation_from_c).collect())
        }

        /// How many asynchronous transfers can be under way at once.
        ///
        /// # Errors
        /// [`ErrorKind::InvalidArgument`] for a stream that was not configured with
        /// [`crate::ConfigureOptions::async_streams`].
        pub fn async_queue_size(&mut self) -> Result<usize> {
            call::$queue(self.owned.exclusive()?)
        }

        /// Waits until another asynchronous transfer can be begun.
        ///
        /// How long it waits, and where not at all: [what waits](crate#what-waits).
        ///
        /// # Errors
        /// [`ErrorKind::Timeout`], [`ErrorKind::Aborted`].
        pub fn wait_ready(&mut self, timeout: Duration) -> Result<()> {
            let size = self.facts.frame_size;
            call::$ready(self.owned.exclusive()?, size, milliseconds(timeout))
        }

        fn check_size(&self, call: &'static str, size: usize) -> Result<()> {
            if size == self.facts.frame_size {
                return Ok(());
            }
            let why = format!("{size} bytes for a frame of {}", self.facts.frame_size);
            Err(Error::refused(ErrorKind::InvalidArgument, call, why))
        }

        /// Whether an asynchronous transfer of so many bytes may be begun.
        fn fits(&self, call: &'static str, size: usize) -> Result<()> {
            self.owned.library().require_known_layouts(call, "completions")?;
            self.check_size(call, size)
        }

        /// What else is made of this stream goes with its group.
        pub(crate) fn group_and_library(&self, call: &'static str) -> Result<(NetworkGroup, Library)> {
            let group = self.owned.parent().cloned();
            let group =
                group.ok_or_else(|| Error::refused(ErrorKind::Runtime, call, "a stream without a group"))?;
            let library = group.library().clone();
            Ok((group, library))
        }

        /// Whose tickets the transfers are: they go when the vdevice is released.
        fn owner(&self) -> usize {
            let group = self.owned.parent();
            let vdevice = group.and_then(|group| group.inner.owned.parent());
            vdevice.map_or_else(|| self.owned.owner(), |vdevice| vdevice.owned.owner())
        }
    };
}

impl InputStream {
    common!(
        hailo_set_input_stream_timeout,
        hailo_get_input_stream_quant_infos,
        hailo_input_stream_get_async_max_queue_size,
        hailo_stream_wait_for_async_input_ready
    );

    /// Writes one frame; waits while the device is busy.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] unless it is exactly [`frame_size`](Self::frame_size) bytes,
    /// [`ErrorKind::Timeout`], [`ErrorKind::Aborted`].
    #[doc(alias = "hailo_stream_write_raw_buffer")]
    pub fn write(&mut self, frame: &[u8]) -> Result<()> {
        self.check_size("hailo_stream_write_raw_buffer", frame.len())?;
        let stream = self.owned.exclusive()?;
        // The library refuses addresses that are no multiple of 8.
        if frame.as_ptr().addr().is_multiple_of(8) {
            return call::hailo_stream_write_raw_buffer(stream, frame);
        }
        let bounce = self.facts.bounce(frame.len())?;
        bounce.copy_from_slice(frame);
        call::hailo_stream_write_raw_buffer(stream, bounce)
    }

    /// Begins to write one frame; `done` gets the memory back, on a thread of the library: it must be quick, and may
    /// begin another transfer.
    ///
    /// # Errors
    /// [`NotSubmitted`] with the memory, for instance when the queue is full, or where the library's layouts are only
    /// [tested](crate::Authority::Tested); `done` then does not run.
    #[doc(alias = "hailo_stream_write_raw_buffer_async")]
    pub fn write_async(
        &mut self,
        buffer: Buffer,
        done: impl FnOnce(Transferred) + Send + 'static,
    ) -> Result<(), NotSubmitted> {
        const CALL: &str = "hailo_stream_write_raw_buffer_async";
        if let Err(error) = self.fits(CALL, buffer.len()) {
            return Err(NotSubmitted { error, buffer: Some(buffer) });
        }
        let (owner, done) = (self.owner(), move |buffer, result| done(Transferred { buffer, result }));
        kept::write(self.owned.submitting(), owner, buffer, done)
            .map_err(|(error, buffer)| NotSubmitted { error, buffer })
    }

    /// [`write_async`](Self::write_async) as a future that any runtime can poll.
    ///
    /// # Errors
    /// As [`write_async`](Self::write_async).
    pub fn start_write(&mut self, buffer: Buffer) -> Result<Transfer, NotSubmitted> {
        let (giver, waiter) = slot();
        self.write_async(buffer, |transferred| giver.give(transferred))?;
        Ok(Transfer(waiter))
    }

    pub(crate) fn alone(&mut self) -> Result<Alone<'_, _hailo_input_stream>> {
        self.owned.exclusive()
    }
}

impl OutputStream {
    common!(
        hailo_set_output_stream_timeout,
        hailo_get_output_stream_quant_infos,
        hailo_output_stream_get_async_max_queue_size,
        hailo_stream_wait_for_async_output_ready
    );

    /// Reads one frame; waits until there is one.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] unless `frame` is exactly [`frame_size`](Self::frame_size) bytes,
    /// [`ErrorKind::Timeout`], [`ErrorKind::Aborted`].
    #[doc(alias = "hailo_stream_read_raw_buffer")]
    pub fn read(&mut self, frame: &mut [u8]) -> Result<()> {
        self.check_size("hailo_stream_read_raw_buffer", frame.len())?;
        let stream = self.owned.exclusive()?;
        if frame.as_ptr().addr().is_multiple_of(8) {
            return call::hailo_stream_read_raw_buffer(stream, frame);
        }
        let bounce = self.facts.bounce(frame.len())?;
        call::hailo_stream_read_raw_buffer(stream, bounce)?;
        frame.copy_from_slice(bounce);
        Ok(())
    }

    /// Begins to read one frame; `done` gets the memory with the frame, on a thread of the library: it must be
    /// quick, and may begin another transfer.
    ///
    /// # Errors
    /// [`NotSubmitted`] with the memory, for instance when the queue is full, or where the library's layouts are only
    /// [tested](crate::Authority::Tested); `done` then does not run.
    #[doc(alias = "hailo_stream_read_raw_buffer_async")]
    pub fn read_async(
        &mut self,
        buffer: Buffer,
        done: impl FnOnce(Transferred) + Send + 'static,
    ) -> Result<(), NotSubmitted> {
        const CALL: &str = "hailo_stream_read_raw_buffer_async";
        if let Err(error) = self.fits(CALL, buffer.len()) {
            return Err(NotSubmitted { error, buffer: Some(buffer) });
        }
        let (owner, done) = (self.owner(), move |buffer, result| done(Transferred { buffer, result }));
        kept::read(self.owned.submitting(), owner, buffer, done)
            .map_err(|(error, buffer)| NotSubmitted { error, buffer })
    }

    /// [`read_async`](Self::read_async) as a future that any runtime can poll.
    ///
    /// # Errors
    /// As [`read_async`](Self::read_async).
    pub fn start_read(&mut self, buffer: Buffer) -> Result<Transfer, NotSubmitted> {
        let (giver, waiter) = slot();
        self.read_async(buffer, |transferred| giver.give(transferred))?;
        Ok(Transfer(waiter))
    }

    pub(crate) fn alone(&mut self) -> Result<Alone<'_, _hailo_output_stream>> {
        self.owned.exclusive()
    }
}
