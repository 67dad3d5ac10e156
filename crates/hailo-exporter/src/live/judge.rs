//! How it is and what happened: the verdict, with the evidence that decided it, and what differs between two frames.

use hailo_telemetry::{DeviceState, Outcome, Reason, Snapshot};

use super::MAX_MODELS;
use super::frame::{Device, Event, Frame, Level, Verdict, Version};
use super::take::{Before, suspect_outputs};
use crate::router::Readiness;

/// What happened since the frame before.
pub(super) fn changes(shown: Option<&Frame>, frame: &Frame) -> Vec<Event> {
    let mut happened = Vec::new();
    let mut note = |level, what: String| happened.push(Event { at: frame.at, level, what });
    if shown.is_none_or(|shown| {
        (shown.verdict.level, &shown.verdict.word) != (frame.verdict.level, &frame.verdict.word)
    }) {
        let Verdict { level, word, evidence, .. } = &frame.verdict;
        note(*level, format!("{word}: {evidence}"));
    }
    let Some(shown) = shown else { return happened };
    for device in &frame.devices {
        let Some(before) = shown.devices.iter().find(|before| before.name == device.name) else {
            note(Level::Good, format!("device {} is there", device.name));
            continue;
        };
        let quiet = |state: &str| matches!(state, "idle" | "busy" | "");
        if before.state != device.state && !(quiet(&before.state) && quiet(&device.state)) {
            let level = match device.state.as_str() {
                "hung" | "lost" => Level::Bad,
                "slow" => Level::Warning,
                _ => Level::Good,
            };
            let because =
                if device.because.is_empty() { String::new() } else { format!(": {}", device.because) };
            note(level, format!("device {} is {}{because}", device.name, device.state));
        }
        let throttled = |device: &Device| device.values.throttling_level.unwrap_or_default();
        if throttled(before) != throttled(device) {
            let level = if throttled(device) > 0.0 { Level::Warning } else { Level::Good };
            note(level, format!("device {} throttles at level {}", device.name, throttled(device)));
        }
        for (count, before, what) in [
            (device.notifications, before.notifications, "notifications"),
            (device.link_errors, before.link_errors, "errors on the PCIe link"),
        ] {
            if count > before {
                note(Level::Warning, format!("device {}: {} {what} more", device.name, count - before));
            }
        }
    }
    for condition in &frame.host.power {
        let before = shown.host.power.iter().find(|before| before.condition == condition.condition);
        if before.is_some_and(|before| before.now != condition.now) {
            let (level, verb) =
                if condition.now { (Level::Warning, "begins") } else { (Level::Good, "ends") };
            note(level, format!("the host's power: {} {verb}", words(&condition.condition)));
        }
    }
    for model in &frame.models {
        let before = shown.models.iter().find(|before| before.name == model.name);
        let failed = model.failed.saturating_sub(before.map_or(0, |before| before.failed));
        if failed > 0 {
            note(Level::Warning, format!("{}: {failed} more failed", model.name));
        }
        if before.is_some_and(|before| before.load_seconds != model.load_seconds) {
            // As many digits as the page shows.
            let took = model.load_seconds.unwrap_or_default();
            let took = if took < 10.0 { (took * 100.0).round() / 100.0 } else { took.round() };
            note(Level::Good, format!("{}: loaded in {took} s", model.name));
        }
    }
    for alert in &frame.alerts {
        if !shown
            .alerts
            .iter()
            .any(|before| (&before.name, &before.severity) == (&alert.name, &alert.severity))
        {
            note(Level::Warning, format!("alert {} ({}) fires", alert.name, alert.severity));
        }
    }
    happened
}

fn words(name: &str) -> String {
    name.replace('_', " ")
}

/// How it is: the first of these that holds, the worst first.
pub(super) fn judge(
    snapshot: &Snapshot,
    frame: &Frame,
    readiness: Option<&Readiness>,
    back: Option<&Before>,
) -> Verdict {
    let verdict =
        |level, word: &str, evidence: String| Verdict { level, word: word.to_owned(), evidence, since: 0.0 };
    let in_state = |state: DeviceState| {
        let mut devices = frame.devices.iter();
        devices
            .find(|device| device.state == state.name())
            .map(|device| format!("device {}: {}", device.name, device.because))
    };
    if let Some(why) = in_state(DeviceState::Lost) {
        return verdict(Level::Bad, "lost", why);
    }
    if let Some(why) = in_state(DeviceState::Hung) {
        return verdict(Level::Bad, "hung", why);
    }
    if snapshot.health.healthy == Some(false) {
        let of = snapshot.engines.iter().find(|engine| engine.health.healthy == Some(false));
        let engine = of.map(|engine| format!("engine {}: ", engine.engine)).unwrap_or_default();
        let slow = in_state(DeviceState::Slow).map(|why| format!("; {why}")).unwrap_or_default();
        return verdict(
            Level::Bad,
            "not serving",
            format!("{engine}{}{slow}", words(snapshot.health.reason.name())),
        );
    }
    if let Some(Readiness::NotReady(why)) = readiness {
        let loading = why.starts_with("loading");
        return if loading {
            verdict(Level::Unknown, "loading", why.clone())
        } else {
            verdict(Level::Bad, "not ready", why.clone())
        };
    }
    if let Some(why) = in_state(DeviceState::Slow) {
        return verdict(Level::Warning, "slow", why);
    }
    if let Some((law, count)) = frame.own.laws_broken.first() {
        return verdict(
            Level::Warning,
            "counts disagree",
            format!("{count} snapshots broke the law `{law}`"),
        );
    }
    for device in &frame.devices {
        let Device { name, values, limits, .. } = device;
        let heat = values.temperature_celsius.map(|celsius| format!(" at {celsius} °C")).unwrap_or_default();
        if let Some(level) = values.throttling_level.filter(|level| *level > 0.0) {
            return verdict(
                Level::Warning,
                "throttled",
                format!("device {name} throttles at level {level}{heat}"),
            );
        }
        let beyond = limits
            .iter()
            .filter(|(_, limit)| values.temperature_celsius.is_some_and(|celsius| celsius >= *limit));
        if let Some((level, limit)) = beyond.max_by(|a, b| a.1.total_cmp(&b.1)) {
            return verdict(
                Level::Warning,
                "hot",
                format!("device {name} is{heat}, beyond its limit {level} of {limit} °C"),
            );
        }
    }
    if let Some(condition) = frame.host.power.iter().find(|condition| condition.now) {
        return verdict(
            Level::Warning,
            "host power",
            format!("the host reports {} now", words(&condition.condition)),
        );
    }
    let recent = snapshot.models.iter().take(MAX_MODELS).map(|model| {
        let before = back.and_then(|back| back.models.iter().find(|before| before.name() == model.name()));
        let of = |outcome| {
            model.outcome(outcome).saturating_sub(before.map_or(0, |before| before.outcome(outcome)))
        };
        let failed = of(Outcome::Failed) + of(Outcome::TimedOut);
        let ended = failed + of(Outcome::Completed) + of(Outcome::Cancelled);
        let reasons = Reason::ALL.iter().copied().map(|reason| {
            (
                model.failures(reason).saturating_sub(before.map_or(0, |before| before.failures(reason))),
                reason,
            )
        });
        let reason = reasons.max_by_key(|(count, _)| *count).map_or("", |(_, reason)| reason.name());
        (model.name(), failed, ended, reason)
    });
    if let Some((model, failed, ended, reason)) =
        recent.max_by_key(|(_, failed, ..)| *failed).filter(|(_, failed, ..)| *failed > 0)
    {
        return verdict(
            Level::Warning,
            "requests fail",
            format!("{failed} of {ended} requests to {model} in the last minute ({})", words(reason)),
        );
    }
    let suspect = suspect_outputs(snapshot).saturating_sub(back.map_or(0, |back| back.suspect_outputs));
    if suspect > 0 {
        return verdict(
            Level::Warning,
            "suspect outputs",
            format!("{suspect} outputs in the last minute seem computed by nobody"),
        );
    }
    let errors: u64 = frame.devices.iter().map(|device| device.link_errors).sum();
    let errors = errors.saturating_sub(back.map_or(0, |back| back.link_errors));
    if errors > 0 {
        return verdict(
            Level::Warning,
            "link errors",
            format!("{errors} errors on the PCIe link in the last minute"),
        );
    }
    if let Some(version) = frame.versions.iter().find(|version| version.status == "mismatch") {
        let Version { component, version, .. } = version;
        return verdict(
            Level::Warning,
            "versions differ",
            format!("{component} {version} does not go with the library"),
        );
    }
    if let Some(condition) = frame.host.power.iter().find(|condition| condition.since_boot == Some(true)) {
        return verdict(
            Level::Warning,
            "host power",
            format!("the host saw {} since it booted", words(&condition.condition)),
        );
    }
    match snapshot.health.healthy {
        None => verdict(Level::Unknown, "nothing known yet", "no request has been answered yet".to_owned()),
        Some(_) => {
            let engines = snapshot.engines.len();
            let engines = if engines == 1 {
                "the engine answers".to_owned()
            } else {
                format!("all {engines} engines answer")
            };
            verdict(Level::Good, "serving", format!("{engines}, and nothing speaks against a device"))
        }
    }
}
