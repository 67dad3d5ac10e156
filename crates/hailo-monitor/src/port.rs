//! Binding a listener, and who has the port when that fails.

use std::fmt;
use std::io;
use std::net::SocketAddr;

use tokio::net::{TcpListener, TcpSocket};

/// A listener that could not be opened, with what its owner can do next.
#[derive(Debug)]
pub(crate) struct BindError {
    address: SocketAddr,
    flag: &'static str,
    error: io::Error,
    owner: Option<String>,
}

impl fmt::Display for BindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { address, flag, error, owner } = self;
        write!(f, "can't listen on {address}: {error}")?;
        if let Some(owner) = owner {
            write!(f, " (held by {owner})")?;
        }
        match error.kind() {
            io::ErrorKind::AddrInUse => {
                let next = SocketAddr::new(address.ip(), address.port().wrapping_add(1).max(1024));
                write!(f, "; stop that process or choose another port: {flag} {next}")
            }
            io::ErrorKind::PermissionDenied => {
                write!(
                    f,
                    "; ports below 1024 need privileges, choose one above: {flag} {}:3000",
                    address.ip()
                )
            }
            io::ErrorKind::AddrNotAvailable => {
                write!(
                    f,
                    "; this machine has no such address, on this machine only: {flag} 127.0.0.1:{}",
                    address.port()
                )
            }
            _ => Ok(()),
        }
    }
}

impl std::error::Error for BindError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// Opens a listener on `address`; `flag` is the flag that chooses the address, for the error's advice.
///
/// # Errors
/// When the address can't be bound; names the process that holds the port where /proc tells.
pub(crate) async fn bind(address: SocketAddr, flag: &'static str) -> Result<TcpListener, BindError> {
    listen(address).map_err(|error| {
        let owner = (error.kind() == io::ErrorKind::AddrInUse).then(|| owner(address.port())).flatten();
        BindError { address, flag, error, owner }
    })
}

/// Says where a browser and a scraper look.
pub(crate) fn tell_pages(address: SocketAddr, tls: bool) {
    let scheme = if tls { "https" } else { "http" };
    // Who listens on every address is asked at this machine's own.
    let host = match address {
        SocketAddr::V4(v4) if v4.ip().is_unspecified() => format!("127.0.0.1:{}", v4.port()),
        SocketAddr::V6(v6) if v6.ip().is_unspecified() => format!("[::1]:{}", v6.port()),
        known => known.to_string(),
    };
    tracing::info!("the page is {scheme}://{host}/, metrics are {scheme}://{host}/metrics/prometheus");
}

/// As `TcpListener::bind`, with a short queue: who waits there was promised nothing yet and is better told to come again.
fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(128)
}

/// The process that listens on `port`, as "name, pid 123", from Linux's /proc; `None` where it can't be told.
fn owner(port: u16) -> Option<String> {
    let inode = ["/proc/net/tcp", "/proc/net/tcp6"]
        .iter()
        .filter_map(|table| std::fs::read_to_string(table).ok())
        .find_map(|table| listening_inode(&table, port))?;
    let socket = format!("socket:[{inode}]");
    for process in std::fs::read_dir("/proc").ok()?.flatten() {
        let pid = process.file_name();
        // Beside the processes there is `self`, and much that is no process.
        if !pid.as_encoded_bytes().iter().all(u8::is_ascii_digit) {
            continue;
        }
        let Ok(files) = std::fs::read_dir(process.path().join("fd")) else { continue };
        let holds = |file: &std::fs::DirEntry| {
            std::fs::read_link(file.path()).is_ok_and(|link| link.as_os_str() == socket.as_str())
        };
        if files.flatten().any(|file| holds(&file)) {
            let name = std::fs::read_to_string(process.path().join("comm")).unwrap_or_default();
            return Some(format!("{}, pid {}", name.trim(), pid.to_string_lossy()));
        }
    }
    None
}

/// The socket inode of the listener on `port` in a table of the form of /proc/net/tcp.
fn listening_inode(table: &str, port: u16) -> Option<u64> {
    const LISTEN: &str = "0A";
    table.lines().skip(1).find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let (local, state, inode) = (fields.get(1)?, fields.get(3)?, fields.get(9)?);
        let (_, hex) = local.rsplit_once(':')?;
        (*state == LISTEN && u16::from_str_radix(hex, 16).ok()? == port).then(|| inode.parse().ok()).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_listener_is_found_among_other_sockets() {
        let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n\
             0: 0100007F:0BB8 0100007F:1234 01 00000000:00000000 00:00000000 00000000     0        0 111 1\n\
             1: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 222 1\n";
        assert_eq!(listening_inode(table, 3000), Some(222));
        assert_eq!(listening_inode(table, 3001), None);
    }

    #[tokio::test]
    async fn a_taken_port_names_its_owner_and_the_next_step() {
        let held = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = held.local_addr().unwrap();
        let text = bind(address, "--listen").await.unwrap_err().to_string();
        assert!(text.contains(&address.to_string()) && text.contains("--listen 127.0.0.1:"), "{text}");
        assert!(text.contains(&format!("pid {}", std::process::id())), "{text}");
    }
}
