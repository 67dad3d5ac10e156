//! The alerts of Alertmanager's and Grafana's webhooks: checked, logged once per change, and kept while they fire.
//!
//! A sender may repeat itself (it does so every `repeat_interval`) and may tell a restarted process old news, so
//! everything goes by fingerprint: a notification that changes nothing counts nothing. Labels of an alert come from
//! outside; they are cut to [`LABEL_LIMIT`] bytes and only `alertname` and `severity` ever become metric labels,
//! for at most [`AlertLimits::label_sets`] combinations.

use std::collections::{BTreeMap, HashMap};
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
pub struct AlertLimits {
    /// Alerts known by fingerprint, firing or resolved; past that the oldest resolved, then the oldest, is forgotten.
    pub alerts: usize,
    /// Label sets of each `alerts_*` family; past that, `alertname="overflow"`.
    pub label_sets: usize,
}

impl Default for AlertLimits {
    /// 1,000 alerts in 100 label sets.
    fn default() -> Self {
        Self { alerts: 1_000, label_sets: 100 }
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

#[derive(Debug, Default)]
struct State {
    limits: AlertLimits,
    known: HashMap<String, Known>,
    /// Order of arrival, for forgetting the oldest.
    arrivals: u64,
    received: BTreeMap<[String; 2], u64>,
    active: BTreeMap<[String; 2], u64>,
}

#[derive(Debug)]
struct Known {
    firing: bool,
    arrival: u64,
    /// The label set of `alerts_active` that this alert was counted in.
    counted_in: [String; 2],
    alert: ActiveAlert,
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
        let mut state = self.state();
        let mut changed = 0;
        for alert in payload.alerts {
            changed += usize::from(state.take_in(alert));
        }
        let active = state.known.values().filter(|known| known.firing).count();
        Ok(Receipt { received, changed, active })
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
        self.state().received.iter().map(|(labels, count)| (labels.clone(), *count)).collect()
    }

    /// `alerts_active` by `[alertname, severity]`; a label set that once fired stays, at 0.
    #[must_use]
    pub fn active_counts(&self) -> Vec<([String; 2], u64)> {
        self.state().active.iter().map(|(labels, count)| (labels.clone(), *count)).collect()
    }

    /// Publishes the `alerts_*` families in `telemetry`'s exposition; the webhook does so after each call.
    pub fn show_in(&self, telemetry: &Telemetry) {
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
    /// Returns whether the alert said something new.
    fn take_in(&mut self, alert: Alert) -> bool {
        let firing = alert.firing;
        let seen = self.known.get(&alert.active.fingerprint);
        if seen.is_some_and(|known| known.firing == firing && known.alert.starts_at == alert.active.starts_at)
        {
            tracing::debug!(
                alertname = alert.active.alertname,
                fingerprint = alert.active.fingerprint,
                firing,
                "alert repeated"
            );
            return false;
        }
        log(&alert);
        let status = if firing { "firing" } else { "resolved" };
        *capped(&mut self.received, [&alert.active.alertname, status], self.limits.label_sets).1 += 1;

        if let Some(before) = self.known.remove(&alert.active.fingerprint) {
            self.forget(&before);
        } else if self.known.len() >= self.limits.alerts.max(1) {
            let oldest = self.known.iter().min_by_key(|(_, known)| (known.firing, known.arrival));
            if let Some(fingerprint) = oldest.map(|(fingerprint, _)| fingerprint.clone())
                && let Some(before) = self.known.remove(&fingerprint)
            {
                self.forget(&before);
            }
        }
        let labels = [alert.active.alertname.as_str(), alert.active.severity.as_str()];
        let counted_in = if firing {
            let (counted_in, count) = capped(&mut self.active, labels, self.limits.label_sets);
            *count += 1;
            counted_in
        } else {
            [String::new(), String::new()]
        };
        self.arrivals += 1;
        let fingerprint = alert.active.fingerprint.clone();
        self.known
            .insert(fingerprint, Known { firing, arrival: self.arrivals, counted_in, alert: alert.active });
        true
    }

    fn forget(&mut self, before: &Known) {
        if before.firing
            && let Some(count) = self.active.get_mut(&before.counted_in)
        {
            *count = count.saturating_sub(1);
        }
    }
}

/// The count of a label set, or of the overflow set once `limit` sets exist; and the set it was.
fn capped<'a>(
    counts: &'a mut BTreeMap<[String; 2], u64>,
    labels: [&str; 2],
    limit: usize,
) -> ([String; 2], &'a mut u64) {
    let mut key = labels.map(str::to_owned);
    if !counts.contains_key(&key) && counts.len() >= limit {
        key[0] = OVERFLOW.to_owned();
        key[1] = OVERFLOW.to_owned();
    }
    (key.clone(), counts.entry(key).or_default())
}

fn log(alert: &Alert) {
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
        assert_eq!(alerts.active_counts().iter().map(|(_, count)| count).sum::<u64>(), 10);
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
