//! One connection to the upstream for every request, driven by whoever waits for its answer.
//!
//! A connection has no task of its own: the future that waits for the head, then the body that is read, also moves
//! the connection. A chunk thus costs one wake-up instead of two and a hand-over, an answer that nobody reads
//! stops the upstream, and dropping the answer closes the connection at once.
//!
//! Connections are not kept for the next request: a server on an NPU answers one request at a time, so
//! a connection costs tens of microseconds against seconds of generation, and a request can never be
//! put on a connection whose server has just died. (hyper-util's pool was tried: after an upstream died
//! inside a chunk, the next request could wait on the dead connection for ever.)

use std::fmt;
use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::HOST;
use http::{HeaderValue, Request, Response};
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::UpBody;
use super::quiet::Quiet;
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

/// The connection under a request; dropping it closes it, whatever is under way.
struct Connection(Option<http1::Connection<TokioIo<TcpStream>, UpBody>>);

impl Connection {
    /// Moves bytes both ways as far as they go.
    fn drive(&mut self, cx: &mut Context<'_>) {
        if let Some(connection) = &mut self.0
            && let Poll::Ready(ended) = Pin::new(connection).poll(cx)
        {
            // Whoever waits for head or body hears of it there.
            if let Err(error) = ended {
                tracing::debug!(%error, "connection to the upstream ended early");
            }
            self.0 = None;
        }
    }
}

/// The body of an upstream's answer, with the connection that it comes from.
pub(super) struct Answer {
    body: Incoming,
    connection: Connection,
    quiet: Quiet,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("body", &self.body).finish_non_exhaustive()
    }
}

impl Body for Answer {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let Self { body, connection, quiet } = self.get_mut();
        quiet.poll(cx, |cx| {
            if let Poll::Ready(frame) = Pin::new(&mut *body).poll_frame(cx) {
                return Poll::Ready(frame);
            }
            connection.drive(cx);
            Pin::new(&mut *body).poll_frame(cx)
        })
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Sends `request`, whose URI has no host, and waits for the head of the answer.
pub(super) async fn send(
    upstream: &Upstream,
    mut request: Request<UpBody>,
    connect_timeout: Duration,
) -> Result<Response<Answer>, UpstreamFailure> {
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
    let (mut sender, connection) = http1::Builder::new()
        .preserve_header_case(true)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(UpstreamFailure::Http)?;
    let mut connection = Connection(Some(connection));
    let mut head = pin!(sender.send_request(request));
    let response = std::future::poll_fn(|cx| {
        connection.drive(cx);
        head.as_mut().poll(cx)
    });
    let response = response.await.map_err(UpstreamFailure::Http)?;
    Ok(response.map(|body| Answer { body, connection, quiet: Quiet::new() }))
}
