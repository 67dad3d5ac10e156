//! What senders of alerts put into a webhook's body, read into one form.
//!
//! Alertmanager says version "4". Grafana's alerting says "1" with the same alerts and more beside them. Grafana's old
//! alerting (until its version 10) names no version and no alerts, but one rule and its state. Both are written in Go,
//! where an empty list or map may be written `null`; so every field but an alert's status may be absent or null, and
//! unknown ones are ignored.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::alerts::{ActiveAlert, LABEL_LIMIT, hash};

/// Why a webhook body was refused.
#[derive(Debug)]
#[non_exhaustive]
pub enum PayloadError {
    /// Not JSON, or a field of the wrong type, or neither alerts nor a state in it.
    Json(serde_json::Error),
    /// The payload's version is neither Alertmanager's 4 nor Grafana's 1.
    Version,
    /// A status is neither `firing` nor `resolved`.
    Status,
    /// A time is not RFC 3339.
    Time,
}

impl fmt::Display for PayloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => {
                write!(f, "body is not a webhook payload of Alertmanager or Grafana: {error}")
            }
            Self::Version => {
                f.write_str("payload version is neither \"4\" (Alertmanager) nor \"1\" (Grafana)")
            }
            Self::Status => f.write_str("status is neither \"firing\" nor \"resolved\""),
            Self::Time => f.write_str("startsAt or endsAt is not an RFC 3339 time"),
        }
    }
}

impl std::error::Error for PayloadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Json(error) => Some(error),
            Self::Version | Self::Status | Self::Time => None,
        }
    }
}

/// A checked payload.
pub(crate) struct Payload {
    pub(crate) alerts: Vec<Alert>,
}

/// One alert of a payload.
pub(crate) struct Alert {
    pub(crate) firing: bool,
    pub(crate) ends_at: String,
    pub(crate) active: ActiveAlert,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "neither `alerts` with their status, nor a rule's `state`")]
enum Wire {
    Alerts(Notification),
    Rule(Rule),
}

#[derive(Deserialize)]
struct Notification {
    #[serde(default, deserialize_with = "text")]
    version: String,
    alerts: Option<Vec<WireAlert>>,
    /// The group's; only there to tell a payload without alerts from something else.
    #[serde(rename = "status")]
    _status: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireAlert {
    status: String,
    #[serde(default, deserialize_with = "texts")]
    labels: BTreeMap<String, String>,
    #[serde(default, deserialize_with = "texts")]
    annotations: BTreeMap<String, String>,
    #[serde(default, deserialize_with = "text")]
    starts_at: String,
    /// `0001-01-01T00:00:00Z` while the alert fires.
    #[serde(default, deserialize_with = "text")]
    ends_at: String,
    #[serde(default, deserialize_with = "text")]
    fingerprint: String,
}

/// A rule of Grafana's old alerting.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    state: String,
    #[serde(default, deserialize_with = "text")]
    rule_name: String,
    #[serde(default, deserialize_with = "text")]
    rule_id: String,
    #[serde(default, deserialize_with = "text")]
    message: String,
    #[serde(default, deserialize_with = "texts")]
    tags: BTreeMap<String, String>,
}

/// A text, or what stands for one; null is the empty text.
fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(into_text(Value::deserialize(from)?))
}

fn texts<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, String>, D::Error> {
    let map = Option::<BTreeMap<String, Value>>::deserialize(from)?.unwrap_or_default();
    Ok(map.into_iter().map(|(name, value)| (name, into_text(value))).collect())
}

fn into_text(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    }
}

impl Payload {
    /// # Errors
    /// When the body is not a notification, or one of its alerts can't be read: then none of them counts.
    pub(crate) fn parse(body: &[u8]) -> Result<Self, PayloadError> {
        let alerts = match serde_json::from_slice(body).map_err(PayloadError::Json)? {
            Wire::Alerts(notification) => {
                if !["4", "1", ""].contains(&notification.version.as_str()) {
                    return Err(PayloadError::Version);
                }
                notification.alerts.unwrap_or_default()
            }
            Wire::Rule(rule) => vec![rule.into_alert()?],
        };
        Ok(Self { alerts: alerts.into_iter().map(Alert::check).collect::<Result<_, _>>()? })
    }
}

impl Rule {
    fn into_alert(self) -> Result<WireAlert, PayloadError> {
        let status = match self.state.as_str() {
            "alerting" | "no_data" => "firing",
            "ok" | "paused" | "pending" => "resolved",
            _ => return Err(PayloadError::Status),
        };
        let mut labels = self.tags;
        labels.insert("alertname".to_owned(), self.rule_name);
        Ok(WireAlert {
            status: status.to_owned(),
            labels,
            annotations: BTreeMap::from([("summary".to_owned(), self.message)]),
            // It does not say since when.
            starts_at: String::new(),
            ends_at: String::new(),
            // A rule keeps its id when it is renamed; it says none in a test.
            fingerprint: if self.rule_id.is_empty() {
                String::new()
            } else {
                format!("rule-{}", self.rule_id)
            },
        })
    }
}

impl Alert {
    fn check(wire: WireAlert) -> Result<Self, PayloadError> {
        let firing = match wire.status.as_str() {
            "firing" => true,
            "resolved" => false,
            _ => return Err(PayloadError::Status),
        };
        if [&wire.starts_at, &wire.ends_at].into_iter().any(|time| !time.is_empty() && !is_time(time)) {
            return Err(PayloadError::Time);
        }
        // Old senders have no fingerprint; the labels are the identity it stands for.
        let fingerprint = if wire.fingerprint.is_empty() {
            format!("{:016x}", hash(&wire.labels))
        } else {
            cut(&wire.fingerprint)
        };
        let said = |texts: &BTreeMap<String, String>, name: &str| {
            texts.get(name).filter(|text| !text.is_empty()).map(|text| cut(text))
        };
        let summary = said(&wire.annotations, "summary").or_else(|| said(&wire.annotations, "description"));
        Ok(Self {
            firing,
            ends_at: wire.ends_at,
            active: ActiveAlert {
                fingerprint,
                alertname: said(&wire.labels, "alertname").unwrap_or_else(|| "unnamed".to_owned()),
                severity: said(&wire.labels, "severity").unwrap_or_else(|| "none".to_owned()),
                starts_at: wire.starts_at,
                summary: summary.unwrap_or_default(),
            },
        })
    }
}

/// Whether `text` has the form of an RFC 3339 time; the calendar is the sender's business.
fn is_time(text: &str) -> bool {
    let shape = |text: &str, pattern: &str| {
        text.len() == pattern.len()
            && text.bytes().zip(pattern.bytes()).all(|(byte, wanted)| match wanted {
                b'0' => byte.is_ascii_digit(),
                b'+' => matches!(byte, b'+' | b'-'),
                _ => byte.eq_ignore_ascii_case(&wanted),
            })
    };
    let Some((date, rest)) = text.split_at_checked(19) else { return false };
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            let digits = fraction.len() - zone.len();
            if digits == 0 || digits > 9 {
                return false;
            }
            zone
        }
        None => rest,
    };
    shape(date, "0000-00-00T00:00:00") && (shape(zone, "Z") || shape(zone, "+00:00"))
}

fn cut(text: &str) -> String {
    let text = hailo_telemetry::visible(text);
    let mut end = text.len().min(LABEL_LIMIT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn parse(body: &Value) -> Result<Vec<Alert>, PayloadError> {
        Payload::parse(body.to_string().as_bytes()).map(|payload| payload.alerts)
    }

    /// Name, firing, severity, since when, summary.
    fn brief(body: &Value) -> Vec<(String, bool, String, String, String)> {
        let alerts = parse(body).unwrap_or_else(|error| panic!("{error}: {body}"));
        let brief = alerts.into_iter().map(|alert| {
            let active = alert.active;
            (active.alertname, alert.firing, active.severity, active.starts_at, active.summary)
        });
        brief.collect()
    }

    fn expect(
        name: &str,
        firing: bool,
        severity: &str,
        starts_at: &str,
        summary: &str,
    ) -> (String, bool, String, String, String) {
        (name.to_owned(), firing, severity.to_owned(), starts_at.to_owned(), summary.to_owned())
    }

    #[test]
    fn grafana_says_version_1_and_more_beside_the_alerts() {
        let firing = json!({
            "status": "firing",
            "labels": { "alertname": "NPU hot", "grafana_folder": "Pi", "severity": "warning" },
            "annotations": { "description": "", "runbook_url": "https://example.org" , "summary": "71 °C" },
            "startsAt": "2026-03-01T09:51:03.157076+02:00",
            "endsAt": "0001-01-01T00:00:00Z",
            "generatorURL": "http://grafana:3000/alerting/grafana/1afz29v7z/view?orgId=1",
            "fingerprint": "c6eadffa33fcdf37",
            "silenceURL": "http://grafana:3000/alerting/silence/new?alertmanager=grafana",
            "dashboardURL": "", "panelURL": "", "imageURL": null,
            "values": { "B": 44.2, "C": 1 },
            "valueString": "[ var='B' labels={} value=44.2 ]",
            "orgId": 1,
        });
        let mut body = json!({
            "receiver": "pi", "status": "firing", "orgId": 1, "alerts": [firing],
            "groupLabels": {}, "commonLabels": { "severity": "warning" }, "commonAnnotations": {},
            "externalURL": "http://grafana:3000/", "appVersion": "12.0.0",
            "version": "1", "groupKey": "{}:{}", "truncatedAlerts": 0,
            "title": "[FIRING:1]", "state": "alerting", "message": "**Firing**",
        });
        let hot = |firing| expect("NPU hot", firing, "warning", "2026-03-01T09:51:03.157076+02:00", "71 °C");
        assert_eq!(brief(&body), [hot(true)]);
        body["alerts"][0]["values"] = json!(null);
        body["alerts"][0]["status"] = json!("resolved");
        body["status"] = json!("resolved");
        assert_eq!(brief(&body), [hot(false)]);
    }

    #[test]
    fn null_stands_for_an_empty_list_map_or_text() {
        let mut body = json!({
            "version": "4", "status": "firing", "groupLabels": null, "commonLabels": null, "commonAnnotations": null,
            "alerts": [{
                "status": "firing", "labels": { "alertname": "A" }, "annotations": null, "startsAt": null, "endsAt": null,
                "generatorURL": null, "fingerprint": null,
            }],
        });
        assert_eq!(brief(&body), [expect("A", true, "none", "", "")]);
        body["alerts"][0]["labels"] = json!(null);
        body["alerts"][0]["annotations"] = json!({ "summary": null, "description": "d" });
        assert_eq!(brief(&body), [expect("unnamed", true, "none", "", "d")]);
        body["alerts"][0]["labels"] = json!({ "alertname": 7, "severity": null });
        assert_eq!(brief(&body), [expect("7", true, "none", "", "d")]);
        body["alerts"] = json!(null);
        assert_eq!(brief(&body), []);
        body["alerts"] = json!([]);
        assert_eq!(brief(&body), []);
        for version in [json!(null), json!(4), json!(1), json!("")] {
            body["version"] = version;
            assert_eq!(brief(&body), []);
        }
    }

    #[test]
    fn a_rule_of_grafana_s_old_alerting_fires_and_recovers() {
        let mut body = json!({
            "dashboardId": 1, "evalMatches": [{ "value": 1, "metric": "Count", "tags": null }], "imageUrl": "",
            "message": "it is hot", "orgId": 1, "panelId": 2, "ruleId": 12, "ruleName": "Panel Title alert",
            "ruleUrl": "http://grafana:3000/d/x", "state": "alerting", "tags": { "severity": "critical" },
            "title": "[Alerting] Panel Title alert",
        });
        let rule = |firing| expect("Panel Title alert", firing, "critical", "", "it is hot");
        for (state, firing) in
            [("alerting", true), ("no_data", true), ("ok", false), ("paused", false), ("pending", false)]
        {
            body["state"] = json!(state);
            assert_eq!(brief(&body), [rule(firing)]);
            assert_eq!(parse(&body).unwrap()[0].active.fingerprint, "rule-12");
        }
        body["evalMatches"] = json!(null);
        body["tags"] = json!(null);
        body["state"] = json!("ok");
        assert_eq!(brief(&body), [expect("Panel Title alert", false, "none", "", "it is hot")]);
        body["state"] = json!("unsure");
        assert!(matches!(parse(&body), Err(PayloadError::Status)));
    }

    #[test]
    fn what_is_no_notification_is_refused() {
        let mut body = json!({ "version": "3", "status": "firing", "alerts": [] });
        assert!(matches!(parse(&body), Err(PayloadError::Version)));
        body["version"] = json!("4");
        body["alerts"] = json!([{ "status": "suppressed", "labels": {} }]);
        assert!(matches!(parse(&body), Err(PayloadError::Status)));
        body["alerts"] = json!([{ "status": "firing", "startsAt": "yesterday" }]);
        assert!(matches!(parse(&body), Err(PayloadError::Time)));
        for body in [
            &b""[..],
            b"{}",
            b"[]",
            b"null",
            b"\xff",
            br#"{"version":"4"}"#,
            br#"{"version":"4","alerts":null}"#,
            br#"{"version":"4","status":"firing","alerts":"none"}"#,
            br#"{"version":"4","status":"firing","alerts":[null]}"#,
            br#"{"version":"4","status":"firing","alerts":[{"labels":{}}]}"#,
            br#"{"version":"4","status":"firing","alerts":[{"status":"firing","labels":[]}]}"#,
        ] {
            assert!(
                matches!(Payload::parse(body), Err(PayloadError::Json(_))),
                "{}",
                String::from_utf8_lossy(body)
            );
        }
    }

    #[test]
    fn a_label_is_short_also_when_what_a_terminal_obeys_was_replaced() {
        for text in ["\u{7}".repeat(LABEL_LIMIT), "é".repeat(LABEL_LIMIT), "x".repeat(LABEL_LIMIT + 1)] {
            let cut = cut(&text);
            assert!((LABEL_LIMIT - 2..=LABEL_LIMIT).contains(&cut.len()), "{}", cut.len());
        }
    }

    #[test]
    fn times_have_a_form() {
        for good in ["2026-03-01T12:00:00Z", "2026-03-01t12:00:00.123456789z", "0001-01-01T00:00:00-05:30"] {
            assert!(is_time(good), "{good}");
        }
        for bad in [
            "",
            "2026-03-01",
            "2026-03-01T12:00:00",
            "2026-03-01T12:00:00.Z",
            "2026-03-01 12:00:00Z",
            "ääääääääääZ",
        ] {
            assert!(!is_time(bad), "{bad}");
        }
    }
}
