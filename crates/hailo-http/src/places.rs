//! The places of one listener: who has one, who waits for whom, and who has to go when another comes.
//!
//! A connection that waits for its client (for a head, for more of an upload, for room to write) can be asked to leave; one
//! that waits for the device or the upstream never is. So a crowd of idle or stalled clients takes no place from one that
//! asks for something.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

/// How long a client may be silent within an upload or an answer before its place may go to another, in milliseconds.
const SILENT_MS: u64 = 5_000;

/// What a connection waits for its client to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wait {
    /// To send a request's head: a fresh connection, or one kept alive.
    Head,
    /// To send more of a body.
    Body,
    /// To take more of an answer.
    Reader,
}

/// For each kind of [`Wait`], when it began: milliseconds since the listener started, plus one. 0: it does not wait.
#[derive(Debug)]
pub(crate) struct Waits {
    origin: Instant,
    since: [AtomicU64; 3],
    leave: Notify,
}

impl Waits {
    pub(crate) fn new(origin: Instant) -> Self {
        let waits = Self { origin, since: Default::default(), leave: Notify::new() };
        waits.began(Wait::Head);
        waits
    }

    pub(crate) fn began(&self, wait: Wait) {
        self.since[wait as usize].store(now(self.origin), Ordering::Relaxed);
    }

    pub(crate) fn over(&self, wait: Wait) {
        self.since[wait as usize].store(0, Ordering::Relaxed);
    }

    /// The wait that counts, and since when. A client that does not take the end of its answer is a reader, not idle.
    fn current(&self) -> Option<(Wait, u64)> {
        [Wait::Reader, Wait::Body, Wait::Head].into_iter().find_map(|wait| {
            let since = self.since[wait as usize].load(Ordering::Relaxed);
            (since > 0).then_some((wait, since))
        })
    }
}

fn now(origin: Instant) -> u64 {
    u64::try_from(origin.elapsed().as_millis()).unwrap_or(u64::MAX - 1) + 1
}

/// How many connections a listener has room for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    pub(crate) connections: usize,
    /// Beside those, for probes only.
    pub(crate) reserved: usize,
    /// Of one address that is not this machine's.
    pub(crate) per_address: usize,
}

#[derive(Debug)]
struct Entry {
    peer: IpAddr,
    waits: Arc<Waits>,
    /// Has one of the places for probes.
    reserved: bool,
}

#[derive(Debug, Default)]
struct Table {
    next: u64,
    entries: HashMap<u64, Entry>,
}

impl Table {
    /// The connection that has waited longest for its client, of those whose place may go to another.
    fn weakest(&self, now: u64, of: impl Fn(&Entry) -> bool) -> Option<u64> {
        let mut weakest: Option<((bool, u64), u64)> = None;
        for (id, entry) in self.entries.iter().filter(|(_, entry)| of(entry)) {
            let Some((wait, since)) = entry.waits.current() else { continue };
            let begun = wait != Wait::Head;
            if begun && now.saturating_sub(since) < SILENT_MS {
                continue;
            }
            // Who asked for nothing yet goes before one in the middle of a request.
            let rank = (begun, since);
            if weakest.is_none_or(|(other, _)| rank < other) {
                weakest = Some((rank, *id));
            }
        }
        weakest.map(|(_, id)| id)
    }

    /// Connections that have no place for probes.
    fn ordinary(&self) -> usize {
        self.entries.values().filter(|entry| !entry.reserved).count()
    }

    fn dismiss(&mut self, id: u64) {
        if let Some(entry) = self.entries.remove(&id) {
            entry.waits.leave.notify_one();
        }
    }
}

/// Why a connection got no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoPlace {
    /// Its address has as many as one may have.
    Address,
    /// All are taken by requests under way.
    Full,
}

#[derive(Debug)]
pub(crate) struct Places {
    room: Room,
    origin: Instant,
    table: Mutex<Table>,
    freed: Notify,
}

impl Places {
    pub(crate) fn new(room: Room) -> Arc<Self> {
        Arc::new(Self { room, origin: Instant::now(), table: Mutex::default(), freed: Notify::new() })
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until a connection can be accepted. Until then it waits in the kernel's queue.
    pub(crate) async fn available(&self) {
        loop {
            let room = {
                let table = self.table();
                table.entries.len() < self.room.connections + self.room.reserved
                    || table.weakest(now(self.origin), |_| true).is_some()
            };
            if room {
                return;
            }
            // Someone may leave, or be silent for long enough.
            let _ = tokio::time::timeout(Duration::from_millis(100), self.freed.notified()).await;
        }
    }

    /// Takes a place for a connection, from one that waits for its client when there is no other. Says too whether one had to
    /// leave.
    pub(crate) fn take(self: &Arc<Self>, peer: IpAddr) -> Result<(Place, bool), NoPlace> {
        // On a socket of both families this machine has its address of version 4 in one of version 6.
        let peer = peer.to_canonical();
        let waits = Arc::new(Waits::new(self.origin));
        let now = now(self.origin);
        let mut table = self.table();
        let mut dismissed = false;
        if !peer.is_loopback()
            && table.entries.values().filter(|entry| entry.peer == peer).count() >= self.room.per_address
        {
            let weakest = table.weakest(now, |entry| entry.peer == peer).ok_or(NoPlace::Address)?;
            table.dismiss(weakest);
            dismissed = true;
        }
        if table.ordinary() >= self.room.connections {
            // A place for probes is given up only when they are all taken too, and stays one for probes.
            let full = table.entries.len() >= self.room.connections + self.room.reserved;
            let ordinary = table.weakest(now, |entry| !entry.reserved);
            match ordinary.or_else(|| full.then(|| table.weakest(now, |_| true)).flatten()) {
                Some(weakest) => {
                    table.dismiss(weakest);
                    dismissed = true;
                }
                None if full => return Err(NoPlace::Full),
                None => {}
            }
        }
        let reserved = table.ordinary() >= self.room.connections;
        let id = table.next;
        table.next += 1;
        table.entries.insert(id, Entry { peer, waits: Arc::clone(&waits), reserved });
        Ok((Place { places: Arc::clone(self), id, waits, reserved }, dismissed))
    }

    /// Asks every connection to leave that has waited for its client for `limit`; none that waits for us.
    pub(crate) fn dismiss_silent(&self, limit: Duration) {
        let limit = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
        let now = now(self.origin);
        let mut table = self.table();
        let silent: Vec<u64> = table
            .entries
            .iter()
            .filter(|(_, entry)| {
                entry.waits.current().is_some_and(|(_, since)| now.saturating_sub(since) >= limit)
            })
            .map(|(id, _)| *id)
            .collect();
        for id in silent {
            table.dismiss(id);
        }
    }
}

/// A connection's place, given back when dropped.
#[derive(Debug)]
pub(crate) struct Place {
    places: Arc<Places>,
    id: u64,
    pub(crate) waits: Arc<Waits>,
    /// One of those for probes only.
    pub(crate) reserved: bool,
}

impl Place {
    /// Ready when the connection has to go.
    pub(crate) async fn dismissed(&self) {
        self.waits.leave.notified().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.table().entries.remove(&self.id);
        self.places.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);
    const THERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));

    fn places(connections: usize, reserved: usize, per_address: usize) -> Arc<Places> {
        Places::new(Room { connections, reserved, per_address })
    }

    fn is_dismissed(place: &Place) -> bool {
        !place.places.table().entries.contains_key(&place.id)
    }

    fn busy(place: &Place) {
        place.waits.over(Wait::Head);
    }

    #[tokio::test(start_paused = true)]
    async fn the_longest_idle_goes_first_and_one_at_work_never() {
        let places = places(3, 0, 9);
        let (working, _) = places.take(HERE).unwrap();
        busy(&working);
        tokio::time::advance(Duration::from_millis(10)).await;
        let (old, _) = places.take(HERE).unwrap();
        tokio::time::advance(Duration::from_millis(10)).await;
        let (young, dismissed) = places.take(HERE).unwrap();
        assert!(!dismissed);
        let (newest, dismissed) = places.take(HERE).unwrap();
        assert!(dismissed && is_dismissed(&old) && !is_dismissed(&young) && !is_dismissed(&working));
        old.dismissed().await;
        busy(&young);
        busy(&newest);
        assert_eq!(places.take(HERE).unwrap_err(), NoPlace::Full);
        drop(working);
        assert!(places.take(HERE).is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_silent_upload_or_reader_makes_room_only_after_a_while() {
        for wait in [Wait::Body, Wait::Reader] {
            let places = places(1, 0, 9);
            let (silent, _) = places.take(HERE).unwrap();
            busy(&silent);
            silent.waits.began(wait);
            assert!(places.take(HERE).is_err());
            tokio::time::advance(Duration::from_secs(6)).await;
            assert!(places.take(HERE).unwrap().1);
            assert!(is_dismissed(&silent));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn reserved_places_are_there_when_all_others_work() {
        let places = places(1, 1, 9);
        let (first, _) = places.take(HERE).unwrap();
        busy(&first);
        let (probe, _) = places.take(HERE).unwrap();
        assert!(!first.reserved && probe.reserved);
        // A reserved place that asks for nothing goes to the next, and stays one for probes.
        let (next, dismissed) = places.take(HERE).unwrap();
        assert!(dismissed && next.reserved);
        drop(first);
        busy(&next);
        let (ordinary, _) = places.take(HERE).unwrap();
        assert!(!ordinary.reserved, "the place that is free is not");
    }

    #[tokio::test(start_paused = true)]
    async fn of_two_idle_ones_the_ordinary_one_goes_and_two_probes_at_once_both_stay() {
        let places = places(1, 2, 9);
        let (first, _) = places.take(HERE).unwrap();
        busy(&first);
        let (probe, _) = places.take(HERE).unwrap();
        let (other, dismissed) = places.take(HERE).unwrap();
        assert!(!dismissed && probe.reserved && other.reserved && !is_dismissed(&probe));
        tokio::time::advance(Duration::from_millis(10)).await;
        first.waits.began(Wait::Head);
        let (next, _) = places.take(HERE).unwrap();
        assert!(!next.reserved && is_dismissed(&first) && !is_dismissed(&probe));
    }

    #[tokio::test(start_paused = true)]
    async fn this_machine_is_itself_in_either_family() {
        let places = places(9, 0, 2);
        let mapped = "::ffff:127.0.0.1".parse().unwrap();
        let held: Vec<_> = (0..3).map(|_| places.take(mapped).unwrap().0).collect();
        assert_eq!(held.iter().filter(|place| is_dismissed(place)).count(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn one_address_has_a_share_but_this_machine_has_all() {
        let places = places(9, 0, 2);
        let held: Vec<_> = (0..2).map(|_| places.take(THERE).unwrap().0).collect();
        held.iter().for_each(busy);
        assert_eq!(places.take(THERE).unwrap_err(), NoPlace::Address);
        let here: Vec<_> = (0..7).map(|_| places.take(HERE).unwrap().0).collect();
        assert!(here.iter().all(|place| !is_dismissed(place)));
    }

    #[tokio::test(start_paused = true)]
    async fn the_end_sends_away_who_is_silent_and_no_one_else() {
        let places = places(9, 0, 9);
        let (idle, _) = places.take(HERE).unwrap();
        let (working, _) = places.take(HERE).unwrap();
        busy(&working);
        tokio::time::advance(Duration::from_secs(2)).await;
        places.dismiss_silent(Duration::from_secs(1));
        assert!(is_dismissed(&idle) && !is_dismissed(&working));
    }
}
