//! Device ids as text.

/// Reads `0000:01:00.0` or `01:00.0`; the short form means any domain (all ones).
pub(crate) fn parse_bdf(text: &str) -> Option<(u32, [u32; 3])> {
    let hex = |digits: &str, most: usize| {
        let plausible = (1..=most).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
        if plausible { u32::from_str_radix(digits, 16).ok() } else { None }
    };
    let (rest, func) = text.rsplit_once('.')?;
    let mut parts = rest.split(':').rev();
    let (device, bus) = (hex(parts.next()?, 2)?, hex(parts.next()?, 2)?);
    let domain = match parts.next() {
        Some(domain) => hex(domain, 4)?,
        None => u32::MAX,
    };
    if parts.next().is_some() {
        return None;
    }
    Some((domain, [bus, device, hex(func, 1)?]))
}

pub(crate) fn parse_ipv4(text: &str) -> bool {
    text.parse::<std::net::Ipv4Addr>().is_ok()
}
