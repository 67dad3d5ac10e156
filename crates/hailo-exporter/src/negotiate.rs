//! Which format and which coding a client gets: `Accept` and `Accept-Encoding` with quality values.

use http::header::{ACCEPT, ACCEPT_ENCODING, HeaderMap, HeaderName};

/// One way to write a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Prometheus text 0.0.4.
    Text,
    /// OpenMetrics text 1.0.0.
    OpenMetrics,
    /// Prometheus protobuf, length-delimited `io.prometheus.client.MetricFamily`.
    Protobuf,
    /// The JSON snapshot.
    Json,
}

impl Format {
    /// The `Content-Type` of a response in this format.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; version=0.0.4; charset=utf-8",
            Self::OpenMetrics => "application/openmetrics-text; version=1.0.0; charset=utf-8",
            Self::Protobuf => {
                "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"
            }
            Self::Json => "application/json",
        }
    }

    /// The word for this format in the `format` label of the exporter's own families.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::OpenMetrics => "openmetrics",
            Self::Protobuf => "protobuf",
            Self::Json => "json",
        }
    }

    fn media(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("text", "plain"),
            Self::OpenMetrics => ("application", "openmetrics-text"),
            Self::Protobuf => ("application", "vnd.google.protobuf"),
            Self::Json => ("application", "json"),
        }
    }

    /// How exactly `range` names this format: `None` when it does not, else a rank in which more is more exact.
    fn matched_by(self, range: &Range<'_>) -> Option<u8> {
        let (kind, subtype) = self.media();
        let any_kind = range.kind == "*";
        if any_kind && range.subtype == "*" {
            return Some(1);
        }
        if any_kind || !range.kind.eq_ignore_ascii_case(kind) {
            return None;
        }
        if range.subtype == "*" {
            return Some(2);
        }
        if !range.subtype.eq_ignore_ascii_case(subtype) {
            return None;
        }
        let mut rank = 3;
        for (name, value) in params(range.params) {
            let required = match (self, name.to_ascii_lowercase().as_str()) {
                (Self::Text, "version") => "0.0.4",
                (Self::OpenMetrics, "version") => "1.0.0",
                (Self::Protobuf, "proto") => "io.prometheus.client.MetricFamily",
                (Self::Protobuf, "encoding") => "delimited",
                // `charset`, `escaping` and whatever comes next do not make another format.
                _ => continue,
            };
            if value != required {
                return None;
            }
            rank += 1;
        }
        Some(rank)
    }
}

/// The best of `offers` for this `Accept`; the first offer when the header is absent or names none of them.
///
/// The most exact range decides the quality of each offer; equal qualities go to the range that the client wrote
/// first, then to the earlier offer. A malformed range is ignored. Never refuses: a monitoring endpoint that
/// answers 406 looks like an outage.
#[must_use]
pub fn format(headers: &HeaderMap, offers: &[Format]) -> Format {
    let mut best: Option<(u16, usize, Format)> = None;
    for &offer in offers {
        let mut decided: Option<(u8, u16, usize)> = None;
        for (position, item) in items(headers, &ACCEPT).enumerate() {
            let Some(range) = Range::parse(item) else { continue };
            let Some(rank) = offer.matched_by(&range) else { continue };
            if decided.is_none_or(|(known, ..)| rank > known) {
                decided = Some((rank, range.quality, position));
            }
        }
        let Some((_, quality @ 1.., position)) = decided else { continue };
        if best.is_none_or(|(known, at, _)| quality > known || (quality == known && position < at)) {
            best = Some((quality, position, offer));
        }
    }
    match best {
        Some((.., format)) => format,
        None => offers.first().copied().unwrap_or(Format::Text),
    }
}

/// Whether the body should be compressed with gzip.
#[must_use]
pub fn gzip(headers: &HeaderMap) -> bool {
    let (mut gzip, mut identity, mut any) = (None, None, None);
    for item in items(headers, &ACCEPT_ENCODING) {
        let (name, rest) = item.split_once(';').unwrap_or((item, ""));
        let Some(quality) = quality_of(rest) else { continue };
        let name = name.trim();
        if name.eq_ignore_ascii_case("gzip") || name.eq_ignore_ascii_case("x-gzip") {
            gzip = gzip.max(Some(quality));
        } else if name.eq_ignore_ascii_case("identity") {
            identity = Some(quality);
        } else if name == "*" {
            any = Some(quality);
        }
    }
    let wanted = gzip.or(any).unwrap_or(0);
    wanted > 0 && wanted >= identity.unwrap_or(0)
}

struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    params: &'a str,
    /// In thousandths, 0 ..= 1000.
    quality: u16,
}

impl<'a> Range<'a> {
    fn parse(item: &'a str) -> Option<Self> {
        let (media, params) = item.split_once(';').unwrap_or((item, ""));
        let (kind, subtype) = media.trim().split_once('/')?;
        if kind.is_empty() || subtype.is_empty() {
            return None;
        }
        Some(Self { kind, subtype, params, quality: quality_of(params)? })
    }
}

/// The `q` among parameters: 1000 when absent, `None` when malformed.
fn quality_of(text: &str) -> Option<u16> {
    for (name, value) in params(text) {
        if !name.eq_ignore_ascii_case("q") {
            continue;
        }
        let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
        if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let mut thousandths = 0;
        for index in 0..3 {
            thousandths =
                thousandths * 10 + u16::from(fraction.as_bytes().get(index).map_or(0, |byte| byte - b'0'));
        }
        return match (whole, thousandths) {
            ("0", _) => Some(thousandths),
            ("1", 0) => Some(1000),
            _ => None,
        };
    }
    Some(1000)
}

/// The `name=value` pairs of a parameter list, quotes removed; what is not a pair is left out.
fn params(text: &str) -> impl Iterator<Item = (&str, &str)> {
    split_outside_quotes(text, b';').filter_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        let value = value.trim();
        let value = value.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(value);
        Some((name.trim(), value))
    })
}

/// The comma-separated items of every header line called `name`; a line that is not visible ASCII is left out.
fn items<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| split_outside_quotes(line, b','))
        .map(str::trim)
        .filter(|item| !item.is_empty())
}

fn split_outside_quotes(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let (mut quoted, mut escaped) = (false, false);
        for (index, byte) in text.bytes().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                _ if byte == separator && !quoted => {
                    rest = Some(&text[index + 1..]);
                    return Some(&text[..index]);
                }
                _ => {}
            }
        }
        rest = None;
        Some(text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    const PROMETHEUS: [Format; 3] = [Format::Text, Format::OpenMetrics, Format::Protobuf];

    fn accept(value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_str(value).unwrap());
        headers
    }

    #[test]
    fn what_prometheus_sends_gets_what_prometheus_prefers() {
        for (header, expected) in [
            // 2.42
            (
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,\
                 text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
                Format::OpenMetrics,
            ),
            // 2.42 with native histograms
            (
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,\
                 application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;version=0.0.1;q=0.75,\
                 text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
                Format::Protobuf,
            ),
            // 3.x
            (
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,\
                 application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,\
                 text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
                Format::OpenMetrics,
            ),
            ("application/openmetrics-text;version=0.0.1;q=1,text/plain;version=0.0.4;q=0.3", Format::Text),
        ] {
            assert_eq!(format(&accept(header), &PROMETHEUS), expected, "{header}");
        }
    }

    #[test]
    fn anything_unknown_or_malformed_is_text() {
        assert_eq!(format(&HeaderMap::new(), &PROMETHEUS), Format::Text);
        for header in [
            "",
            "*/*",
            "text/html",
            "text/*",
            ",;,=;q",
            "application/openmetrics-text;q=2",
            "application/openmetrics-text;q=0",
            "application/openmetrics-text;q=0.0000",
            "text/plain;q=0",
            "application/openmetrics-text;version=\"0.0.1",
            "*/json",
        ] {
            assert_eq!(format(&accept(header), &PROMETHEUS), Format::Text, "{header}");
        }
    }

    #[test]
    fn the_exact_range_decides_and_the_first_of_equals_wins() {
        let only = |header| format(&accept(header), &PROMETHEUS);
        assert_eq!(only("*/*;q=0.9, text/plain;q=0.1"), Format::OpenMetrics);
        assert_eq!(only("application/openmetrics-text, text/plain"), Format::OpenMetrics);
        assert_eq!(only("text/plain, application/openmetrics-text"), Format::Text);
        assert_eq!(only("APPLICATION/OpenMetrics-Text; Version=\"1.0.0\""), Format::OpenMetrics);
        assert_eq!(only("text/plain;note=\"a,b;q=0\", application/openmetrics-text;q=0.9"), Format::Text);
    }

    #[test]
    fn a_json_endpoint_still_answers_prometheus() {
        let offers = [Format::Json, Format::Text, Format::OpenMetrics, Format::Protobuf];
        assert_eq!(format(&accept("*/*"), &offers), Format::Json);
        assert_eq!(format(&accept("text/html,application/xml;q=0.9,*/*;q=0.8"), &offers), Format::Json);
        assert_eq!(format(&accept("text/plain;version=0.0.4;q=0.5,*/*;q=0.1"), &offers), Format::Text);
    }

    #[test]
    fn gzip_by_quality() {
        let with = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_str(value).unwrap());
            gzip(&headers)
        };
        assert!(!gzip(&HeaderMap::new()));
        assert!(with("gzip"));
        assert!(with("deflate, GZIP;q=0.5"));
        assert!(with("*"));
        assert!(!with("gzip;q=0"));
        assert!(!with("*, gzip;q=0"));
        assert!(!with("identity, gzip;q=0.5"));
        assert!(!with("br"));
        assert!(!with("gzip;q=nonsense"));
    }
}
