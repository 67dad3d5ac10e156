//! Language models: what they say and how long they take to say it.
//!
//! The tokens are a deterministic function of the prompt and the seed. A token is a piece of bytes,
//! not of text: some characters are cut by a token border, as they are in real vocabularies, and
//! [`Utf8Holder`] holds the first half back until the rest has come.

use serde::Deserialize;

use crate::physics::mix;

/// A language model of a scenario.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LlmSpec {
    /// Name, as an Ollama user would write it.
    pub name: String,
    /// The file path under which the simulated host has it.
    pub path: String,
    /// Model family, for information.
    pub family: String,
    /// Number of parameters, for information.
    pub parameters: String,
    /// Quantisation, for information.
    pub quantization: String,
    /// What it does: `text`, `vision` or `speech`.
    pub kind: LlmKind,
    /// Device memory it takes, KiB.
    pub memory_kib: u64,
    /// Seconds to load.
    pub load_s: f64,
    /// Fixed seconds from the request to the first token, prompt apart.
    pub first_token_s: f64,
    /// Prompt tokens digested per second.
    pub prefill_per_s: f64,
    /// Tokens generated per second.
    pub decode_per_s: f64,
    /// Spread of the gap between tokens: each is the mean times 1 ± at most this.
    pub spread: f64,
    /// Tokens of context the device holds.
    pub context: usize,
    /// Tokens one read delivers.
    pub tokens_per_read: usize,
    /// Answers end by themselves after at least this many tokens …
    pub answer_min: usize,
    /// … and at most this many.
    pub answer_max: usize,
    /// Default of the generator parameters.
    pub max_generated_tokens: u32,
    /// One word in this many carries characters of several bytes; 0 for none.
    pub multibyte_every: u64,
    /// Whether its prompt template has a place for tools.
    pub tools: bool,
}

/// What a model of the generative kind takes and gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LlmKind {
    /// Text to text.
    #[default]
    Text,
    /// Text and pictures to text.
    Vision,
    /// Sound to text.
    Speech,
}

impl Default for LlmSpec {
    fn default() -> Self {
        Self {
            name: "qwen2.5:1.5b".to_owned(),
            path: "simulated/qwen2.5-1.5b.hef".to_owned(),
            family: "qwen2".to_owned(),
            parameters: "1.5B".to_owned(),
            quantization: "Q4_0".to_owned(),
            kind: LlmKind::Text,
            memory_kib: 1_800_000,
            load_s: 10.0,
            first_token_s: 0.28,
            prefill_per_s: 600.0,
            decode_per_s: 8.0,
            spread: 0.05,
            context: 2048,
            tokens_per_read: 1,
            answer_min: 24,
            answer_max: 160,
            max_generated_tokens: 1024,
            multibyte_every: 9,
            tools: true,
        }
    }
}

impl LlmSpec {
    /// Tokens in a text: one per started four bytes of each word.
    #[must_use]
    pub fn token_count(text: &str) -> usize {
        text.split_whitespace().map(|word| word.len().div_ceil(4)).sum()
    }

    /// Nanoseconds from the request to the first token at full clock.
    #[must_use]
    pub fn prefill_ns(&self, prompt_tokens: usize) -> u64 {
        crate::clock::to_ns(self.first_token_s + prompt_tokens as f64 / self.prefill_per_s.max(1e-3))
    }

    /// Nanoseconds between token `index - 1` and token `index` at full clock.
    #[must_use]
    pub fn gap_ns(&self, seed: u64, index: u64) -> u64 {
        let bits = mix(seed ^ index.wrapping_mul(0xd134_2543_de82_ef95));
        let noise = (bits >> 11) as f64 / (1u64 << 53) as f64 * 2.0 - 1.0;
        crate::clock::to_ns((1.0 + self.spread * noise) / self.decode_per_s.max(1e-3))
    }
}

const WORDS: [&str; 32] = [
    "the",
    "device",
    "measures",
    "heat",
    "and",
    "answers",
    "a",
    "frame",
    "with",
    "numbers",
    "that",
    "follow",
    "from",
    "its",
    "input",
    "so",
    "every",
    "test",
    "can",
    "check",
    "them",
    "again",
    "temperature",
    "is",
    "steady",
    "while",
    "tokens",
    "arrive",
    "one",
    "by",
    "each",
    "second",
];
const WIDE: [&str; 8] = ["Wärme", "größer", "θερμός", "温度", "простой", "naïve", "🌡", "🚀🧊"];

/// The tokens of one answer.
#[derive(Clone, Debug)]
pub struct Tokens {
    seed: u64,
    word: u64,
    pending: Vec<Vec<u8>>,
    multibyte_every: u64,
}

impl Tokens {
    /// The answer to a prompt, told by its hash, under a seed.
    #[must_use]
    pub fn new(spec: &LlmSpec, prompt: u64, seed: u64) -> Self {
        let seed = mix(prompt ^ mix(seed));
        Self { seed, word: 0, pending: Vec::new(), multibyte_every: spec.multibyte_every }
    }

    /// How many tokens this answer has before it ends by itself.
    #[must_use]
    pub fn natural_length(&self, spec: &LlmSpec) -> usize {
        let room = spec.answer_max.saturating_sub(spec.answer_min) + 1;
        spec.answer_min + (mix(self.seed ^ 0xa5) % room as u64) as usize
    }

    /// The bytes of the next token; the answer never runs dry by itself.
    pub fn next_token(&mut self) -> Vec<u8> {
        if let Some(token) = self.pending.pop() {
            return token;
        }
        let pick = mix(self.seed ^ self.word.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let wide = self.multibyte_every > 0 && pick.is_multiple_of(self.multibyte_every);
        let word = if wide {
            WIDE[(pick >> 8) as usize % WIDE.len()]
        } else {
            WORDS[(pick >> 8) as usize % WORDS.len()]
        };
        let mut text = String::from(if self.word == 0 { "" } else { " " });
        text.push_str(word);
        if (pick >> 20).is_multiple_of(11) {
            text.push('.');
        }
        self.word += 1;
        // Wide words are cut every two bytes, wherever that falls; others every eight.
        let mut pieces: Vec<Vec<u8>> =
            text.as_bytes().chunks(if wide { 2 } else { 8 }).map(<[u8]>::to_vec).collect();
        pieces.reverse();
        let first = pieces.pop().unwrap_or_default();
        self.pending = pieces;
        first
    }

    /// Whether the next token starts a word, so that stopping here leaves no half character.
    #[must_use]
    pub fn at_word_border(&self) -> bool {
        self.pending.is_empty()
    }
}

/// Turns token bytes into text and holds back a character until all its bytes are there.
#[derive(Clone, Debug, Default)]
pub struct Utf8Holder(Vec<u8>);

impl Utf8Holder {
    /// The text that is complete now, perhaps none.
    pub fn push(&mut self, bytes: &[u8]) -> String {
        self.0.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.0) {
            Ok(_) => self.0.len(),
            // Only an unfinished character is waited for; bytes that can never be text go out now.
            Err(e) if e.error_len().is_none() => e.valid_up_to(),
            Err(_) => self.0.len(),
        };
        let rest = self.0.split_off(whole);
        String::from_utf8_lossy(&std::mem::replace(&mut self.0, rest)).into_owned()
    }

    /// What is left at the end, with the replacement character for an unfinished one.
    pub fn finish(&mut self) -> String {
        String::from_utf8_lossy(&std::mem::take(&mut self.0)).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_repeatable_and_whole_text_is_valid() {
        let spec = LlmSpec::default();
        let mut holder = Utf8Holder::default();
        let (mut a, mut b) = (Tokens::new(&spec, 5, 7), Tokens::new(&spec, 5, 7));
        let (mut text, mut held, mut cut) = (String::new(), 0, 0);
        for _ in 0..20_000 {
            let token = a.next_token();
            assert_eq!(token, b.next_token());
            cut += usize::from(std::str::from_utf8(&token).is_err());
            let piece = holder.push(&token);
            held += usize::from(piece.is_empty());
            text.push_str(&piece);
        }
        text.push_str(&holder.finish());
        assert!(cut > 100 && held > 10, "{cut} cut, {held} held back");
        assert!(!text.trim_end_matches('\u{fffd}').contains('\u{fffd}'));
        assert_ne!(Tokens::new(&spec, 6, 7).seed, a.seed);
        assert_ne!(Tokens::new(&spec, 5, 8).seed, a.seed);
    }

    #[test]
    fn gaps_keep_their_mean_and_their_bounds() {
        let spec = LlmSpec { spread: 0.2, ..LlmSpec::default() };
        let gaps: Vec<f64> = (0..10_000).map(|i| spec.gap_ns(3, i) as f64 / 1e9).collect();
        let mean = gaps.iter().sum::<f64>() / 10_000.0;
        assert!((mean - 0.125).abs() < 0.001, "{mean}");
        assert!(gaps.iter().all(|g| (0.0999..=0.1501).contains(g)));
    }

    #[test]
    fn the_length_stays_in_its_bounds() {
        let spec = LlmSpec::default();
        let lengths: Vec<_> = (0..500).map(|p| Tokens::new(&spec, p, 0).natural_length(&spec)).collect();
        assert!(lengths.iter().all(|n| (24..=160).contains(n)));
        assert!(lengths.iter().min() < Some(&30) && lengths.iter().max() > Some(&150));
    }
}
