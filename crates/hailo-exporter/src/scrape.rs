//! The body of an exposition: it holds one of a few places in memory, and not for ever.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::sync::OwnedSemaphorePermit;
use tokio::task::JoinHandle;

/// How much is handed to the connection at once, so that a slow client's connection buffers little.
const CHUNK: usize = 64 * 1024;

/// Bytes that a client must take in within a time. At the deadline the memory and the place are given back even if
/// the connection, stalled, never asks for the rest; when it does ask, it gets an error.
pub(crate) struct ScrapeBody {
    held: Arc<Mutex<Option<Held>>>,
    /// Bytes not handed out yet.
    left: u64,
    deadline: JoinHandle<()>,
}

struct Held {
    left: Bytes,
    _place: OwnedSemaphorePermit,
}

impl ScrapeBody {
    /// Must be called within a tokio runtime.
    pub(crate) fn new(body: Bytes, place: OwnedSemaphorePermit, timeout: Duration) -> Self {
        let left = body.len() as u64;
        let held = Arc::new(Mutex::new(Some(Held { left: body, _place: place })));
        let expiring = held.clone();
        let deadline = tokio::spawn(async move {
            tokio::time::sleep(timeout).await;
            drop(lock(&expiring).take());
        });
        Self { held, left, deadline }
    }
}

impl Body for ScrapeBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let chunk = match lock(&self.held).as_mut() {
            None => return Poll::Ready(Some(Err(io::ErrorKind::TimedOut.into()))),
            Some(held) => {
                let length = held.left.len().min(CHUNK);
                held.left.split_to(length)
            }
        };
        self.left -= chunk.len() as u64;
        Poll::Ready(Some(Ok(Frame::data(chunk))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

impl Drop for ScrapeBody {
    fn drop(&mut self) {
        // The aborted task lets go of its share only later.
        drop(lock(&self.held).take());
        self.deadline.abort();
    }
}

fn lock(held: &Mutex<Option<Held>>) -> MutexGuard<'_, Option<Held>> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt as _;
    use tokio::sync::Semaphore;

    #[tokio::test(start_paused = true)]
    async fn a_place_is_given_back_at_the_deadline_even_if_nobody_reads() {
        let places = Arc::new(Semaphore::new(1));
        let place = places.clone().acquire_owned().await.unwrap();
        let mut body = ScrapeBody::new(Bytes::from(vec![7; 100_000]), place, Duration::from_secs(10));
        assert_eq!(body.frame().await.unwrap().unwrap().into_data().unwrap().len(), CHUNK);
        assert_eq!(places.available_permits(), 0);
        // The paused clock advances to the deadline, because nothing else can happen.
        drop(places.acquire().await.unwrap());
        assert_eq!(body.frame().await.unwrap().unwrap_err().kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn a_reader_in_time_gets_everything() {
        let places = Arc::new(Semaphore::new(1));
        let place = places.clone().acquire_owned().await.unwrap();
        let body = ScrapeBody::new(Bytes::from(vec![7; 200_000]), place, Duration::from_secs(10));
        assert_eq!(body.collect().await.unwrap().to_bytes().len(), 200_000);
        assert_eq!(places.available_permits(), 1);
    }
}
