use super::*;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

const BLOCK: usize = 4096;
const HOUR: i64 = 3_600_000;

fn request(bytes: usize, unix_ms: i64) -> Request {
    // Bodies tell their time, so that one that was mixed up is seen.
    let body: Vec<u8> = unix_ms.to_le_bytes().into_iter().cycle().take(bytes).collect();
    Request { body: body.into(), samples: 3, unix_ms }
}

fn is_whole(found: &Request) -> bool {
    *found == request(found.body.len(), found.unix_ms)
}

/// Takes out all that waits, oldest first.
fn drain(buffer: &mut Buffer) -> Vec<(u64, Request)> {
    let mut found = Vec::new();
    while let (Some((number, request)), _) = buffer.front() {
        buffer.pop(number);
        found.push((number, request));
    }
    found
}

fn times(found: &[(u64, Request)]) -> Vec<i64> {
    found.iter().map(|(_, request)| request.unix_ms).collect()
}

fn place() -> (tempfile::TempDir, std::path::PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("unsent");
    (dir, path)
}

fn length(path: &Path) -> u64 {
    std::fs::metadata(path).unwrap().len()
}

#[tokio::test(start_paused = true)]
async fn the_oldest_make_room_when_there_are_too_many_bytes() {
    let mut buffer = Buffer::new();
    for at in 0..16 {
        assert_eq!(buffer.push(request(1 << 20, at), Instant::now()), 0);
    }
    assert_eq!(buffer.push(request(1, 16), Instant::now()), 3);
    assert_eq!((buffer.front().0.unwrap().0, buffer.bytes()), (1, (15 << 20) + 1));
}

#[tokio::test(start_paused = true)]
async fn the_oldest_make_room_when_they_are_six_hours_old() {
    let (_dir, path) = place();
    let now = Instant::now();
    for mut buffer in [Buffer::new(), Buffer::open(&path).unwrap()] {
        for at in 0..7 {
            assert_eq!(buffer.push(request(1, at * HOUR), now), 0);
            buffer.keep(now, at % 2 == 0);
        }
        assert_eq!(buffer.push(request(1, 6 * HOUR + 1), now), 3);
        // The clock was set a year on: all that was stamped before is too old by its own stamp.
        assert_eq!(buffer.push(request(1, 9000 * HOUR), now), 7 * 3);
        assert_eq!(buffer.bytes(), 1);
        // And set back: nothing is older than the newest by that.
        assert_eq!(buffer.push(request(1, 0), now), 0);
        assert_eq!(times(&drain(&mut buffer)), [9000 * HOUR, 0]);
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_dropped_while_it_was_sent_does_not_take_another_with_it() {
    let mut buffer = Buffer::new();
    buffer.push(request(10, 0), Instant::now());
    let (sent, _) = buffer.front().0.unwrap();
    for at in 0..16 {
        buffer.push(request(1 << 20, at), Instant::now());
    }
    let (next, _) = buffer.front().0.unwrap();
    assert_eq!(next, sent + 1);
    buffer.pop(sent);
    assert_eq!(buffer.front().0.unwrap().0, next);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_written_while_all_is_taken_and_once_a_minute_while_nothing_is() {
    let (_dir, path) = place();
    let mut buffer = Buffer::open(&path).unwrap();
    let mut at = 0;
    let mut tick = async |buffer: &mut Buffer| {
        tokio::time::advance(Duration::from_secs(10)).await;
        at += 10_000;
        buffer.push(request(6_000, at), Instant::now());
        let before = length(&path);
        buffer.keep(Instant::now(), false);
        length(&path) - before
    };
    for _ in 0..100 {
        assert_eq!(tick(&mut buffer).await, 0);
        assert_eq!(drain(&mut buffer).len(), 1);
    }
    let mut written = Vec::new();
    for _ in 0..61 {
        written.push(tick(&mut buffer).await);
    }
    let writes = written.iter().filter(|bytes| **bytes > 0).count();
    assert!((8..=10).contains(&writes), "ten minutes: {written:?}");
    assert!(
        written.windows(6).all(|minute| minute.iter().filter(|bytes| **bytes > 0).count() <= 1),
        "{written:?}"
    );
    // Then all goes, in order, and the file is empty.
    assert_eq!(times(&drain(&mut buffer)), (101..=161).map(|tick| tick * 10_000).collect::<Vec<_>>());
    assert_eq!((length(&path), buffer.bytes()), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn another_run_goes_on_where_the_one_before_ended() {
    let (_dir, path) = place();
    let now = Instant::now();
    let mut buffer = Buffer::open(&path).unwrap();
    for at in 0..5 {
        buffer.push(request(9_000, at), now);
    }
    buffer.keep(now, true);
    for at in 5..7 {
        buffer.push(request(100, at), now);
    }
    buffer.keep(now, true);
    // Two are sent, then it is killed: nothing is closed.
    for _ in 0..2 {
        let (number, _) = buffer.front().0.unwrap();
        buffer.pop(number);
    }
    drop(buffer);
    let mut buffer = Buffer::open(&path).unwrap();
    assert_eq!(buffer.newest_unix_ms(), Some(6));
    buffer.push(request(10, 7), now);
    let found = drain(&mut buffer);
    assert_eq!(found.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [2, 3, 4, 5, 6, 7]);
    assert_eq!(times(&found), [2, 3, 4, 5, 6, 7]);
    assert!(found.iter().all(|(_, request)| is_whole(request)));
    drop(buffer);
    assert_eq!(Buffer::open(&path).unwrap().newest_unix_ms(), None);
}

#[tokio::test(start_paused = true)]
async fn the_file_goes_round_and_never_grows_past_its_bound() {
    let (_dir, path) = place();
    let (blocks, now) = (16, Instant::now());
    let mut buffer = Buffer::of_size(&path, blocks * BLOCK).unwrap();
    let (mut dropped, mut pushed) = (0, 0);
    for at in 0..200 {
        dropped += buffer.push(request(1_000 + (at as usize * 977) % 9_000, at), now);
        dropped += buffer.keep(now, true);
        pushed += 3;
        assert!(length(&path) <= (blocks * BLOCK) as u64);
        if at % 50 == 20 {
            drop(buffer);
            buffer = Buffer::of_size(&path, blocks * BLOCK).unwrap();
        }
    }
    let left = drain(&mut buffer);
    assert!(left.len() > 3 && left.iter().all(|(_, request)| is_whole(request)));
    assert!(times(&left).is_sorted_by(|a, b| a + 1 == *b) && times(&left).last() == Some(&199));
    assert_eq!(dropped + 3 * left.len() as u64, pushed, "all that is not there was counted");
}

#[test]
fn a_file_of_somebody_else_is_set_aside_and_one_of_two_processes_is_refused() {
    let (dir, path) = place();
    std::fs::write(&path, "my diary").unwrap();
    let first = Buffer::open(&path).unwrap();
    assert_eq!(std::fs::read(dir.path().join("unsent.foreign")).unwrap(), b"my diary");
    let second = Buffer::open(&path).unwrap_err().0;
    assert!(second.contains("another process") && second.contains(path.to_str().unwrap()), "{second}");
    drop(first);
    Buffer::open(&path).unwrap();
    let nowhere = Buffer::open(Path::new("/nowhere/unsent")).unwrap_err().0;
    assert!(nowhere.contains("/nowhere/unsent"), "{nowhere}");
}

/// A file with three batches, of two, one and three requests, and its bytes.
fn three_batches(path: &Path) -> Vec<u8> {
    let now = Instant::now();
    let mut buffer = Buffer::of_size(path, 16 * BLOCK).unwrap();
    for (at, last) in [(1, false), (2, true), (3, true), (4, false), (5, false), (6, true)] {
        buffer.push(request(3_000, at), now);
        buffer.keep(now, last);
    }
    std::fs::read(path).unwrap()
}

#[test]
fn a_file_that_was_cut_at_any_byte_gives_back_its_whole_batches_and_goes_on() {
    let (_dir, path) = place();
    let whole = three_batches(&path);
    // Batches end at these bytes; the mark is the first block.
    let ends = [(3 * BLOCK, 2), (4 * BLOCK, 3), (7 * BLOCK, 6)];
    assert_eq!(whole.len(), 7 * BLOCK);
    // Each byte near the edges of blocks and heads, and a sample of those inside.
    let interesting = |length: &usize| {
        let within = length % BLOCK;
        !(64..BLOCK - 2).contains(&within) || length.is_multiple_of(97)
    };
    for length in (0..=whole.len()).filter(interesting) {
        std::fs::write(&path, &whole[..length]).unwrap();
        let mut buffer = Buffer::of_size(&path, 16 * BLOCK).unwrap();
        let left = ends.iter().filter(|(end, _)| *end <= length).map(|(_, last)| *last).max().unwrap_or(0);
        buffer.push(request(10, 7), Instant::now());
        assert_eq!(buffer.keep(Instant::now(), true), 0, "{length}");
        drop(buffer);
        let mut buffer = Buffer::of_size(&path, 16 * BLOCK).unwrap();
        let found = drain(&mut buffer);
        assert_eq!(times(&found), (1..=left).chain([7]).collect::<Vec<_>>(), "cut at {length}");
        assert!(found.iter().all(|(_, request)| is_whole(request)));
    }
}

#[test]
fn bytes_that_somebody_spoilt_cost_their_batch_and_no_other() {
    let (dir, path) = place();
    let whole = three_batches(&path);
    let mut random = fastrand::Rng::with_seed(25);
    for round in 0..400 {
        let mut spoilt = whole.clone();
        if round % 20 == 0 {
            random.fill(&mut spoilt);
        }
        let spots = random.usize(1..4);
        for _ in 0..spots {
            let at = random.usize(..spoilt.len());
            spoilt[at] ^= random.u8(1..);
        }
        std::fs::write(&path, &spoilt).unwrap();
        let mut buffer = Buffer::of_size(&path, 16 * BLOCK).unwrap();
        buffer.push(request(10, 7), Instant::now());
        let found = drain(&mut buffer);
        assert!(found.iter().all(|(_, request)| is_whole(request)), "round {round}");
        assert!(times(&found).is_sorted() && times(&found).last() == Some(&7), "round {round}: {found:?}");
        // A batch is there as a whole or not at all.
        let times = times(&found);
        let whole = [&[1, 2][..], &[3], &[4, 5, 6]]
            .map(|batch| batch.iter().filter(|at| times.contains(at)).count() == batch.len());
        let none = [&[1, 2][..], &[3], &[4, 5, 6]].map(|batch| !batch.iter().any(|at| times.contains(at)));
        assert!(whole.iter().zip(none).all(|(whole, none)| *whole != none), "round {round}: {times:?}");
        let lost = none.iter().filter(|none| **none).count();
        assert!(round % 20 == 0 || lost <= spots, "round {round}: {spots} bytes cost {lost} batches");
        drop(buffer);
        let _ = std::fs::remove_file(dir.path().join("unsent.foreign"));
    }
}

const CHILD: &str = "HAILO_BUFFER_CHILD";

/// What the child of the next test does: fills and empties the buffer in its file as fast as it can, and says what it did.
#[test]
fn child() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let mut buffer = Buffer::of_size(Path::new(&path), 64 * BLOCK).unwrap();
    let mut out = std::io::stdout().lock();
    let mut at =
        buffer.newest_unix_ms().unwrap_or(0).max(std::env::var("HAILO_BUFFER_AT").unwrap().parse().unwrap());
    let mut random = fastrand::Rng::new();
    loop {
        for _ in 0..random.usize(1..5) {
            at += 1;
            buffer.push(request(random.usize(1..9_000), at), Instant::now());
        }
        buffer.keep(Instant::now(), true);
        writeln!(out, "kept {at}").unwrap();
        for _ in 0..random.usize(..6) {
            let (Some((number, request)), _) = buffer.front() else { break };
            assert!(is_whole(&request));
            writeln!(out, "sends {}", request.unix_ms).unwrap();
            buffer.pop(number);
            writeln!(out, "sent {}", request.unix_ms).unwrap();
        }
    }
}

#[test]
fn a_process_that_is_killed_at_any_moment_two_hundred_times_takes_nothing_back() {
    let (_dir, path) = place();
    let mut random = fastrand::Rng::with_seed(9);
    let (mut sent, mut kept) = (0, 0);
    for round in 0..200 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "push::buffer::tests::child", "--nocapture", "--test-threads=1"])
            .env(CHILD, &path)
            .env("HAILO_BUFFER_AT", kept.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = random.usize(1..60);
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (mut line, mut seen, mut sends) = (String::new(), 0, 0);
        while output.read_line(&mut line).unwrap() > 0 {
            let words: Vec<&str> = line.trim_end().rsplitn(3, ' ').collect();
            if let [number, what, ..] = words[..]
                && let Ok(number) = number.parse::<i64>()
            {
                match what {
                    "kept" => kept = number,
                    "sends" => {
                        // Nothing that was noted as sent comes again, and nothing comes before its turn.
                        assert!(number > sent, "round {round}: {number} after {sent}");
                        sends = number;
                    }
                    "sent" => sent = number,
                    _ => {}
                }
                seen += 1;
                if seen == lines {
                    child.kill().unwrap();
                }
            }
            line.clear();
        }
        child.wait().unwrap();
        assert!(seen > 0, "round {round}: the child did nothing");
        // What it said last may have been half done: the request that was on its way is sent once more, or is not.
        let mut buffer = Buffer::of_size(&path, 64 * BLOCK).unwrap();
        let first = buffer.front().0.map(|(_, request)| request.unix_ms);
        assert!(first.is_none_or(|first| first > sent), "round {round}: {first:?} after {sent}, {sends}");
        assert!(buffer.newest_unix_ms().is_none_or(|newest| newest >= kept) || sent >= kept, "round {round}");
        kept = kept.max(buffer.newest_unix_ms().unwrap_or(0));
    }
    assert!(sent > 200 && kept > sent / 2, "{sent} {kept}");
}
