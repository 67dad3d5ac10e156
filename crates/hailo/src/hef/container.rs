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
    // Versions that are not known are refused by the library on sight.
    let Some(header) = header_size(bytes) else { return Ok(()) };
    if bytes.len() < header {
        return refused("fewer bytes than the header of a HEF");
    }
    // Where each version has the sizes of what follows the message.
    let after = match u32_at(bytes, 4) {
        0 => Some(0),
        1 => Some(u64_at(bytes, 16)),
        2 => Some(u64_at(bytes, 20)),
        _ => u64_at(bytes, 20).checked_add(u64_at(bytes, 32)),
    };
    let room = (bytes.len() - header) as u64;
    match after.and_then(|after| after.checked_add(message)) {
        Some(said) if said <= room => Ok(()),
        _ => refused("its header speaks of more bytes than there are"),
    }
}

/// Bytes of the header, before the message.
fn header_size(bytes: &[u8]) -> Option<usize> {
    Some(match u32_at(bytes, 4) {
        0 => 32,
        1 => 28,
        2 => 44,
        3 => 56,
        _ => return None,
    })
}

/// The compiler's version in the beginning of a HEF: the third field of the message's first part.
pub(crate) fn compiler(bytes: &[u8]) -> Option<String> {
    const FIRST: u64 = 1 << 3 | 2;
    const THIRD: u64 = 3 << 3 | 2;
    let mut message = bytes.get(header_size(bytes)?..)?;
    if number(&mut message)? != FIRST {
        return None;
    }
    let mut part = counted(&mut message)?;
    while !part.is_empty() {
        match number(&mut part)? {
            THIRD => return String::from_utf8(counted(&mut part)?.to_vec()).ok(),
            tag if tag & 7 == 0 => drop(number(&mut part)?),
            tag if tag & 7 == 2 => drop(counted(&mut part)?),
            _ => return None,
        }
    }
    None
}

/// A number of the message, seven bits a byte.
fn number(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// Bytes with their count before them.
fn counted<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let count = usize::try_from(number(bytes)?).ok()?;
    let (counted, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(counted)
}

/// A big-endian number; 0 if the bytes end before it, which [`check`] refuses.
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
    fn the_compiler_is_the_third_field_of_the_first_part() {
        let with = |message: &[u8]| [&hef(2, 0, &[])[..44], message].concat();
        // Chip 6, a time, and the version; then other parts.
        let part = [0x08, 6, 0x10, 0xac, 0x02, 0x1a, 6, b'5', b'.', b'2', b'.', b'0', b'b'];
        let message = [&[0x0a, part.len() as u8][..], &part, &[0x12, 0]].concat();
        assert_eq!(compiler(&with(&message)).as_deref(), Some("5.2.0b"));
        for end in 0..part.len() {
            assert_eq!(compiler(&with(&message[..end])), None, "cut off after {end} bytes");
        }
        assert_eq!(compiler(&with(&[0x0a, 2, 0x08, 6])), None, "it may say nothing");
        assert_eq!(compiler(&with(&[0xff; 12])), None);
        assert_eq!(compiler(&[]), None);
    }

    #[test]
    fn nothing_is_read_past_the_end() {
        for (version, header) in [(0, 32), (1, 28), (2, 44), (3, 56)] {
            for len in 0..header {
                let error = check("x", &hef(version, 0, &[])[..len]).unwrap_err();
                assert_eq!(error.kind(), ErrorKind::InvalidHef, "version {version}, {len} bytes");
            }
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
