#!/usr/bin/env python3
"""Changes the alert and recording rules one thing at a time and asserts that the unit tests notice.

For every rule: each number in its expression (20 % up and down; 0 and 1 to whole other values), each `for`
(half, one and a half, and one where there was none), each comparison turned round, the severity, each label matcher dropped
wherever it stands, each name of a list dropped, and each positive matcher changed where it stands once. A mutant that still passes
`promtool test rules` is printed, and the exit code is 1. `--only NAME` looks at one rule, `--fleet` at those of a centre.
"""
import argparse, concurrent.futures, os, re, shutil, subprocess, sys, tempfile
from pathlib import Path

import yaml

MONITORING = Path(__file__).resolve().parent.parent
# Strings, label matchers' braces, range selectors and label lists hold numbers that are not thresholds.
NUMBER = re.compile(r'"[^"]*"|\[[^\]]*\]|\b(?:by|on|unless on)\s*\([^)]*\)|[A-Za-z_:][A-Za-z0-9_:]*|(?P<n>\d+(?:\.\d+)?)')
MATCHER = re.compile(r'(?P<label>\w+)(?P<op>=~|!~|!=|=)"(?P<value>[^"]*)"')
COMPARE = re.compile(r"(==|>=|<=|>|<)(?!=)")
TURNED = {"==": "!=", ">": "<=", ">=": "<", "<": ">=", "<=": ">"}
UNITS = {"s": 1, "m": 60, "h": 3600}


def seconds(duration):
    return int(duration[:-1]) * UNITS[duration[-1]]


def replace(text, match, new, group=0):
    return text[: match.start(group)] + new + text[match.end(group) :]


def mutants(rule):
    """Yields (what, changed rule)."""
    expr = rule["expr"]
    for m in NUMBER.finditer(expr):
        if m["n"] is None:
            continue
        value = float(m["n"])
        others = {0.0: ["2", "(-1)"], 1.0: ["2", "0"]}.get(value, [f"{value * 1.2:.6g}", f"{value * 0.8:.6g}"])
        for other in others:
            yield f"number {m['n']} at {m.start()} -> {other}", {**rule, "expr": replace(expr, m, other, "n")}
    for m in COMPARE.finditer(re.sub(r'"[^"]*"|\{[^}]*\}', lambda s: "." * len(s[0]), expr)):
        yield f"{m[0]} at {m.start()} -> {TURNED[m[0]]}", {**rule, "expr": replace(expr, m, TURNED[m[0]])}
    for text in sorted({m[0] for m in MATCHER.finditer(expr)}):
        dropped = re.sub(r"\{,|,\}", lambda s: s[0].replace(",", ""), re.sub(",?" + re.escape(text), "", expr))
        yield f"without {text}", {**rule, "expr": dropped}
    for m in {m[0]: m for m in MATCHER.finditer(expr) if m["op"] == "=~" and re.fullmatch(r"[\w-]+(\|[\w-]+)+", m["value"])}.values():
        names = m["value"].split("|")
        for name in names:
            fewer = f'{m["label"]}=~"{"|".join(n for n in names if n != name)}"'
            yield f"{m[0]} without {name}", {**rule, "expr": expr.replace(m[0], fewer)}
    for m in MATCHER.finditer(expr):
        if m["op"] in ("=", "=~"):
            other = f'{m["label"]}{m["op"]}"{m["value"]}-mutant"' if m["op"] == "=" else f'{m["label"]}=~"mutant"'
            yield f"{m[0]} at {m.start()} -> {other}", {**rule, "expr": replace(expr, m, other)}
    if "alert" in rule:
        if "for" in rule:
            for factor in (0.5, 1.5):
                yield f"for {rule['for']} x {factor}", {**rule, "for": f"{int(seconds(rule['for']) * factor)}s"}
        else:
            yield "for 1m added", {**rule, "for": "1m"}
        severity = rule["labels"]["severity"]
        yield "severity", {**rule, "labels": {**rule["labels"], "severity": "info" if severity != "info" else "warning"}}


def survives(job):
    """True when the tests pass although the rule was changed."""
    promtool, name, file, rules, test = job
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(f"{folder}/rules")
        os.makedirs(f"{folder}/tests")
        Path(f"{folder}/rules/{file}").write_text(yaml.safe_dump({"groups": [{"name": "mutant", "rules": rules}]}))
        shutil.copy(test, f"{folder}/tests/")
        run = subprocess.run([promtool, "test", "rules", f"{folder}/tests/{test.name}"], capture_output=True, text=True)
        said = run.stdout + run.stderr
        if run.returncode != 0 and "exp:" not in said.replace(" ", "") and "expected" not in said.lower():
            raise RuntimeError(f"{name}: not a failed expectation but a broken mutant:\n{said}")
        return run.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only")
    parser.add_argument("--promtool", default="promtool")
    parser.add_argument("--fleet", action="store_true")
    args = parser.parse_args()
    here = MONITORING / ("fleet" if args.fleet else "prometheus")
    jobs, whats, rules_seen, untested = [], [], 0, []
    for file in ("alerts.yml", "recording.yml"):
        for group in yaml.safe_load((here / "rules" / file).read_text())["groups"]:
            for rule in group["rules"]:
                name = rule.get("alert") or rule["record"]
                if args.only not in (None, name):
                    continue
                rules_seen += 1
                test = here / "tests" / (f"{name}.yml" if "alert" in rule else "recording.yml")
                if not test.exists():
                    untested.append(name)
                    continue
                # A recording rule is built on others of its file; an alert stands alone.
                rest = [] if "alert" in rule else [r for g in yaml.safe_load((here / "rules" / file).read_text())["groups"] for r in g["rules"]]
                for what, changed in mutants(rule):
                    rules = [changed if r.get("record") == name else r for r in rest] or [changed]
                    whats.append(f"{name}: {what}")
                    jobs.append((args.promtool, name, file, rules, test))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        alive = [what for what, survived in zip(whats, pool.map(survives, jobs)) if survived]
    for name in untested:
        print(f"no test file: {name}")
    for what in alive:
        print(f"survived: {what}")
    print(f"{rules_seen} rules, {len(jobs)} mutants, {len(alive)} survived")
    return 1 if alive or untested or not jobs else 0


if __name__ == "__main__":
    sys.exit(main())
