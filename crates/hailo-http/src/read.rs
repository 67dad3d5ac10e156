//! Reading a whole request body: within a size, a time and the budget of memory.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use bytes::{Buf as _, Bytes};
use http::{HeaderMap, StatusCode, header};
use http_body::Body;

use crate::budget::{Budget, Charge};
use crate::refusals::Reason;
use crate::upload::UploadError;

/// Bytes by which a body's memory grows at a time.
const STEP: usize = 64 * 1024;

/// Longest wait for others to give memory back.
const MEMORY_PATIENCE: Duration = Duration::from_secs(10);

/// A body that was read, and its share of the budget.
#[derive(Debug)]
pub struct HeldBody {
    bytes: Vec<u8>,
    charge: Charge,
}

impl HeldBody {
    /// The body.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The body and its share of the budget, which should live as long as what is made of the body.
    #[must_use]
    pub fn into_parts(self) -> (Vec<u8>, Charge) {
        (self.bytes, self.charge)
    }
}

/// Why a body was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// It is longer than this many bytes, or says that it will be.
    TooLarge(usize),
    /// It took too long to arrive.
    TimedOut,
    /// All memory for bodies was in use for too long.
    NoMemory,
    /// The connection broke.
    Broken(String),
}

impl ReadError {
    /// The status of its answer: 413, 408, 503 or 400.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TimedOut => StatusCode::REQUEST_TIMEOUT,
            Self::NoMemory => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::BAD_REQUEST,
        }
    }

    /// The reason under which it is counted, where it is a refusal.
    #[must_use]
    pub fn reason(&self) -> Option<Reason> {
        match self {
            Self::TooLarge(_) => Some(Reason::TooLarge),
            Self::TimedOut => Some(Reason::Timeout),
            Self::NoMemory => Some(Reason::Memory),
            Self::Broken(_) => None,
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(limit) => write!(f, "the request body is larger than {limit} bytes"),
            Self::TimedOut => f.write_str("the request body took too long to arrive"),
            Self::NoMemory => f.write_str("no memory for another request body; try again later"),
            Self::Broken(why) => write!(f, "the request body broke off: {why}"),
        }
    }
}

impl std::error::Error for ReadError {}

/// Reads a body of at most `limit` bytes within `patience`. A length in `headers` above the limit is refused at once.
/// Memory is taken from `budget` as bytes arrive, never for what a client only promises.
///
/// # Errors
/// [`ReadError`].
pub async fn read_body<B>(
    body: B,
    headers: &HeaderMap,
    limit: usize,
    patience: Duration,
    budget: &Budget,
) -> Result<HeldBody, ReadError>
where
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let promised =
        headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if promised.is_some_and(|length| length > limit as u64) {
        return Err(ReadError::TooLarge(limit));
    }
    let reading = collect(body, limit, patience, budget);
    tokio::time::timeout(patience, reading).await.unwrap_or(Err(ReadError::TimedOut))
}

async fn collect<B>(body: B, limit: usize, patience: Duration, budget: &Budget) -> Result<HeldBody, ReadError>
where
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let mut body = std::pin::pin!(body);
    let mut held = HeldBody { bytes: Vec::new(), charge: budget.charge() };
    // Less than the whole, so that who waits for memory hears of that, and soon: those who wait for more hold what they have.
    let patience = (patience / 2).min(MEMORY_PATIENCE);
    while let Some(frame) = std::future::poll_fn(|cx| Pin::new(&mut body).as_mut().poll_frame(cx)).await {
        let frame = frame.map_err(|error| broken(&*error.into()))?;
        let Ok(data) = frame.into_data() else { continue };
        let length = held.bytes.len() + data.remaining();
        if length > limit {
            return Err(ReadError::TooLarge(limit));
        }
        if length > held.bytes.capacity() {
            let capacity =
                (held.bytes.capacity() * 2).max(length.next_multiple_of(STEP)).min(limit.max(length));
            if !held.charge.grow_to(capacity, patience).await {
                return Err(ReadError::NoMemory);
            }
            held.bytes.reserve_exact(capacity - held.bytes.len());
        }
        held.bytes.extend_from_slice(&data);
    }
    Ok(held)
}

fn broken(error: &(dyn std::error::Error + 'static)) -> ReadError {
    match UploadError::among(error) {
        Some(UploadError::TimedOut) => ReadError::TimedOut,
        _ => ReadError::Broken(error.to_string()),
    }
}

/// Counts `{`, `[` and `,` outside of strings: no decoder makes more values of a JSON text. It need not be JSON.
#[must_use]
pub fn count_json_values(json: &[u8]) -> usize {
    let (mut count, mut quoted, mut escaped) = (0, false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' | b',' if !quoted => count += 1,
            _ => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::Full;

    const LONG: Duration = Duration::from_secs(30);

    async fn reads(body: Vec<u8>, limit: usize, budget: &Budget) -> Result<HeldBody, ReadError> {
        read_body(Full::new(Bytes::from(body)), &HeaderMap::new(), limit, LONG, budget).await
    }

    #[tokio::test]
    async fn a_body_of_the_limit_is_read_and_one_byte_more_is_not() {
        let budget = Budget::new(1 << 20);
        assert_eq!(reads(vec![7; 100], 100, &budget).await.unwrap().bytes(), [7; 100]);
        assert_eq!(reads(vec![7; 101], 100, &budget).await.unwrap_err(), ReadError::TooLarge(100));
        assert_eq!(budget.free(), 1 << 20, "memory went back");
    }

    #[tokio::test]
    async fn a_promise_above_the_limit_is_refused_before_a_byte() {
        let headers = HeaderMap::from_iter([(header::CONTENT_LENGTH, 101.into())]);
        let body = Full::new(Bytes::new());
        let refused = read_body(body, &headers, 100, LONG, &Budget::new(1)).await.unwrap_err();
        assert_eq!((refused.status().as_u16(), refused.reason()), (413, Some(Reason::TooLarge)));
    }

    #[tokio::test(start_paused = true)]
    async fn without_memory_a_body_waits_and_is_then_refused() {
        let budget = Budget::new(200 * 1024);
        let first = reads(vec![1; 150 * 1024], 1 << 20, &budget).await.unwrap();
        assert_eq!(reads(vec![1; 150 * 1024], 1 << 20, &budget).await.unwrap_err(), ReadError::NoMemory);
        let waiting = tokio::spawn({
            let budget = budget.clone();
            async move { reads(vec![1; 150 * 1024], 1 << 20, &budget).await.is_ok() }
        });
        tokio::time::sleep(Duration::from_secs(1)).await;
        drop(first);
        assert!(waiting.await.unwrap());
    }

    #[test]
    fn json_values_are_counted_outside_of_strings_only() {
        for (json, count) in
            [(r#"{"a":1}"#, 1), (r#"{"a":[1,2,{"b":"x,y{[\",\\"}]}"#, 5), (r#""a,b,c""#, 0), ("", 0)]
        {
            assert_eq!(count_json_values(json.as_bytes()), count, "{json}");
        }
    }
}
