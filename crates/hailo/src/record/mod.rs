//! What lies in C's memory, as bytes with offsets, and its translation into this crate's types.

pub(crate) mod convert;
pub(crate) mod format;
pub(crate) mod host_format;
pub(crate) mod layout;
pub(crate) mod padded;

pub(crate) use padded::Record;

// === reading ===

/// The field at an offset; zero beyond the record, which offsets of this crate never are.
fn array_at<const N: usize>(record: &[u8], at: usize) -> [u8; N] {
    record.get(at..).and_then(|rest| rest.first_chunk()).copied().unwrap_or([0; N])
}

pub(crate) fn u8_at(record: &[u8], at: usize) -> u8 {
    let [value] = array_at(record, at);
    value
}

pub(crate) fn u16_at(record: &[u8], at: usize) -> u16 {
    u16::from_ne_bytes(array_at(record, at))
}

pub(crate) fn u32_at(record: &[u8], at: usize) -> u32 {
    u32::from_ne_bytes(array_at(record, at))
}

pub(crate) fn f32_at(record: &[u8], at: usize) -> f32 {
    f32::from_ne_bytes(array_at(record, at))
}

pub(crate) fn usize_at(record: &[u8], at: usize) -> usize {
    usize::from_ne_bytes(array_at(record, at))
}

/// A `char[size]` that may lack its NUL, as text; bytes that are not UTF-8 become replacement characters.
pub(crate) fn text(record: &[u8], at: usize, size: usize) -> String {
    let field = record.get(at..).unwrap_or_default();
    let field = &field[..field.len().min(size)];
    let end = field.iter().position(|byte| *byte == 0).unwrap_or(field.len());
    String::from_utf8_lossy(&field[..end]).into_owned()
}

/// A `char[size]` with its length beside it, which is not trusted beyond the field.
pub(crate) fn counted_text(record: &[u8], length_at: usize, at: usize, size: usize) -> String {
    text(record, at, size.min(usize::from(u8_at(record, length_at))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_a_nul_end_with_their_field() {
        let record = [b'a'; 300];
        assert_eq!(text(&record, 0, 128).len(), 128);
        assert_eq!(text(&record, 290, 128).len(), 10, "never beyond the record");
        assert_eq!(text(&record, 400, 128), "");
        assert_eq!(text(b"ab\0cd", 0, 5), "ab");
        assert_eq!(text(&[0xff, 0xfe, 0], 0, 3), "\u{fffd}\u{fffd}");
        let mut counted = [b'x'; 40];
        counted[0] = 255;
        assert_eq!(counted_text(&counted, 0, 1, 32).len(), 32, "a length beyond the field");
        counted[0] = 4;
        assert_eq!(counted_text(&counted, 0, 1, 32), "xxxx");
    }
}
