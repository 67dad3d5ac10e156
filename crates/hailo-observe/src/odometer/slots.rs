//! Two slots of one file that are written in turn: what was kept last is there until what is to follow it is whole.

use std::fs;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use flate2::Crc;
use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

/// A block that a disk writes whole.
pub(super) const SLOT: usize = 4096;
pub(super) const FILE: &str = "odometer";
/// Where a file goes that can't be read. One that went there before is replaced.
pub(super) const UNREADABLE: &str = "odometer.unreadable";

const MAGIC: &[u8; 14] = b"hailo-odometer";
const VERSION: u16 = 1;
/// Magic, version, number, length, checksum.
pub(super) const HEADER: usize = 32;
/// Bytes that one slot keeps.
pub(super) const ROOM: usize = SLOT - HEADER;

/// What one slot turned out to be.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    /// Never written.
    Blank,
    Kept {
        number: u64,
        body: Vec<u8>,
    },
    /// Whole, and of another version of this format.
    Newer(u16),
    Bad,
}

/// The open file, which nobody else writes meanwhile.
#[derive(Debug)]
pub(super) struct Slots {
    file: fs::File,
    /// Of what was written last.
    number: u64,
    /// The slot that is to be written next: not the one that holds what was written last.
    next: usize,
}

impl Slots {
    /// Opens the file of `folder`, which is made where there is none, and returns what it keeps. A file in which nothing
    /// can be read is put aside.
    ///
    /// # Errors
    /// `WouldBlock` while another process has it, `InvalidData` where a newer version wrote it; else what the disk says.
    pub(super) fn open(folder: &Path) -> io::Result<(Self, Option<Vec<u8>>)> {
        let path = folder.join(FILE);
        let mut file = lock(&path)?;
        let mut found = read(&file)?;
        if let Some(version) = found.iter().find_map(|found| match found {
            Found::Newer(version) => Some(version),
            _ => None,
        }) {
            let why = format!("version {version} of this program's format is newer than version {VERSION}");
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
        let is_kept = |found: &Found| matches!(found, Found::Kept { .. });
        if !found.iter().any(is_kept) && found.contains(&Found::Bad) {
            let aside = folder.join(UNREADABLE);
            tracing::warn!(path = %path.display(), kept = %aside.display(), "the odometer can't be read and begins anew");
            fs::rename(&path, aside)?;
            file = lock(&path)?;
            found = read(&file)?;
        }
        if file.metadata()?.len() < 2 * SLOT as u64 {
            // What will be written has its place now: a disk that fills up later does not stop it.
            let blank = [0; 2 * SLOT];
            let from = file.metadata()?.len() as usize;
            file.write_all_at(blank.get(from..).unwrap_or_default(), from as u64)?;
            file.sync_all()?;
            fs::File::open(folder)?.sync_all()?;
        }
        let kept = found.into_iter().enumerate().filter_map(|(slot, found)| match found {
            Found::Kept { number, body } => Some((number, slot, body)),
            _ => None,
        });
        Ok(match kept.max_by_key(|(number, ..)| *number) {
            Some((number, slot, body)) => (Self { file, number, next: 1 - slot }, Some(body)),
            None => (Self { file, number: 0, next: 0 }, None),
        })
    }

    /// Keeps `body`, of [`ROOM`] bytes at the most. What was kept before is lost only once this is on the disk.
    pub(super) fn write(&mut self, body: &[u8]) -> io::Result<()> {
        let number = self.number + 1;
        self.file.write_all_at(&slot(number, body)?, (self.next * SLOT) as u64)?;
        self.file.sync_data()?;
        self.number = number;
        self.next = 1 - self.next;
        Ok(())
    }
}

#[cfg(test)]
impl Slots {
    /// On a disk that takes nothing.
    pub(super) fn broken() -> Self {
        let file = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        Self { file, number: 0, next: 0 }
    }
}

/// Waits a moment for an earlier run that is about to end, or for a child that is about to become another program.
fn lock(path: &PathBuf) -> io::Result<fs::File> {
    const TRIES: u32 = 40;
    let file = fs::OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
    for _ in 0..TRIES {
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Err(Errno::WOULDBLOCK) => std::thread::sleep(Duration::from_millis(50)),
            outcome => return outcome.map(|()| file).map_err(io::Error::from),
        }
    }
    Err(io::ErrorKind::WouldBlock.into())
}

fn read(file: &fs::File) -> io::Result<[Found; 2]> {
    let mut both = [0; 2 * SLOT];
    let mut length = 0;
    loop {
        match file.read_at(both.get_mut(length..).unwrap_or_default(), length as u64)? {
            0 => break,
            more => length += more,
        }
    }
    let (first, second) = both.split_at(SLOT);
    let of = |slot: &[u8], from: usize| {
        parse(slot.get(..length.saturating_sub(from).min(SLOT)).unwrap_or_default())
    };
    Ok([of(first, 0), of(second, SLOT)])
}

fn slot(number: u64, body: &[u8]) -> io::Result<[u8; SLOT]> {
    let mut slot = [0; SLOT];
    let room = slot.get_mut(HEADER..HEADER + body.len()).ok_or(io::ErrorKind::FileTooLarge)?;
    room.copy_from_slice(body);
    let length = u32::try_from(body.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
    let checksum = checksum(VERSION, number, length, body);
    let header = MAGIC
        .iter()
        .copied()
        .chain(VERSION.to_le_bytes())
        .chain(number.to_le_bytes())
        .chain(length.to_le_bytes())
        .chain(checksum.to_le_bytes());
    slot.iter_mut().zip(header).for_each(|(place, byte)| *place = byte);
    Ok(slot)
}

fn checksum(version: u16, number: u64, length: u32, body: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(&version.to_le_bytes());
    crc.update(&number.to_le_bytes());
    crc.update(&length.to_le_bytes());
    crc.update(body);
    crc.sum()
}

fn parse(slot: &[u8]) -> Found {
    if slot.iter().all(|byte| *byte == 0) {
        return Found::Blank;
    }
    let whole = || {
        let (magic, rest) = slot.split_first_chunk::<14>()?;
        let (version, rest) = rest.split_first_chunk()?;
        let (number, rest) = rest.split_first_chunk()?;
        let (length, rest) = rest.split_first_chunk()?;
        let (sum, rest) = rest.split_first_chunk()?;
        let (version, number) = (u16::from_le_bytes(*version), u64::from_le_bytes(*number));
        let length = u32::from_le_bytes(*length);
        let body = rest.get(..usize::try_from(length).ok()?)?;
        let right = magic == MAGIC && u32::from_le_bytes(*sum) == checksum(version, number, length, body);
        right.then(|| (version, number, body.to_vec()))
    };
    match whole() {
        Some((VERSION, number, body)) => Found::Kept { number, body },
        Some((version, ..)) => Found::Newer(version),
        None => Found::Bad,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        // In memory where there is such a place: a disk would be asked thousands of times to have it all written.
        let memory = PathBuf::from("/dev/shm");
        let place = if memory.is_dir() { memory } else { std::env::temp_dir() };
        let folder = place.join(format!("hailo-slots-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn kept(folder: &Path) -> Option<Vec<u8>> {
        Slots::open(folder).unwrap().1
    }

    /// A file in which `old` was kept, then `new`, as bytes.
    fn two(folder: &Path) -> Vec<u8> {
        let (mut slots, before) = Slots::open(folder).unwrap();
        assert_eq!(before, None);
        for body in ["older", "old", "new"] {
            slots.write(body.as_bytes()).unwrap();
        }
        drop(slots);
        fs::read(folder.join(FILE)).unwrap()
    }

    /// Opens a file of these bytes, and what is written next into it is kept too.
    fn as_bytes(folder: &Path, bytes: &[u8]) -> Option<Vec<u8>> {
        fs::write(folder.join(FILE), bytes).unwrap();
        let (mut slots, body) = Slots::open(folder).unwrap();
        slots.write(b"next").unwrap();
        drop(slots);
        assert_eq!(kept(folder).as_deref(), Some(&b"next"[..]));
        body
    }

    #[test]
    fn what_was_written_last_is_kept() {
        let folder = folder("last");
        assert_eq!(two(&folder).len(), 2 * SLOT);
        assert_eq!(kept(&folder).unwrap(), b"new");
        let (mut slots, _) = Slots::open(&folder).unwrap();
        assert_eq!(slots.write(&[7; ROOM + 1]).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        slots.write(&[7; ROOM]).unwrap();
        drop(slots);
        assert_eq!(kept(&folder).unwrap(), [7; ROOM]);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_file_cut_short_at_any_byte_opens_and_never_has_anything_but_what_was_kept() {
        let folder = folder("cut");
        let whole = two(&folder);
        // The newest is in the first slot: its tail is blank, so it is whole from where its body ends.
        for length in 0..=whole.len() {
            let body = as_bytes(&folder, &whole[..length]);
            let expected = if length >= HEADER + 3 { Some(&b"new"[..]) } else { None };
            assert_eq!(body.as_deref(), expected, "{length} bytes");
        }
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn any_bit_of_what_is_kept_that_flips_brings_back_the_one_before() {
        let folder = folder("bits");
        let whole = two(&folder);
        for bit in 0..(HEADER + 3) * 8 {
            let mut torn = whole.clone();
            torn[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(as_bytes(&folder, &torn).unwrap(), b"old", "bit {bit}");
            // In the older slot it costs nothing.
            let mut torn = whole.clone();
            torn[SLOT + bit / 8] ^= 1 << (bit % 8);
            assert_eq!(as_bytes(&folder, &torn).unwrap(), b"new", "bit {bit}");
        }
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_write_that_ended_half_way_leaves_what_was_kept() {
        let folder = folder("torn");
        let whole = two(&folder);
        let next = slot(4, b"next!").unwrap();
        for length in 0..HEADER + 5 {
            let mut torn = whole.clone();
            torn[SLOT..SLOT + length].copy_from_slice(&next[..length]);
            assert_eq!(as_bytes(&folder, &torn).unwrap(), b"new", "{length} bytes of the next");
        }
        fs::remove_dir_all(&folder).unwrap();
    }

    const CHILD: &str = "HAILO_ODOMETER_CHILD";

    /// Counts on from what is kept, and says each number that is kept, until it is killed. A test only as that child.
    #[test]
    fn child() {
        let Some(folder) = std::env::var_os(CHILD) else { return };
        let (mut slots, body) = Slots::open(Path::new(&folder)).unwrap();
        let mut count = body.map_or(0, |body| u64::from_le_bytes(body.try_into().unwrap()));
        let mut out = std::io::stdout();
        loop {
            count += 1;
            slots.write(&count.to_le_bytes()).unwrap();
            // In one write, so that a line is whole or not there.
            io::Write::write_all(&mut out, format!("\nkept {count}\n").as_bytes()).unwrap();
        }
    }

    #[test]
    fn a_process_that_is_killed_at_any_moment_two_hundred_times_takes_nothing_back() {
        use std::io::BufRead as _;
        use std::process::{Command, Stdio};

        let folder = folder("killed");
        let (mut said, mut random) = (0, fastrand::Rng::with_seed(7));
        for round in 0..200 {
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "odometer::slots::tests::child", "--nocapture", "--test-threads=1"])
                .env(CHILD, &folder)
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let mut left = random.usize(1..40);
            for line in io::BufReader::new(child.stdout.take().unwrap()).lines() {
                let Some(count) = line.unwrap().strip_prefix("kept ").map(|count| count.parse::<u64>())
                else {
                    continue;
                };
                said = count.unwrap();
                left = left.saturating_sub(1);
                if left == 0 {
                    child.kill().unwrap();
                }
            }
            child.wait().unwrap();
            let body = kept(&folder).unwrap();
            let there = u64::from_le_bytes(body.try_into().unwrap());
            assert!(there >= said, "round {round}: {there} after {said}");
        }
        assert!(said > 200, "{said}");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn two_bad_slots_and_a_foreign_file_are_put_aside_and_not_written_over() {
        let folder = folder("foreign");
        let mut both = two(&folder);
        both[3] ^= 1;
        both[SLOT + 3] ^= 1;
        for foreign in [&both[..], b"[serve]\nlisten = 3000\n", &[0xff; 5 * SLOT]] {
            assert_eq!(as_bytes(&folder, foreign), None);
            assert_eq!(fs::read(folder.join(UNREADABLE)).unwrap(), foreign);
        }
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_newer_programs_file_is_left_alone() {
        let folder = folder("newer");
        let mut whole = two(&folder);
        let sum = checksum(2, 9, 3, b"new");
        whole[14] = 2;
        whole[16] = 9;
        whole[28..HEADER].copy_from_slice(&sum.to_le_bytes());
        fs::write(folder.join(FILE), &whole).unwrap();
        assert_eq!(Slots::open(&folder).unwrap_err().kind(), io::ErrorKind::InvalidData);
        assert_eq!(fs::read(folder.join(FILE)).unwrap(), whole);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn two_programs_do_not_write_the_same_file() {
        let folder = folder("lock");
        let first = Slots::open(&folder).unwrap();
        assert_eq!(Slots::open(&folder).unwrap_err().kind(), io::ErrorKind::WouldBlock);
        drop(first);
        Slots::open(&folder).unwrap();
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_disk_that_takes_nothing_is_told_and_what_was_kept_stays() {
        let folder = folder("full");
        std::os::unix::fs::symlink("/dev/full", folder.join(FILE)).unwrap();
        let error = Slots::open(&folder).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
        fs::remove_file(folder.join(FILE)).unwrap();
        two(&folder);
        let (mut slots, _) = Slots::open(&folder).unwrap();
        let file =
            std::mem::replace(&mut slots.file, fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
        assert_eq!(slots.write(b"lost").unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert_eq!(slots.write(b"lost").unwrap_err().kind(), io::ErrorKind::StorageFull);
        slots.file = file;
        drop(slots);
        assert_eq!(kept(&folder).unwrap(), b"new");
        fs::remove_dir_all(&folder).unwrap();
    }
}
