//! The page's section on the proxy.

use std::path::Path;
use std::process::Command;

const HEAD: &str = "
## Proxy

The recording proxy beside nginx's `proxy_pass` (no buffering, connections to the upstream kept) and no proxy at all, on
loopback, one thread each, in turns. The delay is from a chunk's sending to its reading, chunks 10 ms apart; chunks/s are as
fast as they come, the best of three rounds, and more than 1 of direct is possible, because a proxy that is behind hands on
several chunks at once and so saves its reader calls. Processor time, to 10 ms, is of the proxy's process, kernel included.
The proxy decodes each chunk and records it; nginx copies bytes. What that costs is in the last line, which no load moves.

";

/// Runs `program` and puts its tables under a heading.
pub(super) fn section(program: &Path, quick: bool) -> Result<String, Box<dyn std::error::Error>> {
    let mut command = Command::new(program);
    command.arg("--bench").current_dir(crate::root().join("benches"));
    if quick {
        command.arg("--quick");
    }
    let out = command.output()?;
    if !out.status.success() {
        return Err(String::from_utf8_lossy(&out.stderr).into_owned().into());
    }
    Ok(format!("{HEAD}{}", String::from_utf8(out.stdout)?))
}
