//! A strict reader of one HTTP/1.1 message, as RFC 9112 has it, that takes the bytes as they come.

/// A message as far as it has come.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    /// Status or request line and fields, once all of them are there.
    pub(crate) head: Option<Vec<u8>>,
    /// The body without its chunks.
    pub(crate) body: Vec<u8>,
    /// The message is whole.
    pub(crate) ended: bool,
    /// It is no message, or breaks off.
    pub(crate) broken: bool,
    /// The last bytes brought the body on.
    pub(crate) progress_since_last: bool,
    raw: Vec<u8>,
    left: Left,
}

#[derive(Debug, Default, Clone, Copy, PartialEq)]
enum Left {
    #[default]
    Head,
    Counted(usize),
    UntilClose,
    ChunkHead,
    Chunk(usize),
    ChunkEnd,
    Trailers,
}

impl Reader {
    /// Reads a whole connection: `bytes`, and then its end.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut reader = Self::default();
        reader.feed(bytes);
        reader.closed();
        reader
    }

    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        let before = (self.body.len(), self.ended);
        self.raw.extend(bytes);
        while !self.ended && !self.broken && self.step().is_some() {}
        self.progress_since_last = before != (self.body.len(), self.ended);
    }

    /// The connection was closed.
    pub(crate) fn closed(&mut self) {
        if self.left == Left::UntilClose {
            self.ended = true;
        }
        self.broken |= !self.ended;
    }

    fn line(&mut self) -> Option<Vec<u8>> {
        let end = self.raw.windows(2).position(|pair| pair == b"\r\n")?;
        let line = self.raw.drain(..end + 2).take(end).collect();
        Some(line)
    }

    fn breaks(&mut self) -> Option<Left> {
        self.broken = true;
        None
    }

    /// One part more; `None` when there is none yet.
    fn step(&mut self) -> Option<()> {
        match self.left {
            Left::Head => {
                let end = self.raw.windows(4).position(|four| four == b"\r\n\r\n")?;
                let head: Vec<u8> = self.raw.drain(..end + 4).collect();
                match length(&head) {
                    // An interim answer.
                    Some(None) => {}
                    Some(Some(left)) => {
                        self.ended = left == Left::Counted(0);
                        (self.left, self.head) = (left, Some(head));
                    }
                    None => {
                        self.head = Some(head);
                        self.broken = true;
                    }
                }
            }
            Left::UntilClose => {
                self.body.append(&mut self.raw);
                return None;
            }
            Left::Counted(n) | Left::Chunk(n) => {
                let take = n.min(self.raw.len());
                self.body.extend(self.raw.drain(..take));
                let chunk = matches!(self.left, Left::Chunk(_));
                self.left = if chunk { Left::Chunk(n - take) } else { Left::Counted(n - take) };
                if take < n {
                    return None;
                }
                if chunk {
                    self.left = Left::ChunkEnd;
                } else {
                    self.ended = true;
                }
            }
            Left::ChunkEnd => {
                let end: Vec<u8> = self.raw.iter().take(2).copied().collect();
                self.broken = !b"\r\n".starts_with(&end);
                if end.len() < 2 {
                    return None;
                }
                self.raw.drain(..2);
                self.left = Left::ChunkHead;
            }
            Left::ChunkHead => {
                let line = self.line()?;
                let end = line.iter().position(|byte| !byte.is_ascii_hexdigit()).unwrap_or(line.len());
                let (digits, after) = line.split_at(end);
                let digits = std::str::from_utf8(digits).unwrap_or_default();
                // An extension begins with a semicolon, before which blanks may stand.
                let after = after.iter().find(|byte| !b" \t".contains(byte));
                let extended = after.is_none_or(|byte| *byte == b';');
                self.left = match usize::from_str_radix(digits, 16) {
                    _ if line.iter().any(|byte| b"\r\n".contains(byte)) => self.breaks()?,
                    Ok(0) if extended => Left::Trailers,
                    Ok(size) if extended => Left::Chunk(size),
                    _ => self.breaks()?,
                };
            }
            Left::Trailers => self.ended = self.line()?.is_empty(),
        }
        Some(())
    }

    /// First line and fields as sent, less those of the connection, in a fixed order.
    pub(crate) fn essence(&self) -> Vec<String> {
        let head = String::from_utf8_lossy(self.head.as_deref().unwrap_or_default());
        let mut lines = head.trim_end().split("\r\n").map(|line| match line.split_once(':') {
            Some((name, value)) => format!("{name}: {}", value.trim()),
            None => line.to_owned(),
        });
        // A reason that is not given may leave its blank out.
        let first = lines.next().unwrap_or_default().trim_end().to_owned();
        let mut rest: Vec<String> = lines
            .filter(|line| {
                let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
                !matches!(
                    name.as_str(),
                    "connection" | "keep-alive" | "transfer-encoding" | "x-hailo-proxies"
                )
            })
            .collect();
        rest.sort_by_key(|line| line.split(':').next().unwrap_or_default().to_ascii_lowercase());
        rest.insert(0, first);
        rest
    }

    /// The values of a field.
    pub(crate) fn values(&self, name: &str) -> Vec<String> {
        fields(self.head.as_deref().unwrap_or_default())
            .filter(|(field, _)| field == name)
            .map(|(_, value)| value)
            .collect()
    }

    /// Whether its head says where the body ends, or that the connection does.
    pub(crate) fn has_length(&self) -> bool {
        self.left != Left::Head
    }

    /// Bytes that came after its end.
    #[allow(dead_code, reason = "the fuzzers ask")]
    pub(crate) fn left_over(&self) -> usize {
        self.raw.len()
    }

    /// The status, of an answer whose head came.
    pub(crate) fn status(&self) -> Option<u16> {
        status(self.head.as_deref()?)
    }
}

/// The fields of a head, their names in small letters.
fn fields(head: &[u8]) -> impl Iterator<Item = (String, String)> {
    let text = String::from_utf8_lossy(head).into_owned();
    let lines: Vec<String> = text.split("\r\n").skip(1).map(str::to_owned).collect();
    lines.into_iter().filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    })
}

fn status(head: &[u8]) -> Option<u16> {
    let text = String::from_utf8_lossy(head);
    let mut words = text.strip_prefix("HTTP/1.")?.get(1..)?.strip_prefix(' ')?.split([' ', '\r']);
    words.next().filter(|word| word.len() == 3)?.parse().ok().filter(|status| *status >= 100)
}

/// How long the body is (RFC 9112 §6.3): `Some(None)` after an interim answer, `None` where nobody can tell.
fn length(head: &[u8]) -> Option<Option<Left>> {
    let answers = head.starts_with(b"HTTP/");
    let status = if answers { Some(status(head)?) } else { None };
    match status {
        // Whoever did not ask for another protocol can't read what follows.
        Some(101) => return None,
        Some(100..200) => return Some(None),
        Some(204 | 304) => return Some(Some(Left::Counted(0))),
        _ => {}
    }
    let listed = |name: &str| -> Vec<String> {
        let values = fields(head).filter(|(field, _)| field == name).map(|(_, value)| value);
        values
            .flat_map(|value| value.split(',').map(|part| part.trim().to_owned()).collect::<Vec<_>>())
            .collect()
    };
    let codings: Vec<String> = listed("transfer-encoding")
        .into_iter()
        .map(|coding| coding.to_ascii_lowercase())
        .filter(|coding| coding != "identity" && !coding.is_empty())
        .collect();
    match codings.as_slice() {
        [] => {}
        [coding] if coding == "chunked" => return Some(Some(Left::ChunkHead)),
        _ => return None,
    }
    let lengths = listed("content-length");
    let Some(first) = lengths.first() else {
        return Some(Some(if answers { Left::UntilClose } else { Left::Counted(0) }));
    };
    let good =
        lengths.iter().all(|length| length == first) && first.bytes().all(|byte| byte.is_ascii_digit());
    if !good {
        return None;
    }
    first.parse().ok().map(|length| Some(Left::Counted(length)))
}
