#!/usr/bin/env python3
"""Reads the log pipelines of alloy/config.alloy and promtail/promtail.yml and runs log lines through them.

A small interpreter of the stages both files use (json, labels, structured_metadata, timestamp), so that
"the app's lines pass the pipeline" is a test and not a hope. Both pipelines must be the same, and every line
must come out with its level as a label, its target (and request id, where it has one) as structured metadata,
and its own time.   usage: pipeline.py [FILE of JSON lines]
"""
import datetime, json, re, sys
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent.parent
TOKEN = re.compile(r'\s+|//[^\n]*|(?P<string>"(?:\\.|[^"\\])*")|(?P<number>-?\d+(?:\.\d+)?)|(?P<name>[A-Za-z_][\w.]*)|(?P<mark>[{}\[\]=,])')


def tokens(text):
    at, out = 0, []
    while at < len(text):
        m = TOKEN.match(text, at)
        if not m:
            raise SyntaxError(f"line {text.count(chr(10), 0, at) + 1}: {text[at:at + 20]!r}")
        at = m.end()
        if m.lastgroup:
            out.append((m.lastgroup, m[0]))
    return out


class Alloy:
    """Alloy's configuration language, as far as this file uses it: blocks, attributes, literals and references."""

    def __init__(self, text):
        self.t, self.i = tokens(text), 0
        self.blocks = self.body(None)[1]

    def peek(self):
        return self.t[self.i][1] if self.i < len(self.t) else None

    def take(self, want=None):
        kind, text = self.t[self.i]
        if want and text != want:
            raise SyntaxError(f"wanted {want}, found {text}")
        self.i += 1
        return kind, text

    def body(self, end):
        attributes, blocks = {}, []
        while self.peek() != end:
            kind, name = self.take()
            if kind != "name":
                raise SyntaxError(f"a name, not {name}")
            if self.peek() == "=":
                self.take()
                attributes[name] = self.value()
                continue
            label = json.loads(self.take()[1]) if self.peek() != "{" else None
            self.take("{")
            inner = self.body("}")
            self.take("}")
            blocks.append((name, label, *inner))
        return attributes, blocks

    def value(self):
        kind, text = self.take()
        if text == "[":
            out = []
            while self.peek() != "]":
                out.append(self.value())
                if self.peek() == ",":
                    self.take()
            self.take("]")
            return out
        if text == "{":
            out = {}
            while self.peek() != "}":
                kind, key = self.take()
                self.take("=")
                out[json.loads(key) if kind == "string" else key] = self.value()
                if self.peek() == ",":
                    self.take()
            self.take("}")
            return out
        if kind == "string":
            return json.loads(text)
        if kind == "number":
            return float(text)
        return {"true": True, "false": False}.get(text, ("reference", text))


def from_alloy(text):
    """The stages of loki.process, as (stage, settings), and every reference made in the file."""
    blocks = Alloy(text).blocks
    exported = {".".join([name, label]) if label else name for name, label, *_ in blocks}
    for name, label, attributes, inner in blocks:
        for reference in references(attributes):
            if not any(reference.startswith(e + ".") for e in exported):
                raise SyntaxError(f"{name} {label}: {reference} names no component of the file")
    (process,) = [b for b in blocks if b[0] == "loki.process"]
    stages = []
    for name, _, attributes, _ in process[3]:
        stage = name.removeprefix("stage.")
        settings = attributes.get("expressions") or attributes.get("values") or attributes
        stages.append((stage, {k: v or k for k, v in settings.items()}))
    return stages


def references(value):
    if isinstance(value, tuple):
        yield value[1]
    elif isinstance(value, (list, dict)):
        for v in value.values() if isinstance(value, dict) else value:
            yield from references(v)


def from_promtail(text):
    """The stages of each scrape job."""
    out = {}
    for job in yaml.safe_load(text)["scrape_configs"]:
        stages = []
        for entry in job["pipeline_stages"]:
            ((stage, settings),) = entry.items()
            settings = settings.get("expressions", settings)
            stages.append((stage, {k: v or k for k, v in settings.items()}))
        out[job["job_name"]] = stages
    return out


def rfc3339(text):
    """Go's RFC3339Nano layout: a zone is required, a fraction is not."""
    m = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)", text)
    if not m:
        return None
    zone = m[3].replace("Z", "+00:00")
    return datetime.datetime.fromisoformat(m[1] + zone).timestamp() + float("0." + (m[2] or "0"))


def run(stages, line):
    """One line through the stages: (labels, structured metadata, time or None)."""
    extracted, labels, metadata, time = {}, {}, {}, None
    for stage, settings in stages:
        if stage == "json":
            try:
                found = json.loads(line)
            except ValueError:
                found = {}
            for name, path in settings.items():
                if isinstance(found, dict) and path in found:
                    extracted[name] = found[path]
        elif stage == "labels":
            labels |= {k: str(extracted[v]) for k, v in settings.items() if v in extracted}
        elif stage == "structured_metadata":
            metadata |= {k: str(extracted[v]) for k, v in settings.items() if v in extracted}
        elif stage == "timestamp":
            if settings["format"] not in ("RFC3339", "RFC3339Nano"):
                raise ValueError(f"unknown timestamp format {settings['format']}")
            time = rfc3339(str(extracted.get(settings["source"], "")))
        else:
            raise ValueError(f"unknown stage {stage}")
    return labels, metadata, time


def pipelines():
    alloy = from_alloy((HERE / "alloy/config.alloy").read_text())
    promtail = from_promtail((HERE / "promtail/promtail.yml").read_text())
    for job, stages in promtail.items():
        if stages != alloy:
            raise SystemExit(f"promtail's job {job} differs from alloy:\n{stages}\n{alloy}")
    return alloy


def check_lines(lines, stages):
    """Returns how many lines had a request id; raises on the first line that does not come through."""
    ids = 0
    for line in lines:
        record = json.loads(line)
        nested = [k for k, v in record.items() if isinstance(v, dict) and k in ("fields", "span")]
        if nested:
            raise SystemExit(f"{nested} is nested, which the json stage does not see: {line}")
        labels, metadata, time = run(stages, line)
        wanted = {"level": record["level"]}
        if labels != wanted or record["level"] not in ("TRACE", "DEBUG", "INFO", "WARN", "ERROR"):
            raise SystemExit(f"labels {labels}, wanted {wanted}: {line}")
        if not metadata.get("target") or "message" not in record:
            raise SystemExit(f"no target or message: {line}")
        if time is None:
            raise SystemExit(f"no time: {line}")
        if "request_id" in record:
            ids += 1
            if metadata["request_id"] != record["request_id"]:
                raise SystemExit(f"request id lost: {line}")
    return ids


def self_test(stages):
    good = '{"timestamp":"2026-01-02T03:04:05.678901234Z","level":"INFO","target":"app","message":"hi","request_id":"r1","x":{"y":1}}'
    assert run(stages, good) == ({"level": "INFO"}, {"target": "app", "request_id": "r1"}, 1767323045.678901234)
    assert run(stages, "Jan 02 kernel: not ours") == ({}, {}, None)
    assert rfc3339("2026-01-02T03:04:05") is None and rfc3339("2026-01-02T03:04:05+02:00") == 1767315845
    # What stock `tracing` writes does not come through, and says so.
    stock = '{"timestamp":"2026-01-02T03:04:05Z","level":"INFO","fields":{"message":"hi"},"target":"app"}'
    try:
        check_lines([stock], stages)
    except SystemExit:
        return
    raise AssertionError("a nested line passed")


def main():
    stages = pipelines()
    self_test(stages)
    if len(sys.argv) > 1:
        lines = [line for line in Path(sys.argv[1]).read_text().splitlines() if line.strip()]
        if not lines:
            raise SystemExit("no lines")
        ids = check_lines(lines, stages)
        print(f"{len(lines)} lines through {len(stages)} stages, {ids} with a request id")
    else:
        print(f"alloy and promtail: the same {len(stages)} stages; sample lines come through")


if __name__ == "__main__":
    main()
