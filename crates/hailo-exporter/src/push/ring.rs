//! One bounded file of batches: written round and round, never rewritten, and read again after a crash at any byte.
//!
//! The file is a row of blocks of 4 KiB. Block 0, the mark, has the number of the first request that is not delivered. The others are
//! numbered on and on; block `n` lies at place `1 + n % (places - 1)`, so that the newest lie over the oldest. Each block has its
//! number, that of the first block of its batch, the length of the batch and a checksum: what was torn, overwritten or is not
//! ours is not whole, and is passed over. Nothing is written but a batch at its time, the mark, and the end of the file when
//! all is done with.

use std::collections::{BTreeMap, VecDeque};
use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;
use xxhash_rust::xxh3::xxh3_64;

use super::buffer::Request;

const BLOCK: usize = 4096;
const MAGIC: [u8; 8] = *b"hailoPB1";
/// Magic, checksum, number, first of the batch, length of the batch.
const HEAD: usize = 36;
const ROOM: usize = BLOCK - HEAD;
/// Number, time, samples, length of one request in a batch.
const REQUEST_HEAD: usize = 24;

/// A file that can't be used, and why.
#[derive(Debug)]
pub(super) struct RingError(pub(super) String);

/// What is known of a batch without reading it.
#[derive(Debug, Clone)]
pub(super) struct Batch {
    /// The number of its first block.
    block: u64,
    length: usize,
    /// Of each request: its number, time, samples and length of body.
    pub(super) requests: VecDeque<Entry>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) number: u64,
    pub(super) unix_ms: i64,
    pub(super) samples: u32,
    pub(super) bytes: usize,
}

impl Batch {
    const fn blocks(&self) -> u64 {
        self.length.div_ceil(ROOM) as u64
    }

    /// The number of its first block, which no other batch has.
    pub(super) const fn block(&self) -> u64 {
        self.block
    }
}

/// The file, and what it holds.
#[derive(Debug)]
pub(super) struct Ring {
    file: File,
    path: PathBuf,
    /// Places for blocks of batches.
    places: u64,
    /// The number that the next block gets.
    next_block: u64,
    /// Oldest first.
    pub(super) batches: VecDeque<Batch>,
}

impl Ring {
    /// Opens the file at `path`, of at most so many bytes, or makes an empty one. A file of somebody else is set aside.
    /// Answers the number too that the next request gets.
    pub(super) fn open(path: &Path, most_bytes: usize) -> Result<(Self, u64), RingError> {
        let bad = |error: &dyn std::fmt::Display| RingError(format!("{}: {error}", path.display()));
        let file = open(path).map_err(|error| bad(&error))?;
        lock(&file).map_err(|error| match error {
            Errno::WOULDBLOCK => {
                bad(&"another process keeps its unsent samples there; give each a directory of its own")
            }
            error => bad(&error),
        })?;
        let places = (most_bytes / BLOCK).max(3) as u64 - 1;
        let mut ring = Self { file, path: path.to_owned(), places, next_block: 0, batches: VecDeque::new() };
        let next = ring.read().map_err(|error| bad(&error))?;
        Ok((ring, next))
    }

    /// Reads what the file holds; answers the number that the next request gets.
    fn read(&mut self) -> io::Result<u64> {
        let length = self.file.metadata()?.len().min((self.places + 1) * BLOCK as u64);
        let mut bytes = vec![0; length as usize];
        self.file.read_exact_at(&mut bytes, 0)?;
        let blocks: BTreeMap<u64, Block<'_>> = bytes
            .chunks_exact(BLOCK)
            .enumerate()
            .skip(1)
            .filter_map(|(place, bytes)| Some((place as u64, Block::read(bytes)?)))
            .filter(|(place, block)| *place == self.place(block.number))
            .map(|(_, block)| (block.number, block))
            .collect();
        let is_ours = bytes.starts_with(&MAGIC[..bytes.len().min(MAGIC.len())]);
        if blocks.is_empty() && !is_ours {
            self.set_aside()?;
            return Ok(0);
        }
        let done = bytes.get(..BLOCK).and_then(Block::read).map_or(0, |mark| mark.number);
        let mut next = done;
        for block in blocks.values().filter(|block| block.number == block.first) {
            let batch = (0..block.length.div_ceil(ROOM) as u64)
                .map(|at| blocks.get(&(block.first + at)).filter(|part| part.first == block.first))
                .map(|part| part.map(|part| part.bytes))
                .collect::<Option<Vec<_>>>();
            let Some(parts) = batch else { continue };
            let whole = parts.concat();
            let Some(requests) = whole.get(..block.length).and_then(parse) else { continue };
            let requests: VecDeque<Entry> = requests.into_iter().map(|(entry, _)| entry).collect();
            next = next.max(requests.back().map_or(0, |entry| entry.number + 1));
            let mut batch = Batch { block: block.first, length: block.length, requests };
            batch.requests.retain(|entry| entry.number >= done);
            if !batch.requests.is_empty() {
                self.batches.push_back(batch);
            }
        }
        // What lies after the newest whole block may be torn: it is written over.
        self.next_block = blocks.keys().next_back().map_or(0, |newest| newest + 1);
        if self.batches.is_empty() {
            self.clear()?;
        }
        Ok(next)
    }

    fn set_aside(&mut self) -> io::Result<()> {
        let mut aside = self.path.clone().into_os_string();
        aside.push(".foreign");
        std::fs::rename(&self.path, &aside)?;
        tracing::warn!(
            file = %self.path.display(),
            aside = %Path::new(&aside).display(),
            "not a file of unsent samples: it was set aside"
        );
        self.file = open(&self.path)?;
        Ok(lock(&self.file)?)
    }

    const fn place(&self, number: u64) -> u64 {
        1 + number % self.places
    }

    /// Appends a batch of requests, the first of which has the number `number`, and waits until the card has it. Answers the
    /// requests that it lies over.
    ///
    /// # Errors
    /// When the disk is full or broken. Then the file holds what it held, but for what was lain over before the fault.
    pub(super) fn append(&mut self, number: u64, requests: &VecDeque<Request>) -> io::Result<Vec<Entry>> {
        let mut payload = Vec::new();
        let mut entries = VecDeque::new();
        for (number, request) in (number..).zip(requests) {
            let Request { body, samples, unix_ms } = request;
            payload.extend_from_slice(&number.to_le_bytes());
            payload.extend_from_slice(&unix_ms.to_le_bytes());
            payload.extend_from_slice(&samples.to_le_bytes());
            payload.extend_from_slice(&(body.len() as u32).to_le_bytes());
            payload.extend_from_slice(body);
            entries.push_back(Entry { number, unix_ms: *unix_ms, samples: *samples, bytes: body.len() });
        }
        let batch = Batch { block: self.next_block, length: payload.len(), requests: entries };
        if batch.blocks() > self.places {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than the file may be"));
        }
        let end = batch.block + batch.blocks();
        // One write, or two where the file's end comes between.
        let mut bytes = Vec::with_capacity(payload.len().div_ceil(ROOM) * BLOCK);
        let mut at = self.place(batch.block);
        let fresh = self.file.metadata()?.len() == 0;
        if fresh {
            // The mark goes first, so that even a torn file is known as ours.
            self.write_mark(number)?;
        }
        for (number, part) in (batch.block..).zip(payload.chunks(ROOM)) {
            if self.place(number) < at + (bytes.len() / BLOCK) as u64 {
                self.file.write_all_at(&bytes, at * BLOCK as u64)?;
                (at, bytes) = (self.place(number), Vec::new());
            }
            Block { number, first: batch.block, length: batch.length, bytes: part }.write(&mut bytes);
        }
        self.file.write_all_at(&bytes, at * BLOCK as u64)?;
        self.file.sync_data()?;
        self.next_block = end;
        let mut over = Vec::new();
        while let Some(oldest) = self.batches.front().filter(|oldest| oldest.block + self.places < end) {
            over.extend(&oldest.requests);
            self.batches.pop_front();
        }
        self.batches.push_back(batch);
        Ok(over)
    }

    /// The requests of a batch that are not done with, read back.
    pub(super) fn load(&self, batch: &Batch) -> io::Result<VecDeque<(u64, Request)>> {
        let mut payload = Vec::with_capacity(batch.length);
        let mut bytes = [0; BLOCK];
        for number in batch.block..batch.block + batch.blocks() {
            self.file.read_exact_at(&mut bytes, self.place(number) * BLOCK as u64)?;
            let block = Block::read(&bytes).filter(|block| block.number == number);
            payload.extend_from_slice(block.ok_or(io::ErrorKind::InvalidData)?.bytes);
        }
        payload.truncate(batch.length);
        let first = batch.requests.front().map_or(u64::MAX, |entry| entry.number);
        let requests = parse(&payload).ok_or(io::ErrorKind::InvalidData)?;
        Ok(requests
            .into_iter()
            .filter(|(entry, _)| entry.number >= first)
            .map(|(Entry { number, unix_ms, samples, .. }, body)| {
                (number, Request { body: body.to_vec().into(), samples, unix_ms })
            })
            .collect())
    }

    /// Notes that every request before `number` is done with. It reaches the card when the system writes it there.
    pub(super) fn done_before(&mut self, number: u64) -> io::Result<()> {
        if self.batches.is_empty() { self.clear() } else { self.write_mark(number) }
    }

    fn write_mark(&self, number: u64) -> io::Result<()> {
        let mut bytes = Vec::with_capacity(BLOCK);
        Block { number, first: 0, length: 0, bytes: &[] }.write(&mut bytes);
        self.file.write_all_at(&bytes, 0)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.next_block = 0;
        if self.file.metadata()?.len() > 0 { self.file.set_len(0) } else { Ok(()) }
    }
}

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)
}

/// Waits a moment for an earlier run that is about to end, or for a child that is about to become another program.
fn lock(file: &File) -> Result<(), Errno> {
    const TRIES: u32 = 40;
    let mut tries = 0;
    loop {
        match flock(file, FlockOperation::NonBlockingLockExclusive) {
            Err(Errno::WOULDBLOCK) if tries < TRIES => {
                tries += 1;
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
            outcome => return outcome,
        }
    }
}

/// A block as it lies in the file.
struct Block<'b> {
    number: u64,
    first: u64,
    length: usize,
    bytes: &'b [u8],
}

impl<'b> Block<'b> {
    /// `None` when it is torn or nobody's.
    fn read(block: &'b [u8]) -> Option<Self> {
        let (magic, rest) = block.split_first_chunk::<8>()?;
        let (sum, summed) = rest.split_first_chunk::<8>()?;
        if *magic != MAGIC || xxh3_64(summed) != u64::from_le_bytes(*sum) {
            return None;
        }
        let (number, rest) = summed.split_first_chunk::<8>()?;
        let (first, rest) = rest.split_first_chunk::<8>()?;
        let (length, bytes) = rest.split_first_chunk::<4>()?;
        Some(Self {
            number: u64::from_le_bytes(*number),
            first: u64::from_le_bytes(*first),
            length: u32::from_le_bytes(*length) as usize,
            bytes,
        })
    }

    /// Appends it, filled up with zeros.
    fn write(&self, out: &mut Vec<u8>) {
        let begin = out.len();
        out.extend_from_slice(&MAGIC);
        out.extend_from_slice(&[0; 8]);
        out.extend_from_slice(&self.number.to_le_bytes());
        out.extend_from_slice(&self.first.to_le_bytes());
        out.extend_from_slice(&(self.length as u32).to_le_bytes());
        out.extend_from_slice(self.bytes);
        out.resize(begin + BLOCK, 0);
        let sum = xxh3_64(&out[begin + 16..]);
        out[begin + 8..begin + 16].copy_from_slice(&sum.to_le_bytes());
    }
}

/// The requests of a batch; `None` where the lengths do not add up.
fn parse(mut payload: &[u8]) -> Option<Vec<(Entry, &[u8])>> {
    let mut found = Vec::new();
    while !payload.is_empty() {
        let (head, rest) = payload.split_at_checked(REQUEST_HEAD)?;
        let word = |at: usize| head.get(at..at + 8)?.try_into().ok().map(u64::from_le_bytes);
        let half = |at: usize| head.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
        let bytes = half(20)? as usize;
        let (body, rest) = rest.split_at_checked(bytes)?;
        let entry = Entry { number: word(0)?, unix_ms: word(8)? as i64, samples: half(16)?, bytes };
        found.push((entry, body));
        payload = rest;
    }
    Some(found)
}
