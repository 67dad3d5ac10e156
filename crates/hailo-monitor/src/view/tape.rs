//! Recordings: the lines of a stream in a file, plain or compressed, written by `record` and read by `replay` and `report`.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write as _};
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

use clap::Args;
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use hailo_exporter::ServeLimits;
use hailo_exporter::live::{Line, Live, LiveOptions};
use hailo_http::Speaks;
use hailo_telemetry::Telemetry;

use super::source::{Heard, Source};
use super::{LONGEST_LINE, duration, retold};
use crate::gate::{Gate, GateSettings};

/// A recording that is cut off loses no more frames than this.
const FLUSH_EVERY: u32 = 10;
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Flags of `hailo-monitor record`.
#[derive(Args, Clone, Debug)]
pub(crate) struct RecordArgs {
    /// The exporter: http://ADDR:PORT; without one the devices of this machine are read
    #[arg(value_name = "URL")]
    url: Option<String>,
    /// The file to be written, compressed; it is replaced
    #[arg(long, value_name = "FILE", default_value = "hailo.ndjson.gz")]
    out: PathBuf,
    /// For how long, as in 60s, 15m or 3h; otherwise until Ctrl-C
    #[arg(long = "for", value_name = "TIME", value_parser = duration)]
    during: Option<Duration>,
    /// File with the exporter's scrape token
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
}

impl RecordArgs {
    pub(crate) fn run(&self) -> ExitCode {
        match self.record() {
            Ok(frames) => {
                eprintln!(
                    "{frames} frames are in {}; hailo-monitor replay or report --from reads it",
                    self.out.display()
                );
                ExitCode::SUCCESS
            }
            Err(error) => {
                eprintln!("hailo-monitor: {error}");
                ExitCode::FAILURE
            }
        }
    }

    fn record(&self) -> Result<u64, String> {
        let source = source(self.url.as_deref())?;
        let bad = |error: io::Error| format!("can't write {}: {error}", self.out.display());
        let mut tape = Tape::create(&self.out).map_err(bad)?;
        hear(source, self.token_file.as_deref(), self.during, |line| tape.push(line).map_err(bad))?;
        tape.finish().map_err(bad)
    }
}

/// The exporter at an address, or this machine where none is given.
pub(super) fn source(url: Option<&str>) -> Result<Source, String> {
    url.map_or(Ok(Source::Here), Source::exporter)
}

/// The token in a file, without the white space around it.
pub(super) fn token(file: Option<&Path>) -> Result<Option<String>, String> {
    let Some(path) = file else { return Ok(None) };
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("can't read {}: {error}", path.display()))?;
    Ok(Some(text.trim().to_owned()))
}

/// Hands each line of a source to `take`, for a time or until Ctrl-C. A source that is gone before its first frame is an error;
/// one that goes later is waited for.
pub(super) fn hear(
    source: Source,
    token_file: Option<&Path>,
    during: Option<Duration>,
    mut take: impl FnMut(&Line) -> Result<(), String>,
) -> Result<(), String> {
    let token = token(token_file)?;
    let runtime = super::runtime().map_err(|error| format!("can't start: {error}"))?;
    let name = source.name();
    let (sender, heard) = mpsc::channel();
    let over = sender.clone();
    runtime.spawn(source.follow(token, move |said| sender.send(Some(said)).is_ok()));
    runtime.spawn(async move {
        let ended = async {
            match during {
                Some(during) => tokio::time::sleep(during).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = ended => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        let _ = over.send(None);
    });
    let mut any = false;
    let outcome = loop {
        match heard.recv() {
            Ok(Some(Heard::Line(line))) => {
                any |= matches!(*line, Line::Frame(_));
                if let Err(error) = take(&line) {
                    break Err(error);
                }
            }
            Ok(Some(Heard::Gone(why))) if !any => break Err(format!("{name} {why}")),
            Ok(Some(Heard::Gone(why))) => eprintln!("{name} {why}; trying again"),
            Ok(None) | Err(_) if any => break Ok(()),
            Ok(None) | Err(_) => break Err(format!("{name} said nothing")),
        }
    };
    runtime.shutdown_background();
    outcome
}

/// A recording that is written.
struct Tape {
    out: GzEncoder<BufWriter<File>>,
    frames: u64,
    unflushed: u32,
}

impl Tape {
    fn create(path: &Path) -> io::Result<Self> {
        let out = GzEncoder::new(BufWriter::new(File::create(path)?), Compression::default());
        Ok(Self { out, frames: 0, unflushed: 0 })
    }

    fn push(&mut self, line: &Line) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, line)?;
        self.out.write_all(b"\n")?;
        self.frames += u64::from(matches!(line, Line::Frame(_)));
        self.unflushed += 1;
        if self.unflushed >= FLUSH_EVERY {
            self.unflushed = 0;
            self.out.flush()?;
        }
        Ok(())
    }

    fn finish(self) -> io::Result<u64> {
        self.out.finish()?.flush()?;
        Ok(self.frames)
    }
}

/// Whether a file holds frames; false for anything else, a dump of the flight recorder too.
pub(crate) fn is_recording(path: &Path) -> bool {
    let mut first = None;
    let _ = each_line(path, |line| {
        first = Some(line.to_owned());
        Ok(false)
    });
    first.is_some_and(|line| serde_json::from_str::<Line>(&line).is_ok())
}

/// Hands each line of a recording, or each frame of a dump of the flight recorder, to `take` until that answers false.
///
/// # Errors
/// When it can't be read. One that was cut off while it was written is read as far as it goes.
pub(super) fn read(path: &Path, mut take: impl FnMut(Line) -> Result<bool, String>) -> Result<(), String> {
    let shown = path.display();
    if !is_recording(path)
        && let Ok((header, records)) = crate::dump::read(path)
    {
        return retold::each(&header, &records, take);
    }
    each_line(path, |line| match serde_json::from_str(line) {
        Ok(line) => take(line),
        Err(error) => Err(format!("{shown} is no recording: {error}")),
    })
}

fn each_line(path: &Path, mut take: impl FnMut(&str) -> Result<bool, String>) -> Result<(), String> {
    let bad = |error: io::Error| format!("can't read {}: {error}", path.display());
    let mut file = BufReader::new(File::open(path).map_err(bad)?);
    let packed = file.fill_buf().map_err(bad)?.starts_with(&GZIP);
    let plain: Box<dyn Read> = if packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut lines = BufReader::new(plain);
    let mut line = String::new();
    loop {
        line.clear();
        match (&mut lines).take(LONGEST_LINE as u64).read_line(&mut line) {
            Ok(0) => return Ok(()),
            // What was being written when it was cut off.
            Ok(_) if !line.ends_with('\n') => return Ok(()),
            Err(error) if packed && error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return Err(bad(error)),
            Ok(_) => {}
        }
        if !take(line.trim_end())? {
            return Ok(());
        }
    }
}

/// Says the lines of a recording at the pace at which they were recorded, times `speed`.
pub(super) fn play(path: &Path, speed: f64, mut take: impl FnMut(Line) -> bool) -> Result<(), String> {
    let mut before = None;
    read(path, |line| {
        if let Line::Frame(frame) = &line {
            let gap = before.replace(frame.at).map_or(0.0, |before| frame.at - before);
            let wait = Duration::try_from_secs_f64(gap / speed).unwrap_or_default();
            // A hole in a recording is not sat out.
            std::thread::sleep(wait.min(Duration::from_secs(2)));
        }
        Ok(take(line))
    })
}

/// Serves the page from a recording on a port of this machine, frame by frame, until Ctrl-C.
///
/// # Errors
/// When the recording can't be read or the port is taken.
pub(crate) fn serve(path: &Path, speed: f64, port: u16) -> Result<(), Box<dyn std::error::Error>> {
    let live = Live::of_frames(LiveOptions::default());
    let runtime = super::runtime()?;
    runtime.block_on(async {
        let listener = crate::port::bind((Ipv4Addr::LOCALHOST, port).into(), "--port").await?;
        eprintln!("{} is shown at http://{}/ until Ctrl-C", path.display(), listener.local_addr()?);
        let (player, played) = (live.clone(), path.to_owned());
        std::thread::spawn(move || {
            let ended = play(&played, speed, |line| {
                if let Line::Frame(frame) = line {
                    player.show(frame);
                }
                true
            });
            match ended {
                Ok(()) => eprintln!("the recording is over; its last frame stays"),
                Err(error) => eprintln!("hailo-monitor: {error}"),
            }
        });
        // Pages of other sites are kept out as everywhere.
        let gate = Gate::open(&GateSettings::default())?;
        let app = gate.guarded(live.router(), &Telemetry::default(), |_, _| Speaks::Any);
        let ended = async {
            let _ = tokio::signal::ctrl_c().await;
            live.end();
        };
        hailo_exporter::serve(listener, app, ServeLimits::default(), ended).await?;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use hailo_exporter::live::{Device, DeviceValues, Frame, History};

    use super::*;

    fn line(second: u32) -> Line {
        let values =
            DeviceValues { temperature_celsius: Some(f64::from(second) / 10.0), ..DeviceValues::default() };
        let device = Device { name: "d".to_owned(), values, ..Device::default() };
        Line::Frame(Frame { at: 1000.0 + f64::from(second), devices: vec![device], ..Frame::default() })
    }

    #[test]
    fn what_is_read_is_what_was_written_also_when_it_was_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.ndjson.gz");
        let lines: Vec<_> =
            std::iter::once(Line::History(History::default())).chain((0..35).map(line)).collect();
        let mut tape = Tape::create(&path).unwrap();
        lines.iter().for_each(|line| tape.push(line).unwrap());
        assert_eq!(tape.finish().unwrap(), 35);
        let all = |path: &Path| {
            let mut all = Vec::new();
            read(path, |line| {
                all.push(line);
                Ok(true)
            })
            .unwrap();
            all
        };
        assert_eq!(all(&path), lines);
        assert!(is_recording(&path));
        // As a power loss leaves it.
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() - 20]).unwrap();
        let left = all(&path);
        assert!(left.len() >= 30 && left[..] == lines[..left.len()], "{}", left.len());
        // As curl keeps it.
        let text: String = lines.iter().map(|line| serde_json::to_string(line).unwrap() + "\n").collect();
        std::fs::write(&path, text).unwrap();
        assert_eq!(all(&path), lines);
        std::fs::write(&path, "{\"format\":\"flight\"}\n").unwrap();
        assert!(!is_recording(&path) && !is_recording(&folder.path().join("none")));
    }

    #[test]
    fn a_recording_plays_in_order_and_faster_where_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.ndjson.gz");
        let mut tape = Tape::create(&path).unwrap();
        (0..5).for_each(|second| tape.push(&line(second)).unwrap());
        tape.finish().unwrap();
        let mut played = Vec::new();
        play(&path, 1e9, |line| {
            played.push(line);
            played.len() < 4
        })
        .unwrap();
        assert_eq!(played, (0..4).map(line).collect::<Vec<_>>());
    }
}
