//! Instructions a chunk costs outside the kernel, counted by callgrind: deaf to what else the machine does.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::servers::Server;
use crate::traffic::{Ask, Read, read};

/// Whether there is a callgrind to count with.
pub(crate) fn is_possible() -> bool {
    Command::new("valgrind")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Instructions of one chunk among those `apart` microseconds: what `few` chunks cost, taken from what thrice as many do.
pub(crate) async fn per_chunk(
    start: impl Fn(&Path, &[&str]) -> Option<Server>,
    few: u64,
    apart: u64,
) -> Option<u64> {
    let folder = tempfile::tempdir().ok()?;
    let mut counts = [0, 0];
    for (count, chunks) in counts.iter_mut().zip([few, 3 * few]) {
        let out = folder.path().join(format!("callgrind.{chunks}"));
        let file = format!("--callgrind-out-file={}", out.display());
        let server = start(folder.path(), &["valgrind", "-q", "--tool=callgrind", &file])?;
        assert_eq!(one(server.address, chunks, apart).await, Read::Whole, "a stream ended early");
        // Its end writes the file.
        drop(server);
        let text = std::fs::read_to_string(out).ok()?;
        let total = text.lines().find_map(|line| line.strip_prefix("totals: "))?;
        *count = total.trim().parse::<u64>().ok()?;
    }
    Some((counts[1] - counts[0]) / (2 * few))
}

async fn one(address: SocketAddr, chunks: u64, apart: u64) -> Read {
    read(address, Ask::stream(chunks, apart), |_| true).await.unwrap()
}
