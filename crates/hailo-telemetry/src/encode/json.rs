//! The snapshot as one JSON object: summaries a person or a page reads, then every family in full.

use std::io::{self, Write};

use super::write::{push_decimal, push_json_f64, push_json_string, push_u64};
use crate::read::catalogue::walk;
use crate::read::histogram::{MAX_BOUNDS, RawHistogram};
use crate::read::series::{Head, Labels, Value, Visitor};
use crate::read::snapshot::{ModelSnapshot, Snapshot};
use crate::words::family::{Buckets, Kind, Unit, unit_of};
use crate::words::time::nanos;
use crate::words::{Count, Distribution, HttpStatus, Outcome, Reason};
use std::time::Duration;

/// The quantiles that summaries show, with their keys.
const QUANTILES: [(&str, f64); 4] = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p999", 0.999)];

pub(super) fn encode<W: Write>(snapshot: &Snapshot, out: &mut W) -> io::Result<()> {
    let mut json = Object { text: Vec::with_capacity(1024), first: true };
    json.object("app", |app| {
        app.string("name", env!("CARGO_PKG_NAME"));
        app.string("version", &snapshot.version);
        app.string("revision", &snapshot.revision);
        app.time("uptime_seconds", snapshot.uptime);
        app.time("start_time_seconds", Duration::from_nanos(snapshot.start_unix_ns));
        app.time("time_seconds", Duration::from_nanos(snapshot.unix_ns));
    });
    json.object("requests", |requests| {
        let http = &snapshot.http;
        requests.integer("total_requests", http.requests());
        requests.integer("success_count", http.status(HttpStatus::Success));
        requests.integer("client_error_count", http.status(HttpStatus::ClientError));
        requests.integer("server_error_count", http.status(HttpStatus::ServerError));
        requests.integer("redirect_count", http.status(HttpStatus::Redirect));
        requests.integer("informational_count", http.status(HttpStatus::Informational));
        requests.float("avg_response_time_ms", http.window.mean_ms());
        for (name, q) in QUANTILES {
            requests.float(&format!("{name}_response_time_ms"), milliseconds(http.response_time.raw(), q));
        }
        requests.integer("active_requests", http.active);
    });
    json.object("inference", |inference| {
        let totals = &snapshot.totals;
        inference.integer("total_inferences", totals.requests());
        inference.integer("successful_inferences", totals.outcome(Outcome::Completed));
        inference.integer("failed_inferences", totals.failed());
        inference.integer("cancelled_inferences", totals.outcome(Outcome::Cancelled));
        inference.float("avg_inference_time_ms", totals.window.mean_ms());
        for (name, q) in QUANTILES {
            inference.float(&format!("{name}_inference_time_ms"), milliseconds(totals.duration.raw(), q));
        }
        inference.integer("total_tokens_generated", totals.output_tokens);
        // The model at work, else the one registered last.
        let current = snapshot.models.iter().find(|model| model.in_flight > 0).or(snapshot.models.last());
        inference.string("current_model", current.map_or("", |model| model.name()));
        inference.boolean("healthy", snapshot.health.healthy);
        inference.string("health_reason", snapshot.health.reason.name());
    });
    json.object("system", |system| {
        let process = &snapshot.process;
        system.optional("memory_estimate_bytes", process.resident_memory_bytes.map(|bytes| bytes as f64));
        system.optional("active_tasks", None);
        system.optional("cpu_seconds", process.cpu_seconds);
        system.optional("open_fds", process.open_fds.map(|open| open as f64));
    });
    json.key("models");
    json.text.push(b'[');
    for (index, model) in snapshot.models.iter().enumerate() {
        if index > 0 {
            json.text.push(b',');
        }
        json.value_object(|object| summary(model, object));
    }
    json.text.push(b']');

    json.key("families");
    json.text.push(b'[');
    let mut families = Families { out, text: json.text, open: false, kind: Kind::Gauge, labels_end: 0 };
    walk(snapshot, &mut families)?;
    let Families { out, mut text, open, .. } = families;
    if open {
        text.extend_from_slice(b"]}");
    }
    text.extend_from_slice(b"]}\n");
    out.write_all(&text)
}

fn summary(model: &ModelSnapshot, object: &mut Object) {
    object.string("model", model.name());
    if let Some(info) = &model.info {
        object.string("backend", &info.backend);
        object.string("architecture", &info.architecture);
        object.string("quantization", &info.quantization);
    }
    object.integer("in_flight", model.in_flight);
    object.integer("queued", model.queued);
    object.object("outcomes", |outcomes| {
        for outcome in Outcome::ALL {
            outcomes.integer(outcome.name(), model.outcome(*outcome));
        }
    });
    object.object("failures", |failures| {
        for reason in Reason::ALL {
            if model.failures(*reason) > 0 {
                failures.integer(reason.name(), model.failures(*reason));
            }
        }
    });
    object.integer("prompt_tokens", model.count(Count::PromptTokens));
    object.integer("output_tokens", model.output_tokens);
    object.integer("frames", model.count(Count::Frames));
    object.time("busy_seconds", model.busy());
    for (name, of) in [
        ("duration_seconds", Distribution::Completed),
        ("queue_seconds", Distribution::Queue),
        ("time_to_first_token_seconds", Distribution::FirstToken),
        ("inter_token_seconds", Distribution::InterToken),
        ("time_per_output_token_seconds", Distribution::PerToken),
    ] {
        object.object(name, |object| distribution(object, model.raw(of), Unit::Seconds));
    }
}

/// Count, sum and quantiles; a quantile of nothing is `null`.
fn distribution(object: &mut Object, histogram: &RawHistogram, unit: Unit) {
    object.integer("count", histogram.count());
    object.float("sum", unit.exported(histogram.sum()));
    for (name, q) in QUANTILES {
        object.optional(name, histogram.quantile(q).map(|value| unit.exported(value)));
    }
}

/// A quantile in milliseconds; 0 when there is none, as the guide's application shows it.
fn milliseconds(histogram: &RawHistogram, q: f64) -> f64 {
    histogram.quantile(q).map_or(0.0, |ns| Unit::Milliseconds.exported(ns))
}

/// A JSON object that is being written.
struct Object {
    text: Vec<u8>,
    first: bool,
}

impl Object {
    fn key(&mut self, name: &str) {
        self.text.push(if self.text.is_empty() {
            b'{'
        } else if self.first {
            b' '
        } else {
            b','
        });
        self.first = false;
        push_json_string(&mut self.text, name);
        self.text.push(b':');
    }

    fn object(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        self.key(name);
        self.value_object(write);
    }

    fn value_object(&mut self, write: impl FnOnce(&mut Self)) {
        self.text.push(b'{');
        self.first = true;
        write(self);
        self.first = false;
        self.text.push(b'}');
    }

    fn string(&mut self, name: &str, value: &str) {
        self.key(name);
        push_json_string(&mut self.text, value);
    }

    fn integer(&mut self, name: &str, value: u64) {
        self.key(name);
        push_u64(&mut self.text, value);
    }

    fn time(&mut self, name: &str, value: Duration) {
        self.key(name);
        push_decimal::<9>(&mut self.text, nanos(value));
    }

    fn float(&mut self, name: &str, value: f64) {
        self.key(name);
        push_json_f64(&mut self.text, value);
    }

    fn optional(&mut self, name: &str, value: Option<f64>) {
        self.key(name);
        match value {
            Some(value) => push_json_f64(&mut self.text, value),
            None => self.text.extend_from_slice(b"null"),
        }
    }

    fn boolean(&mut self, name: &str, value: Option<bool>) {
        self.key(name);
        self.text.extend_from_slice(match value {
            Some(true) => b"true",
            Some(false) => b"false",
            None => b"null",
        });
    }
}

/// Writes every family; hands the text on whenever a family is complete.
struct Families<'w, W> {
    out: &'w mut W,
    text: Vec<u8>,
    open: bool,
    kind: Kind,
    labels_end: usize,
}

impl<W: Write> Families<'_, W> {
    fn labels(&mut self, labels: Labels<'_>) {
        if self.text.len() > self.labels_end {
            self.text.push(b',');
        }
        self.text.extend_from_slice(b"{\"labels\":{");
        for (index, (name, value)) in labels.iter().enumerate() {
            if index > 0 {
                self.text.push(b',');
            }
            push_json_string(&mut self.text, name);
            self.text.push(b':');
            push_json_string(&mut self.text, value);
        }
        self.text.extend_from_slice(b"},");
    }
}

impl<W: Write> Visitor for Families<'_, W> {
    fn family(&mut self, head: Head<'_>) -> io::Result<()> {
        if self.open {
            self.text.extend_from_slice(b"]},");
        }
        self.out.write_all(&self.text)?;
        self.text.clear();
        self.open = true;
        self.kind = head.kind;
        self.text.extend_from_slice(b"\n{\"name\":");
        push_json_string(&mut self.text, head.name);
        self.text.extend_from_slice(match head.kind {
            Kind::Counter => b",\"type\":\"counter\",\"unit\":",
            Kind::Gauge => b",\"type\":\"gauge\",\"unit\":",
            Kind::Histogram(_) => b",\"type\":\"histogram\",\"unit\":",
        });
        push_json_string(&mut self.text, unit_of(head.name));
        self.text.extend_from_slice(b",\"help\":");
        push_json_string(&mut self.text, head.help);
        self.text.extend_from_slice(b",\"series\":[");
        self.labels_end = self.text.len();
        Ok(())
    }

    fn number(&mut self, labels: Labels<'_>, value: Value, _created_unix_ns: u64) -> io::Result<()> {
        self.labels(labels);
        self.text.extend_from_slice(b"\"value\":");
        match value {
            Value::Integer(value) => push_u64(&mut self.text, value),
            Value::Nanoseconds(value) => push_decimal::<9>(&mut self.text, value),
            Value::Float(value) => push_json_f64(&mut self.text, value),
        }
        self.text.push(b'}');
        Ok(())
    }

    fn histogram(
        &mut self,
        labels: Labels<'_>,
        buckets: &Buckets,
        histogram: &RawHistogram,
        _created_unix_ns: u64,
    ) -> io::Result<()> {
        let bounds = buckets.bounds.get(..MAX_BOUNDS).unwrap_or(buckets.bounds);
        let mut counts = [0; MAX_BOUNDS];
        let total = histogram.cumulative_at(bounds, &mut counts);
        self.labels(labels);
        self.text.extend_from_slice(b"\"count\":");
        push_u64(&mut self.text, total);
        self.text.extend_from_slice(b",\"sum\":");
        push_json_f64(&mut self.text, buckets.unit.exported(histogram.sum()));
        for (name, q) in QUANTILES {
            self.text.push(b',');
            push_json_string(&mut self.text, name);
            self.text.push(b':');
            let value = histogram.quantile(q).map_or(f64::NAN, |value| buckets.unit.exported(value));
            push_json_f64(&mut self.text, value);
        }
        // Cumulative counts, as in the text format; the bucket without an upper bound is `count`.
        self.text.extend_from_slice(b",\"buckets\":[");
        for (index, (bound, count)) in bounds.iter().zip(counts).enumerate() {
            self.text.extend_from_slice(if index > 0 { b",[" } else { b"[" });
            push_json_f64(&mut self.text, buckets.unit.exported(*bound));
            self.text.push(b',');
            push_u64(&mut self.text, count);
            self.text.push(b']');
        }
        self.text.extend_from_slice(b"]}");
        Ok(())
    }
}
