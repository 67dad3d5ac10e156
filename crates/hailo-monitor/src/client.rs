//! How this program asks other servers: plainly or by TLS, with the machine's own certificates and a time limit.

use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Request, Response, Uri, header};
use http_body_util::Empty;
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

pub(crate) type HttpClient = Client<HttpsConnector<HttpConnector>, Empty<Bytes>>;

/// The URL of `path` below a server's URL or address.
///
/// # Errors
/// When it is no address.
pub(crate) fn address(given: &str, path: &str) -> Result<Uri, String> {
    let given = if given.contains("://") { given.to_owned() } else { format!("http://{given}") };
    let uri = format!("{}{path}", given.trim_end_matches('/')).parse::<Uri>();
    let fits = |uri: &Uri| {
        matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty())
    };
    match uri {
        Ok(uri) if fits(&uri) => Ok(uri),
        _ => Err(format!("`{given}` is no server's address; write for instance http://127.0.0.1:3000")),
    }
}

/// # Errors
/// When this machine's certificates can't be read.
pub(crate) fn new(patience: Duration) -> Result<HttpClient, String> {
    let connector = HttpsConnectorBuilder::new()
        .with_native_roots()
        .map_err(|error| format!("this machine's certificates can't be read: {error}"))?;
    let mut http = HttpConnector::new();
    http.set_connect_timeout(Some(patience));
    http.enforce_http(false);
    Ok(Client::builder(TokioExecutor::new())
        .build(connector.https_or_http().enable_http1().wrap_connector(http)))
}

/// # Errors
/// When no answer begins in time, and why.
pub(crate) async fn get(
    client: &HttpClient,
    uri: &Uri,
    accept: &str,
    token: Option<&str>,
    patience: Duration,
) -> Result<Response<Incoming>, String> {
    let request = Request::get(uri).header(header::ACCEPT, accept);
    let request = token
        .into_iter()
        .fold(request, |request, token| request.header(header::AUTHORIZATION, format!("Bearer {token}")));
    let request = request.body(Empty::new()).map_err(|error| error.to_string())?;
    match tokio::time::timeout(patience, client.request(request)).await {
        Ok(Ok(response)) => Ok(response),
        Ok(Err(error)) => {
            let cause = std::error::Error::source(&error).map_or_else(|| error.to_string(), chain);
            Err(format!("can't be reached: {cause}"))
        }
        Err(_) => Err(format!("does not answer within {} s", patience.as_secs())),
    }
}

/// An error with its causes.
pub(crate) fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut said = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let text = cause.to_string();
        if !said.contains(&text) {
            said = format!("{said}: {text}");
        }
        next = cause.source();
    }
    said
}
