//! Who asks: the names by which a server may be called, the pages that may call it, and what a body says it is.
//!
//! A browser sends what any page tells it to. A page of another site can send a simple request to a server on the reader's own
//! machine, and a name that its owner points to 127.0.0.1 makes it the same site (DNS rebinding). What no page can forge
//! are `Host`, `Origin` and `Sec-Fetch-Site`; what no page can send without asking first is JSON that says it is JSON.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::request::Parts;
use http::uri::Authority;
use http::{Method, Request, Response, StatusCode, Version};
use http_body::Body;
use http_body_util::{Either, Full};
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;

#[cfg(feature = "auth")]
use crate::auth::Credentials;
use crate::pages;
use crate::refusals::{Reason, Refusals, refuse};
use crate::serve::Connected;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// The names by which a server may be called, and the pages that may call it.
///
/// Always allowed as `Host`: `localhost` and what ends in `.localhost`, loopback addresses, the address at which the connection
/// arrived, the machine's own name (with `.local` too), and names without a dot: nobody outside can own one of those, and
/// container networks use them. Always allowed as `Origin`: the server itself, and pages that this machine serves to itself.
#[derive(Debug, Clone, Default)]
pub struct Access {
    hosts: Vec<String>,
    origins: Vec<String>,
    machine: Option<String>,
}

impl Access {
    /// What is always allowed.
    #[must_use]
    pub fn new() -> Self {
        let machine = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
        let machine = machine.map(|name| name.trim().to_ascii_lowercase()).filter(|name| !name.is_empty());
        Self { machine, ..Self::default() }
    }

    /// Allows `host` too, a name or an address without a port.
    #[must_use]
    pub fn host(mut self, host: &str) -> Self {
        self.hosts.push(host.trim_end_matches('.').to_ascii_lowercase());
        self
    }

    /// Allows pages of `origin` too, such as `https://chat.example.org`: they may ask, and read what they are answered
    /// (cross-origin resource sharing).
    #[must_use]
    pub fn origin(mut self, origin: &str) -> Self {
        self.origins.push(origin.trim_end_matches('/').to_ascii_lowercase());
        self
    }

    /// Whether a request may be answered.
    ///
    /// # Errors
    /// The reason why not.
    fn check(&self, parts: &Parts) -> Result<(), (StatusCode, Reason, &'static str)> {
        let headers = &parts.headers;
        let host = match host(parts) {
            Ok(host) => host,
            Err(why) => return Err((StatusCode::BAD_REQUEST, Reason::Host, why)),
        };
        let local = parts.extensions.get::<Connected>().map(|connected| connected.local.ip());
        if let Some(host) = &host
            && !self.is_own(host.host(), local)
        {
            let why = "this server has no such name; --allow-host NAME adds one";
            return Err((StatusCode::FORBIDDEN, Reason::Host, why));
        }
        let mut allowed_page = false;
        for origin in headers.get_all(header::ORIGIN) {
            let origin = origin.to_str().unwrap_or_default();
            if !self.is_allowed_page(origin, host.as_ref()) {
                let why = "pages of this origin may not ask; --allow-origin URL allows one";
                return Err((StatusCode::FORBIDDEN, Reason::Origin, why));
            }
            allowed_page = true;
        }
        if headers.get(SEC_FETCH_SITE).is_some_and(|site| site.as_bytes() == b"cross-site") && !allowed_page {
            // Following a link from elsewhere to a page here is no harm: the other page sees nothing of it.
            let link = matches!(parts.method, Method::GET | Method::HEAD)
                && headers.get(SEC_FETCH_MODE).is_some_and(|mode| mode.as_bytes() == b"navigate");
            if !link {
                let why = "pages of other sites may not ask";
                return Err((StatusCode::FORBIDDEN, Reason::CrossSite, why));
            }
        }
        Ok(())
    }

    /// The origin of a page that was allowed by name.
    fn named_page(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        let mut origins = headers.get_all(header::ORIGIN).iter();
        let (Some(origin), None) = (origins.next(), origins.next()) else { return None };
        let named = origin.to_str().is_ok_and(|text| self.origins.contains(&text.to_ascii_lowercase()));
        named.then(|| origin.clone())
    }

    fn is_own(&self, host: &str, local: Option<IpAddr>) -> bool {
        if let Some(address) = address(host) {
            return is_this_machine(address)
                || local.is_some_and(|local| local.to_canonical() == address)
                || self
                    .hosts
                    .iter()
                    .any(|allowed| allowed.parse().is_ok_and(|allowed: IpAddr| allowed == address));
        }
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        let own =
            |name: &String| host == *name || host.strip_suffix(".local").is_some_and(|short| short == *name);
        !host.contains('.')
            || host.ends_with(".localhost")
            || self.machine.as_ref().is_some_and(own)
            || self.hosts.contains(&host)
    }

    fn is_allowed_page(&self, origin: &str, host: Option<&Authority>) -> bool {
        let origin = origin.to_ascii_lowercase();
        if self.origins.contains(&origin) {
            return true;
        }
        let Some((scheme @ ("http" | "https"), authority)) = origin.split_once("://") else { return false };
        let Ok(page) = authority.parse::<Authority>() else { return false };
        let default = if scheme == "https" { 443 } else { 80 };
        let port = |authority: &Authority| authority.port_u16().unwrap_or(default);
        let same = host
            .is_some_and(|host| host.host().eq_ignore_ascii_case(page.host()) && port(host) == port(&page));
        same || page.host() == "localhost"
            || page.host().ends_with(".localhost")
            || address(page.host()).is_some_and(is_this_machine)
    }
}

fn is_this_machine(address: IpAddr) -> bool {
    address.is_loopback()
}

fn address(host: &str) -> Option<IpAddr> {
    let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    host.parse::<IpAddr>().ok().map(|address| address.to_canonical())
}

/// The host that a request names; none only from a client of HTTP/1.0.
fn host(parts: &Parts) -> Result<Option<Authority>, &'static str> {
    let mut lines = parts.headers.get_all(header::HOST).iter();
    let (first, second) = (lines.next(), lines.next());
    if second.is_some() {
        return Err("a request names one Host");
    }
    let Some(value) = first else {
        return match parts.version {
            Version::HTTP_09 | Version::HTTP_10 => Ok(None),
            _ => Err("a request names its Host"),
        };
    };
    let text = value.to_str().map_err(|_| "Host is no host and port")?;
    let authority = text.parse::<Authority>().ok().filter(|authority| !authority.as_str().contains('@'));
    let authority = authority.ok_or("Host is no host and port")?;
    // An absolute target names the host again; the two may not differ.
    if parts.uri.authority().is_some_and(|other| !other.as_str().eq_ignore_ascii_case(authority.as_str())) {
        return Err("the target and Host name different hosts");
    }
    Ok(Some(authority))
}

/// What a path takes as the body of a POST.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaks {
    /// Anything.
    Any,
    /// JSON. A program that is no browser may leave the type out or say another: `curl -d` says
    /// `application/x-www-form-urlencoded`, and Ollama's own examples use it.
    Json,
}

fn is_json(value: &HeaderValue) -> bool {
    let text = value.to_str().unwrap_or_default();
    let kind = text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json"
        || kind.strip_prefix("application/").is_some_and(|kind| kind.ends_with("+json"))
}

/// Whether a body may be taken as JSON: it says so, or comes from no browser. A browser sends JSON that says so to another
/// server only after that has agreed.
#[must_use]
pub fn may_be_json(headers: &HeaderMap) -> bool {
    let mut kinds = headers.get_all(header::CONTENT_TYPE).iter();
    if let (Some(kind), None) = (kinds.next(), kinds.next())
        && is_json(kind)
    {
        return true;
    }
    ![header::ORIGIN, header::REFERER, SEC_FETCH_SITE].iter().any(|name| headers.contains_key(name))
}

/// A tower layer that refuses who may not ask, before anything else is done for the request, and counts it; refusals that come
/// from within, [marked](crate::mark) as such, are counted too.
#[derive(Debug, Clone)]
pub struct Guard {
    access: Arc<Access>,
    refusals: Refusals,
    speaks: fn(&Method, &str) -> Speaks,
    #[cfg(feature = "auth")]
    credentials: Option<Credentials>,
    pages: bool,
}

impl Guard {
    /// A guard that lets through what `access` allows.
    #[must_use]
    pub fn new(access: Access, refusals: Refusals) -> Self {
        Self {
            access: Arc::new(access),
            refusals,
            speaks: |_, _| Speaks::Any,
            #[cfg(feature = "auth")]
            credentials: None,
            pages: false,
        }
    }

    /// Demands of POST requests what their path speaks.
    #[must_use]
    pub fn speaks(mut self, speaks: fn(&Method, &str) -> Speaks) -> Self {
        self.speaks = speaks;
        self
    }

    /// Asks every request for this credential; `None` asks for none.
    #[cfg(feature = "auth")]
    #[must_use]
    pub fn credentials(mut self, credentials: Option<Credentials>) -> Self {
        self.credentials = credentials;
        self
    }

    /// Adds the headers that keep a browser from taking an answer for something else, and other pages from showing it:
    /// for a server's own answers, not for those that a proxy passes on.
    #[must_use]
    pub fn pages(mut self) -> Self {
        self.pages = true;
        self
    }

    /// The answer to who is not let through, or to who asks whether they would be.
    fn check(&self, parts: &Parts) -> Option<Response<Full<Bytes>>> {
        if let Err((status, reason, why)) = self.access.check(parts) {
            return Some(refuse(status, reason, why));
        }
        if self.access.named_page(&parts.headers).is_some()
            && let Some(agreed) = pages::preflight(parts)
        {
            return Some(agreed);
        }
        #[cfg(feature = "auth")]
        if let Some(refusal) =
            self.credentials.as_ref().and_then(|credentials| credentials.refuse(&parts.headers))
        {
            return Some(refusal);
        }
        let json =
            parts.method == Method::POST && (self.speaks)(&parts.method, parts.uri.path()) == Speaks::Json;
        if json && !may_be_json(&parts.headers) {
            let why = "the body must be JSON and say so: content-type: application/json";
            return Some(refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, Reason::ContentType, why));
        }
        None
    }
}

impl<S> Layer<S> for Guard {
    type Service = GuardService<S>;

    fn layer(&self, inner: S) -> GuardService<S> {
        GuardService { inner, guard: self.clone() }
    }
}

/// The service made by [`Guard`].
#[derive(Debug, Clone)]
pub struct GuardService<S> {
    inner: S,
    guard: Guard,
}

impl<S, Q, B> Service<Request<Q>> for GuardService<S>
where
    S: Service<Request<Q>, Response = Response<B>, Error = Infallible>,
    B: Body<Data = Bytes>,
{
    type Response = Response<Either<Full<Bytes>, B>>;
    type Error = Infallible;
    type Future = Guarded<S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Q>) -> Self::Future {
        #[cfg_attr(not(feature = "auth"), expect(unused_mut, reason = "only a credential is taken out"))]
        let (mut parts, body) = request.into_parts();
        let refusal = self.guard.check(&parts);
        let page = self.guard.access.named_page(&parts.headers);
        #[cfg(feature = "auth")]
        if self.guard.credentials.is_some() {
            // It was meant for this server, not for one behind it.
            parts.headers.remove(header::AUTHORIZATION);
        }
        let pages = self.guard.pages;
        let refusals = self.guard.refusals.clone();
        let answer = refusal.is_none().then(|| self.inner.call(Request::from_parts(parts, body)));
        Guarded { answer, refusal, refusals, pages, page }
    }
}

pin_project! {
    /// The future of [`GuardService`].
    pub struct Guarded<F> {
        #[pin]
        answer: Option<F>,
        refusal: Option<Response<Full<Bytes>>>,
        refusals: Refusals,
        pages: bool,
        page: Option<HeaderValue>,
    }
}

impl<F> fmt::Debug for Guarded<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guarded").finish_non_exhaustive()
    }
}

impl<F, B> Future for Guarded<F>
where
    F: Future<Output = Result<Response<B>, Infallible>>,
    B: Body<Data = Bytes>,
{
    type Output = Result<Response<Either<Full<Bytes>, B>>, Infallible>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let mut response = match (this.refusal.take(), this.answer.as_pin_mut()) {
            (Some(refusal), _) => refusal.map(Either::Left),
            (None, Some(answer)) => match ready!(answer.poll(cx)) {
                Ok(response) => response.map(Either::Right),
                Err(never) => match never {},
            },
            // Polled again after it was ready.
            (None, None) => return Poll::Pending,
        };
        if let Some(reason) = response.extensions_mut().remove::<Reason>() {
            this.refusals.count(reason);
        }
        if *this.pages {
            pages::security_headers(response.headers_mut());
        }
        if let Some(page) = this.page.take() {
            pages::allow_origin(response.headers_mut(), page);
        }
        Poll::Ready(Ok(response))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hailo_telemetry::Telemetry;
    use hailo_telemetry::catalogue::HTTP_REFUSED;
    use tower::{ServiceExt as _, service_fn};

    fn parts(method: &str, headers: &[(&str, &str)]) -> Parts {
        let mut request = Request::builder().method(method).uri("/api/generate");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut parts = request.body(()).unwrap().into_parts().0;
        parts.extensions.insert(Connected {
            local: "192.0.2.7:3000".parse().unwrap(),
            peer: "192.0.2.9:40000".parse().unwrap(),
        });
        parts
    }

    fn verdict(access: &Access, method: &str, headers: &[(&str, &str)]) -> Result<(), &'static str> {
        access.check(&parts(method, headers)).map_err(|(_, reason, _)| reason.name())
    }

    #[test]
    fn a_host_is_a_name_that_nobody_outside_can_own() {
        let access = Access { machine: Some("pi5".into()), ..Access::default() }
            .host("npu.example.org")
            .host("192.0.2.200");
        for host in [
            "localhost",
            "LOCALHOST:3000",
            "127.0.0.1:3000",
            "127.1.2.3",
            "[::1]:3000",
            "a.localhost",
            "pisovereign:3000",
            "pi5.local",
            "192.0.2.7:3000",
            "[::ffff:192.0.2.7]",
            "npu.example.org",
            "NPU.example.org.:3000",
            "192.0.2.200",
        ] {
            assert_eq!(verdict(&access, "GET", &[("host", host)]), Ok(()), "{host}");
        }
        for host in [
            "rebind.evil.example",
            "rebind.evil.example:3000",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "192.0.2.8",
            "8.8.8.8:3000",
            "pi6.local",
            "x@localhost",
            "",
            "a b",
            "evil.example.",
            "[::2]",
            "0.0.0.0",
        ] {
            assert_eq!(verdict(&access, "GET", &[("host", host)]), Err("host"), "{host}");
        }
        assert_eq!(verdict(&access, "GET", &[]), Err("host"));
        assert_eq!(verdict(&access, "GET", &[("host", "localhost"), ("host", "localhost")]), Err("host"));
    }

    #[test]
    fn only_a_client_of_http_1_0_may_name_no_host() {
        let mut old = parts("GET", &[]);
        old.version = Version::HTTP_10;
        assert!(Access::default().check(&old).is_ok());
        let mut absolute = parts("GET", &[("host", "localhost")]);
        absolute.uri = "http://evil.example/metrics".parse().unwrap();
        assert!(Access::default().check(&absolute).is_err());
    }

    #[test]
    fn a_page_is_the_servers_own_or_this_machines() {
        let access = Access::default().origin("https://chat.example.org").origin("tauri://localhost");
        let with = |origin| verdict(&access, "POST", &[("host", "pi:3000"), ("origin", origin)]);
        for origin in [
            "http://pi:3000",
            "http://localhost:8080",
            "https://127.0.0.1",
            "http://[::1]:5173",
            "https://chat.example.org",
            "tauri://localhost",
        ] {
            assert_eq!(with(origin), Ok(()), "{origin}");
        }
        for origin in [
            "null",
            "http://pi:3001",
            "http://evil.example",
            "https://chat.example.org.evil.example",
            "file://",
            "http://localhost.evil.example",
            "chrome-extension://abc",
            "",
            "http://",
        ] {
            assert_eq!(with(origin), Err("origin"), "{origin}");
        }
    }

    #[test]
    fn other_sites_may_link_here_and_no_more() {
        let access = Access::default().origin("https://chat.example.org");
        let cross = [("host", "localhost"), ("sec-fetch-site", "cross-site")];
        assert_eq!(verdict(&access, "POST", &cross), Err("cross_site"));
        assert_eq!(verdict(&access, "GET", &cross), Err("cross_site"), "an image of theirs costs too");
        let link = [cross[0], cross[1], ("sec-fetch-mode", "navigate")];
        assert_eq!(verdict(&access, "GET", &link), Ok(()));
        assert_eq!(verdict(&access, "POST", &link), Err("cross_site"), "a form is no link");
        let allowed = [cross[0], cross[1], ("origin", "https://chat.example.org")];
        assert_eq!(verdict(&access, "POST", &allowed), Ok(()));
        let own = [cross[0], ("sec-fetch-site", "same-origin")];
        assert_eq!(verdict(&access, "POST", &own), Ok(()));
    }

    #[test]
    fn json_says_so_or_comes_from_no_browser() {
        let ok = |headers: &[(&str, &str)]| may_be_json(&parts("POST", headers).headers);
        let page = ("origin", "http://localhost:3000");
        assert!(ok(&[("content-type", "application/json; charset=utf-8"), page]));
        assert!(ok(&[("content-type", "Application/problem+JSON"), page]));
        assert!(ok(&[]), "a plain client");
        assert!(ok(&[("content-type", "application/x-www-form-urlencoded")]), "curl -d");
        for kind in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "text/plain; application/json",
            "application/jsonx",
        ] {
            for mark in [page, ("sec-fetch-site", "same-site"), ("referer", "http://a/")] {
                assert!(!ok(&[("content-type", kind), mark]), "{kind} {mark:?}");
            }
        }
        assert!(!ok(&[page]));
        assert!(!ok(&[("content-type", "application/json"), ("content-type", "text/plain"), page]));
    }

    #[tokio::test]
    async fn refusals_are_counted_and_the_inner_service_is_not_asked() {
        let telemetry = Telemetry::default();
        let inner = service_fn(|request: Request<()>| async move {
            let mut response = Response::new(Full::<Bytes>::default());
            assert_eq!(request.headers()["host"], "localhost");
            if request.uri().path() == "/full" {
                crate::mark(&mut response, Reason::Memory);
            }
            Ok::<_, Infallible>(response)
        });
        let guard =
            Guard::new(Access::default(), Refusals::new(&telemetry)).pages().speaks(|_, _| Speaks::Json);
        let ask = async |path: &str, host: &str, kind: &str| {
            let request =
                Request::post(path).header("host", host).header("referer", "x").header("content-type", kind);
            guard.layer(inner).oneshot(request.body(()).unwrap()).await.unwrap()
        };
        assert_eq!(ask("/", "evil.example", "application/json").await.status(), 403);
        assert_eq!(ask("/", "localhost", "text/plain").await.status(), 415);
        assert_eq!(ask("/full", "localhost", "application/json").await.status(), 200);
        let fine = ask("/", "localhost", "application/json").await;
        assert_eq!(fine.headers()["x-content-type-options"], "nosniff");
        let count = |reason| telemetry.counter(HTTP_REFUSED.name, "", &[("reason", reason)]).unwrap().value();
        assert_eq!(["host", "content_type", "memory", "origin"].map(count), [1, 1, 1, 0]);
    }
}
