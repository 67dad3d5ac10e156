//! Connections that are kept for the next request: where each costs a handshake of TLS, or where one carries many.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use hailo_http::ClientTls;
use http::Uri;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tower_service::Service;

use super::UpBody;

/// How long a connection is kept without a request. Servers close theirs after 60 s and more; who writes to one in that
/// moment can't know whether the request arrived.
const KEPT: Duration = Duration::from_secs(20);
/// Connections that are kept of one server.
const MAX_KEPT: usize = 8;
/// How often a connection under a request is asked whether its server is still there.
const ALIVE: Duration = Duration::from_secs(15);

pub(super) type Pool = Client<InTime<HttpsConnector<HttpConnector>>, UpBody>;

/// A pool of connections that take at most `timeout` to open; HTTP/2 where the server wants it, or in any case.
pub(super) fn pool(tls: &ClientTls, only_http2: bool, timeout: Duration) -> Pool {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_keepalive(Some(ALIVE));
    tcp.set_keepalive_interval(Some(ALIVE / 3));
    tcp.set_keepalive_retries(Some(3));
    let https = HttpsConnectorBuilder::new()
        .with_tls_config(tls.config())
        .https_or_http()
        .enable_all_versions()
        .wrap_connector(tcp);
    Client::builder(TokioExecutor::new())
        .timer(TokioTimer::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(KEPT)
        .pool_max_idle_per_host(MAX_KEPT)
        .http1_preserve_header_case(true)
        .http2_only(only_http2)
        .http2_keep_alive_interval(ALIVE)
        .http2_keep_alive_timeout(ALIVE)
        .build(InTime { connector: https, timeout })
}

/// A connector that gives up after a time, the handshake of TLS included.
#[derive(Clone)]
pub(super) struct InTime<C> {
    connector: C,
    timeout: Duration,
}

impl<C> Service<Uri> for InTime<C>
where
    C: Service<Uri>,
    C::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    C::Future: Send + 'static,
    C::Response: 'static,
{
    type Response = C::Response;
    type Error = Box<dyn std::error::Error + Send + Sync>;
    type Future = Pin<Box<dyn Future<Output = Result<C::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.connector.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connected = tokio::time::timeout(self.timeout, self.connector.call(uri));
        Box::pin(async move {
            match connected.await {
                Ok(connected) => connected.map_err(Into::into),
                Err(_) => Err(std::io::Error::from(std::io::ErrorKind::TimedOut).into()),
            }
        })
    }
}
