//! The fuzzers' corpus, through the functions that the fuzzers call: no nightly, no fuzzer.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "a library of its own where the fuzzers are built")]
mod targets;

use std::path::Path;

#[test]
fn the_corpus_breaks_no_promise() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus");
    for (name, target) in targets::TARGETS {
        let mut files = 0;
        for file in std::fs::read_dir(corpus.join(name)).unwrap() {
            let data = std::fs::read(file.unwrap().path()).unwrap();
            target(&data);
            // What the fuzzer might do next: cut it, and break a byte.
            target(&data[..data.len() / 2]);
            let mut broken = data.clone();
            if let Some(byte) = broken.get_mut(data.len() / 3) {
                *byte ^= 0x20;
            }
            target(&broken);
            files += 1;
        }
        assert!(files > 0, "no corpus of {name}");
    }
    let folders = std::fs::read_dir(corpus).unwrap().count();
    assert_eq!(folders, targets::TARGETS.len(), "a corpus without a target");
}
