//! One call through a table: finding its machine, its faults, its log entry, and the careful
//! handling of what the C caller passed.
//!
//! Nothing here or behind it unwinds into C: a panic becomes `HAILO_INTERNAL_FAILURE`.

use std::ffi::{CStr, c_char};
use std::ops::{Deref, DerefMut};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, MutexGuard};
use std::thread;

use hailo_sys::shim::{hailo_shim_sink, hailo_shim_slice};

use crate::beside::TURNS;
use crate::clock::{Until, lock, to_ns};
use crate::codes::st;
use crate::fault::{CallEffect, Condition};
use crate::handle::{handle_pointer, slot_of};
use crate::host::{Core, in_slot};
use crate::replay::Completed;
use crate::state::{CallRecord, State};

pub(crate) type R<T = ()> = Result<T, u32>;

/// A running call. It holds the machine's lock, except while it waits.
///
/// It exists only inside an `extern "C"` entry point, whose caller promised that every pointer is
/// what the header asks for; its methods rely on that promise.
pub(crate) struct Call<'a> {
    pub core: &'a Arc<Core>,
    pub name: &'static str,
    state: Option<MutexGuard<'a, State>>,
    /// What it carried when it was recorded; empty where nothing is played.
    played: Vec<u8>,
    /// The handles it is in, on an unkind machine.
    inside: Vec<u64>,
    /// A fault has it time out, and the library still do what it was asked for.
    pub hung: bool,
    /// Faults that twist what the call writes.
    null_handle: bool,
    garbage: Option<u32>,
    overcount: u64,
    no_nul: bool,
    /// Faults of a transfer's completion.
    pub late_ns: u64,
    pub copies: usize,
}

impl Deref for Call<'_> {
    type Target = State;
    fn deref(&self) -> &State {
        match &self.state {
            Some(state) => state,
            // `wait` and `unlocked` put the lock back before they return.
            None => unreachable!("the call has given its lock away"),
        }
    }
}

impl DerefMut for Call<'_> {
    fn deref_mut(&mut self) -> &mut State {
        match &mut self.state {
            Some(state) => state,
            None => unreachable!("the call has given its lock away"),
        }
    }
}

/// A call whose machine is told by its first handle.
///
/// # Safety
///
/// Every pointer that `body` uses keeps the contract of the C header.
pub(crate) unsafe fn by_handle(
    name: &'static str,
    handle: usize,
    body: impl FnOnce(&mut Call<'_>, u64) -> R,
) -> u32 {
    let id = handle as u64;
    let core = slot_of(id).and_then(in_slot);
    // A NULL or foreign handle leads to no machine, so there is no log to write either.
    let Some(core) = core else { return st::INVALID_ARGUMENT };
    let mut body = Some(body);
    enter(&core, name, id, &mut |c| body.take().map_or(Err(st::INTERNAL_FAILURE), |body| body(c, id)))
}

/// A call whose machine is compiled into it.
///
/// # Safety
///
/// Every pointer that `body` uses keeps the contract of the C header.
pub(crate) unsafe fn by_slot(name: &'static str, slot: usize, body: impl FnOnce(&mut Call<'_>) -> R) -> u32 {
    match in_slot(slot) {
        Some(core) => {
            let mut body = Some(body);
            enter(&core, name, 0, &mut |c| body.take().map_or(Err(st::INTERNAL_FAILURE), |body| body(c)))
        }
        None => st::INTERNAL_FAILURE,
    }
}

/// Calls `body` once. It is no type parameter: what is around it would be compiled for each of some three hundred functions.
fn enter(core: &Arc<Core>, name: &'static str, handle: u64, body: &mut dyn FnMut(&mut Call<'_>) -> R) -> u32 {
    let run = || {
        let state = lock(&core.state);
        let began_ns = core.clock.now_ns();
        let mut call = Call {
            core,
            name,
            state: Some(state),
            played: Vec::new(),
            inside: Vec::new(),
            hung: false,
            null_handle: false,
            garbage: None,
            overcount: 0,
            no_nul: false,
            late_ns: 0,
            copies: 1,
        };
        let came_in = call.come_into(handle);
        call.stay_while_wedged();
        let status = match came_in.and_then(|()| call.strike(began_ns)).and_then(|()| {
            let recorded = call.replay.next(name);
            let took_ns = recorded.as_ref().map(|played| played.took_ns);
            if let Some(played) = recorded {
                if played.status != st::SUCCESS && !name.contains("_release_") {
                    call.sleep(played.took_ns);
                    return Err(played.status);
                }
                call.played = played.payload;
            }
            let now = core.clock.now_ns();
            call.settle(core, now);
            let result = body(&mut call);
            if let Some(took) = took_ns {
                // No faster than it was when it was recorded.
                call.sleep(began_ns.saturating_add(took).saturating_sub(core.clock.now_ns()));
            }
            result
        }) {
            Ok(()) => st::SUCCESS,
            Err(status) => status,
        };
        // What the driver hung in the middle of does not come back either.
        call.stay_while_wedged();
        call.go_out();
        let ended_ns = core.clock.now_ns();
        call.record(CallRecord { sequence: 0, began_ns, ended_ns, call: name, handle, status });
        let over = call.orphaned && call.objects.is_empty();
        drop(call);
        core.changed.notify_all();
        if over {
            core.retire();
        }
        status
    };
    catch_unwind(AssertUnwindSafe(run)).unwrap_or(st::INTERNAL_FAILURE)
}

/// Whether a call goes to the driver, and hangs with it. The others ask the library about model
/// files, sizes, formats and parameters.
fn reaches_driver(name: &str) -> bool {
    const ON_THE_HOST: [&str; 24] = [
        "hailo_allocate_",
        "hailo_calculate_",
        "hailo_create_demuxer_",
        "hailo_create_hef_",
        "hailo_create_input_transform_",
        "hailo_create_output_transform_",
        "hailo_demux_",
        "hailo_device_get_type_",
        "hailo_free_",
        "hailo_fuse_",
        "hailo_get_library_version",
        "hailo_hef_",
        "hailo_init_",
        "hailo_is_",
        "hailo_make_",
        "hailo_parse_",
        "hailo_release_hef",
        "hailo_release_input_transform_",
        "hailo_release_output_",
        "hailo_shim_bindings_",
        "hailo_shim_built_for",
        "hailo_shim_library_version",
        "hailo_shim_model_",
        "hailo_transform_",
    ];
    const EXCEPT: [&str; 2] = ["hailo_release_output_vstreams", "hailo_shim_model_configure"];
    let answers = |end: &str| name.ends_with(end);
    let about = answers("_frame_size") || answers("stream_info") || answers("_infos") || answers("_format");
    EXCEPT.contains(&name) || !(about || ON_THE_HOST.iter().any(|start| name.starts_with(start)))
}

impl Call<'_> {
    /// Applies the scripted faults of this call.
    fn strike(&mut self, now: u64) -> R {
        let name = self.name;
        let mut status = None;
        for effect in self.faults.on_call(name, now) {
            match effect {
                CallEffect::Status(s) => status = Some(s.0),
                CallEffect::Delay(s) => self.sleep(to_ns(s)),
                CallEffect::Hang(s) => {
                    self.sleep(to_ns(s));
                    if self.core.unkind && name == "hailo_vstream_read_raw_buffer" {
                        // Its pipeline has the buffer by now.
                        self.hung = true;
                    } else {
                        status = Some(st::TIMEOUT);
                    }
                }
                CallEffect::NullHandle => self.null_handle = true,
                CallEffect::GarbageEnum(value) => self.garbage = Some(value),
                CallEffect::Overcount(more) => self.overcount = more,
                CallEffect::NoNul => self.no_nul = true,
                CallEffect::LateCallback(s) => self.late_ns = to_ns(s),
                CallEffect::DuplicateCallback => self.copies = 2,
                CallEffect::MissingCallback => self.copies = 0,
            }
        }
        status.map_or(Ok(()), Err)
    }

    /// On an unkind machine: enters a handle, where no other thread may be, and lets others walk in.
    pub(crate) fn come_into(&mut self, handle: u64) -> R {
        if !self.core.unkind || handle == 0 || self.inside.contains(&handle) {
            return Ok(());
        }
        let (name, me) = (self.name, thread::current().id());
        let state: &mut State = self;
        if let Err(other) = state.inside.enter(handle, me, name) {
            let kind = state.objects.get(&handle).map_or("a handle", |o| o.kind());
            return Err(state
                .misuse(name, format!("a second thread came into {kind} ({handle:#x}) that is in {other}")));
        }
        self.inside.push(handle);
        self.unlocked(|| (0..TURNS).for_each(|_| thread::yield_now()));
        Ok(())
    }

    fn go_out(&mut self) {
        let (name, me) = (self.name, thread::current().id());
        for handle in std::mem::take(&mut self.inside) {
            let state: &mut State = self;
            state.inside.leave(handle, me, name);
        }
    }

    /// Now, in simulated nanoseconds.
    pub(crate) fn now(&self) -> u64 {
        self.core.clock.now_ns()
    }

    /// Whether a condition holds now.
    pub(crate) fn holds(&self, condition: Condition) -> bool {
        self.faults.holds(self.now(), condition)
    }

    /// While the driver hangs, a call that reaches it does not come back.
    fn stay_while_wedged(&mut self) {
        while let Some(end) = self.faults.end_of(self.now(), Condition::Wedged)
            && !self.orphaned
            && reaches_driver(self.name)
        {
            self.wait(if end == u64::MAX { Until::Never } else { Until::Deadline(end) });
        }
    }

    // === Waiting ===

    /// Lets simulated time pass, with the lock given away.
    pub(crate) fn sleep(&mut self, ns: u64) {
        let end = self.now().saturating_add(ns);
        while self.now() < end {
            self.wait(Until::Event(end));
        }
    }

    fn wait(&mut self, until: Until) {
        if let Some(state) = self.state.take() {
            self.state = Some(self.core.clock.wait(&self.core.changed, state, until));
        }
    }

    /// Waits until `look` finds what it looks for, or the deadline passes: then `HAILO_TIMEOUT`.
    /// `own` is the moment at which the caller's own thing comes, if it is under way.
    pub(crate) fn wait_for<T>(
        &mut self,
        timeout_ns: u64,
        mut look: impl FnMut(&mut Self, u64) -> R<Option<T>>,
        own: impl Fn(&Self) -> Option<u64>,
    ) -> R<T> {
        let deadline = self.now().saturating_add(timeout_ns);
        loop {
            let now = self.now();
            let core = self.core;
            self.settle(core, now);
            if let Some(found) = look(self, now)? {
                return Ok(found);
            }
            if now >= deadline {
                return Err(st::TIMEOUT);
            }
            let next = [own(self), self.next_event()].into_iter().flatten().filter(|t| *t > now).min();
            match next {
                Some(next) if next < deadline => self.wait(Until::Event(next)),
                _ if deadline == u64::MAX => self.wait(Until::Never),
                _ => self.wait(Until::Deadline(deadline)),
            }
        }
    }

    /// Runs `body` without the lock.
    pub(crate) fn unlocked<T>(&mut self, body: impl FnOnce() -> T) -> T {
        self.state = None;
        let result = body();
        self.state = Some(lock(&self.core.state));
        result
    }

    // === What the caller passed ===

    /// Writes a value; NULL answers 2.
    pub(crate) fn put<T>(&self, place: *mut T, value: T) -> R {
        if place.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        // SAFETY: not NULL, and the caller promised a place of this type; C may pack it.
        unsafe { place.write_unaligned(value) };
        Ok(())
    }

    /// Writes a value that is a reading: the recorded one where a recording is played.
    pub(crate) fn put_reading<T>(&self, place: *mut T, value: T) -> R {
        self.put(place, value)?;
        self.play_over(place)
    }

    /// Puts the recorded value over one that was written.
    pub(crate) fn play_over<T>(&self, place: *mut T) -> R {
        if self.played.len() == size_of::<T>() {
            let bytes = self.bytes_mut(place.cast(), size_of::<T>())?;
            bytes.copy_from_slice(&self.played);
        }
        Ok(())
    }

    /// Puts the recorded frame in place of a frame, where a recording of such a frame is played.
    pub(crate) fn put_frame(&self, frame: &mut [u8]) {
        if self.played.len() == frame.len() {
            frame.copy_from_slice(&self.played);
        }
    }

    /// What this call carried when it was recorded; empty where nothing is played.
    pub(crate) fn played(&self) -> &[u8] {
        &self.played
    }

    /// What the completion of this call says, where a recording is played.
    pub(crate) fn played_completion(&self) -> Option<Completed> {
        Completed::read(&self.played)
    }

    /// Reads a value; NULL answers 2.
    pub(crate) fn get<T: Copy>(&self, place: *const T) -> R<T> {
        if place.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        // SAFETY: not NULL, and the caller promised a value of this type.
        Ok(unsafe { place.read_unaligned() })
    }

    /// A record of plain data to be edited in place; NULL answers 2.
    pub(crate) fn edit<'x, T: hailo_sys::Record>(&self, place: *mut T) -> R<&'x mut T> {
        if place.is_null() || !place.is_aligned() {
            return Err(st::INVALID_ARGUMENT);
        }
        // SAFETY: aligned, not NULL, and the caller lends the record for the call; every byte
        // pattern is a value of a `Record`.
        Ok(unsafe { &mut *place })
    }

    /// A handle out: NULL instead where a fault says so.
    pub(crate) fn put_handle<T>(&self, place: *mut *mut T, id: u64) -> R {
        self.put(place, if self.null_handle { std::ptr::null_mut() } else { handle_pointer(id) })
    }

    /// A count out, larger where a fault says so.
    pub(crate) fn put_count(&self, place: *mut usize, count: usize) -> R {
        self.put(place, count.saturating_add(self.overcount as usize))
    }

    /// A value of a C enum, garbage where a fault says so.
    pub(crate) fn enumerator(&self, value: u32) -> u32 {
        self.garbage.unwrap_or(value)
    }

    /// A name into its array, with NUL unless a fault says so.
    pub(crate) fn put_name(&self, array: &mut [c_char], name: &str) {
        let filler = if self.no_nul { b'A' as c_char } else { 0 };
        array.fill(filler);
        let room = array.len() - usize::from(!self.no_nul);
        for (place, byte) in array[..room].iter_mut().zip(name.bytes()) {
            *place = byte as c_char;
        }
    }

    /// Bytes the caller lends; NULL answers 2 unless there are none.
    pub(crate) fn bytes<'x>(&self, data: *const u8, len: usize) -> R<&'x [u8]> {
        if len == 0 {
            return Ok(&[]);
        }
        if data.is_null() || len > isize::MAX as usize {
            return Err(st::INVALID_ARGUMENT);
        }
        // SAFETY: the caller promised `len` readable bytes for the call.
        Ok(unsafe { std::slice::from_raw_parts(data, len) })
    }

    /// Bytes the caller lends for writing.
    pub(crate) fn bytes_mut<'x>(&self, data: *mut u8, len: usize) -> R<&'x mut [u8]> {
        if len == 0 {
            return Ok(&mut []);
        }
        if data.is_null() || len > isize::MAX as usize {
            return Err(st::INVALID_ARGUMENT);
        }
        // SAFETY: the caller promised `len` writable bytes for the call, lent to nobody else.
        Ok(unsafe { std::slice::from_raw_parts_mut(data, len) })
    }

    /// Element `at` of an array the caller lends.
    pub(crate) fn element<T>(&self, array: *mut T, at: usize) -> *mut T {
        // In bounds by the caller's promise about the array's length; only the address is made.
        array.wrapping_add(at)
    }

    /// A C string; `None` for NULL.
    pub(crate) fn text(&self, text: *const c_char) -> Option<String> {
        if text.is_null() {
            return None;
        }
        // SAFETY: not NULL, and the caller promised a string that ends in NUL.
        Some(unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned())
    }

    /// A name in an array that should end in NUL but need not.
    pub(crate) fn name(&self, array: &[c_char]) -> String {
        let bytes: Vec<u8> = array.iter().map(|c| *c as u8).take_while(|b| *b != 0).collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// A slice of the shim's; NULL with a length answers 2.
    pub(crate) fn slice<'x>(&self, slice: hailo_shim_slice) -> R<&'x [u8]> {
        self.bytes(slice.data, slice.len)
    }

    /// Text of the shim's.
    pub(crate) fn slice_text(&self, slice: hailo_shim_slice) -> R<String> {
        Ok(String::from_utf8_lossy(self.slice(slice)?).into_owned())
    }

    /// Hands bytes to a sink, without the lock.
    pub(crate) fn send(&mut self, sink: hailo_shim_sink, context: *mut std::ffi::c_void, bytes: &[u8]) -> R {
        let Some(sink) = sink else { return Err(st::INVALID_ARGUMENT) };
        self.unlocked(|| {
            // SAFETY: the caller gave this function and its context for this call; the bytes live
            // until it returns.
            unsafe { sink(context, bytes.as_ptr(), bytes.len()) };
        });
        Ok(())
    }
}

/// Declares entry points whose machine is told by a handle: `fn name[handle](…) |call, id| { … }`.
macro_rules! with_handle {
    ($($(#[$meta:meta])* fn $name:ident[$handle:ident]($($arg:ident: $ty:ty),* $(,)?) |$c:ident, $id:pat_param| $body:block)*) => {$(
        $(#[$meta])*
        pub(crate) unsafe extern "C" fn $name($($arg: $ty),*) -> u32 {
            let body = |$c: &mut $crate::call::Call<'_>, $id: u64| -> $crate::call::R { $body };
            // SAFETY: the caller keeps the header's contract for these arguments.
            unsafe { $crate::call::by_handle(stringify!($name), $handle.addr(), body) }
        }
    )*};
}

/// Declares entry points whose machine is compiled in: `fn name(…) |call| { … }`.
macro_rules! with_slot {
    ($($(#[$meta:meta])* fn $name:ident($($arg:ident: $ty:ty),* $(,)?) |$c:ident| $body:block)*) => {$(
        $(#[$meta])*
        pub(crate) unsafe extern "C" fn $name<const N: usize>($($arg: $ty),*) -> u32 {
            // One body for all slots: a closure here would be compiled once for each.
            #[allow(clippy::too_many_arguments, reason = "the header's list, and the slot")]
            unsafe fn in_slot(slot: usize, $($arg: $ty),*) -> u32 {
                let body = |$c: &mut $crate::call::Call<'_>| -> $crate::call::R { $body };
                // SAFETY: the caller keeps the header's contract for these arguments.
                unsafe { $crate::call::by_slot(stringify!($name), slot, body) }
            }
            // SAFETY: the same arguments under the same contract.
            unsafe { in_slot(N, $($arg),*) }
        }
    )*};
}

/// Functions that answer nothing and take NULL.
macro_rules! destroys {
    ($(fn $name:ident($arg:ident: $ty:ty) |$c:ident, $id:ident| $body:block)*) => {$(
        pub(crate) unsafe extern "C" fn $name($arg: *mut $ty) {
            if $arg.is_null() {
                return;
            }
            let body = |$c: &mut $crate::call::Call<'_>, $id: u64| -> $crate::call::R { $body };
            // SAFETY: nothing is read through the handle's address.
            unsafe { crate::call::by_handle(stringify!($name), $arg.addr(), body) };
        }
    )*};
}

pub(crate) use {destroys, with_handle, with_slot};
