//! Memory for the records that pass between this crate and the library, with room behind them.
//!
//! A library that is newer than this crate may know a longer record. What it writes past the end of ours lands in a tail
//! that is looked at afterwards; what it reads past the end is zero.

use crate::error::{Error, ErrorKind, Result};
use crate::handle::callback::lock;
use hailo_sys::Grown;
use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes behind each record: what it may have grown by, and a word that shows that it did not grow by more.
pub(crate) const TAIL: usize = hailo_sys::MAX_GROWTH + 8;

/// What the tail holds while the library writes the record: not zero, not all ones, and no small number.
const CANARY: u8 = 0xA5;

static OVERRUNS: AtomicU64 = AtomicU64::new(0);

/// How often in this process the library wrote more of a record than this crate knows. Each was an error that names
/// the record, and harmed nothing.
#[must_use]
pub fn record_overruns() -> u64 {
    OVERRUNS.load(Ordering::Relaxed)
}

/// The library wrote more of a record than this crate knows: its layouts are not those of the version it claims to be.
///
/// It is the [source](std::error::Error::source) of the error that such a call answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordOverrun {
    /// The record's name in C.
    pub record: &'static str,
    /// Bytes that this crate knows of it.
    pub expected: usize,
    /// Bytes that were written, at the least; there is room for 264 more than expected.
    pub found: usize,
}

impl fmt::Display for RecordOverrun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { record, expected, found } = self;
        write!(f, "{record} was written with {found} bytes, and is {expected} bytes long in this version")
    }
}

impl std::error::Error for RecordOverrun {}

/// Whether a library may write more of a record than is known of it, and which it was seen to.
///
/// A release that is not known may have longer records; the self-test, or the shim's headers, found that what is known of
/// them is in its place. A known release that writes more is not what it says it is.
#[derive(Debug, Default)]
pub(crate) struct Growth {
    allowed: bool,
    seen: Mutex<Vec<Grown>>,
}

/// For records that are this crate's own, and for those that stand in arrays.
pub(crate) static FIXED: Growth = Growth::new(false);

impl Growth {
    pub(crate) const fn new(allowed: bool) -> Self {
        Self { allowed, seen: Mutex::new(Vec::new()) }
    }

    /// The records that were seen to be longer.
    pub(crate) fn seen(&self) -> Vec<Grown> {
        lock(&self.seen).clone()
    }

    fn note(&self, record: &'static str, known: usize, found: usize) {
        let mut seen = lock(&self.seen);
        match seen.iter_mut().find(|grown| grown.record == record) {
            Some(grown) => grown.found = grown.found.max(found),
            None => {
                seen.push(Grown { record, known, found });
                tracing::warn!(target: "hailo", record, known, found, "this HailoRT has a longer record");
            }
        }
    }
}

/// Looks at a tail, after a call: how much of it was written.
fn check(
    growth: &Growth,
    call: &'static str,
    record: &'static str,
    expected: usize,
    tail: &[u8],
) -> Result<usize> {
    let Some(last) = tail.iter().rposition(|byte| *byte != CANARY) else { return Ok(0) };
    // More than that may have been written past the tail's end as well.
    if growth.allowed && last < hailo_sys::MAX_GROWTH {
        growth.note(record, expected, expected + last + 1);
        return Ok(last + 1);
    }
    OVERRUNS.fetch_add(1, Ordering::Relaxed);
    let overrun = RecordOverrun { record, expected, found: expected + last + 1 };
    let why = format!("{call} wrote past its record: the library is not the version it says it is");
    Err(Error::caused(ErrorKind::LibraryIncompatible, why, overrun))
}

/// One plain record on the stack, and its tail.
#[repr(C)]
#[derive(Debug)]
pub(crate) struct Padded<T> {
    pub(crate) record: T,
    tail: [u8; TAIL],
}

impl<T: Copy> Padded<T> {
    /// For the library to read.
    pub(crate) fn given(record: T) -> Self {
        Self { record, tail: [0; TAIL] }
    }

    pub(crate) fn as_ptr(&self) -> *const T {
        // Of the whole, so that its tail may be read through it.
        std::ptr::from_ref(self).cast()
    }

    pub(crate) fn as_mut_ptr(&mut self) -> *mut T {
        std::ptr::from_mut(self).cast()
    }
}

/// Lets the library fill a record: `ask` makes the call `call` with the address. What was written behind the record's known
/// end stays there, for the calls that give the record back; zeros otherwise.
pub(crate) fn fill<T: Copy>(
    growth: &Growth,
    call: &'static str,
    empty: T,
    ask: impl FnOnce(*mut T) -> Result<()>,
) -> Result<Padded<T>> {
    let mut padded = Padded { record: empty, tail: [CANARY; TAIL] };
    let answer = ask(padded.as_mut_ptr());
    let written = check(growth, call, c_name::<T>(), size_of::<T>(), &padded.tail)?;
    padded.tail[written..].fill(0);
    answer.map(|()| padded)
}

/// The same for an array.
pub(crate) fn fill_array<T: Copy, R>(
    call: &'static str,
    count: usize,
    empty: T,
    ask: impl FnOnce(*mut T) -> R,
) -> Result<(Vec<T>, R)> {
    let mut items = vec![empty; count + TAIL.div_ceil(size_of::<T>())];
    let spare = size_of_val(&items[count..]);
    let tail = items.as_mut_ptr().wrapping_add(count).cast::<u8>();
    // SAFETY: these bytes are those of the last items, which nothing reads as items again. Miri runs
    // `the_same_holds_for_arrays_and_for_calls_that_fail` below.
    unsafe { tail.write_bytes(CANARY, spare) };
    let answer = ask(items.as_mut_ptr());
    let tail = items.as_ptr().wrapping_add(count).cast::<u8>();
    // SAFETY: the same bytes, which were all written above (the same test).
    let tail = unsafe { std::slice::from_raw_parts(tail, spare) };
    check(&FIXED, call, c_name::<T>(), count * size_of::<T>(), tail)?;
    items.truncate(count);
    Ok((items, answer))
}

/// A record's name in C, which is its name here.
fn c_name<T>() -> &'static str {
    let name = std::any::type_name::<T>();
    name.rsplit_once("::").map_or(name, |(_, name)| name)
}

/// The same for a record, or an array of them, whose size depends on the era.
pub(crate) fn fill_bytes<R>(
    growth: &Growth,
    call: &'static str,
    record: &'static str,
    size: usize,
    ask: impl FnOnce(*mut u8) -> Result<R>,
) -> Result<(Record, R)> {
    let mut filled = Record::zeroed(size);
    filled.tail_mut().fill(CANARY);
    let answer = ask(filled.as_mut_ptr());
    let written = check(growth, call, record, size, filled.tail())?;
    filled.tail_mut()[written..].fill(0);
    answer.map(|answer| (filled, answer))
}

/// One record, on the heap, aligned for any C record, with at least [`TAIL`] bytes behind it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Record {
    words: Box<[u64]>,
    size: usize,
}

impl std::fmt::Debug for Record {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Record({} bytes)", self.size)
    }
}

impl Record {
    pub(crate) fn zeroed(size: usize) -> Self {
        Self { words: vec![0; (size + TAIL).div_ceil(8)].into_boxed_slice(), size }
    }

    pub(crate) fn copied(bytes: &[u8]) -> Self {
        let mut record = Self::zeroed(bytes.len());
        record.bytes_mut().copy_from_slice(bytes);
        record
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.all()[..self.size]
    }

    pub(crate) fn bytes_mut(&mut self) -> &mut [u8] {
        let size = self.size;
        &mut self.all_mut()[..size]
    }

    fn all(&self) -> &[u8] {
        // SAFETY: these are the bytes of the words, all initialised, and the borrow is that of `self`. Miri runs
        // `a_record_that_may_be_longer_keeps_what_was_written_and_its_size_is_told` below.
        unsafe { std::slice::from_raw_parts(self.words.as_ptr().cast(), size_of_val(&*self.words)) }
    }

    fn all_mut(&mut self) -> &mut [u8] {
        // SAFETY: as above, and the borrow is mutable (the same test).
        unsafe { std::slice::from_raw_parts_mut(self.words.as_mut_ptr().cast(), size_of_val(&*self.words)) }
    }

    /// What lies behind the record.
    pub(crate) fn tail(&self) -> &[u8] {
        &self.all()[self.size..]
    }

    pub(crate) fn tail_mut(&mut self) -> &mut [u8] {
        let size = self.size;
        &mut self.all_mut()[size..]
    }

    pub(crate) fn as_ptr<T>(&self) -> *const T {
        self.words.as_ptr().cast()
    }

    pub(crate) fn as_mut_ptr<T>(&mut self) -> *mut T {
        self.words.as_mut_ptr().cast()
    }

    /// The records of an array that this memory holds, each `stride` bytes.
    pub(crate) fn each(&self, stride: usize, count: usize) -> impl Iterator<Item = &[u8]> {
        self.bytes().chunks_exact(stride).take(count)
    }

    pub(crate) fn put_u16(&mut self, at: usize, value: u16) {
        self.put(at, &value.to_ne_bytes());
    }

    pub(crate) fn put_u32(&mut self, at: usize, value: u32) {
        self.put(at, &value.to_ne_bytes());
    }

    pub(crate) fn put(&mut self, at: usize, bytes: &[u8]) {
        if let Some(field) = self.bytes_mut().get_mut(at..at + bytes.len()) {
            field.copy_from_slice(bytes);
        }
    }
}

/// Records for the library to read, with zeros behind the last one.
pub(crate) struct Given<T>(Vec<T>, usize);

impl<T: hailo_sys::Record> Given<T> {
    pub(crate) fn new(records: impl IntoIterator<Item = T>) -> Self {
        let mut records: Vec<T> = records.into_iter().collect();
        let count = records.len();
        let spare = TAIL.div_ceil(size_of::<T>());
        records.resize(count + spare, T::zeroed());
        // Byte by byte: a record that is copied leaves what stands between its fields behind.
        // SAFETY: these are the last items, and a record of zeros is a record. Miri runs
        // `behind_what_the_library_reads_are_zeros` below.
        unsafe { records.as_mut_ptr().wrapping_add(count).write_bytes(0, spare) };
        Self(records, count)
    }

    pub(crate) fn as_ptr(&self) -> *const T {
        self.0.as_ptr()
    }

    pub(crate) fn as_mut_ptr(&mut self) -> *mut T {
        self.0.as_mut_ptr()
    }

    pub(crate) fn len(&self) -> usize {
        self.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hailo_sys::types::hailo_chip_temperature_info_t as Temperature;

    #[test]
    fn what_is_written_past_a_record_is_found_and_counted() {
        let write = |size: usize| {
            fill(&FIXED, "call", hailo_sys::Record::zeroed(), |out: *mut Temperature| {
                // SAFETY: within the record and its tail.
                unsafe { out.cast::<u8>().write_bytes(7, size) };
                Ok(())
            })
        };
        let whole = size_of::<Temperature>();
        assert_eq!(write(whole).unwrap().record.sample_count, 0x0707);
        let before = record_overruns();
        for past in [1, 12, TAIL] {
            let error = write(whole + past).map(|_| ()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::LibraryIncompatible);
            let overrun = std::error::Error::source(&error).unwrap().downcast_ref::<RecordOverrun>().unwrap();
            assert_eq!(
                *overrun,
                RecordOverrun {
                    record: "hailo_chip_temperature_info_t",
                    expected: whole,
                    found: whole + past
                }
            );
        }
        assert!(record_overruns() >= before + 3);
    }

    #[test]
    fn the_same_holds_for_arrays_and_for_calls_that_fail() {
        let (record, answer) = fill_bytes(&FIXED, "call", "record", 24, |out| {
            // SAFETY: within the records.
            unsafe { out.write_bytes(7, 24) };
            Ok(9)
        })
        .unwrap();
        assert_eq!((record.bytes(), answer), (&[7; 24][..], 9));
        assert!(record.tail().iter().all(|byte| *byte == 0));
        let error = fill_bytes(&FIXED, "call", "record", 24, |out| {
            // SAFETY: within the records and their tail.
            unsafe { out.write_bytes(7, 32) };
            Err::<(), _>(Error::other(ErrorKind::Runtime, "failed, and wrote all the same"))
        });
        assert_eq!(error.err().unwrap().kind(), ErrorKind::LibraryIncompatible);
    }

    /// Of a release that is not known: what it wrote goes back to it, and its size is told.
    #[test]
    fn a_record_that_may_be_longer_keeps_what_was_written_and_its_size_is_told() {
        let growth = Growth::new(true);
        let whole = size_of::<Temperature>();
        let write = |size: usize| {
            fill(&growth, "call", hailo_sys::Record::zeroed(), |out: *mut Temperature| {
                // SAFETY: within the record and its tail.
                unsafe { out.cast::<u8>().write_bytes(7, size) };
                Ok(())
            })
        };
        let padded = write(whole + 12).unwrap();
        assert_eq!(padded.record.sample_count, 0x0707);
        assert!(padded.tail.iter().enumerate().all(|(at, byte)| *byte == if at < 12 { 7 } else { 0 }));
        write(whole + 4).unwrap();
        let grown = Grown { record: "hailo_chip_temperature_info_t", known: whole, found: whole + 12 };
        assert_eq!(growth.seen(), [grown]);
        assert!(write(whole + hailo_sys::MAX_GROWTH).is_ok());
        // Written to the end of the tail: there may have been more.
        let error = write(whole + TAIL).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LibraryIncompatible);
    }

    #[test]
    fn behind_what_the_library_reads_are_zeros() {
        let given = Given::new([Temperature { sample_count: 1, ..hailo_sys::Record::zeroed() }]);
        assert_eq!(given.len(), 1);
        // SAFETY: the memory is longer than that, and every byte of it is initialised.
        let all = unsafe {
            std::slice::from_raw_parts(given.as_ptr().cast::<u8>(), size_of::<Temperature>() + TAIL)
        };
        assert!(all[size_of::<Temperature>()..].iter().all(|byte| *byte == 0));
    }
}
