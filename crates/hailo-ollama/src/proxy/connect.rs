//! One connection to the upstream for every request, driven by whoever waits for its answer.
//!
//! A connection has no task of its own: the future that waits for the head, then the body that is read, also moves
//! the connection. A chunk thus costs one wake-up instead of two and a hand-over, an answer that nobody reads
//! stops the upstream, and dropping the answer closes the connection at once.
//!
//! Such connections are not kept for the next request: a server on an NPU answers one request at a time, so a connection
//! to one nearby costs tens of microseconds against seconds of generation, and a request can never be put on a connection
//! whose server has just died. Where a connection is dear, because of TLS or because it is far, a [pool](super::pool)
//! keeps it.

use std::fmt;
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use hailo_http::UploadError;
use http::header::HOST;
use http::{Request, Response};
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::Notify;

use super::UpBody;
use super::headers;
use super::pool::Pool;
use super::quiet::Quiet;
use super::route::Upstream;

/// Why an upstream gave no answer.
#[derive(Debug)]
pub(super) enum UpstreamFailure {
    /// No connection.
    Connect(io::Error),
    /// The connection broke before the answer's head.
    Http(hyper::Error),
    /// The same, from the pool.
    Pooled(hyper_util::client::legacy::Error),
    /// It gave one that can't be passed on.
    Refused(&'static str),
    /// It has not heard the whole question: the client was too slow, or left.
    Upload { timed_out: bool },
}

impl UpstreamFailure {
    /// What broke a connection: the client's body that was on its way, or else the upstream.
    fn of<E: std::error::Error + 'static>(error: E, upstream: impl FnOnce(E) -> Self) -> Self {
        match UploadError::among(&error) {
            Some(upload) => Self::Upload { timed_out: matches!(upload, UploadError::TimedOut) },
            None => upstream(error),
        }
    }
}

impl fmt::Display for UpstreamFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use std::error::Error as _;
        match self {
            Self::Connect(error) => write!(f, "cannot connect: {error}"),
            Self::Refused(why) => f.write_str(why),
            Self::Upload { timed_out: true } => f.write_str("the request body took too long to arrive"),
            Self::Upload { timed_out: false } => f.write_str("the request body broke off"),
            Self::Http(error) => {
                write!(f, "no answer: {error}")?;
                error.source().map_or(Ok(()), |cause| write!(f, ": {cause}"))
            }
            Self::Pooled(error) => {
                f.write_str("no answer: ")?;
                error.fmt(f)?;
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
    /// Bytes up to its end, where the connection does not tell that.
    left: Option<u64>,
    connection: Connection,
    quiet: Quiet,
    /// What came after the last piece that was given out.
    next: Option<Piece>,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("body", &self.body).finish_non_exhaustive()
    }
}

/// Most bytes of pieces that came together and go on as one.
const TOGETHER: usize = 16 << 10;

type Piece = Option<Result<Frame<Bytes>, hyper::Error>>;

impl Answer {
    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Piece> {
        let Self { body, left, connection, quiet, .. } = self;
        if *left == Some(0) {
            return Poll::Ready(None);
        }
        let frame = quiet.poll(cx, |cx| {
            if let Poll::Ready(frame) = Pin::new(&mut *body).poll_frame(cx) {
                return Poll::Ready(frame);
            }
            connection.drive(cx);
            Pin::new(&mut *body).poll_frame(cx)
        });
        match (frame, left) {
            (Poll::Ready(Some(Ok(frame))), Some(left)) => {
                let frame = frame.map_data(|mut data| {
                    data.truncate(usize::try_from(*left).unwrap_or(usize::MAX));
                    *left -= data.len() as u64;
                    data
                });
                Poll::Ready(Some(Ok(frame)))
            }
            (frame, _) => frame,
        }
    }

    /// `first`, and what has come after it by now.
    fn together(&mut self, first: Bytes, cx: &mut Context<'_>) -> Bytes {
        let mut all = BytesMut::new();
        while first.len().max(all.len()) < TOGETHER {
            let Poll::Ready(piece) = self.poll_piece(cx) else { break };
            match piece {
                Some(Ok(frame)) if frame.is_data() => {
                    if all.is_empty() {
                        all.reserve(TOGETHER);
                        all.extend_from_slice(&first);
                    }
                    all.extend_from_slice(&frame.into_data().unwrap_or_default());
                }
                // Trailers, an error or the end come alone.
                other => {
                    self.next = Some(other);
                    break;
                }
            }
        }
        if all.is_empty() { first } else { all.freeze() }
    }
}

impl Body for Answer {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Piece> {
        let this = self.get_mut();
        if let Some(next) = this.next.take() {
            return Poll::Ready(next);
        }
        match this.poll_piece(cx) {
            Poll::Ready(Some(Ok(frame))) => Poll::Ready(Some(Ok(match frame.into_data() {
                Ok(data) => Frame::data(this.together(data, cx)),
                Err(frame) => frame,
            }))),
            other => other,
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.next {
            Some(next) => next.is_none(),
            None => self.left == Some(0) || self.body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(|| self.body.size_hint(), SizeHint::with_exact)
    }
}

/// Sends `request`, whose URI has no host, and waits for the head of the answer, without what belongs to its connection.
pub(super) async fn send(
    upstream: &Upstream,
    pool: Option<&Pool>,
    mut request: Request<UpBody>,
    connect_timeout: Duration,
) -> Result<Response<Answer>, UpstreamFailure> {
    let too_many = watch_interim(&mut request);
    let answer = async {
        Ok(match pool {
            Some(pool) => (send_pooled(upstream, pool, request).await?, Connection(None)),
            None => send_alone(upstream, request, connect_timeout).await?,
        })
    };
    let (response, connection) = tokio::select! {
        answer = answer => answer?,
        () = too_many.notified() => {
            return Err(UpstreamFailure::Refused("it sends interim answers without end"));
        }
    };
    let (mut head, body) = response.into_parts();
    let left = headers::receive(&mut head).map_err(|(_, why)| UpstreamFailure::Refused(why))?;
    Ok(Response::from_parts(head, Answer { body, left, connection, quiet: Quiet::new(), next: None }))
}

/// Most interim answers (`100 Continue`, `103 Early Hints`) to a request. They are no sign of an answer under way.
const MAX_INTERIM: usize = 100;

/// Counts the interim answers to `request`, of which who waits for its answer hears nothing; answers who is notified when
/// there are too many.
fn watch_interim(request: &mut Request<UpBody>) -> Arc<Notify> {
    let too_many = Arc::new(Notify::new());
    let (bell, seen) = (too_many.clone(), AtomicUsize::new(0));
    hyper::ext::on_informational(request, move |_| {
        if seen.fetch_add(1, Ordering::Relaxed) >= MAX_INTERIM {
            bell.notify_one();
        }
    });
    too_many
}

async fn send_pooled(
    upstream: &Upstream,
    pool: &Pool,
    mut request: Request<UpBody>,
) -> Result<Response<Incoming>, UpstreamFailure> {
    // HTTP/2 has the host in the URI, and HTTP/1.1 gets it from there.
    if request.headers().get(HOST).is_some_and(|host| host == upstream.authority()) {
        request.headers_mut().remove(HOST);
    }
    *request.uri_mut() = upstream
        .absolute(request.uri())
        .map_err(|error| UpstreamFailure::Connect(io::Error::other(error)))?;
    pool.request(request).await.map_err(|error| {
        if !error.is_connect() {
            return UpstreamFailure::of(error, UpstreamFailure::Pooled);
        }
        // The innermost cause is the one that says what to mend.
        let mut cause: &(dyn std::error::Error + 'static) = &error;
        while let Some(next) = cause.source() {
            cause = next;
        }
        UpstreamFailure::Connect(io::Error::other(cause.to_string()))
    })
}

/// Over a connection of its own.
async fn send_alone(
    upstream: &Upstream,
    request: Request<UpBody>,
    connect_timeout: Duration,
) -> Result<(Response<Incoming>, Connection), UpstreamFailure> {
    let connect = TcpStream::connect(upstream.address());
    let stream = match tokio::time::timeout(connect_timeout, connect).await {
        Ok(connected) => connected.map_err(UpstreamFailure::Connect)?,
        Err(_) => return Err(UpstreamFailure::Connect(io::ErrorKind::TimedOut.into())),
    };
    stream.set_nodelay(true).map_err(UpstreamFailure::Connect)?;
    let (mut sender, connection) = http1::Builder::new()
        .preserve_header_case(true)
        // Of each answer that its client does not read, this much waits here.
        .max_buf_size(64 * 1024)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(UpstreamFailure::Http)?;
    let mut connection = Connection(Some(connection));
    let mut head = pin!(sender.send_request(request));
    let response = std::future::poll_fn(|cx| {
        connection.drive(cx);
        head.as_mut().poll(cx)
    });
    let response = response.await.map_err(|error| UpstreamFailure::of(error, UpstreamFailure::Http))?;
    Ok((response, connection))
}
