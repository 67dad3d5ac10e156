//! A log file of bounded size, for storage that wears out (an SD card).

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How large a log may grow: at most `max_bytes × (keep + 1)` on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotation {
    /// Size in bytes at which the file is set aside; one write larger than this still goes into one file.
    pub max_bytes: u64,
    /// How many set-aside files are kept, as `name.1` (newest) to `name.N`; 0 empties the file instead.
    pub keep: u32,
}

impl Default for Rotation {
    /// 10 MiB and 4 old files: 50 MiB in all.
    fn default() -> Self {
        Self { max_bytes: 10 * 1024 * 1024, keep: 4 }
    }
}

/// An append-only file that rotates by size and reopens on request.
#[derive(Debug)]
pub struct RotatingFile {
    path: PathBuf,
    rotation: Rotation,
    file: File,
    written: u64,
    reopen: Reopen,
}

/// Asks a [`RotatingFile`] to open its path again before the next line, as log rotation tools expect on SIGHUP.
#[derive(Debug, Clone, Default)]
pub struct Reopen(Arc<AtomicBool>);

impl Reopen {
    /// Requests the reopening; safe to call from a signal handler.
    pub fn request(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Requests a reopening each time the process receives SIGHUP, until the returned task is aborted.
    ///
    /// # Errors
    /// When the signal handler cannot be installed.
    #[cfg(unix)]
    pub fn on_hangup(&self) -> io::Result<tokio::task::JoinHandle<()>> {
        let mut hangup = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup())?;
        let reopen = self.clone();
        Ok(tokio::spawn(async move {
            while hangup.recv().await.is_some() {
                reopen.request();
            }
        }))
    }
}

impl RotatingFile {
    /// Opens `path` for appending, creating the file but not its folder.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn open(path: impl Into<PathBuf>, rotation: Rotation) -> io::Result<Self> {
        let path = path.into();
        let (file, written) = append(&path)?;
        Ok(Self { path, rotation, file, written, reopen: Reopen::default() })
    }

    /// A handle that asks this file to be reopened.
    #[must_use]
    pub fn reopen_handle(&self) -> Reopen {
        self.reopen.clone()
    }

    fn numbered(&self, number: u32) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(format!(".{number}"));
        name.into()
    }

    /// Shifts the old files by one and begins a new one. A step that fails leaves the log going to the file it has.
    fn rotate(&mut self) -> io::Result<()> {
        self.file.flush()?;
        if self.rotation.keep == 0 {
            self.file.set_len(0)?;
            self.written = 0;
            return Ok(());
        }
        for number in (1..self.rotation.keep).rev() {
            rename_if_there(&self.numbered(number), &self.numbered(number + 1))?;
        }
        rename_if_there(&self.path, &self.numbered(1))?;
        (self.file, self.written) = append(&self.path)?;
        Ok(())
    }
}

impl Write for RotatingFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.reopen.0.swap(false, Ordering::Acquire) {
            match append(&self.path) {
                Ok(opened) => (self.file, self.written) = opened,
                Err(error) => {
                    // Asked for until it worked.
                    self.reopen.request();
                    return Err(error);
                }
            }
        }
        let length = bytes.len() as u64;
        if self.written > 0 && self.written.saturating_add(length) > self.rotation.max_bytes {
            self.rotate()?;
        }
        // All or nothing: a line is never split over two files.
        self.file.write_all(bytes)?;
        self.written = self.written.saturating_add(length);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn append(path: &Path) -> io::Result<(File, u64)> {
    let file = OpenOptions::new().create(true).append(true).open(path)?;
    let length = file.metadata()?.len();
    Ok((file, length))
}

fn rename_if_there(from: &Path, to: &Path) -> io::Result<()> {
    match std::fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &Path) -> String {
        std::fs::read_to_string(path).unwrap()
    }

    #[test]
    fn size_and_count_are_bounded_and_lines_stay_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("app.log");
        let mut file = RotatingFile::open(&path, Rotation { max_bytes: 20, keep: 2 }).unwrap();
        for number in 0..12 {
            file.write_all(format!("line {number:02}\n").as_bytes()).unwrap();
        }
        let mut names: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["app.log", "app.log.1", "app.log.2"]);
        assert_eq!(read(&path), "line 10\nline 11\n");
        assert_eq!(read(&file.numbered(1)), "line 08\nline 09\n");
        assert_eq!(read(&file.numbered(2)), "line 06\nline 07\n");
    }

    #[test]
    fn a_restart_continues_the_count() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("app.log");
        for _ in 0..3 {
            let mut file = RotatingFile::open(&path, Rotation { max_bytes: 10, keep: 1 }).unwrap();
            file.write_all(b"1234567\n").unwrap();
        }
        assert_eq!(read(&path), "1234567\n");
        assert_eq!(read(&folder.path().join("app.log.1")), "1234567\n");
    }

    #[test]
    fn keeping_none_empties_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("app.log");
        let mut file = RotatingFile::open(&path, Rotation { max_bytes: 10, keep: 0 }).unwrap();
        file.write_all(b"1234567\n").unwrap();
        file.write_all(b"abcdefg\n").unwrap();
        assert_eq!(read(&path), "abcdefg\n");
    }

    #[test]
    fn a_moved_file_is_left_alone_after_reopening() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("app.log");
        let mut file = RotatingFile::open(&path, Rotation::default()).unwrap();
        file.write_all(b"before\n").unwrap();
        std::fs::rename(&path, folder.path().join("moved")).unwrap();
        file.reopen_handle().request();
        file.write_all(b"after\n").unwrap();
        assert_eq!(read(&folder.path().join("moved")), "before\n");
        assert_eq!(read(&path), "after\n");
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn sighup_asks_for_a_reopening() {
        let reopen = Reopen::default();
        let task = reopen.on_hangup().unwrap();
        let pid = std::process::id().to_string();
        let sent = std::process::Command::new("kill").args(["-HUP", &pid]).status().unwrap();
        assert!(sent.success());
        while !reopen.0.load(Ordering::Acquire) {
            tokio::task::yield_now().await;
        }
        task.abort();
    }
}
