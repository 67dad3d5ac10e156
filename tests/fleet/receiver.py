#!/usr/bin/env python3
"""A machine pushes to a real receiver that is killed and started again, and that hangs: afterwards every family is there, each sample once
and in order, with no hole; quantiles of native histograms are those that the machine says of itself.

usage: receiver.py prometheus|victoria-metrics [PROGRAM]      Exit code 77 with a reason where something is missing."""
import json, re, shutil, signal, sys, tempfile, time
from pathlib import Path

from kit import MONITOR, ask, end_all, free_port, get, say, skip, start, wait

ENGINE = sys.argv[1] if len(sys.argv) > 1 else "prometheus"
PROGRAM = sys.argv[2] if len(sys.argv) > 2 else ENGINE
EVERY, KILLED, HUNG = 2, 12, 12
ME = '{instance="one"}'


def receiver(folder, port):
    if ENGINE == "prometheus":
        (folder / "empty.yml").write_text("storage:\n  tsdb:\n    out_of_order_time_window: 1h\n")
        command = [PROGRAM, f"--config.file={folder}/empty.yml", f"--storage.tsdb.path={folder}/data", f"--web.listen-address=127.0.0.1:{port}",
                   "--web.enable-remote-write-receiver", "--enable-feature=native-histograms"]
        ready = lambda: get(f"http://127.0.0.1:{port}/-/ready")
    else:
        command = [PROGRAM, f"-storageDataPath={folder}/data", f"-httpListenAddr=127.0.0.1:{port}", "-search.latencyOffset=1s", "-retentionPeriod=1"]
        ready = lambda: get(f"http://127.0.0.1:{port}/health") == "OK"
    process = start(command, folder / "receiver.log")
    wait(f"{ENGINE} is ready", 30, ready)
    return process


def families(text):
    """The names of series that a scrape shows, one for each family."""
    for name, kind in re.findall(r"^# TYPE (\S+) (\S+)$", text, re.M):
        yield name + ("_count" if kind == "histogram" else "")


def samples(base):
    found = ask(base, f"app_uptime_seconds{ME}[30m]")
    return [(float(at), float(value)) for at, value in found[0]["values"]] if found else []


def main():
    if not shutil.which(PROGRAM):
        skip(f"receiver: no {PROGRAM}")
    if not Path(MONITOR).exists():
        raise SystemExit(f"{MONITOR} is not built: cargo build -p hailo-monitor")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        port, own = free_port(), free_port()
        base = f"http://127.0.0.1:{port}"
        process = receiver(folder, port)
        # VictoriaMetrics takes native histograms as others than Prometheus does: it gets classic buckets.
        native = ENGINE == "prometheus"
        machine = start([MONITOR, "serve", "--listen", f"127.0.0.1:{own}", "--device", "simulated", "--speed", "20", "--traffic", "on", "--log", "json",
                         "--remote-write", f"{base}/api/v1/write", "--remote-write-interval", EVERY, "--remote-write-label", "instance=one",
                         "--remote-write-histograms", "native" if native else "classic", "--state-dir", folder / "state"], folder / "machine.log")
        wait("it is heard", 40, lambda: len(samples(base)) > 2)

        process.send_signal(signal.SIGKILL)
        process.wait()
        say("the receiver is killed")
        time.sleep(KILLED)
        process = receiver(folder, port)
        process.send_signal(signal.SIGSTOP)
        say("and hangs as soon as it is back")
        time.sleep(HUNG)
        process.send_signal(signal.SIGCONT)
        until = time.time()
        wait("what waited is sent", 90, lambda: any(at > until + 2 * EVERY for at, _ in samples(base)))

        shown = get(f"http://127.0.0.1:{own}/metrics/prometheus")
        there = {series["metric"]["__name__"] for series in ask(base, f"count by (__name__) ({ME})")}
        wanted = {name if not (native and name.endswith("_count")) else name.removesuffix("_count") for name in families(shown)}
        # The guide's histograms in milliseconds have classic buckets alone.
        missing = {name for name in wanted - there if name + "_count" not in there}
        assert not missing, f"families that did not arrive: {sorted(missing)}"
        say(f"{len(wanted)} families have arrived")

        heard = samples(base)
        gaps = [after[0] - before[0] for before, after in zip(heard, heard[1:])]
        assert min(gaps) > 0 and max(gaps) < 1.6 * EVERY, f"gaps of {min(gaps):.2f} to {max(gaps):.2f} s: {heard}"
        assert all(after[1] > before[1] for before, after in zip(heard, heard[1:])), heard
        say(f"{len(heard)} samples through {KILLED} s without a receiver and {HUNG} s with one that hangs: gaps {min(gaps):.2f} to {max(gaps):.2f} s")
        if native:
            quantiles(base, own)
        machine.send_signal(signal.SIGTERM)
        assert machine.wait(20) == 0


def quantiles(base, own):
    said = json.loads(get(f"http://127.0.0.1:{own}/metrics"))
    compared = 0
    for model in said["models"]:
        ours = model["duration_seconds"]
        found = ask(base, f'histogram_quantile(0.5, inference_duration_seconds{{instance="one", outcome="completed", model="{model["model"]}"}})')
        if not found or not ours or ours["count"] < 20:
            continue
        theirs = float(found[0]["value"][1])
        # A native bucket is 2^(1/8) wide, and the machine has gone on since.
        assert abs(theirs / ours["p50"] - 1) < 0.12, (model["model"], theirs, ours)
        compared += 1
    assert compared, "nothing to compare"
    say(f"medians of {compared} models agree with the machine's own")


try:
    main()
finally:
    end_all()
