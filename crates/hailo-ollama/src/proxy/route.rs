//! Where a request goes.

use std::net::{IpAddr, SocketAddr};

use http::{Uri, uri};

use crate::paths::decoded;

/// A server behind the proxy.
#[derive(Debug, Clone)]
pub struct Upstream {
    prefix: String,
    scheme: Scheme,
    authority: uri::Authority,
    base: String,
}

/// How a server is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    /// HTTP/1.1, in the clear.
    Http,
    /// TLS, and HTTP/2 where the server wants it.
    Https,
    /// HTTP/2, in the clear.
    H2c,
}

/// Why an upstream cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpstreamError(String);

impl std::fmt::Display for UpstreamError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UpstreamError {}

impl Upstream {
    /// The server at `url`, for paths that begin with `prefix`; the prefix is taken off on the way. An
    /// empty prefix takes every path.
    ///
    /// # Errors
    /// When `url` is not `http://host[:port][/path]` (or `https`, or `h2c` for HTTP/2 in the clear), or the prefix is not a path. What could not be kept is refused: a
    /// query, a fragment, a name and password. The error repeats none of them.
    pub fn new(prefix: &str, url: &str) -> Result<Self, UpstreamError> {
        let bad = |why: &str| UpstreamError(format!("upstream {:?}: {why}", shown(url)));
        let Some((scheme, rest)) = url.split_once("://") else {
            return Err(bad("needs a scheme and a host, as in http://127.0.0.1:8000"));
        };
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "http" => Scheme::Http,
            "https" => Scheme::Https,
            "h2c" => Scheme::H2c,
            _ => {
                return Err(bad(
                    "only http://, https:// and h2c:// (HTTP/2 in the clear) upstreams are supported",
                ));
            }
        };
        if rest.is_empty() || rest.starts_with(['/', ':']) {
            return Err(bad("needs a host, as in http://127.0.0.1:8000"));
        }
        if url.contains(['?', '#']) {
            return Err(bad(
                "a query or fragment would be dropped; an upstream is http://host[:port][/path]",
            ));
        }
        let uri: Uri = url.parse().map_err(|e| bad(&format!("{e}")))?;
        let parts = uri.into_parts();
        let Some(authority) = parts.authority.filter(|authority| !authority.host().is_empty()) else {
            return Err(bad("needs a host, as in http://127.0.0.1:8000"));
        };
        if authority.as_str().contains('@') {
            return Err(bad("a name and password in a URL end up in logs; they are not supported"));
        }
        let port = authority.as_str().strip_prefix(authority.host()).unwrap_or_default();
        if !port.is_empty() && authority.port_u16().is_none_or(|port| port == 0) {
            let port = port.trim_start_matches(':');
            return Err(bad(&format!("{port:?} is no port from 1 to 65535")));
        }
        let base =
            parts.path_and_query.map_or(String::new(), |path| path.path().trim_end_matches('/').to_owned());
        let prefix = prefix.trim_end_matches('/');
        if !prefix.is_empty() && !prefix.starts_with('/') {
            return Err(bad(&format!("path prefix {prefix:?} must begin with '/'")));
        }
        if prefix.parse::<uri::PathAndQuery>().map_or(!prefix.is_empty(), |path| path.as_str() != prefix)
            || prefix.contains('?')
        {
            return Err(bad(&format!("{prefix:?} is no path that a request could begin with")));
        }
        Ok(Self { prefix: prefix.to_owned(), scheme, authority, base })
    }

    /// The path prefix it serves; empty for every path.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Host and port.
    #[must_use]
    pub fn authority(&self) -> &str {
        self.authority.as_str()
    }

    /// Host and port to connect to; a name is resolved at every connection.
    #[must_use]
    pub fn address(&self) -> (&str, u16) {
        let host = self.authority.host().trim_start_matches('[').trim_end_matches(']');
        let default = if self.scheme == Scheme::Https { 443 } else { 80 };
        (host, self.authority.port_u16().unwrap_or(default))
    }

    /// Refuses an upstream that is one of the addresses `own`, which this process listens on: its requests would come
    /// back without end. A name that can't be resolved now is not looked at.
    ///
    /// # Errors
    /// When it is one of them.
    pub async fn refuse_itself(&self, own: &[SocketAddr]) -> Result<(), UpstreamError> {
        let Ok(found) = tokio::net::lookup_host(self.address()).await else { return Ok(()) };
        for address in found {
            if let Some(listens) = own.iter().find(|own| reaches(address, **own)) {
                return Err(UpstreamError(format!(
                    "upstream {}: this proxy itself listens on {listens}; name the server behind it",
                    self.authority
                )));
            }
        }
        Ok(())
    }

    /// The part of `path` after the prefix, when this upstream serves it.
    pub(super) fn strip<'a>(&self, path: &'a str) -> Option<&'a str> {
        let rest = path.strip_prefix(&self.prefix)?;
        let at_boundary = rest.is_empty() || rest.starts_with(['/', '?']);
        at_boundary.then_some(rest)
    }

    pub(super) fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The target `uri` with the server in front.
    pub(super) fn absolute(&self, uri: &Uri) -> Result<Uri, http::Error> {
        let path = uri.path_and_query().map_or("/", uri::PathAndQuery::as_str);
        let scheme = if self.scheme == Scheme::Https { "https" } else { "http" };
        Uri::builder().scheme(scheme).authority(self.authority.clone()).path_and_query(path).build()
    }

    /// The target of a request for `rest` (path and query), under the base path.
    pub(super) fn uri(&self, rest: &str) -> Result<Uri, http::Error> {
        if rest == "*" && self.base.is_empty() {
            return Ok(Uri::from_static("*"));
        }
        let slash = if rest.starts_with('/') { "" } else { "/" };
        Uri::builder().path_and_query(format!("{}{slash}{rest}", self.base)).build()
    }
}

/// Whether connecting to `address` reaches a listener on `own`.
fn reaches(address: SocketAddr, own: SocketAddr) -> bool {
    // Only an address of this machine can be bound to.
    let here = |ip: IpAddr| ip.is_unspecified() || std::net::UdpSocket::bind((ip, 0)).is_ok();
    address.port() == own.port()
        && (address.ip().to_canonical() == own.ip().to_canonical()
            || (own.ip().is_unspecified() && here(address.ip()))
            || (address.ip().is_unspecified() && own.ip().is_loopback()))
}

/// The URL as errors may show it: without what stands before an `@` or after a `?` or `#`.
fn shown(url: &str) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let (scheme, rest) = url[..end].split_once("://").unwrap_or(("", &url[..end]));
    let slashes = if scheme.is_empty() { "" } else { "://" };
    match rest.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}{slashes}…@{host}"),
        None => format!("{scheme}{slashes}{rest}"),
    }
}

/// `path` (and query) without `.` and `..`, which would lead out of a prefix or a base; as it is when there are none.
pub(super) fn without_dots(path: &str) -> std::borrow::Cow<'_, str> {
    let (only, query) = path.split_at(path.find('?').unwrap_or(path.len()));
    let dots = |segment: &str| match decoded(segment).as_str() {
        "." => 1,
        ".." => 2,
        _ => 0,
    };
    if !only.split('/').any(|segment| dots(segment) > 0) {
        return path.into();
    }
    let mut out: Vec<&str> = Vec::new();
    let mut segments = only.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match dots(segment) {
            0 => out.push(segment),
            count => {
                if count == 2 {
                    out.pop();
                }
                if last {
                    out.push("");
                }
            }
        }
    }
    format!("/{}{query}", out.join("/")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_taken_off_and_a_base_put_on() {
        let upstream = Upstream::new("/npu2/", "http://127.0.0.1:8001/base/").unwrap();
        assert_eq!(upstream.strip("/npu2/api/chat?x=1"), Some("/api/chat?x=1"));
        assert_eq!(upstream.strip("/npu2"), Some(""));
        assert_eq!(upstream.strip("/npu22/api/chat"), None);
        let uri = upstream.uri("/api/chat?x=%2F").unwrap();
        assert_eq!(uri.to_string(), "/base/api/chat?x=%2F");
        assert_eq!(upstream.address(), ("127.0.0.1", 8001));
        assert_eq!(Upstream::new("", "http://[::1]").unwrap().address(), ("::1", 80));
        assert_eq!(upstream.uri("?a").unwrap().to_string(), "/base/?a");
    }

    #[test]
    fn an_upstream_that_cannot_work_is_refused_with_its_reason() {
        for (prefix, url, why) in [
            ("", "127.0.0.1:8000", "http://127.0.0.1:8000"),
            ("", "", "http://127.0.0.1:8000"),
            ("", "http://", "host"),
            ("", "http://:80", "host"),
            ("", "ftp://a", "only http://"),
            ("", "http://a:99999", "no port"),
            ("", "http://a:65536/v1", "no port"),
            ("", "http://a:0", "no port"),
            ("", "http://a:", "no port"),
            ("", "http://a:/v1", "no port"),
            ("", "http://[::1]:", "no port"),
            ("", "http://a:x", "upstream"),
            ("", "http://a b", "upstream"),
            ("", "http://a/v1?key=x", "query"),
            ("", "http://a?key=x", "query"),
            ("", "http://a/#key", "fragment"),
            ("", "http://user:x@a", "password"),
            ("", "http://user@a:80", "password"),
            ("", "http://us er:x@a", "upstream"),
            ("", "user:x@a", "scheme"),
            ("npu", "http://a", "must begin with '/'"),
            ("/a?b", "http://a", "no path"),
            ("/a#b", "http://a", "no path"),
            ("/a b", "http://a", "no path"),
        ] {
            let error = Upstream::new(prefix, url).unwrap_err().to_string();
            assert!(error.contains(why), "{url}: {error}");
            assert!(!error.contains("key=") && !error.contains(":x@"), "no secrets: {error}");
        }
    }

    #[test]
    fn dots_lead_nowhere() {
        for (path, want) in [
            ("/../../secret", "/secret"),
            ("/a/./b/../c?x=/../y", "/a/c?x=/../y"),
            ("/a/%2e%2E/b", "/b"),
            ("/a/..", "/"),
            ("/a/b/.", "/a/b/"),
            ("/a//b/...", "/a//b/..."),
            ("/%67enerate", "/%67enerate"),
        ] {
            assert_eq!(without_dots(path), want, "{path}");
        }
    }

    #[tokio::test]
    async fn an_upstream_that_is_the_proxy_itself_is_refused() {
        for (url, own, refused) in [
            ("http://127.0.0.1:8001", "127.0.0.1:8001", true),
            ("http://localhost:8001/base", "127.0.0.1:8001", true),
            ("http://localhost:8001", "0.0.0.0:8001", true),
            ("http://127.0.0.2:8001", "[::]:8001", true),
            ("http://0.0.0.0:8001", "127.0.0.1:8001", true),
            ("http://[::ffff:127.0.0.1]:8001", "127.0.0.1:8001", true),
            ("http://127.0.0.1:8000", "0.0.0.0:8001", false),
            ("http://192.0.2.7:8001", "0.0.0.0:8001", false),
            ("http://no-such-host.invalid:8001", "0.0.0.0:8001", false),
        ] {
            let upstream = Upstream::new("", url).unwrap();
            let result =
                upstream.refuse_itself(&["127.0.0.1:9".parse().unwrap(), own.parse().unwrap()]).await;
            assert_eq!(result.is_err(), refused, "{url} {own}");
        }
    }
}
