//! One connection to the upstream for every request.
//!
//! Connections are not kept for the next request: a server on an NPU answers one request at a time, so
//! a connection costs tens of microseconds against seconds of generation, and a request can never be
//! put on a connection whose server has just died. (hyper-util's pool was tried: after an upstream died
//! inside a chunk, the next request could wait on the dead connection for ever.)

use std::fmt;
use std::io;
use std::time::Duration;

use http::header::HOST;
use http::{HeaderValue, Request, Response};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::AbortHandle;

use super::UpBody;
use super::route::Upstream;

/// Why an upstream gave no answer.
#[derive(Debug)]
pub(super) enum UpstreamFailure {
    /// No connection.
    Connect(io::Error),
    /// The connection broke before the answer's head.
    Http(hyper::Error),
}

impl fmt::Display for UpstreamFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use std::error::Error as _;
        match self {
            Self::Connect(error) => write!(f, "cannot connect: {error}"),
            Self::Http(error) => {
                write!(f, "no answer: {error}")?;
                error.source().map_or(Ok(()), |cause| write!(f, ": {cause}"))
            }
        }
    }
}

/// The connection under a request; dropping it closes the connection at once, whatever is under way.
#[derive(Debug)]
pub(super) struct Connection(AbortHandle);

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Sends `request`, whose URI has no host, and waits for the head of the answer.
pub(super) async fn send(
    upstream: &Upstream,
    mut request: Request<UpBody>,
    connect_timeout: Duration,
) -> Result<(Response<Incoming>, Connection), UpstreamFailure> {
    let connect = TcpStream::connect(upstream.address());
    let stream = match tokio::time::timeout(connect_timeout, connect).await {
        Ok(connected) => connected.map_err(UpstreamFailure::Connect)?,
        Err(_) => return Err(UpstreamFailure::Connect(io::ErrorKind::TimedOut.into())),
    };
    stream.set_nodelay(true).map_err(UpstreamFailure::Connect)?;
    // Only a client of HTTP/1.0 may leave it out.
    if !request.headers().contains_key(HOST)
        && let Ok(host) = HeaderValue::from_str(upstream.authority())
    {
        request.headers_mut().insert(HOST, host);
    }
    let (mut sender, connection) = hyper::client::conn::http1::Builder::new()
        .preserve_header_case(true)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(UpstreamFailure::Http)?;
    let task = tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "connection to the upstream ended early");
        }
    });
    let connection = Connection(task.abort_handle());
    let response = sender.send_request(request).await.map_err(UpstreamFailure::Http)?;
    Ok((response, connection))
}
