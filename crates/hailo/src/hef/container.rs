//! What the library does not check of a HEF in memory before it reads.
//!
//! It takes the sizes in the header on trust: fewer bytes than a header, or a message said to be longer than the
//! buffer, are read out of bounds (HailoRT 4.23.0 and 5.2.0 alike). Files are read through a stream, which ends.
//! What is inside a HEF is not checked here: one that was made to do harm can still crash the library.

use crate::error::{Error, ErrorKind, Result};

/// Magic, version and size of the message, which are read first.
const COMMON: usize = 12;

/// Refuses bytes that the library would read past.
pub(crate) fn check(call: &'static str, bytes: &[u8]) -> Result<()> {
    let refused = |why| Err(Error::refused(ErrorKind::InvalidHef, call, why));
    if bytes.len() < COMMON {
        return refused("fewer bytes than the header of a HEF");
    }
    let message = u64::from(u32_at(bytes, 8));
    // Where each version has the sizes of what follows the message, and the size of its header.
    let (after, header): (Option<u64>, usize) = match u32_at(bytes, 4) {
        0 => (Some(0), 32),
        1 => (Some(u64_at(bytes, 16)), 28),
        2 => (Some(u64_at(bytes, 20)), 44),
        3 => (u64_at(bytes, 20).checked_add(u64_at(bytes, 32)), 56),
        // Refused by the library on sight.
        _ => return Ok(()),
    };
    let room = bytes.len().saturating_sub(header) as u64;
    match after.and_then(|after| after.checked_add(message)) {
        Some(said) if said <= room => Ok(()),
        _ => refused("its header speaks of more bytes than there are"),
    }
}

/// A big-endian number; bytes that are not there are 0, and then the header is too short anyway.
fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |word| u32::from_be_bytes(*word))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |word| u64::from_be_bytes(*word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A header of 64 bytes with these big-endian words, then 100 bytes.
    fn hef(version: u32, message: u32, words: &[(usize, u64)]) -> Vec<u8> {
        let mut bytes = vec![0; 164];
        bytes[..4].copy_from_slice(&0x0148_4546_u32.to_be_bytes());
        bytes[4..8].copy_from_slice(&version.to_be_bytes());
        bytes[8..12].copy_from_slice(&message.to_be_bytes());
        for (at, word) in words {
            bytes[*at..at + 8].copy_from_slice(&word.to_be_bytes());
        }
        bytes
    }

    #[test]
    fn what_fits_is_left_to_the_library() {
        for (version, header) in [(0, 32), (1, 28), (2, 44), (3, 56)] {
            let most = 164 - header;
            assert!(check("x", &hef(version, most, &[])).is_ok(), "version {version}");
            assert!(check("x", &hef(version, most + 1, &[])).is_err(), "version {version}");
        }
        assert!(check("x", &hef(4, u32::MAX, &[])).is_ok(), "an unknown version is never read");
        assert!(check("x", &[0xff; 12]).is_ok());
    }

    #[test]
    fn nothing_is_read_past_the_end() {
        for len in 0..12 {
            assert_eq!(check("x", &vec![0; len]).unwrap_err().kind(), ErrorKind::InvalidHef);
        }
        for (version, at) in [(1, 16), (2, 20), (3, 20), (3, 32)] {
            // Sizes whose sum wraps around to something that fits.
            for size in [u64::MAX, u64::MAX - 4, 1 << 63, 165] {
                assert!(check("x", &hef(version, 10, &[(at, size)])).is_err(), "version {version}, {size}");
            }
        }
        assert!(check("x", &hef(3, 10, &[(20, u64::MAX), (32, 2)])).is_err(), "the sum of both wraps");
    }
}
