//! The reason behind an error of somebody else's type.

use std::error::Error;
use std::io::ErrorKind;

use super::Reason;

/// What a text has to say for a reason; the first that fits counts.
const WORDS: [(Reason, &[&str]); 6] = [
    (Reason::CircuitOpen, &["circuit breaker", "circuit open", "temporarily unavailable"]),
    (Reason::Timeout, &["timeout", "timed out", "deadline"]),
    (
        Reason::Unavailable,
        &["connection failed", "connection refused", "cannot connect", "unreachable", "lookup address"],
    ),
    (Reason::DeviceBusy, &["rate limit", "too many requests", "service unavailable"]),
    (Reason::InvalidModel, &["not found"]),
    (Reason::InvalidInput, &["bad request", "invalid operation", "invalid request"]),
];

impl Reason {
    /// The reason behind an error whose type says none: by the [`std::io::Error`] among its sources if there is one
    /// that tells, else by the words of its text, as an error that was made a string on its way has no source any
    /// more. [`Reason::Other`] where neither says; an adapter that knows its errors maps them itself.
    ///
    /// ```
    /// use hailo_telemetry::Reason;
    /// use std::io::{Error, ErrorKind};
    ///
    /// assert_eq!(Reason::of_error(&Error::from(ErrorKind::ConnectionRefused)), Reason::Unavailable);
    /// assert_eq!(Reason::of_error(&Error::other("no answer, timeout after 60000ms")), Reason::Timeout);
    /// ```
    #[must_use]
    pub fn of_error(error: &(dyn Error + 'static)) -> Self {
        let chain = || std::iter::successors(Some(error), |error| (*error).source());
        let by_source = chain().find_map(|error| by_kind(error.downcast_ref::<std::io::Error>()?.kind()));
        by_source.or_else(|| chain().find_map(|error| by_words(&error.to_string()))).unwrap_or(Self::Other)
    }
}

fn by_kind(kind: ErrorKind) -> Option<Reason> {
    Some(match kind {
        ErrorKind::TimedOut => Reason::Timeout,
        ErrorKind::ConnectionRefused
        | ErrorKind::NotConnected
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::AddrNotAvailable => Reason::Unavailable,
        ErrorKind::OutOfMemory => Reason::OutOfMemory,
        _ => return None,
    })
}

fn by_words(text: &str) -> Option<Reason> {
    let text = text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|words| text.contains(words));
    WORDS.iter().find(|(_, words)| says(words)).map(|(reason, _)| *reason)
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use super::*;
    use std::fmt;

    /// An error around another, which its own text does not repeat.
    #[derive(Debug)]
    struct Around(std::io::Error);

    impl fmt::Display for Around {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("cannot ask the server; not found in the text")
        }
    }

    impl Error for Around {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }

    #[test]
    fn a_source_that_tells_goes_before_every_text() {
        for (kind, reason) in [
            (ErrorKind::TimedOut, Reason::Timeout),
            (ErrorKind::ConnectionRefused, Reason::Unavailable),
            (ErrorKind::HostUnreachable, Reason::Unavailable),
            (ErrorKind::OutOfMemory, Reason::OutOfMemory),
            (ErrorKind::ConnectionReset, Reason::InvalidModel),
        ] {
            assert_eq!(Reason::of_error(&Around(kind.into())), reason, "{kind:?}");
        }
    }

    #[test]
    fn an_error_that_became_text_on_its_way_is_known_by_its_words() {
        for (text, reason) in [
            ("External service error: Inference timeout after 30000ms", Reason::Timeout),
            ("External service error: Ollama connection failed: error sending request", Reason::Unavailable),
            ("Ollama inference service temporarily unavailable (circuit breaker open)", Reason::CircuitOpen),
            ("Inference error: Server error: Status 404 Not Found: no model", Reason::InvalidModel),
            ("Inference error: Server error: Status 400 Bad Request: temperature", Reason::InvalidInput),
            ("Inference error: Server error: Status 503 Service Unavailable: ", Reason::DeviceBusy),
            ("Rate limit exceeded", Reason::DeviceBusy),
            ("Inference error: Invalid response: JSON parse error: missing field `model`", Reason::Other),
            ("Inference error: Stream error: error decoding response body", Reason::Other),
            ("", Reason::Other),
        ] {
            assert_eq!(Reason::of_error(&std::io::Error::other(text)), reason, "{text}");
        }
    }
}
