//! Standard output that may be a closed pipe or a full disk.

use std::io::{self, Write as _};
use std::process::ExitCode;

/// Writes `text` to standard output, then ends with `code`. A reader that has left is no fault; anything else that
/// keeps the text from being written is one line on standard error and failure.
pub(crate) fn out(text: &str, code: ExitCode) -> ExitCode {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => code,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => code,
        Err(error) => {
            // Standard error may be as full; then the exit code has to do.
            let _ = writeln!(io::stderr(), "hailo-monitor: can't write to standard output: {error}");
            ExitCode::FAILURE
        }
    }
}
