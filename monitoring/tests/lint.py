#!/usr/bin/env python3
"""Checks of the stack's files that no tool of their own makes. Prints what was checked; exit code 1 on any finding.

Known traps, each met in the original guide or in the programs: Loki stores and retention, labels from request
input, positions in a temporary folder, deprecated routing keys, receivers without an integration, unpinned images,
localhost between containers, default passwords, rules without a page, pages without a rule.
"""
import re, sys
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent
findings, checks = [], 0


def check(ok, what):
    global checks
    checks += 1
    if not ok:
        findings.append(what)


def load(path):
    text = (HERE / path).read_text()
    check("\t" not in text, f"{path}: a tab")
    return yaml.safe_load(text)


def loki(path):
    c = load(path)
    for s in c["schema_config"]["configs"]:
        check(s["store"] == "tsdb" and s["schema"] == "v13", f"{path}: store and schema must be tsdb and v13")
    days = int(c["limits_config"]["retention_period"].rstrip("h")) / 24
    check(days == int(days) and days >= 1, f"{path}: retention must be whole days of the index period")
    k = c.get("compactor", {})
    check(k.get("retention_enabled") is True and k.get("delete_request_store") == "filesystem" and k.get("working_directory"), f"{path}: the compactor does not delete")
    check(c["common"]["ring"].get("instance_addr"), f"{path}: no instance_addr")
    check(c["limits_config"].get("allow_structured_metadata") is True, f"{path}: structured metadata is off")


def promtail():
    c = load("promtail/promtail.yml")
    check(not c["positions"]["filename"].startswith("/tmp"), "promtail: positions in /tmp")
    for job in c["scrape_configs"]:
        names = [next(iter(s)) for s in job["pipeline_stages"]]
        stages = {k: v for s in job["pipeline_stages"] for k, v in s.items()}
        check(stages["timestamp"]["source"] in stages["json"]["expressions"], f"promtail {job['job_name']}: the timestamp is never extracted")
        check(not {"request_id", "target"} & set(stages["labels"]), f"promtail {job['job_name']}: an unbounded label")
        check(names[0] == "json", f"promtail {job['job_name']}: json must come first")


def alertmanager():
    c = load("alertmanager/alertmanager.yml")
    receivers = {r["name"]: [k for k in r if k.endswith("_configs") and r[k]] for r in c["receivers"]}
    for name, integrations in receivers.items():
        check(integrations, f"alertmanager: receiver {name} has no integration")

    def walk(route, where):
        check("match" not in route and "match_re" not in route, f"alertmanager {where}: match is deprecated")
        check(route.get("receiver") in receivers, f"alertmanager {where}: unknown receiver")
        for i, child in enumerate(route.get("routes", [])):
            walk(child, f"{where}.{i}")

    walk(c["route"], "route")
    for r in c["receivers"]:
        for w in r.get("webhook_configs", []):
            check("localhost" not in w["url"], f"alertmanager {r['name']}: localhost is Alertmanager's own container")
    outage = [w["url"] for r in c["receivers"] if r["name"] == "outage" for w in r["webhook_configs"]]
    others = [w["url"] for r in c["receivers"] if r["name"] != "outage" for w in r["webhook_configs"]]
    check(outage and not set(outage) & set(others), "alertmanager: the outage of the app is told to the app")


def compose():
    c = load("compose.yml")
    for name, s in c["services"].items():
        check(re.search(r":v?\d+\.\d+\.\d+$", s["image"]), f"compose {name}: image {s['image']} is not pinned")
        check(s.get("mem_limit"), f"compose {name}: no memory limit")
        check(s.get("healthcheck"), f"compose {name}: no healthcheck")
        check(s.get("restart") and s.get("networks"), f"compose {name}: no restart policy or network")
        for network in s["networks"]:
            check(network in c["networks"], f"compose {name}: network {network} is not declared")
        for port in s.get("ports", []):
            check(port.startswith("127.0.0.1:"), f"compose {name}: {port} is open to the network")
        for volume in s.get("volumes", []):
            source = volume.split(":")[0]
            check(source.startswith("/") or source in c["volumes"] or (HERE / source).exists(), f"compose {name}: {source} does not exist")
    published = [p.rsplit(":", 1)[0] for s in c["services"].values() for p in s.get("ports", [])]
    check(len(published) == len(set(published)), "compose: a port is published twice")
    password = c["services"]["grafana"]["environment"]["GF_SECURITY_ADMIN_PASSWORD"]
    check(password.startswith("${GRAFANA_PASSWORD:?"), "compose: Grafana has a default password")
    hosts = set(c["services"]) | {"pisovereign", "localhost"}
    for file in ("prometheus/prometheus.yml", "alertmanager/alertmanager.yml", "grafana/provisioning/datasources/datasources.yml", "alloy/config.alloy"):
        for host in re.findall(r"(?:'|//)([a-z-]+):\d+", (HERE / file).read_text()):
            check(host in hosts, f"{file}: no service is called {host}")


def grafana():
    uids = {d["uid"] for d in load("grafana/provisioning/datasources/datasources.yml")["datasources"]}
    check(uids == {"prometheus", "loki", "alertmanager"}, f"grafana: datasource uids {uids}")
    path = load("grafana/provisioning/dashboards/dashboards.yml")["providers"][0]["options"]["path"]
    volumes = load("compose.yml")["services"]["grafana"]["volumes"]
    check(any(v.endswith(f":{path}:ro") for v in volumes), "grafana: the dashboards' folder is not mounted")


def low_memory():
    full, low = load("prometheus/prometheus.yml"), load("prometheus/prometheus.low-memory.yml")
    check([j["job_name"] for j in full["scrape_configs"]] == [j["job_name"] for j in low["scrape_configs"]], "low-memory prometheus.yml: other jobs")
    for c in (full, low):
        check("storage" not in c, "prometheus: retention is a flag, not a key")
    services = load("compose.low-memory.yml")["services"]
    for name, s in services.items():
        check(name in load("compose.yml")["services"], f"compose.low-memory: {name} is no service")


def runbooks():
    pages = {p.stem for p in (ROOT / "docs/runbooks").glob("*.md")} - {"README"}
    alerts = {}
    for group in load("prometheus/rules/alerts.yml")["groups"] + load("fleet/rules/alerts.yml")["groups"]:
        for rule in group["rules"]:
            alerts[rule["alert"]] = rule
    check(pages == set(alerts), f"runbooks without a rule {sorted(pages - set(alerts))}, rules without a runbook {sorted(set(alerts) - pages)}")
    for name, rule in alerts.items():
        check(rule["annotations"]["runbook_url"].endswith(f"/docs/runbooks/{name}.md"), f"{name}: runbook_url")
        check(rule["annotations"].get("summary") and rule["annotations"].get("description"), f"{name}: no summary or description")
        check(rule["labels"]["severity"] in ("critical", "warning", "info"), f"{name}: severity")
        page = ROOT / f"docs/runbooks/{name}.md"
        if page.exists():
            text = page.read_text()
            for heading in ("## Meaning", "## Impact", "## First three commands", "## Fix"):
                check(heading in text, f"{page.name}: no {heading[3:]}")
            commands = text.split("## First three commands")[-1].split("## Fix")[0]
            block = re.search(r"```sh\n(.*?)```", commands, re.S)
            check(block and len([l for l in block[1].splitlines() if l and not l.startswith("#")]) == 3, f"{page.name}: not three commands")
            check(rule["labels"]["severity"] in text.split("## Meaning")[0], f"{page.name}: severity not named")


loki("loki/loki.yml")
loki("loki/loki.low-memory.yml")
promtail()
alertmanager()
compose()
grafana()
low_memory()
runbooks()
for finding in findings:
    print(finding)
print(f"{checks} checks, {len(findings)} findings")
sys.exit(1 if findings else 0)
