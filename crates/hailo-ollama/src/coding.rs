//! Reading what is compressed, beside the bytes that pass as they came.

use std::fmt;
use std::io::{self, Write};

use brotli_decompressor::DecompressorWriter;
use flate2::write::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use http::{HeaderMap, header};

/// How much compressed input is decompressed at a time, in bytes: what that becomes is held at once.
const STEP: usize = 1 << 10;
/// Most that one step may become, in bytes: gzip's best is a thousandfold.
const MAX_AT_ONCE: usize = 2 << 20;
/// Most that a body may become, in bytes. What is larger is no answer but a way to keep a processor busy.
const MAX_DECODED_BYTES: u64 = 256 << 20;

/// The content coding of a body, as its bytes come.
#[derive(Default)]
pub(crate) struct Coding(State);

#[derive(Default)]
enum State {
    /// As it is.
    #[default]
    Plain,
    /// By the header; the first byte tells whether that is true.
    Said(Name),
    Coded(Box<dyn Unpack>, u64),
    /// In a coding that is not known here, or that unpacks to more than anyone reads.
    Closed,
    /// Not what it says that it is.
    Damaged,
}

#[derive(Debug, Clone, Copy)]
enum Name {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
    /// None by the header.
    None,
}

/// Takes packed bytes and gives out what they unpack to.
trait Unpack: Write + Send {
    fn out(&mut self) -> &mut Out;
}

/// What was unpacked and not yet read.
#[derive(Default)]
struct Out(Vec<u8>);

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MAX_AT_ONCE {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

macro_rules! unpack {
    ($($kind:ty),*) => { $(impl Unpack for $kind {
        fn out(&mut self) -> &mut Out {
            self.get_mut()
        }
    })* };
}

unpack!(
    MultiGzDecoder<Out>,
    ZlibDecoder<Out>,
    DeflateDecoder<Out>,
    DecompressorWriter<Out>,
    zstd::stream::write::Decoder<'static, Out>
);

impl Coding {
    /// The coding that `headers` name.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let mut names = headers
            .get_all(header::CONTENT_ENCODING)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(|name| name.trim().to_ascii_lowercase())
            .filter(|name| !name.is_empty() && name != "identity");
        let name = match names.next().as_deref() {
            None => Name::None,
            Some("gzip" | "x-gzip") => Name::Gzip,
            Some("deflate") => Name::Deflate,
            Some("br") => Name::Brotli,
            Some("zstd") => Name::Zstd,
            Some(_) => return Self(State::Closed),
        };
        Self(if names.next().is_some() { State::Closed } else { State::Said(name) })
    }

    /// Whether the body is in a coding that can't be read here, so that nothing is known of it.
    pub(crate) fn is_closed(&self) -> bool {
        matches!(self.0, State::Closed)
    }

    /// Hands what `bytes` mean to `on`, piece by piece.
    pub(crate) fn read(&mut self, bytes: &[u8], mut on: impl FnMut(&[u8])) {
        if let State::Said(name) = self.0
            && let Some(first) = bytes.first()
        {
            self.0 = begin(name, *first);
        }
        match &mut self.0 {
            State::Plain => on(bytes),
            State::Coded(unpack, total) => {
                let mut failed = None;
                for step in bytes.chunks(STEP) {
                    // Flushed, because a server that streams ends a block with every piece.
                    let unpacked = unpack.write_all(step).and_then(|()| unpack.flush());
                    let out = &mut unpack.out().0;
                    *total += out.len() as u64;
                    on(out);
                    out.clear();
                    failed = match unpacked {
                        Ok(()) if *total <= MAX_DECODED_BYTES => continue,
                        Err(error) if error.kind() != io::ErrorKind::FileTooLarge => Some(State::Damaged),
                        _ => Some(State::Closed),
                    };
                    break;
                }
                if let Some(state) = failed {
                    self.0 = state;
                }
            }
            State::Said(_) | State::Closed | State::Damaged => {}
        }
    }
}

/// The state in which a body begins that is said to be in the coding `name`: a server's header may be wrong, and gzip and
/// zstd show themselves by their first byte.
fn begin(name: Name, first: u8) -> State {
    const GZIP: u8 = 0x1F;
    const ZSTD: u8 = 0x28;
    let coded = |unpack: Box<dyn Unpack>| State::Coded(unpack, 0);
    match name {
        Name::Gzip | Name::None if first == GZIP => coded(Box::new(MultiGzDecoder::new(Out::default()))),
        Name::Zstd | Name::None if first == ZSTD => match zstd::stream::write::Decoder::new(Out::default()) {
            Ok(unpack) => coded(Box::new(unpack)),
            Err(_) => State::Closed,
        },
        Name::Brotli => coded(Box::new(DecompressorWriter::new(Out::default(), 4 << 10))),
        // Meant is zlib's form; some servers send the bare one.
        Name::Deflate if first & 0x0F == 8 => coded(Box::new(ZlibDecoder::new(Out::default()))),
        Name::Deflate => coded(Box::new(DeflateDecoder::new(Out::default()))),
        _ => State::Plain,
    }
}

impl fmt::Debug for Coding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            State::Plain => "Plain",
            State::Said(_) => "Said",
            State::Coded(..) => "Coded",
            State::Closed => "Closed",
            State::Damaged => "Damaged",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use http::HeaderValue;

    fn packed(coding: &str, text: &[u8]) -> Vec<u8> {
        match coding {
            "gzip" => {
                let mut out = flate2::write::GzEncoder::new(Vec::new(), Compression::fast());
                out.write_all(text).unwrap();
                out.finish().unwrap()
            }
            "deflate" => {
                let mut out = flate2::write::ZlibEncoder::new(Vec::new(), Compression::fast());
                out.write_all(text).unwrap();
                out.finish().unwrap()
            }
            "bare" => {
                let mut out = flate2::write::DeflateEncoder::new(Vec::new(), Compression::fast());
                out.write_all(text).unwrap();
                out.finish().unwrap()
            }
            "zstd" => zstd::encode_all(text, 3).unwrap(),
            _ => text.to_vec(),
        }
    }

    fn read(header: &'static str, bytes: &[u8], step: usize) -> (Vec<u8>, Coding) {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(header));
        let mut coding = Coding::of(&headers);
        let mut out = Vec::new();
        for piece in bytes.chunks(step) {
            coding.read(piece, |text| out.extend_from_slice(text));
        }
        (out, coding)
    }

    const TEXT: &[u8] = b"{\"model\":\"m\",\"response\":\"a\",\"done\":true,\"eval_count\":3}\n";

    #[test]
    fn each_coding_is_read_wherever_it_is_cut() {
        for (header, coding) in [
            ("gzip", "gzip"),
            ("X-GZIP", "gzip"),
            ("deflate", "deflate"),
            ("Deflate", "bare"),
            ("zstd", "zstd"),
            ("identity", ""),
        ] {
            let bytes = packed(coding, TEXT);
            for step in [1, 2, 7, bytes.len()] {
                assert_eq!(read(header, &bytes, step).0, TEXT, "{header} by {step}");
            }
        }
        let brotli = stored_brotli(TEXT);
        for step in [1, 3, brotli.len()] {
            assert_eq!(read("br", &brotli, step).0, TEXT, "by {step}");
        }
    }

    /// An uncompressed meta-block (RFC 7932 §9.2) and an empty last one.
    fn stored_brotli(text: &[u8]) -> Vec<u8> {
        // Bits from the lowest: window 16 (0), not last (0), four nibbles of length (00), length - 1 (16 bits), stored (1).
        let length = u32::try_from(text.len() - 1).unwrap();
        let bits = length << 4 | 1 << 20;
        let mut out = bits.to_le_bytes()[..3].to_vec();
        out.extend_from_slice(text);
        // Last (1), empty (1).
        out.push(0b11);
        out
    }

    #[test]
    fn a_header_that_is_not_true_is_seen_by_the_bytes() {
        for header in ["gzip", "zstd"] {
            assert_eq!(read(header, TEXT, 9).0, TEXT, "{header}");
        }
        assert_eq!(read("identity", &packed("gzip", TEXT), 9).0, TEXT);
        assert_eq!(read("", &packed("zstd", TEXT), 9).0, TEXT);
    }

    #[test]
    fn what_is_unknown_is_closed_and_what_is_broken_damaged() {
        for header in ["compress", "gzip, br", "aes128gcm"] {
            let (out, coding) = read(header, TEXT, 9);
            assert!(out.is_empty() && coding.is_closed(), "{header}");
        }
        let mut bytes = packed("gzip", TEXT);
        bytes[10] ^= 0xFF;
        let (_, coding) = read("gzip", &bytes, 5);
        assert!(matches!(coding.0, State::Damaged), "{coding:?}");
    }

    #[test]
    fn a_bomb_is_given_up() {
        let bomb = packed("zstd", &vec![b' '; 300 << 20]);
        assert!(bomb.len() < 100_000);
        let (mut total, mut largest) = (0, 0);
        let mut coding = Coding(State::Said(Name::Zstd));
        for piece in bomb.chunks(4096) {
            coding.read(piece, |text| {
                total += text.len();
                largest = largest.max(text.len());
            });
        }
        assert!(
            coding.is_closed()
                && largest <= MAX_AT_ONCE
                && total as u64 <= MAX_DECODED_BYTES + MAX_AT_ONCE as u64
        );
    }
}
