//! What of a message's head passes, and which heads can't.

use http::header::{
    CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HOST, HeaderMap, HeaderName, HeaderValue, TE, TRAILER,
    TRANSFER_ENCODING, UPGRADE,
};
use http::{Method, StatusCode, Version, request, response};

/// The proxies that a request has passed, so that one sees its own requests come back.
const HOPS: HeaderName = HeaderName::from_static("x-hailo-proxies");
/// The host that the client asked for.
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
/// Most proxies in a row.
const MAX_HOPS: usize = 16;

/// Why a message can't pass.
pub(super) type Refusal = (StatusCode, &'static str);

/// How the body of a message is framed, by its headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Framing {
    /// By its length, or by the end of the connection.
    Plain,
    Chunked,
    /// The coding that changes nothing, which is none at all.
    Identity,
    /// In a transfer coding that nobody asked for.
    Unknown,
}

fn framing(headers: &HeaderMap) -> Framing {
    let mut codings = headers
        .get_all(TRANSFER_ENCODING)
        .iter()
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .map(<[u8]>::trim_ascii)
        .filter(|coding| !coding.is_empty())
        .peekable();
    if codings.peek().is_none() {
        return Framing::Plain;
    }
    let mut framing = Framing::Identity;
    for coding in codings {
        framing = match framing {
            Framing::Identity if coding.eq_ignore_ascii_case(b"chunked") => Framing::Chunked,
            Framing::Identity if coding.eq_ignore_ascii_case(b"identity") => Framing::Identity,
            _ => return Framing::Unknown,
        };
    }
    framing
}

/// Makes the head of a request one of the proxy's own: without what belongs to the client's connection, for the host that
/// is asked, with a mark that it came by here.
///
/// # Errors
/// When it can't pass: the answer to the client.
pub(super) fn prepare(
    head: &mut request::Parts,
    authority: &str,
    keep_host: bool,
    this_proxy: &str,
) -> Result<(), Refusal> {
    if head.method == Method::CONNECT {
        return Err((StatusCode::METHOD_NOT_ALLOWED, "this is no tunnel"));
    }
    let hosts = head.headers.get_all(HOST).iter().count();
    if hosts > 1 || (hosts == 0 && head.version == Version::HTTP_11) {
        return Err((StatusCode::BAD_REQUEST, "a request names its host once"));
    }
    if framing(&head.headers) == Framing::Unknown {
        return Err((StatusCode::NOT_IMPLEMENTED, "unknown transfer coding"));
    }
    let passed: Vec<&str> = head
        .headers
        .get_all(&HOPS)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    if passed.contains(&this_proxy) || passed.len() >= MAX_HOPS {
        return Err((StatusCode::LOOP_DETECTED, "the request came back: a proxy stands in front of itself"));
    }
    let hops = HeaderValue::from_str(&[passed.as_slice(), &[this_proxy]].concat().join(", "));
    strip(&mut head.headers);
    // The proxy itself has met the expectation by reading the body.
    head.headers.remove(EXPECT);
    if let Ok(hops) = hops {
        head.headers.insert(HOPS, hops);
    }
    if (hosts == 0 || !keep_host)
        && let Ok(host) = HeaderValue::from_str(authority)
        && let Some(asked) = head.headers.insert(HOST, host)
        && !head.headers.contains_key(&FORWARDED_HOST)
    {
        head.headers.insert(FORWARDED_HOST, asked);
    }
    head.version = Version::HTTP_11;
    Ok(())
}

/// Makes the head of an answer one of the proxy's own. Answers its length where the body does not know that by itself.
///
/// # Errors
/// When it can't pass: the answer to the client.
pub(super) fn receive(head: &mut response::Parts) -> Result<Option<u64>, Refusal> {
    if head.status == StatusCode::SWITCHING_PROTOCOLS {
        return Err((StatusCode::BAD_GATEWAY, "it switches to a protocol that nobody asked for"));
    }
    let framing = framing(&head.headers);
    // Where no body follows, its coding says nothing.
    let has_body = ![StatusCode::NO_CONTENT, StatusCode::NOT_MODIFIED].contains(&head.status);
    if framing == Framing::Unknown && has_body {
        return Err((StatusCode::BAD_GATEWAY, "its answer has an unknown transfer coding"));
    }
    let length = match framing {
        Framing::Identity => {
            head.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok())
        }
        _ => None,
    };
    if framing == Framing::Identity {
        head.headers.remove(TRANSFER_ENCODING);
    }
    strip(&mut head.headers);
    head.version = Version::HTTP_11;
    Ok(length)
}

/// Takes off what belongs to one connection only (RFC 9110 §7.6.1), and a length beside a coding that overrides it
/// (RFC 9112 §6.3). `TE: trailers` stays, so that trailers pass.
fn strip(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| name.trim().parse().ok())
        // What says where a message goes and where it ends belongs to no connection, whoever names it.
        .filter(|name| ![CONTENT_LENGTH, CONTENT_TYPE, HOST, TRAILER, HOPS].contains(name))
        .collect();
    let trailers = headers
        .get_all(TE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.split(',').any(|t| t.trim().eq_ignore_ascii_case("trailers")));
    if headers.contains_key(TRANSFER_ENCODING) {
        headers.remove(CONTENT_LENGTH);
    }
    for name in named {
        headers.remove(name);
    }
    for name in [CONNECTION, TE, TRANSFER_ENCODING, UPGRADE] {
        headers.remove(name);
    }
    headers.remove("keep-alive");
    headers.remove("proxy-connection");
    if trailers {
        headers.insert(TE, HeaderValue::from_static("trailers"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(fields: &[(&'static str, &'static str)]) -> request::Parts {
        let mut head = http::Request::post("/").body(()).unwrap().into_parts().0;
        for (name, value) in fields {
            head.headers.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        head
    }

    fn prepared(fields: &[(&'static str, &'static str)]) -> Result<HeaderMap, StatusCode> {
        let mut head = head(fields);
        prepare(&mut head, "up:1", false, "me").map(|()| head.headers).map_err(|(status, _)| status)
    }

    fn received(fields: &[(&'static str, &'static str)]) -> Result<(Vec<String>, Option<u64>), StatusCode> {
        let mut answer = http::Response::new(()).into_parts().0;
        answer.headers = head(fields).headers;
        let length = receive(&mut answer).map_err(|(status, _)| status)?;
        let mut names: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
        names.sort();
        Ok((names, length))
    }

    #[test]
    fn headers_of_the_connection_stay_behind() {
        let headers = prepared(&[
            ("host", "client"),
            ("connection", "close, X-Mine, Content-Length"),
            ("x-mine", "1"),
            ("x-other", "2"),
            ("te", "gzip;q=0.5, Trailers"),
            ("content-length", "5"),
            ("keep-alive", "timeout=5"),
            ("expect", "100-continue"),
            ("trailer", "x-sum"),
        ])
        .unwrap();
        let mut left: Vec<&str> = headers.keys().map(HeaderName::as_str).collect();
        left.sort_unstable();
        assert_eq!(
            left,
            ["content-length", "host", "te", "trailer", "x-forwarded-host", "x-hailo-proxies", "x-other"]
        );
        assert_eq!(
            (&headers["te"], &headers["host"]),
            (&"trailers".parse().unwrap(), &"up:1".parse().unwrap())
        );
        assert_eq!(headers["x-forwarded-host"], "client");
    }

    #[test]
    fn a_head_that_could_be_read_in_two_ways_is_refused() {
        assert_eq!(prepared(&[]), Err(StatusCode::BAD_REQUEST));
        assert_eq!(prepared(&[("host", "a"), ("host", "b")]), Err(StatusCode::BAD_REQUEST));
        for coding in ["gzip, chunked", "gzip", "chunked, gzip", "xchunked"] {
            assert_eq!(
                prepared(&[("host", "a"), ("transfer-encoding", coding)]),
                Err(StatusCode::NOT_IMPLEMENTED)
            );
            assert_eq!(received(&[("transfer-encoding", coding)]), Err(StatusCode::BAD_GATEWAY));
        }
        let mut tunnel = head(&[("host", "a")]);
        tunnel.method = Method::CONNECT;
        assert_eq!(prepare(&mut tunnel, "up", false, "me").unwrap_err().0, StatusCode::METHOD_NOT_ALLOWED);
    }

    #[test]
    fn a_coding_overrides_a_length() {
        for coding in ["chunked", "Chunked", "identity, chunked"] {
            let both = [("host", "a"), ("content-length", "3"), ("transfer-encoding", coding)];
            assert!(!prepared(&both).unwrap().contains_key(CONTENT_LENGTH), "{coding}");
            assert_eq!(received(&both[1..]).unwrap(), (vec![], None), "{coding}");
        }
        let identity = [("content-length", "3"), ("transfer-encoding", "identity")];
        assert_eq!(received(&identity).unwrap(), (vec!["content-length".to_owned()], Some(3)));
    }

    #[test]
    fn a_request_that_was_here_before_is_a_loop() {
        let hops = |value| prepared(&[("host", "a"), ("x-hailo-proxies", value)]);
        assert_eq!(hops("a, me, b"), Err(StatusCode::LOOP_DETECTED));
        assert_eq!(hops("1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16"), Err(StatusCode::LOOP_DETECTED));
        assert_eq!(hops("a, b").unwrap()["x-hailo-proxies"], "a, b, me");
    }
}
