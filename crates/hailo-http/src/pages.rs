//! What browsers are told beside an answer: which pages may read it, and what not to take it for.

use bytes::Bytes;
use http::header::{self, Entry, HeaderMap, HeaderName, HeaderValue};
use http::request::Parts;
use http::{Method, Response, StatusCode};
use http_body_util::Full;

const REQUEST_PRIVATE_NETWORK: HeaderName = HeaderName::from_static("access-control-request-private-network");
const ALLOW_PRIVATE_NETWORK: HeaderName = HeaderName::from_static("access-control-allow-private-network");

/// The answer to a browser that asks whether a page may ask, for a page that may: it costs nothing, and comes without a
/// token. `None` for any other request.
pub(crate) fn preflight(parts: &Parts) -> Option<Response<Full<Bytes>>> {
    let method = parts.headers.get(header::ACCESS_CONTROL_REQUEST_METHOD)?;
    if parts.method != Method::OPTIONS {
        return None;
    }
    let mut response = Response::new(Full::default());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, method.clone());
    if let Some(names) = parts.headers.get(header::ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, names.clone());
    }
    if parts.headers.contains_key(REQUEST_PRIVATE_NETWORK) {
        headers.insert(ALLOW_PRIVATE_NETWORK, HeaderValue::from_static("true"));
    }
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    Some(response)
}

/// Lets a page read an answer, unless a server behind this one has said who may.
pub(crate) fn allow_origin(headers: &mut HeaderMap, page: HeaderValue) {
    if let Entry::Vacant(entry) = headers.entry(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
        entry.insert(page);
        headers.append(header::VARY, HeaderValue::from_static("origin"));
    }
}

/// What a browser should know of any answer. A page that needs more says so itself.
pub(crate) fn security_headers(headers: &mut HeaderMap) {
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

#[cfg(all(test, feature = "auth"))]
mod tests {
    use std::convert::Infallible;

    use bytes::Bytes;
    use hailo_telemetry::Telemetry;
    use http::{HeaderValue, Method, Request, Response};
    use http_body_util::Full;
    use tower::{ServiceExt as _, service_fn};
    use tower_layer::Layer as _;

    use crate::auth::{Credential, Credentials};
    use crate::{Access, Guard, Refusals};

    #[tokio::test]
    async fn a_page_that_was_allowed_may_ask_and_read_with_a_token_and_no_other_may() {
        let inner = service_fn(|request: Request<()>| async move {
            assert_ne!(request.method(), Method::OPTIONS, "answered before");
            let mut response = Response::new(Full::<Bytes>::default());
            if request.uri().path() == "/own" {
                response.headers_mut().insert("access-control-allow-origin", HeaderValue::from_static("*"));
            }
            Ok::<_, Infallible>(response)
        });
        let access = Access::default().origin("https://chat.example.org/");
        let guard = Guard::new(access, Refusals::new(&Telemetry::default()))
            .credentials(Some(Credentials::from(Credential::bearer("secret").unwrap())));
        let ask = async |method: &str, path: &str, headers: &[(&str, &str)]| {
            let mut request = Request::builder().method(method).uri(path).header("host", "localhost");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let answer = guard.layer(inner).oneshot(request.body(()).unwrap()).await.unwrap();
            let shared = answer.headers().get("access-control-allow-origin");
            let shared = shared.map(|value| value.to_str().unwrap().to_owned());
            (answer.status().as_u16(), shared, answer)
        };
        let page = ("origin", "https://chat.example.org");
        let [site, token] = [("sec-fetch-site", "cross-site"), ("authorization", "Bearer secret")];
        let [method, names] = [
            ("access-control-request-method", "DELETE"),
            ("access-control-request-headers", "authorization,content-type"),
        ];
        let (status, shared, answer) = ask("OPTIONS", "/api/chat", &[page, site, method, names]).await;
        assert_eq!((status, shared.as_deref()), (204, Some(page.1)));
        assert_eq!(answer.headers()["access-control-allow-methods"], "DELETE");
        assert_eq!(answer.headers()["access-control-allow-headers"], names.1);
        assert_eq!(answer.headers()["vary"], "origin");
        let shared = Some(page.1.to_owned());
        let (status, read, _) = ask("POST", "/api/chat", &[page, site, token]).await;
        assert_eq!((status, &read), (200, &shared));
        let (status, read, _) = ask("POST", "/api/chat", &[page, site]).await;
        assert_eq!((status, &read), (401, &shared), "it can read why not");
        let (status, read, answer) = ask("GET", "/own", &[page, site, token]).await;
        assert_eq!((status, read.as_deref()), (200, Some("*")), "a server behind has said so");
        assert!(!answer.headers().contains_key("vary"));
        for other in ["https://evil.example", "http://localhost:8080", "null"] {
            let (status, read, _) = ask("OPTIONS", "/api/chat", &[("origin", other), method]).await;
            assert!(matches!(status, 401 | 403) && read.is_none(), "{other}: {status}");
        }
    }
}
