#!/usr/bin/env python3
"""hailo-monitor and a real mosquitto: birth, discovery, values, events, the last will after kill -9, a broker that goes and comes
again, a password that is asked for and shown nowhere, and TLS. Exit code 77 with a reason where something is missing."""
import json, re, shutil, signal, subprocess, sys, tempfile, threading
from pathlib import Path

from kit import MONITOR, end_all, free_port, running, say, skip, start, wait

for program in ("mosquitto", "mosquitto_sub", "mosquitto_passwd", "openssl"):
    if not (shutil.which(program) or Path("/usr/sbin", program).exists()):
        skip(f"mqtt: no {program} (Debian packages mosquitto, mosquitto-clients, openssl)")
if not Path(MONITOR).exists():
    raise SystemExit(f"{MONITOR} is not built: cargo build -p hailo-monitor")
MOSQUITTO = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
PASSWORD = "s3cret of the broker"

# Home Assistant's rules for discovery, in our words: keys that must be there, keys that may, and the values of enumerations.
COMMON = {"name": str, "unique_id": str, "state_topic": str, "availability_topic": str, "payload_available": str,
          "payload_not_available": str, "device": dict, "origin": dict}
MAY = {"sensor": {"value_template", "json_attributes_topic", "json_attributes_template", "device_class", "state_class", "unit_of_measurement",
                  "options", "expire_after", "suggested_display_precision"},
       "binary_sensor": {"value_template", "device_class", "expire_after"},
       "event": {"event_types"}}
# Units by device class, as far as numbers of this program can have them.
UNITS = {"temperature": {"°C", "°F", "K"}, "power": {"W", "kW", "mW"}, "energy": {"Wh", "kWh", "MWh", "MJ", "GJ"}}
STATE_CLASSES = {"measurement", "total", "total_increasing"}
DEVICE = {"identifiers", "name", "manufacturer", "model", "sw_version"}


def validate(topic, text):
    """What speaks against a discovery message."""
    wrong = []
    named = re.fullmatch(r"homeassistant/([a-z_]+)/([A-Za-z0-9_-]+)/([A-Za-z0-9_-]+)/config", topic)
    if not named or named[1] not in MAY:
        return [f"{topic}: no topic that Home Assistant looks at"]
    component, says = named[1], json.loads(text)
    for key, kind in COMMON.items():
        if not isinstance(says.get(key), kind) or not says[key]:
            wrong.append(f"{key} is missing or no {kind.__name__}")
    wrong += [f"unknown key {key}" for key in says.keys() - COMMON.keys() - MAY[component]]
    wrong += [f"device has unknown or no {key}" for key in says["device"].keys() ^ DEVICE]
    if not says["device"].get("identifiers") or "name" not in says["origin"]:
        wrong.append("device without identifiers, or origin without a name")
    device_class, unit, state_class = (says.get(key) for key in ("device_class", "unit_of_measurement", "state_class"))
    if component == "event" and not says.get("event_types"):
        wrong.append("an event needs event_types")
    if component == "binary_sensor" and device_class not in (None, "problem", "connectivity", "heat", "power"):
        wrong.append(f"no binary sensor is a {device_class}")
    if component == "sensor":
        if device_class == "enum":
            if not says.get("options") or unit or state_class:
                wrong.append("an enumeration has options, and neither unit nor state class")
        else:
            if device_class is not None and unit not in UNITS.get(device_class, set()):
                wrong.append(f"{unit} is no unit of {device_class}")
            if state_class not in STATE_CLASSES or not unit:
                wrong.append(f"a number needs a unit and a state class, not {state_class}")
            if device_class == "energy" and state_class == "measurement":
                wrong.append("energy is a total")
    return [f"{topic}: {what}" for what in wrong]


def self_test():
    """A check that can't fail is none."""
    good = {**{key: "x" for key in COMMON}, "device": {key: "x" for key in DEVICE}, "origin": {"name": "x"}, "unit_of_measurement": "W",
            "device_class": "power", "state_class": "measurement"}
    topic = "homeassistant/sensor/n/o/config"
    assert validate(topic, json.dumps(good)) == []
    for key, value in [("unique_id", ""), ("unit_of_measurement", "Watt"), ("state_class", "gauge"), ("stat_t", "x"), ("device", {"name": "x"}),
                       ("device_class", "energy"), ("device_class", "enum")]:
        assert validate(topic, json.dumps({**good, key: value})), (key, value)
    assert validate("homeassistant/lamp/n/o/config", json.dumps(good))


class Broker:
    """mosquitto, and all that it was told since."""

    def __init__(self, folder):
        self.folder, self.port, self.tls_port = folder, free_port(), free_port()
        self.heard = []
        passwords = folder / "passwords"
        subprocess.run(["mosquitto_passwd", "-b", "-c", str(passwords), "hailo", PASSWORD], check=True)
        request = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                   "-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE",
                   "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
        subprocess.run(request, check=True, capture_output=True)
        subprocess.run([*request[:-4], "-keyout", str(folder / "other-key.pem"), "-out", str(folder / "other.pem")], check=True, capture_output=True)
        for path in folder.iterdir():
            path.chmod(0o644)
        folder.chmod(0o755)
        (folder / "mosquitto.conf").write_text(
            f"allow_anonymous false\npassword_file {passwords}\nuser root\nlistener {self.port} 127.0.0.1\n"
            f"listener {self.tls_port} 127.0.0.1\ncertfile {folder}/cert.pem\nkeyfile {folder}/key.pem\n"
        )
        self.open()

    def open(self):
        self.process = start([MOSQUITTO, "-c", self.folder / "mosquitto.conf"], self.folder / "mosquitto.log")
        wait("the broker listens", 10, lambda: self.connects())
        self.listener = start(["mosquitto_sub", "-h", "127.0.0.1", "-p", self.port, "-u", "hailo", "-P", PASSWORD, "-t", "#", "-F", "%r %t %p"],
                              self.folder / "sub.log", stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self.listen, args=(self.listener,), daemon=True).start()

    def connects(self):
        import socket
        with socket.create_connection(("127.0.0.1", self.port), 1):
            return True

    def listen(self, listener):
        for line in listener.stdout:
            retained, topic, payload = line.rstrip("\n").split(" ", 2)
            self.heard.append((retained == "1", topic, payload))

    def close(self):
        for process in (self.process, self.listener):
            process.terminate()
            process.wait(10)
        self.heard.clear()

    def last(self, end):
        """What was said last on a topic that ends so."""
        return next((payload for _, topic, payload in reversed(self.heard) if topic.endswith(end)), None)

    def kept(self, end):
        """What the broker keeps on such a topic: what somebody hears who comes now."""
        told = subprocess.run(["mosquitto_sub", "-h", "127.0.0.1", "-p", str(self.port), "-u", "hailo", "-P", PASSWORD, "-t", "#", "-F", "%r %t %p", "-W", "1"],
                              capture_output=True, text=True)
        lines = (line.split(" ", 2) for line in told.stdout.splitlines())
        return {topic: payload for retained, topic, payload in lines if retained == "1" and topic.endswith(end)}


def serve(folder, url, *more):
    command = [MONITOR, "serve", "--listen", "0", "--device", "simulated", "--scenario", "hot", "--speed", "60", "--traffic", "on", "--log", "json",
               "--mqtt", url, *more]
    return start(command, folder / "monitor.log")


def main():
    self_test()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        broker = Broker(folder)
        secret = folder / "secret"
        secret.write_text(PASSWORD + "\n")
        url, password = f"mqtt://hailo@127.0.0.1:{broker.port}", ("--mqtt-password-file", secret)

        server = serve(folder, url, *password)
        wait("birth", 30, lambda: broker.last("/status") == "online")
        state = lambda: json.loads(broker.last("/state"))
        wait("a temperature and a power", 30, lambda: any(key.endswith("_temperature") and value and value > 20 for key, value in state().items())
             and any(key.endswith("_power") and value for key, value in state().items()))
        wait("tokens or frames a second", 40, lambda: state()["tokens_per_second"] + state()["frames_per_second"] > 0)
        wait("an event", 60, lambda: json.loads(broker.last("/event"))["event_type"] in ("good", "unknown", "warning", "bad"))
        wait("a verdict that is none of the best: it is hot", 60, lambda: state()["verdict"] == "warning" and state()["evidence"])
        entities = broker.kept("/config")
        wrong = [what for topic, payload in entities.items() for what in validate(topic, payload)]
        if wrong or len(entities) < 8:
            raise SystemExit("\n".join([f"{len(entities)} entities", *wrong]))
        keys = state().keys()
        for topic, payload in entities.items():
            asked = re.findall(r"value_json(?:\.(\w+)|\['([^']+)'\])", json.loads(payload).get("value_template", ""))
            for one in asked:
                assert (one[0] or one[1]) in keys, f"{topic} asks for {one}, which no state has"
        ids = [json.loads(payload)["unique_id"] for payload in entities.values()]
        assert len(set(ids)) == len(ids), ids
        assert broker.kept("/status").popitem()[1] == "online" and broker.kept("/state") and not broker.kept("/event"), "kept: status and state, no event"
        say(f"{len(entities)} entities, each as Home Assistant wants it")

        server.send_signal(signal.SIGKILL)
        wait("the last will after kill -9", 30, lambda: broker.last("/status") == "offline" and broker.kept("/status").popitem()[1] == "offline")
        server = serve(folder, url, *password)
        wait("born again", 30, lambda: broker.last("/status") == "online")

        broker.close()
        broker.open()
        wait("a broker that forgot everything is told everything", 40, lambda: broker.last("/status") == "online" and len(broker.kept("/config")) >= 8)
        server.terminate()
        wait("a farewell", 15, lambda: broker.last("/status") == "offline")
        assert server.wait(20) == 0

        said = folder / "monitor.log"
        refused = serve(folder, url.replace("hailo@", "hailo:wr0ng-password@"))
        wait("a wrong password is told", 20, lambda: "can't be reached" in said.read_text())
        refused.kill()
        before = len(said.read_text())
        untrusted = serve(folder, f"mqtts://hailo@localhost:{broker.tls_port}", *password, "--mqtt-ca", folder / "other.pem")
        wait("a certificate that nobody vouches for is refused", 20, lambda: "can't be reached" in said.read_text()[before:])
        untrusted.kill()
        assert broker.last("/status") == "offline"
        serve(folder, f"mqtts://hailo@localhost:{broker.tls_port}", *password, "--mqtt-ca", folder / "cert.pem", "--mqtt-prefix", "home/npu")
        wait("birth over TLS, below a prefix", 30, lambda: broker.kept("/status") and any(topic.startswith("home/npu/") and payload == "online" for topic, payload in broker.kept("/status").items()))
        shown = said.read_text()
        assert PASSWORD not in shown and "wr0ng" not in shown, "a password is in the log"
        say("no password was shown")


try:
    main()
finally:
    end_all()
