//! The odometer: what each card has done in its life, over all runs of the program.
//!
//! Counters begin at zero with each run, as their readers expect. These few do not: they go on from what the last run kept in
//! a file, under the card's serial number, so that another card in the same slot has a life of its own. A value is shown
//! once it is on the disk, and not before: so no crash takes back what somebody has read.

mod slots;
#[cfg(test)]
mod tests;

use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use hailo_telemetry::{DeviceSnapshot, Lifetime, Telemetry, Timestamp};
use serde_json::{Value, json};

use crate::flight::boot;
use crate::rounds::nanos;
use slots::{ROOM, Slots};

/// Time between two writes. For a device that is never idle that is 2 GB a year, which any SD card endures.
const PERIOD: Duration = Duration::from_secs(60);
/// How often the thread looks for cards that came.
const LOOK: Duration = Duration::from_secs(5);

/// What is counted of one device while this process runs.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    requests: AtomicU64,
    tokens: AtomicU64,
    frames: AtomicU64,
    busy: Mutex<Busy>,
}

/// Time with at least one request in flight, whichever model's.
#[derive(Debug, Default)]
struct Busy {
    in_flight: u32,
    since: Timestamp,
    total: Duration,
}

impl Tally {
    /// A request goes to the device.
    pub(crate) fn begin(&self, now: Timestamp) {
        let mut busy = lock(&self.busy);
        if busy.in_flight == 0 {
            busy.since = now;
        }
        busy.in_flight += 1;
    }

    /// A request ended, having brought so much.
    pub(crate) fn end(&self, tokens: u32, frames: u32, now: Timestamp) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        self.tokens.fetch_add(tokens.into(), Ordering::Relaxed);
        self.frames.fetch_add(frames.into(), Ordering::Relaxed);
        let mut busy = lock(&self.busy);
        busy.in_flight = busy.in_flight.saturating_sub(1);
        if busy.in_flight == 0 {
            let lasted = now.since(busy.since);
            busy.total += lasted;
        }
    }

    fn busy(&self, now: Timestamp) -> Duration {
        let busy = lock(&self.busy);
        let running = if busy.in_flight > 0 { now.since(busy.since) } else { Duration::ZERO };
        busy.total + running
    }
}

/// What a device has done since this process began: the part of a life that is told from run to run.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    energy_microjoules: Option<u64>,
    busy: Duration,
    throttled: Duration,
    requests: u64,
    output_tokens: u64,
    frames: u64,
    resets: u64,
}

impl Run {
    fn of(device: &DeviceSnapshot, tally: Option<&Tally>, now: Timestamp) -> Self {
        let count = |of: fn(&Tally) -> &AtomicU64| tally.map_or(0, |tally| of(tally).load(Ordering::Relaxed));
        let energy: Option<f64> = device.energy.iter().map(|(_, joules)| *joules).reduce(|a, b| a + b);
        Self {
            // The saturating conversion of a number that is neither negative nor unknown.
            energy_microjoules: energy.map(|joules| (joules * 1e6) as u64),
            busy: tally.map_or(Duration::ZERO, |tally| tally.busy(now)),
            throttled: device.throttled.iter().map(|(_, time)| *time).sum(),
            requests: count(|tally| &tally.requests),
            output_tokens: count(|tally| &tally.tokens),
            frames: count(|tally| &tally.frames),
            resets: device.resets.iter().map(|(_, count)| *count).sum(),
        }
    }

    /// Adds to a life what was done between `before` and now.
    fn add_to(&self, life: &mut Lifetime, before: &Self) {
        if let Some(energy) = self.energy_microjoules {
            let more = energy.saturating_sub(before.energy_microjoules.unwrap_or(0));
            if more > 0 {
                *life.energy_microjoules.get_or_insert(0) += more;
            }
        }
        life.busy += self.busy.saturating_sub(before.busy);
        life.throttled += self.throttled.saturating_sub(before.throttled);
        life.requests += self.requests.saturating_sub(before.requests);
        life.output_tokens += self.output_tokens.saturating_sub(before.output_tokens);
        life.frames += self.frames.saturating_sub(before.frames);
        life.resets += self.resets.saturating_sub(before.resets);
    }
}

/// One card's account.
#[derive(Clone, Debug, Default, PartialEq)]
struct Card {
    /// Its serial number, or where none is told its place.
    key: String,
    life: Lifetime,
    /// The boot of the host in which it was seen last.
    boot: String,
    /// The run that saw it last ended in good order.
    ended: bool,
}

/// A device of this process, and the card that is in it.
#[derive(Debug)]
struct Here {
    device: Arc<str>,
    /// What it says that it is, and the key of its account.
    told: String,
    key: String,
    /// What of this process is in the card's account already.
    taken: Run,
    /// The account began in this run: its birth moves with a clock that is set after the start.
    newborn: bool,
}

#[derive(Debug)]
struct Book {
    slots: Slots,
    boot: String,
    /// Those that were seen last stand last.
    cards: Vec<Card>,
    /// As they are on the disk.
    written: Vec<Card>,
    written_at: Option<Timestamp>,
    here: Vec<Here>,
    /// The last writing failed, and that was said.
    failing: bool,
    stop: bool,
}

#[derive(Debug)]
struct Inner {
    telemetry: Telemetry,
    tallies: Mutex<Vec<(Arc<str>, Arc<Tally>)>>,
    book: Mutex<Book>,
    news: Condvar,
}

/// Keeps account of each card; a clone is the same one. Give it to an
/// [`Observer`](crate::Observer::with_odometer).
#[derive(Clone, Debug)]
pub struct Odometer {
    inner: Arc<Inner>,
}

impl Odometer {
    /// Opens the account that is kept in `folder`, which is made where it is missing. A file that can't be read is put
    /// aside there, and another one begun.
    ///
    /// # Errors
    /// `WouldBlock` where another process keeps its account there, `InvalidData` where a newer version of this program
    /// did; else why the folder can't be used.
    pub fn open(telemetry: &Telemetry, folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let (slots, body) = Slots::open(folder)?;
        let cards = body.as_deref().map(parse).unwrap_or_default();
        let book = Book {
            slots,
            boot: boot(),
            written: cards.clone(),
            cards,
            written_at: None,
            here: Vec::new(),
            failing: false,
            stop: false,
        };
        let inner = Inner {
            telemetry: telemetry.clone(),
            tallies: Mutex::default(),
            book: Mutex::new(book),
            news: Condvar::new(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// What counts a device's work: one for all engines that this process opens on it.
    pub(crate) fn tally(&self, device: &str) -> Arc<Tally> {
        let mut tallies = lock(&self.inner.tallies);
        if let Some((_, tally)) = tallies.iter().find(|(name, _)| &**name == device) {
            return Arc::clone(tally);
        }
        let tally = Arc::new(Tally::default());
        tallies.push((device.into(), Arc::clone(&tally)));
        tally
    }

    /// Books what was done since the last look, and writes it down where that is due: each minute, and when a card is seen
    /// for the first time in this run.
    pub fn look(&self) {
        let mut book = lock(&self.inner.book);
        let news = self.book(&mut book);
        let now = self.inner.telemetry.now();
        let due = book.written_at.is_none_or(|at| now.nanos_since(at) >= nanos(PERIOD));
        if news || due {
            self.keep(&mut book, now);
        }
    }

    /// Writes down that this run ended in good order, with all it did.
    pub fn end(&self) {
        let mut book = lock(&self.inner.book);
        self.book(&mut book);
        let here: Vec<String> = book.here.iter().map(|here| here.key.clone()).collect();
        for card in book.cards.iter_mut().filter(|card| here.contains(&card.key)) {
            card.ended = true;
        }
        self.keep(&mut book, self.inner.telemetry.now());
    }

    /// Whether a card is here that was not before.
    fn book(&self, book: &mut Book) -> bool {
        let now = self.inner.telemetry.now();
        let tallies = lock(&self.inner.tallies).clone();
        let snapshot = self.inner.telemetry.snapshot();
        let mut news = false;
        for device in &snapshot.devices {
            let tally = tallies.iter().find(|(name, _)| **name == *device.device).map(|(_, tally)| &**tally);
            let run = Run::of(device, tally, now);
            let told = device.info.as_ref().map(|info| key(&info.serial_number, &device.device));
            news |= book.see(&device.device, told, &run, unix_ns(snapshot.taken()));
        }
        let start = unix_ns(snapshot.started());
        let newborn: Vec<&str> =
            book.here.iter().filter(|here| here.newborn).map(|here| &*here.key).collect();
        for card in book.cards.iter_mut().filter(|card| newborn.contains(&&*card.key)) {
            card.life.born_unix_ns = start;
        }
        news
    }

    /// Writes the account, and shows what is on the disk then.
    fn keep(&self, book: &mut Book, now: Timestamp) {
        book.written_at = Some(now);
        if book.cards != book.written {
            let body = book.fit();
            match book.slots.write(&body) {
                Ok(()) => {
                    book.written.clone_from(&book.cards);
                    if std::mem::take(&mut book.failing) {
                        tracing::info!("the odometer is kept again");
                    }
                }
                Err(error) => {
                    if !std::mem::replace(&mut book.failing, true) {
                        tracing::warn!(%error, "the odometer can't be kept: it shows what it last kept, and goes on counting");
                    }
                }
            }
        }
        for here in &book.here {
            if let Some(card) = book.written.iter().find(|card| card.key == here.key) {
                self.inner.telemetry.device(&here.device).set_lifetime(card.life.clone());
            }
        }
    }

    /// Keeps account on a thread of its own until the returned value is dropped.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn spawn(&self) -> io::Result<OdometerThread> {
        let odometer = self.clone();
        let thread = std::thread::Builder::new().name("hailo-odometer".to_owned()).spawn(move || {
            loop {
                odometer.look();
                let book = lock(&odometer.inner.book);
                let waited = odometer.inner.news.wait_timeout_while(book, LOOK, |book| !book.stop);
                if waited.unwrap_or_else(PoisonError::into_inner).0.stop {
                    return;
                }
            }
        })?;
        Ok(OdometerThread { odometer: self.clone(), thread: Some(thread) })
    }
}

impl Book {
    /// A device has done so much, and is this card where it told who it is. Whether the card was not here before.
    fn see(&mut self, device: &str, told: Option<String>, run: &Run, unix_ns: u64) -> bool {
        let at = self.here.iter().position(|here| &*here.device == device);
        if let Some(here) = at.and_then(|at| self.here.get_mut(at)) {
            let before = std::mem::replace(&mut here.taken, *run);
            let card = self.cards.iter_mut().find(|card| card.key == here.key);
            if let Some(card) = card {
                run.add_to(&mut card.life, &before);
            }
            if told.as_ref().is_none_or(|told| *told == here.told) {
                return false;
            }
        }
        // Until a device has told who it is, nobody knows whose its work is; it is booked then.
        let Some(told) = told else { return false };
        // The chips of one board may tell the board's number, all of them.
        let is_shared = self.here.iter().any(|here| here.told == told && &*here.device != device);
        let key = if is_shared { format!("{told} at {device}") } else { told.clone() };
        let taken = match at {
            // Another card is in this place: what was done before was not its work.
            Some(at) => {
                let gone = self.here.remove(at);
                if let Some(card) = self.cards.iter_mut().find(|card| card.key == gone.key) {
                    card.ended = true;
                }
                *run
            }
            None => Run::default(),
        };
        let known = self.cards.iter().position(|card| card.key == key).map(|at| self.cards.remove(at));
        let is_new = known.is_none();
        let mut card = known.unwrap_or_else(|| Card { key: key.clone(), ended: true, ..Card::default() });
        if is_new {
            card.life.born_unix_ns = unix_ns;
        }
        if is_new || card.boot != self.boot && !self.boot.is_empty() {
            card.life.boots += 1;
            card.life.power_losses += u64::from(!card.ended);
        }
        card.boot.clone_from(&self.boot);
        card.ended = false;
        run.add_to(&mut card.life, &taken);
        self.cards.push(card);
        let newborn = is_new && at.is_none();
        self.here.push(Here { device: device.into(), told, key, taken: *run, newborn });
        true
    }

    /// The account as it is written: the cards that were seen last, as many as there is room for.
    fn fit(&mut self) -> Vec<u8> {
        loop {
            let body =
                json!({ "cards": self.cards.iter().map(Card::to_json).collect::<Vec<_>>() }).to_string();
            if body.len() <= ROOM || self.cards.is_empty() {
                return body.into_bytes();
            }
            let forgotten = self.cards.remove(0);
            tracing::warn!(
                card = forgotten.key,
                "the odometer has no room for so many cards: it forgets this one"
            );
        }
    }
}

impl Card {
    fn to_json(&self) -> Value {
        let life = &self.life;
        json!({
            "key": self.key,
            "boot": self.boot,
            "ended": self.ended,
            "born_unix_ns": life.born_unix_ns,
            "energy_microjoules": life.energy_microjoules,
            "busy_ns": nanos(life.busy),
            "throttled_ns": nanos(life.throttled),
            "requests": life.requests,
            "output_tokens": life.output_tokens,
            "frames": life.frames,
            "resets": life.resets,
            "boots": life.boots,
            "power_losses": life.power_losses,
        })
    }

    fn from_json(card: &Value) -> Option<Self> {
        let number = |name: &str| card[name].as_u64().unwrap_or(0);
        let mut life = Lifetime::default();
        life.born_unix_ns = number("born_unix_ns");
        life.energy_microjoules = card["energy_microjoules"].as_u64();
        life.busy = Duration::from_nanos(number("busy_ns"));
        life.throttled = Duration::from_nanos(number("throttled_ns"));
        life.requests = number("requests");
        life.output_tokens = number("output_tokens");
        life.frames = number("frames");
        life.resets = number("resets");
        life.boots = number("boots");
        life.power_losses = number("power_losses");
        Some(Self {
            key: card["key"].as_str()?.to_owned(),
            boot: card["boot"].as_str().unwrap_or_default().to_owned(),
            ended: card["ended"].as_bool().unwrap_or(true),
            life,
        })
    }
}

fn parse(body: &[u8]) -> Vec<Card> {
    let account: Value = serde_json::from_slice(body).unwrap_or_default();
    account["cards"].as_array().into_iter().flatten().filter_map(Card::from_json).collect()
}

/// What a card is known by: its serial number, or its place where it tells none that is one.
fn key(serial: &str, device: &str) -> String {
    let serial: String = serial.trim().chars().filter(|letter| letter.is_ascii_graphic()).collect();
    let says_nothing = serial.eq_ignore_ascii_case("n/a") || serial.chars().all(|letter| letter == '0');
    if says_nothing { format!("place {device}") } else { format!("serial {serial}") }
}

fn unix_ns(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, nanos)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A running odometer. Dropping it stops the thread; [`Odometer::end`] says that the run ended.
#[derive(Debug)]
pub struct OdometerThread {
    odometer: Odometer,
    thread: Option<JoinHandle<()>>,
}

impl Drop for OdometerThread {
    fn drop(&mut self) {
        lock(&self.odometer.inner.book).stop = true;
        self.odometer.inner.news.notify_all();
        if let Some(thread) = self.thread.take() {
            // A look that panicked has been reported by the panic hook.
            let _ = thread.join();
        }
    }
}
