//! A reader of JSON objects and lists that takes bytes as they come and keeps next to none of them.
//!
//! It is strict about structure (brackets, colons, commas) and asks little of what stands between: a text need not be
//! Unicode, an escape need not exist, `NaN` is a number like any other. So a text of any size costs no memory, and a field
//! that its reader can't use never costs the fields beside it. What a field means is said by a [`Meaning`].

/// Longest key that is compared, in bytes; no key that anyone reads is longer.
const KEY: usize = 32;
/// How much of a text or a word is kept where its field asks for it, in bytes.
const KEPT: usize = 256;
/// Levels whose place is known. What lies deeper is read past.
const PLACES: usize = 12;
/// Levels whose brackets are compared with those that close them.
const COMPARED: u32 = 128;

/// What the fields of one kind of object mean.
pub(crate) trait Meaning {
    /// An object or a list; the default is one that says nothing.
    type Place: Copy + Default;
    /// A value; the default is one that says nothing.
    type Field: Copy + Default;

    /// The value of `key` in an object. A key with an escape in it comes as it was written.
    fn key(&mut self, place: Self::Place, key: &[u8]) -> Self::Field;
    /// A value in a list.
    fn element(&mut self, place: Self::Place) -> Self::Field;
    /// A list (or an object) begins as the value of `field`.
    fn open(&mut self, field: Self::Field, list: bool) -> Self::Place;
    /// Whether the beginning of a text in this field is wanted, or only its length.
    fn keeps(field: Self::Field) -> bool;
    /// A text of `length` bytes as written, and its beginning if that is kept.
    fn text(&mut self, field: Self::Field, length: u64, kept: &[u8]);
    /// A number, `true`, `false`, `null`, or what stands in their place.
    fn word(&mut self, field: Self::Field, word: &[u8]);
    /// An object or a list ends.
    fn close(&mut self, place: Self::Place);
}

/// How far a value has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// It goes on after these bytes.
    More,
    /// It ended; so many bytes were its.
    Closed(usize),
    /// It is no JSON; so many bytes were looked at.
    Broken(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// A value comes.
    Value,
    /// A list has begun: a value or its end.
    First,
    /// An object has begun: a key or its end.
    FirstKey,
    /// After a comma in an object.
    Key,
    InKey,
    InKeyEscape,
    Colon,
    InText,
    InTextEscape,
    InWord,
    /// After a value.
    After,
}

/// One value after another, each from its first byte to its last.
#[derive(Debug)]
pub(crate) struct Json<M: Meaning> {
    state: State,
    depth: u32,
    /// Bit `n`: the level `n` is an object.
    objects: u128,
    places: [M::Place; PLACES],
    /// Whose value is being read.
    field: M::Field,
    key: [u8; KEY],
    /// Length of the key or the text so far.
    length: u64,
    kept: Vec<u8>,
    /// A line break within a value breaks it: the values come one a line.
    by_line: bool,
}

impl<M: Meaning> Json<M> {
    pub(crate) fn new() -> Self {
        Self {
            state: State::Value,
            depth: 0,
            objects: 0,
            places: [M::Place::default(); PLACES],
            field: M::Field::default(),
            key: [0; KEY],
            length: 0,
            kept: Vec::new(),
            by_line: false,
        }
    }

    /// Forgets an unfinished value.
    pub(crate) fn reset(&mut self) {
        self.state = State::Value;
        self.depth = 0;
        self.kept.clear();
    }

    /// Says that no value goes past the end of its line.
    pub(crate) fn by_line(&mut self) {
        self.by_line = true;
    }

    /// Whether a value has begun and not ended.
    pub(crate) fn is_open(&self) -> bool {
        self.depth > 0 || self.state != State::Value
    }

    /// Reads on, at most to the end of the value; `root` is what a value at the top is.
    pub(crate) fn feed(&mut self, bytes: &[u8], root: M::Field, meaning: &mut M) -> Step {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match self.state {
                State::InText => {
                    let rest = bytes.get(at..).unwrap_or_default();
                    let end = plain(rest);
                    if end > 0 {
                        self.take(rest.get(..end).unwrap_or_default());
                    }
                    at += end;
                    match rest.get(end) {
                        Some(b'"') => {
                            meaning.text(self.field, self.length, &self.kept);
                            self.state = State::After;
                            at += 1;
                        }
                        Some(b'\\') => {
                            self.take(b"\\");
                            self.state = State::InTextEscape;
                            at += 1;
                        }
                        // No JSON has a line break in a text; it is where a cut line ends.
                        Some(_) => return Step::Broken(at),
                        None => {}
                    }
                    continue;
                }
                State::InTextEscape => {
                    self.take(&[byte]);
                    self.state = State::InText;
                }
                State::InKey => {
                    let rest = bytes.get(at..).unwrap_or_default();
                    let end = plain(rest);
                    self.take_key(rest.get(..end).unwrap_or_default());
                    at += end;
                    match rest.get(end) {
                        Some(b'"') => {
                            let length = usize::try_from(self.length).unwrap_or(usize::MAX);
                            self.field = match (self.key.get(..length), self.place()) {
                                (Some(key), Some(place)) => meaning.key(place, key),
                                _ => M::Field::default(),
                            };
                            self.state = State::Colon;
                        }
                        Some(b'\\') => {
                            self.take_key(b"\\");
                            self.state = State::InKeyEscape;
                        }
                        Some(_) => return Step::Broken(at),
                        None => continue,
                    }
                }
                State::InKeyEscape => {
                    self.take_key(&[byte]);
                    self.state = State::InKey;
                }
                State::InWord => {
                    let rest = bytes.get(at..).unwrap_or_default();
                    let goes_on =
                        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_');
                    let end = rest.iter().position(|byte| !goes_on(byte)).unwrap_or(rest.len());
                    self.take(rest.get(..end).unwrap_or_default());
                    at += end;
                    if end < rest.len() {
                        if !is_word(&self.kept) {
                            return Step::Broken(at);
                        }
                        meaning.word(self.field, &self.kept);
                        self.state = State::After;
                    }
                    continue;
                }
                _ if byte == b'\n' && self.by_line && self.is_open() => return Step::Broken(at),
                _ if matches!(byte, b' ' | b'\t' | b'\r' | b'\n') => {}
                State::Value | State::First => match byte {
                    b'{' | b'[' => self.enter(byte, root, meaning),
                    _ if self.depth == 0 => return Step::Broken(at),
                    b']' | b'}' if self.state == State::First => {
                        if let Some(step) = self.leave(byte, at, meaning) {
                            return step;
                        }
                    }
                    b'"' => {
                        self.begin(meaning);
                        self.state = State::InText;
                    }
                    b'-' | b'+' | b'.' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                        self.begin(meaning);
                        self.kept.push(byte);
                        self.state = State::InWord;
                    }
                    _ => return Step::Broken(at),
                },
                State::FirstKey | State::Key => match byte {
                    b'"' => {
                        self.length = 0;
                        self.state = State::InKey;
                    }
                    b'}' if self.state == State::FirstKey => {
                        if let Some(step) = self.leave(byte, at, meaning) {
                            return step;
                        }
                    }
                    _ => return Step::Broken(at),
                },
                State::Colon if byte == b':' => self.state = State::Value,
                State::Colon => return Step::Broken(at),
                State::After => match byte {
                    b',' => self.state = if self.in_object() { State::Key } else { State::Value },
                    b':' if self.depth > COMPARED => self.state = State::Value,
                    b'}' | b']' => {
                        if let Some(step) = self.leave(byte, at, meaning) {
                            return step;
                        }
                    }
                    _ => return Step::Broken(at),
                },
            }
            at += 1;
        }
        Step::More
    }

    fn closed(&mut self, at: usize) -> Step {
        self.reset();
        Step::Closed(at)
    }

    /// The place at the top of the stack; `None` where it lies too deep to be known.
    fn place(&self) -> Option<M::Place> {
        self.places.get(usize::try_from(self.depth).ok()?.checked_sub(1)?).copied()
    }

    /// Whether the innermost level is an object; one too deep to be known is taken as a list.
    fn in_object(&self) -> bool {
        self.depth
            .checked_sub(1)
            .and_then(|level| 1_u128.checked_shl(level))
            .is_some_and(|bit| self.objects & bit != 0)
    }

    /// Finds out whose value begins here: in an object its key has said so.
    fn begin(&mut self, meaning: &mut M) {
        self.kept.clear();
        self.length = 0;
        if !self.in_object() {
            self.field = self.place().map_or_else(M::Field::default, |place| meaning.element(place));
        }
    }

    fn enter(&mut self, byte: u8, root: M::Field, meaning: &mut M) {
        let level = self.depth;
        if level == 0 {
            self.field = root;
        } else {
            self.begin(meaning);
        }
        let list = byte == b'[' || level >= COMPARED;
        self.depth = self.depth.saturating_add(1);
        if level < COMPARED {
            let bit = 1_u128 << level;
            self.objects = if list { self.objects & !bit } else { self.objects | bit };
        }
        if let Some(place) = usize::try_from(level).ok().and_then(|level| self.places.get_mut(level)) {
            *place = meaning.open(self.field, list);
        }
        self.state = if list { State::First } else { State::FirstKey };
    }

    fn leave(&mut self, byte: u8, at: usize, meaning: &mut M) -> Option<Step> {
        if self.depth <= COMPARED && self.in_object() != (byte == b'}') {
            return Some(Step::Broken(at));
        }
        if let Some(place) = self.place() {
            meaning.close(place);
        }
        self.depth -= 1;
        self.state = State::After;
        (self.depth == 0).then(|| self.closed(at + 1))
    }

    fn take(&mut self, bytes: &[u8]) {
        self.length = self.length.saturating_add(bytes.len() as u64);
        if self.state == State::InWord || M::keeps(self.field) {
            let room = KEPT.saturating_sub(self.kept.len()).min(bytes.len());
            self.kept.extend_from_slice(bytes.get(..room).unwrap_or_default());
        }
    }

    fn take_key(&mut self, bytes: &[u8]) {
        let at = usize::try_from(self.length).unwrap_or(KEY).min(KEY);
        let room = bytes.len().min(KEY - at);
        if let (Some(to), Some(from)) = (self.key.get_mut(at..at + room), bytes.get(..room)) {
            to.copy_from_slice(from);
        }
        self.length = self.length.saturating_add(bytes.len() as u64);
    }
}

/// Whether `word` may stand where JSON has a number, `true`, `false` or `null`: as some language writes them. What is none of
/// these was cut off, and the next line is not of its value.
fn is_word(word: &[u8]) -> bool {
    match word {
        b"true" | b"false" | b"null" | b"True" | b"False" | b"None" | b"DONE" => true,
        b"NaN" | b"nan" | b"Infinity" | b"inf" | b"undefined" => true,
        _ => matches!(word.first(), Some(b'-' | b'+' | b'.' | b'0'..=b'9')),
    }
}

/// How many bytes at the beginning are neither the end of a text nor an escape nor a line break.
fn plain(bytes: &[u8]) -> usize {
    // Most texts are a few bytes long: a search that sets up vectors costs more than it saves there.
    const SHORT: usize = 24;
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | b'\n');
    let (short, long) = bytes.split_at(bytes.len().min(SHORT));
    short
        .iter()
        .position(special)
        .unwrap_or_else(|| short.len() + memchr::memchr3(b'"', b'\\', b'\n', long).unwrap_or(long.len()))
}

/// A text as its writer meant it; what has escapes that can't be read stays as written.
pub(crate) fn unescaped(text: &[u8]) -> String {
    if text.contains(&b'\\') {
        let quoted = [b"\"", text, b"\""].concat();
        if let Ok(text) = serde_json::from_slice(&quoted) {
            return text;
        }
    }
    String::from_utf8_lossy(text).into_owned()
}
