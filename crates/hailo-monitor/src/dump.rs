//! Dumps of the flight recorder, as they are read.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use flate2::read::GzDecoder;
use hailo_observe::FLIGHT_FORMAT;
use serde_json::Value;

/// Most lines of a dump: no recorder writes more.
const MAX_LINES: usize = 1 << 16;

/// The header of a dump and its records, oldest first.
///
/// # Errors
/// When it is no dump, or none that this program knows.
pub(crate) fn read(path: &Path) -> Result<(Value, Vec<Value>), String> {
    let shown = path.display();
    let file = File::open(path).map_err(|error| format!("can't read {shown}: {error}"))?;
    let mut lines = BufReader::new(GzDecoder::new(file)).lines().take(MAX_LINES);
    let parse = |line: std::io::Result<String>| -> Result<Value, String> {
        let line = line.map_err(|error| format!("{shown} is no whole dump: {error}"))?;
        serde_json::from_str(&line)
            .map_err(|error| format!("{shown} is no dump of the flight recorder: {error}"))
    };
    let header = parse(lines.next().unwrap_or_else(|| Ok(String::new())))?;
    if header["format"] != FLIGHT_FORMAT {
        return Err(format!(
            "{shown} is of the format {}, this program reads {FLIGHT_FORMAT}",
            header["format"]
        ));
    }
    Ok((header, lines.map(parse).collect::<Result<_, _>>()?))
}

pub(crate) fn number(record: &Value, key: &str) -> u64 {
    record[key].as_u64().unwrap_or_default()
}

pub(crate) fn word<'a>(record: &'a Value, key: &str) -> &'a str {
    record[key].as_str().unwrap_or("?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_dump_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.gz");
        std::fs::write(&path, "plain").unwrap();
        assert!(read(&path).unwrap_err().contains("no whole dump"));
        assert!(read(&folder.path().join("none")).unwrap_err().contains("can't read"));
    }
}
