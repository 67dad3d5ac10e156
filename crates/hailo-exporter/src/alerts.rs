//! The alerts of Alertmanager's and Grafana's webhooks: checked, logged once per change, and kept while they fire.
//!
//! A sender may repeat itself (it does so every `repeat_interval`) and may tell a restarted process old news, so
//! everything goes by fingerprint: a notification that changes nothing counts nothing. Labels of an alert come from
//! outside; they are cut to [`LABEL_LIMIT`] bytes, control characters in them are replaced, and only `alertname` and
//! `severity` ever become metric labels, for at most [`AlertLimits::label_sets`] combinations. Whatever else is sent, an alert
//! that fires keeps its series: resolved alerts and idle label sets make room, and what finds none is counted as
//! [`OVERFLOW`].

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hailo_telemetry::Telemetry;
use hailo_telemetry::catalogue::{ALERTS_ACTIVE, ALERTS_RECEIVED};
use serde::Serialize;

use crate::payload::{Alert, Payload};

pub use crate::payload::PayloadError;

/// Longest kept label or annotation value, in bytes.
pub const LABEL_LIMIT: usize = 128;

/// The name under which label sets past the limit are counted.
pub const OVERFLOW: &str = "overflow";

/// How much of the outside world's alerts is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct AlertLimits {
    /// Alerts known with their texts, firing or resolved; past that the oldest resolved one is forgotten, and of further ones
    /// that fire only the number is known.
    pub alerts: usize,
    /// Label sets of each `alerts_*` family; past that, one in which nothing fires makes room, else `alertname="overflow"`.
    pub label_sets: usize,
}

impl AlertLimits {
    /// As the fields say.
    #[must_use]
    pub const fn new(alerts: usize, label_sets: usize) -> Self {
        Self { alerts, label_sets }
    }
}

impl Default for AlertLimits {
    /// 1,000 alerts in 100 label sets.
    fn default() -> Self {
        Self::new(1_000, 100)
    }
}

/// One alert that fires now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActiveAlert {
    /// The sender's identity of this label set.
    pub fingerprint: String,
    /// Label `alertname`, or `unnamed`.
    pub alertname: String,
    /// Label `severity`, or `none`.
    pub severity: String,
    /// Since when, RFC 3339, as sent.
    pub starts_at: String,
    /// Annotation `summary`, else `description`, else empty.
    pub summary: String,
}

/// What one webhook call changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// Alerts in the call.
    pub received: usize,
    /// Of them, those that said something new.
    pub changed: usize,
    /// Alerts that fire after the call.
    pub active: usize,
}

/// The alerts that this process was told about. Clones share one state.
#[derive(Debug, Clone, Default)]
pub struct Alerts(Arc<Mutex<State>>);

/// Lines that one call may add to the log, beside one that sums up the rest.
const LOG_LINES: usize = 20;

/// Alerts of which only the number is known, as a multiple of [`AlertLimits::alerts`].
const BEYOND: usize = 16;

type Labels = [String; 2];

#[derive(Debug, Default)]
struct State {
    limits: AlertLimits,
    known: HashMap<String, Known>,
    /// Hashes of the fingerprints of alerts that fire and for which `known` had no room.
    beyond: HashSet<u64>,
    /// Order of arrival, for forgetting the oldest.
    arrivals: u64,
    received: Sets,
    active: Sets,
}

#[derive(Debug)]
struct Known {
    firing: bool,
    arrival: u64,
    /// The label set of `alerts_active` that this alert was counted in.
    counted_in: Labels,
    alert: ActiveAlert,
}

/// Counts by label set.
#[derive(Debug, Default)]
struct Sets {
    counts: BTreeMap<Labels, Count>,
    /// Sets that made room and whose series are to go.
    gone: Vec<Labels>,
}

#[derive(Debug, Default)]
struct Count {
    value: u64,
    /// The arrival that changed it last.
    touched: u64,
}

impl Sets {
    /// The count of a label set, and the set it is counted in: itself, when it is there or there is room, or one that
    /// `is_idle` makes room; else the overflow's.
    fn find(
        &mut self,
        labels: [&str; 2],
        limit: usize,
        is_idle: impl Fn(&Labels, u64) -> bool,
    ) -> (Labels, &mut Count) {
        let mut key = labels.map(str::to_owned);
        if !self.counts.contains_key(&key) && self.counts.len() >= limit {
            let idle = self
                .counts
                .iter()
                .filter(|(labels, count)| labels[0] != OVERFLOW && is_idle(labels, count.value));
            match idle.min_by_key(|(_, count)| count.touched).map(|(labels, _)| labels.clone()) {
                Some(idle) => {
                    self.counts.remove(&idle);
                    self.gone.push(idle);
                }
                None => key = [OVERFLOW.to_owned(), OVERFLOW.to_owned()],
            }
        }
        self.gone.retain(|gone| *gone != key);
        (key.clone(), self.counts.entry(key).or_default())
    }

    fn values(&self) -> Vec<(Labels, u64)> {
        self.counts.iter().map(|(labels, count)| (labels.clone(), count.value)).collect()
    }
}

impl Alerts {
    /// An empty state with these limits.
    #[must_use]
    pub fn new(limits: AlertLimits) -> Self {
        Self(Arc::new(Mutex::new(State { limits, ..State::default() })))
    }

    /// Takes in the body of one webhook call. Either all its alerts count, or none.
    ///
    /// # Errors
    /// [`PayloadError`] when the body is not a notification of Alertmanager or Grafana.
    pub fn receive(&self, body: &[u8]) -> Result<Receipt, PayloadError> {
        let payload = Payload::parse(body)?;
        let received = payload.alerts.len();
        let news: Vec<Alert>;
        let active;
        {
            let mut state = self.state();
            news = payload.alerts.into_iter().filter_map(|alert| state.take_in(alert)).collect();
            active = state.known.values().filter(|known| known.firing).count() + state.beyond.len();
        }
        log(&news);
        Ok(Receipt { received, changed: news.len(), active })
    }

    /// The alerts that fire now, by name and then fingerprint.
    #[must_use]
    pub fn active(&self) -> Vec<ActiveAlert> {
        let state = self.state();
        let mut active: Vec<_> =
            state.known.values().filter(|known| known.firing).map(|known| known.alert.clone()).collect();
        active.sort_by(|a, b| (&a.alertname, &a.fingerprint).cmp(&(&b.alertname, &b.fingerprint)));
        active
    }

    /// `alerts_received_total` by `[alertname, status]`: notifications that said something new.
    #[must_use]
    pub fn received_totals(&self) -> Vec<([String; 2], u64)> {
        self.state().received.values()
    }

    /// `alerts_active` by `[alertname, severity]`; a label set that once fired stays, at 0, until another needs its place.
    #[must_use]
    pub fn active_counts(&self) -> Vec<([String; 2], u64)> {
        self.state().active.values()
    }

    /// Publishes the `alerts_*` families in `telemetry`'s exposition; the webhook does so after each call.
    pub fn show_in(&self, telemetry: &Telemetry) {
        let (received, active) = {
            let mut state = self.state();
            (std::mem::take(&mut state.received.gone), std::mem::take(&mut state.active.gone))
        };
        for [alertname, status] in received {
            let labels = [("alertname", alertname.as_str()), ("status", &status)];
            telemetry.withdraw(ALERTS_RECEIVED.name, &labels);
        }
        for [alertname, severity] in active {
            let labels = [("alertname", alertname.as_str()), ("severity", &severity)];
            telemetry.withdraw(ALERTS_ACTIVE.name, &labels);
        }
        // A name that the application registered as something else stays the application's.
        for ([alertname, status], count) in self.received_totals() {
            let labels = [("alertname", alertname.as_str()), ("status", &status)];
            if let Ok(counter) = telemetry.counter(ALERTS_RECEIVED.name, ALERTS_RECEIVED.help, &labels) {
                counter.set_total(count);
            }
        }
        for ([alertname, severity], count) in self.active_counts() {
            let labels = [("alertname", alertname.as_str()), ("severity", &severity)];
            if let Ok(gauge) = telemetry.gauge(ALERTS_ACTIVE.name, ALERTS_ACTIVE.help, &labels) {
                gauge.set(count as f64);
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Gives the alert back when it said something new.
    fn take_in(&mut self, alert: Alert) -> Option<Alert> {
        let firing = alert.firing;
        let identity = hash(&alert.active.fingerprint);
        let seen = self.known.get(&alert.active.fingerprint);
        let repeated = match seen {
            Some(known) => known.firing == firing && known.alert.starts_at == alert.active.starts_at,
            None => firing && self.beyond.contains(&identity),
        };
        if repeated {
            tracing::debug!(
                alertname = alert.active.alertname,
                fingerprint = alert.active.fingerprint,
                firing,
                "alert repeated"
            );
            return None;
        }
        self.arrivals += 1;
        let (arrival, sets) = (self.arrivals, self.limits.label_sets);
        let status = if firing { "firing" } else { "resolved" };
        let active = &self.active;
        let fires = |labels: &Labels, _| {
            active.counts.iter().any(|(other, count)| other[0] == labels[0] && count.value > 0)
        };
        let (_, received) = self
            .received
            .find([&alert.active.alertname, status], sets, |labels, value| !fires(labels, value));
        received.value += 1;
        received.touched = arrival;

        if let Some(before) = self.known.remove(&alert.active.fingerprint) {
            if before.firing {
                self.ended(&before.counted_in);
            }
        } else if self.beyond.remove(&identity) {
            self.ended(&[OVERFLOW.to_owned(), OVERFLOW.to_owned()]);
        } else if self.known.len() >= self.limits.alerts.max(1) {
            let resolved = self.known.iter().filter(|(_, known)| !known.firing);
            if let Some(oldest) =
                resolved.min_by_key(|(_, known)| known.arrival).map(|(oldest, _)| oldest.clone())
            {
                self.known.remove(&oldest);
            }
        }
        let room = self.known.len() < self.limits.alerts.max(1);
        let mut counted_in = Labels::default();
        if firing {
            let labels =
                if room { [&*alert.active.alertname, &*alert.active.severity] } else { [OVERFLOW, OVERFLOW] };
            if !room && self.beyond.len() >= self.limits.alerts.saturating_mul(BEYOND) {
                return Some(alert);
            }
            let (set, count) = self.active.find(labels, sets, |_, value| value == 0);
            count.value += 1;
            count.touched = arrival;
            counted_in = set;
        }
        if room {
            let known = Known { firing, arrival, counted_in, alert: alert.active.clone() };
            self.known.insert(alert.active.fingerprint.clone(), known);
        } else if firing {
            self.beyond.insert(identity);
        }
        Some(alert)
    }

    /// An alert of this set fires no more.
    fn ended(&mut self, set: &Labels) {
        if let Some(count) = self.active.counts.get_mut(set) {
            count.value = count.value.saturating_sub(1);
            count.touched = self.arrivals;
        }
    }
}

pub(crate) fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Logs what is new, the first alerts one by one.
fn log(news: &[Alert]) {
    let (said, rest) = news.split_at(news.len().min(LOG_LINES));
    said.iter().for_each(log_one);
    if !rest.is_empty() {
        let firing = rest.iter().filter(|alert| alert.firing).count();
        tracing::warn!(
            alerts = rest.len(),
            firing,
            resolved = rest.len() - firing,
            "more alerts in the same call"
        );
    }
}

fn log_one(alert: &Alert) {
    let ActiveAlert { fingerprint, alertname, severity, starts_at, summary } = &alert.active;
    // The level is part of a callsite, so each arm is its own.
    match (alert.firing, severity.as_str()) {
        (true, "critical") => {
            tracing::error!(alertname, severity, fingerprint, starts_at, summary, "alert firing");
        }
        (true, _) => tracing::warn!(alertname, severity, fingerprint, starts_at, summary, "alert firing"),
        (false, _) => tracing::info!(
            alertname,
            severity,
            fingerprint,
            starts_at,
            ends_at = alert.ends_at,
            summary,
            "alert resolved"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn alert(name: &str, status: &str, fingerprint: &str) -> serde_json::Value {
        json!({
            "status": status,
            "labels": { "alertname": name, "severity": "critical", "job": "pisovereign" },
            "annotations": { "summary": "it is down" },
            "startsAt": "2026-03-01T12:00:00.123Z",
            "endsAt": if status == "firing" { "0001-01-01T00:00:00Z" } else { "2026-03-01T12:05:00+01:00" },
            "generatorURL": "http://prometheus:9090/graph",
            "fingerprint": fingerprint,
        })
    }

    fn payload(alerts: &[serde_json::Value]) -> Vec<u8> {
        let body = json!({
            "version": "4",
            "groupKey": "{}:{alertname=\"PiSovereignDown\"}",
            "truncatedAlerts": 0,
            "status": "firing",
            "receiver": "critical",
            "groupLabels": {}, "commonLabels": {}, "commonAnnotations": {},
            "externalURL": "http://alertmanager:9093",
            "notification_reason": "a field of the future",
            "alerts": alerts,
        });
        serde_json::to_vec(&body).unwrap()
    }

    #[test]
    fn an_alert_fires_repeats_and_resolves() {
        let alerts = Alerts::default();
        let firing = payload(&[alert("Down", "firing", "a1"), alert("Hot", "firing", "b2")]);
        assert_eq!(alerts.receive(&firing).unwrap(), Receipt { received: 2, changed: 2, active: 2 });
        assert_eq!(alerts.receive(&firing).unwrap(), Receipt { received: 2, changed: 0, active: 2 });
        let resolved = payload(&[alert("Down", "resolved", "a1")]);
        assert_eq!(alerts.receive(&resolved).unwrap(), Receipt { received: 1, changed: 1, active: 1 });
        assert_eq!(alerts.receive(&resolved).unwrap().changed, 0);
        assert_eq!(alerts.active().len(), 1);
        assert_eq!(alerts.active()[0].alertname, "Hot");
        let label = |a: &str, b: &str| [a.to_owned(), b.to_owned()];
        assert_eq!(
            alerts.received_totals(),
            [(label("Down", "firing"), 1), (label("Down", "resolved"), 1), (label("Hot", "firing"), 1)]
        );
        assert_eq!(alerts.active_counts(), [(label("Down", "critical"), 0), (label("Hot", "critical"), 1)]);
    }

    #[test]
    fn a_restarted_process_may_hear_the_end_first() {
        let alerts = Alerts::default();
        let receipt = alerts.receive(&payload(&[alert("Down", "resolved", "a1")])).unwrap();
        assert_eq!(receipt, Receipt { received: 1, changed: 1, active: 0 });
        assert!(alerts.active_counts().is_empty());
    }

    #[test]
    fn one_bad_alert_refuses_the_whole_call() {
        let alerts = Alerts::default();
        let mut bad = alert("Down", "firing", "a1");
        bad["startsAt"] = json!("yesterday");
        let body = payload(&[alert("Hot", "firing", "b2"), bad]);
        assert!(matches!(alerts.receive(&body), Err(PayloadError::Time)));
        assert!(alerts.active().is_empty());
        assert!(alerts.received_totals().is_empty());
    }

    #[test]
    fn hostile_labels_stay_bounded() {
        let alerts = Alerts::new(AlertLimits { alerts: 10, label_sets: 3 });
        for number in 0..50 {
            let name = format!("{number}{}", "ß".repeat(500));
            alerts.receive(&payload(&[alert(&name, "firing", &number.to_string())])).unwrap();
        }
        assert_eq!(alerts.active().len(), 10);
        assert!(alerts.active().iter().all(|active| active.alertname.len() <= LABEL_LIMIT));
        assert_eq!(alerts.received_totals().len(), 4);
        assert_eq!(alerts.received_totals().iter().map(|(_, count)| count).sum::<u64>(), 50);
        assert_eq!(alerts.active_counts().len(), 4);
        assert_eq!(alerts.active_counts().iter().map(|(_, count)| count).sum::<u64>(), 50, "none is lost");
    }

    fn count(alerts: &Alerts, name: &str) -> Option<u64> {
        let counts = alerts.active_counts();
        counts.iter().find(|([alertname, _], _)| alertname == name).map(|(_, count)| *count)
    }

    #[test]
    fn a_firing_alert_keeps_its_series_whatever_is_sent() {
        for status in ["firing", "resolved"] {
            let alerts = Alerts::new(AlertLimits { alerts: 20, label_sets: 5 });
            alerts.receive(&payload(&[alert("Real", "firing", "r")])).unwrap();
            let invented: Vec<_> =
                (0..400).map(|n| alert(&format!("a{n}"), status, &format!("f{n}"))).collect();
            alerts.receive(&payload(&invented)).unwrap();
            assert_eq!(count(&alerts, "Real"), Some(1), "among {status} ones");
            let receipt = alerts.receive(&payload(&[alert("Real", "firing", "r")])).unwrap();
            assert_eq!(receipt.changed, 0, "it is still known");
            alerts.receive(&payload(&[alert("Real", "resolved", "r")])).unwrap();
            assert_eq!(count(&alerts, "Real"), Some(0));
        }
    }

    #[test]
    fn resolved_and_idle_names_make_room_and_their_series_go() {
        let telemetry = Telemetry::default();
        let alerts = Alerts::new(AlertLimits { alerts: 20, label_sets: 4 });
        for n in 0..10 {
            for status in ["firing", "resolved"] {
                alerts.receive(&payload(&[alert(&format!("a{n}"), status, &format!("f{n}"))])).unwrap();
                alerts.show_in(&telemetry);
            }
        }
        alerts.receive(&payload(&[alert("Real", "firing", "r")])).unwrap();
        alerts.show_in(&telemetry);
        assert_eq!(count(&alerts, "Real"), Some(1));
        assert_eq!(count(&alerts, OVERFLOW), None);
        let snapshot = telemetry.snapshot();
        for family in snapshot.custom.iter().filter(|family| family.name.starts_with("alerts_")) {
            assert_eq!(family.series.len(), 4, "{}", family.name);
            assert!(
                family.series.iter().any(|series| series.labels.iter().any(|(_, value)| &**value == "Real"))
            );
        }
    }

    #[test]
    fn past_the_alerts_that_are_known_the_number_is_right() {
        let alerts = Alerts::new(AlertLimits { alerts: 2, label_sets: 9 });
        let some: Vec<_> = (0..5).map(|n| alert("Many", "firing", &n.to_string())).collect();
        assert_eq!(alerts.receive(&payload(&some)).unwrap(), Receipt { received: 5, changed: 5, active: 5 });
        assert_eq!(alerts.receive(&payload(&some)).unwrap().changed, 0);
        let ended: Vec<_> = (0..5).rev().map(|n| alert("Many", "resolved", &n.to_string())).collect();
        assert_eq!(alerts.receive(&payload(&ended)).unwrap().active, 0);
        assert!(alerts.active_counts().iter().all(|(_, count)| *count == 0));
    }

    #[test]
    fn what_a_terminal_obeys_does_not_become_a_label() {
        let alerts = Alerts::default();
        alerts
            .receive(&payload(&[alert("a\u{9b}31m\u{7f}\u{202e}\u{1b}[31m\rb", "firing", "\u{0}x")]))
            .unwrap();
        let active = &alerts.active()[0];
        assert_eq!(active.alertname, "a\u{fffd}31m\u{fffd}\u{fffd}\u{fffd}[31m\u{fffd}b");
        assert_eq!(active.fingerprint, "\u{fffd}x");
    }

    #[test]
    fn alerts_without_name_or_fingerprint_keep_their_identity() {
        let alerts = Alerts::default();
        let mut nameless = alert("x", "firing", "");
        nameless["labels"] = json!({ "job": "a" });
        let mut other = nameless.clone();
        other["labels"] = json!({ "job": "b" });
        alerts.receive(&payload(&[nameless.clone(), other, nameless])).unwrap();
        assert_eq!(alerts.active().len(), 2);
        assert!(
            alerts.active().iter().all(|active| active.alertname == "unnamed" && active.severity == "none")
        );
    }
}
