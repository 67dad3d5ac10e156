use std::path::PathBuf;

use super::*;
use hailo_telemetry::{Clock, Config, DeviceInfo, ManualClock, PowerSource};

struct Bench {
    clock: ManualClock,
    telemetry: Telemetry,
    odometer: Odometer,
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("hailo-odometer-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    folder
}

/// A run of the program.
fn run(folder: &Path) -> Bench {
    let (clock, hand) = Clock::manual();
    let telemetry = Telemetry::new(Config::default().clock(clock));
    let odometer = Odometer::open(&telemetry, folder).unwrap();
    Bench { clock: hand, telemetry, odometer }
}

impl Bench {
    /// Under another boot of the host.
    fn booted(self, boot: &str) -> Self {
        boot.clone_into(&mut lock(&self.odometer.inner.book).boot);
        self
    }

    fn insert(&self, device: &str, serial: &str) {
        let mut info = DeviceInfo::default();
        serial.clone_into(&mut info.serial_number);
        self.telemetry.device(device).set_info(info);
    }

    fn draw(&self, joules: f64) {
        self.telemetry.device("d").add_energy(PowerSource::Board, joules);
    }

    fn minute(&self) {
        self.clock.advance(Duration::from_secs(60));
        self.odometer.look();
    }

    fn life(&self, device: &str) -> Option<Lifetime> {
        let devices = self.telemetry.devices();
        devices.into_iter().find(|shown| &*shown.device == device)?.lifetime
    }

    fn joules(&self) -> u64 {
        self.life("d").unwrap().energy_microjoules.unwrap() / 1_000_000
    }
}

#[test]
fn a_life_goes_on_from_run_to_run_and_is_shown_once_it_is_kept() {
    let folder = folder("runs");
    let first = run(&folder);
    first.odometer.look();
    assert_eq!(first.life("d"), None, "nobody is there");
    first.draw(5.0);
    first.odometer.look();
    assert_eq!(first.life("d"), None, "nobody knows whose work that was");
    first.insert("d", "HL1");
    first.odometer.look();
    assert_eq!(first.joules(), 5, "who came is kept at once");
    first.draw(7.0);
    first.clock.advance(Duration::from_secs(59));
    first.odometer.look();
    assert_eq!(first.joules(), 5, "not kept, not shown");
    first.clock.advance(Duration::from_secs(1));
    first.odometer.look();
    assert_eq!(first.joules(), 12);
    let born = first.life("d").unwrap().born_unix_ns;
    first.draw(100.0);
    drop(first);

    // It ended without a word: what was not kept is lost, and what was shown is not.
    let second = run(&folder);
    second.insert("d", "HL1");
    second.odometer.look();
    assert_eq!((second.joules(), second.life("d").unwrap().born_unix_ns), (12, born));
    second.draw(3.0);
    second.odometer.end();
    assert_eq!(second.joules(), 15);
    drop(second);
    let third = run(&folder);
    third.insert("d", "HL1");
    third.odometer.look();
    assert_eq!(third.joules(), 15);
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn another_card_begins_anew_and_one_that_comes_back_finds_its_own() {
    let folder = folder("swap");
    let bench = run(&folder);
    bench.insert("d", "HL1");
    bench.draw(10.0);
    bench.minute();
    bench.draw(1.0);
    bench.insert("d", " HL2\0");
    bench.odometer.look();
    assert_eq!(bench.life("d").unwrap().energy_microjoules, None, "the joule before was not its own");
    bench.draw(4.0);
    bench.minute();
    assert_eq!(bench.joules(), 4);
    drop(bench);
    let bench = run(&folder);
    bench.insert("elsewhere", "HL1");
    bench.odometer.look();
    assert_eq!(bench.life("elsewhere").unwrap().energy_microjoules, Some(11_000_000));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn boots_and_those_after_a_run_that_did_not_end_are_counted() {
    let folder = folder("boots");
    let seen = |boot: &str, ends: bool| {
        let bench = run(&folder).booted(boot);
        bench.insert("d", "HL1");
        bench.odometer.look();
        if ends {
            bench.odometer.end();
        }
        let life = bench.life("d").unwrap();
        (life.boots, life.power_losses)
    };
    assert_eq!(seen("a", true), (1, 0));
    assert_eq!(seen("a", false), (1, 0), "the same boot");
    assert_eq!(seen("a", false), (1, 0), "a crash is no loss of power");
    assert_eq!(seen("b", true), (2, 1));
    assert_eq!(seen("c", true), (3, 1), "an orderly reboot");
    assert_eq!(seen("", true), (3, 1), "a kernel that does not say");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn what_can_not_be_kept_is_not_shown_and_not_lost_either() {
    let folder = folder("full");
    let bench = run(&folder);
    bench.insert("d", "HL1");
    bench.draw(1.0);
    bench.minute();
    let well = std::mem::replace(&mut lock(&bench.odometer.inner.book).slots, Slots::broken());
    bench.draw(2.0);
    bench.minute();
    bench.minute();
    assert_eq!(bench.joules(), 1);
    lock(&bench.odometer.inner.book).slots = well;
    bench.minute();
    assert_eq!(bench.joules(), 3, "it counted meanwhile");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn work_is_counted_as_it_ends_and_time_once_for_all_that_overlap() {
    let folder = folder("work");
    let bench = run(&folder);
    bench.insert("d", "HL1");
    let tally = bench.odometer.tally("d");
    let at = Timestamp::from_nanos;
    let second = 1_000_000_000;
    tally.begin(at(second));
    tally.begin(at(2 * second));
    tally.end(40, 0, at(4 * second));
    tally.end(0, 1, at(5 * second));
    tally.begin(at(50 * second));
    bench.telemetry.device("d").record_reset("hung");
    bench.minute();
    let life = bench.life("d").unwrap();
    assert_eq!((life.requests, life.output_tokens, life.frames, life.resets), (2, 40, 1, 1));
    assert_eq!(life.busy, Duration::from_secs(4 + 10), "the one in flight counts until now");
    assert!(Arc::ptr_eq(&tally, &bench.odometer.tally("d")), "another engine on it goes on");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_chips_of_one_board_have_lives_of_their_own() {
    let folder = folder("board");
    let bench = run(&folder);
    bench.insert("d", "HL1");
    bench.insert("e", "HL1");
    bench.draw(9.0);
    bench.minute();
    assert_eq!((bench.joules(), bench.life("e").unwrap().energy_microjoules), (9, None));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn of_more_cards_than_fit_those_seen_last_are_kept() {
    let folder = folder("many");
    let bench = run(&folder);
    for card in 0..40 {
        bench.insert("d", &format!("HL{card:020}"));
        bench.minute();
        assert!(bench.life("d").is_some(), "card {card}");
    }
    drop(bench);
    let bench = run(&folder);
    let book = lock(&bench.odometer.inner.book);
    assert!((8..40).contains(&book.cards.len()), "{}", book.cards.len());
    assert_eq!(book.cards.last().unwrap().key, format!("serial HL{:020}", 39));
    drop(book);
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_number_that_is_none_leaves_the_place() {
    for serial in ["", "  ", "N/A", "0000", "\0\0"] {
        assert_eq!(key(serial, "0001:01:00.0"), "place 0001:01:00.0", "{serial:?}");
    }
    assert_eq!(key(" HLDDLBB24 ", "d"), "serial HLDDLBB24");
}

#[test]
fn an_account_that_says_something_else_is_read_as_far_as_it_goes() {
    for body in ["", "{", "[]", r#"{"cards":7}"#, r#"{"cards":[1,{"boot":"a"}]}"#] {
        assert_eq!(parse(body.as_bytes()), [], "{body}");
    }
    let card =
        Card { key: "serial HL1".to_owned(), life: Lifetime::default(), boot: "b".to_owned(), ended: false };
    let body = json!({ "cards": [card.to_json()] }).to_string();
    assert_eq!(parse(body.as_bytes()), [card]);
}
