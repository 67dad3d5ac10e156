//! Numbers and strings as bytes, without the formatting machinery: a scrape is mostly this.

/// Two decimal digits for every number below 100.
const PAIRS: [u8; 200] = {
    let mut pairs = [0; 200];
    let mut n = 0;
    while n < 100 {
        pairs[n * 2] = b'0' + (n / 10) as u8;
        pairs[n * 2 + 1] = b'0' + (n % 10) as u8;
        n += 1;
    }
    pairs
};

/// The longest number in decimal.
pub(super) const DIGITS: usize = 20;

/// The digits of `value`, from the index that comes with them; what follows the first `DIGITS` is padding, so that
/// `DIGITS` bytes can be taken from there.
#[inline]
pub(super) fn decimal(mut value: u64) -> ([u8; 2 * DIGITS], usize) {
    let mut digits = [0; 2 * DIGITS];
    let mut at = DIGITS;
    while value >= 100 {
        let pair = (value % 100) as usize * 2;
        value /= 100;
        at -= 2;
        digits[at..at + 2].copy_from_slice(&PAIRS[pair..pair + 2]);
    }
    if value >= 10 {
        let pair = value as usize * 2;
        at -= 2;
        digits[at..at + 2].copy_from_slice(&PAIRS[pair..pair + 2]);
    } else {
        at -= 1;
        digits[at] = b'0' + value as u8;
    }
    (digits, at)
}

/// Appends `value` in decimal.
pub(super) fn push_u64(out: &mut Vec<u8>, value: u64) {
    let (digits, at) = decimal(value);
    out.extend_from_slice(&digits[at..DIGITS]);
}

/// Appends `value / 10^DIGITS`, exactly and without trailing zeros: nanoseconds as seconds (9) or milliseconds (6).
pub(super) fn push_decimal<const DIGITS: usize>(out: &mut Vec<u8>, value: u64) {
    let scale = 10_u64.pow(DIGITS as u32);
    push_u64(out, value / scale);
    let mut fraction = value % scale;
    if fraction == 0 {
        return;
    }
    let mut digits = [b'0'; DIGITS];
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (fraction % 10) as u8;
        fraction /= 10;
    }
    let end = digits.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1);
    out.push(b'.');
    out.extend_from_slice(&digits[..end]);
}

/// Appends `value` as Prometheus spells it: shortest text that reads back the same, `NaN`, `+Inf`, `-Inf`.
pub(super) fn push_f64(out: &mut Vec<u8>, value: f64) {
    /// Below 2^53 every integer has its own `f64`.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.is_nan() {
        out.extend_from_slice(b"NaN");
    } else if value.is_infinite() {
        out.extend_from_slice(if value > 0.0 { b"+Inf" } else { b"-Inf" });
    } else if value.fract() == 0.0 && value.abs() < EXACT {
        if value.is_sign_negative() && value != 0.0 {
            out.push(b'-');
        }
        push_u64(out, value.abs() as u64);
    } else {
        use std::io::Write as _;
        // Debug form: shortest digits that read back the same, with an exponent when very large or small.
        // Writing to a `Vec` cannot fail.
        let _ = write!(out, "{value:?}");
    }
}

/// Appends `value` as a JSON number, or as `null` where JSON has none.
pub(super) fn push_json_f64(out: &mut Vec<u8>, value: f64) {
    if value.is_finite() { push_f64(out, value) } else { out.extend_from_slice(b"null") }
}

/// Appends a label value: backslash, quote and line feed escaped, everything else as it is (UTF-8).
pub(super) fn push_label_value(out: &mut Vec<u8>, text: &str) {
    push_escaped(out, text, |byte| match byte {
        b'\\' => Some(b"\\\\"),
        b'"' => Some(b"\\\""),
        b'\n' => Some(b"\\n"),
        _ => None,
    });
}

/// Appends a help text for text 0.0.4, where a quote needs no escape.
pub(super) fn push_help(out: &mut Vec<u8>, text: &str) {
    push_escaped(out, text, |byte| match byte {
        b'\\' => Some(b"\\\\"),
        b'\n' => Some(b"\\n"),
        _ => None,
    });
}

/// Appends `text` as a JSON string, quotes included.
pub(super) fn push_json_string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let mut done = 0;
    for (index, byte) in text.bytes().enumerate() {
        let short: &[u8] = match byte {
            b'"' => b"\\\"",
            b'\\' => b"\\\\",
            b'\n' => b"\\n",
            b'\r' => b"\\r",
            b'\t' => b"\\t",
            0..=0x1f => b"",
            _ => continue,
        };
        out.extend_from_slice(&text.as_bytes()[done..index]);
        done = index + 1;
        if short.is_empty() {
            const HEX: &[u8; 16] = b"0123456789abcdef";
            out.extend_from_slice(b"\\u00");
            out.push(HEX[usize::from(byte >> 4)]);
            out.push(HEX[usize::from(byte & 15)]);
        } else {
            out.extend_from_slice(short);
        }
    }
    out.extend_from_slice(&text.as_bytes()[done..]);
    out.push(b'"');
}

/// Every byte that is escaped here is ASCII, so cutting around it never splits a character.
fn push_escaped(out: &mut Vec<u8>, text: &str, escape: impl Fn(u8) -> Option<&'static [u8]>) {
    let mut done = 0;
    // Nearly no text has any, and this look at all of it takes a few instructions.
    if text.bytes().fold(false, |any, byte| any | matches!(byte, b'\\' | b'"' | b'\n')) {
        for (index, byte) in text.bytes().enumerate() {
            if let Some(escaped) = escape(byte) {
                out.extend_from_slice(&text.as_bytes()[done..index]);
                out.extend_from_slice(escaped);
                done = index + 1;
            }
        }
    }
    out.extend_from_slice(&text.as_bytes()[done..]);
}

/// Appends a protobuf varint.
pub(super) fn push_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn decimals_are_exact() {
        for (ns, seconds, ms) in [
            (0, "0", "0"),
            (1, "0.000000001", "0.000001"),
            (1_500_000_000, "1.5", "1500"),
            (8_000_001, "0.008000001", "8.000001"),
            (u64::MAX, "18446744073.709551615", "18446744073709.551615"),
        ] {
            assert_eq!(text(|out| push_decimal::<9>(out, ns)), seconds);
            assert_eq!(text(|out| push_decimal::<6>(out, ns)), ms);
        }
    }

    #[test]
    fn floats_are_spelled_as_prometheus_does() {
        for (value, spelled) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (-3.0, "-3"),
            (0.1, "0.1"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "+Inf"),
            (f64::NEG_INFINITY, "-Inf"),
            (1e300, "1e300"),
            (5e-324, "5e-324"),
        ] {
            assert_eq!(text(|out| push_f64(out, value)), spelled);
        }
    }

    proptest! {
        #[test]
        fn integers_read_back(value: u64) {
            prop_assert_eq!(text(|out| push_u64(out, value)), value.to_string());
        }

        #[test]
        fn floats_read_back(bits: u64) {
            let value = f64::from_bits(bits);
            let back: f64 = text(|out| push_f64(out, value)).parse().unwrap();
            prop_assert!(back == value || (back.is_nan() && value.is_nan()));
        }

        #[test]
        fn label_values_read_back(value in "(\\PC|[\\\\\"\n\r\t\0])*") {
            let escaped = text(|out| push_label_value(out, &value));
            prop_assert!(!escaped.contains('\n'));
            let mut back = String::new();
            let mut chars = escaped.chars();
            while let Some(c) = chars.next() {
                prop_assert!(c != '"');
                back.push(match c {
                    '\\' => match chars.next() { Some('n') => '\n', other => other.unwrap() },
                    c => c,
                });
            }
            prop_assert_eq!(back, value);
        }
    }
}
