//! The container around a HEF's message: magic, format version, lengths, checksum.
//!
//! All numbers are big-endian. Version 0 is guarded by an MD5 sum, 1 by a CRC-32, 2 and 3 by an
//! XXH3-64 hash of everything after the header.

use super::model::{HefError, HefErrorKind};

const MAGIC: u32 = 0x0148_4546;
const COMMON: usize = 12;
const HEADER: [usize; 4] = [COMMON + 20, COMMON + 16, COMMON + 32, COMMON + 44];

/// The four container formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Container {
    /// MD5.
    #[default]
    V0,
    /// CRC-32.
    V1,
    /// XXH3-64.
    V2,
    /// XXH3-64, with a second hash over the message alone.
    V3,
}

/// Finds the message inside `bytes` and checks what guards it.
pub(super) fn unwrap(bytes: &[u8]) -> Result<&[u8], HefError> {
    let truncated = || HefError::new(HefErrorKind::Truncated, "shorter than a header");
    let version = u32_at(bytes, 4).ok_or_else(truncated)?;
    let message_len = u32_at(bytes, 8).ok_or_else(truncated)? as usize;
    // The real library looks at the version before it looks at the magic.
    let header_len = *usize::try_from(version)
        .ok()
        .and_then(|v| HEADER.get(v))
        .ok_or_else(|| HefError::new(HefErrorKind::NotSupported, format!("container version {version}")))?;
    let header = bytes.get(..header_len).ok_or_else(truncated)?;
    let rest = &bytes[header_len..];
    if u32_at(header, 0) != Some(MAGIC) {
        return Err(HefError::new(HefErrorKind::NotSupported, "wrong magic"));
    }
    let corrupted = |what: &str| HefError::new(HefErrorKind::Corrupted, what.to_owned());
    let u64_here = |at| u64_at(header, at).unwrap_or(0);
    let after = match version {
        0 => 0,
        1 => u64_here(16),
        2 => u64_here(20),
        _ => u64_here(20).saturating_add(u64_here(32)),
    };
    let message = rest.get(..message_len).ok_or_else(|| corrupted("the length does not match"))?;
    if (message_len as u64).checked_add(after) != Some(rest.len() as u64) {
        return Err(corrupted("the length does not match"));
    }
    let sound = match version {
        0 => header[16..32] == md5(rest),
        1 => u32_at(header, 12) == Some(crc32(rest)),
        2 => u64_here(12) == xxhash_rust::xxh3::xxh3_64(rest),
        // The hash over the message wins where it is filled in.
        _ if u64_here(40) != 0 => u64_here(40) == xxhash_rust::xxh3::xxh3_64(message),
        _ => u64_here(12) == xxhash_rust::xxh3::xxh3_64(rest),
    };
    if sound { Ok(message) } else { Err(corrupted("the checksum does not match")) }
}

/// Puts `message` into a container.
pub(super) fn wrap(message: &[u8], container: Container) -> Vec<u8> {
    let version = container as u32;
    let mut out = Vec::with_capacity(HEADER[3] + message.len());
    for word in [MAGIC, version, u32::try_from(message.len()).unwrap_or(u32::MAX)] {
        out.extend(word.to_be_bytes());
    }
    let hash = xxhash_rust::xxh3::xxh3_64(message).to_be_bytes();
    match container {
        Container::V0 => {
            out.extend([0; 4]);
            out.extend(md5(message));
        }
        Container::V1 => {
            out.extend(crc32(message).to_be_bytes());
            out.extend([0; 12]);
        }
        Container::V2 => {
            out.extend(hash);
            out.extend([0; 24]);
        }
        Container::V3 => {
            out.extend(hash);
            out.extend([0; 20]);
            out.extend(hash);
            out.extend([0; 8]);
        }
    }
    out.extend(message);
    out
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_be_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { (c >> 1) ^ 0xedb8_8320 } else { c >> 1 })
    })
}

/// RFC 1321. A HEF needs it as a checksum only; nothing here is a secret.
fn md5(bytes: &[u8]) -> [u8; 16] {
    const SHIFTS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
    // floor(2^32 · |sin(i + 1)|), as the RFC defines its table.
    let table: [u32; 64] = std::array::from_fn(|i| ((i as f64 + 1.0).sin().abs() * 4_294_967_296.0) as u32);
    let mut state = [0x6745_2301u32, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    let mut block = |chunk: &[u8]| {
        let word = |i: usize| {
            u32::from_le_bytes([chunk[4 * i], chunk[4 * i + 1], chunk[4 * i + 2], chunk[4 * i + 3]])
        };
        let [mut a, mut b, mut c, mut d] = state;
        for i in 0..64 {
            let (f, g) = match i / 16 {
                0 => ((b & c) | (!b & d), i),
                1 => ((d & b) | (!d & c), (5 * i + 1) % 16),
                2 => (b ^ c ^ d, (3 * i + 5) % 16),
                _ => (c ^ (b | !d), (7 * i) % 16),
            };
            let sum = a.wrapping_add(f).wrapping_add(table[i]).wrapping_add(word(g));
            (a, d, c) = (d, c, b);
            b = b.wrapping_add(sum.rotate_left(SHIFTS[i / 16][i % 4]));
        }
        for (s, v) in state.iter_mut().zip([a, b, c, d]) {
            *s = s.wrapping_add(v);
        }
    };
    let whole = bytes.len() / 64 * 64;
    bytes[..whole].chunks_exact(64).for_each(&mut block);
    let mut tail = bytes[whole..].to_vec();
    tail.push(0x80);
    tail.resize(if tail.len() > 56 { 120 } else { 56 }, 0);
    tail.extend((bytes.len() as u64).wrapping_mul(8).to_le_bytes());
    tail.chunks_exact(64).for_each(&mut block);
    let mut out = [0; 16];
    for (o, s) in out.chunks_exact_mut(4).zip(state) {
        o.copy_from_slice(&s.to_le_bytes());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|b| format!("{b:02x}")).collect()
    }

    #[test]
    fn checksums_agree_with_their_published_vectors() {
        assert_eq!(hex(&md5(b"")), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(hex(&md5(b"message digest")), "f96b697d7cb7938d525a2f31aaf161d0");
        let long = b"12345678901234567890123456789012345678901234567890123456789012345678901234567890";
        assert_eq!(hex(&md5(long)), "57edf4a22be3c955ac49da2e2107b67a");
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn every_container_goes_round_and_guards_every_byte() {
        for container in [Container::V0, Container::V1, Container::V2, Container::V3] {
            let bytes = wrap(b"a message of some length", container);
            assert_eq!(unwrap(&bytes).map_err(|e| e.kind()), Ok(&b"a message of some length"[..]));
            for at in bytes.len() - 24..bytes.len() {
                let mut broken = bytes.clone();
                broken[at] ^= 1;
                assert_eq!(unwrap(&broken).map_err(|e| e.kind()), Err(HefErrorKind::Corrupted));
            }
            for len in 0..bytes.len() {
                assert!(unwrap(&bytes[..len]).is_err());
            }
        }
    }
}
