#!/usr/bin/env bash
# Installs into a fake root and checks the result with the programs that will read it.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
fail() {
  echo "native: $*" >&2
  exit 1
}
snapshot() { (cd "$root" && find . -type f -exec sha256sum {} + | sort -k 2); }

mkdir -p "$root/etc/prometheus" "$root/etc/default"
echo 'original' >"$root/etc/prometheus/prometheus.yml"
echo 'ARGS=""' >"$root/etc/default/prometheus"
before=$(snapshot)

"$here/native/install.sh" --root "$root" --dry-run >"$root.log"
[[ $(snapshot) == "$before" ]] || fail "--dry-run changed something"
grep -q 'would write: /etc/prometheus/rules/alerts.yml' "$root.log" || fail "--dry-run does not say what it would do"
rm -f "$root.log"

for options in "" "--without-logs" "--low-memory" "--low-memory --without-grafana"; do
  # shellcheck disable=SC2086
  "$here/native/install.sh" --root "$root" $options >/dev/null
  once=$(snapshot)
  # shellcheck disable=SC2086
  "$here/native/install.sh" --root "$root" $options | grep -q 'nothing to change' || fail "a second run changes something ($options)"
  [[ $(snapshot) == "$once" ]] || fail "not idempotent ($options)"
  # What the programs will read, with the rules where they are now.
  sed "s#/etc/prometheus#$root/etc/prometheus#" "$root/etc/prometheus/prometheus.yml" >"$root/check.yml"
  promtool check config "$root/check.yml" >/dev/null || fail "prometheus.yml ($options)"
  rm "$root/check.yml"
  amtool check-config "$root/etc/prometheus/alertmanager.yml" >/dev/null || fail "alertmanager.yml"
  # Every address is this machine, and each port is one that a service here listens on.
  for file in prometheus/prometheus.yml prometheus/alertmanager.yml alloy/config.alloy grafana/provisioning/datasources/hailo.yml; do
    [[ -e $root/etc/$file ]] || continue
    if grep -nE "(//|')(pisovereign|alertmanager|node-exporter|loki|alloy|prometheus|watchman):" "$root/etc/$file"; then fail "$file still names a container ($options)"; fi
  done
  case $options in
    *without-logs*) if grep -q 3100 "$root/etc/prometheus/prometheus.yml" "$root/etc/grafana/provisioning/datasources/hailo.yml"; then fail "a Loki that is not there is watched"; fi ;;
    *) grep -q 'localhost:3100' "$root/etc/prometheus/prometheus.yml" || fail "Loki is not watched" ;;
  esac
  case $options in
    *low-memory*) grep -q 'time=3d' "$root/etc/default/prometheus" || fail "retention ($options)" ;;
    *) grep -q 'time=7d' "$root/etc/default/prometheus" || fail "retention ($options)" ;;
  esac
done

if command -v systemd-analyze >/dev/null; then
  # The programs are not here: a stand-in lets the units themselves be judged.
  mkdir -p "$root/usr/local/bin" "$root/units"
  for unit in hailo-monitor hailo-watchman; do
    sed "s#^ExecStart=[^ ]*#ExecStart=/bin/true#; s#^EnvironmentFile=#EnvironmentFile=$root#" "$root/etc/systemd/system/$unit.service" >"$root/units/$unit.service"
    said=$(systemd-analyze verify "$root/units/$unit.service" 2>&1 | grep -F "$root/units" || true)
    [[ -z $said ]] || fail "$said"
  done
  rm -r "$root/units" "${root:?}/usr"
  echo "units verified by systemd-analyze"
else
  echo "SKIPPED units: no systemd-analyze"
fi

"$here/native/install.sh" --root "$root" --uninstall >/dev/null
[[ $(snapshot) == "$before" ]] || {
  diff <(echo "$before") <(snapshot) >&2 || true
  fail "--uninstall left something, or did not put something back"
}
echo "native: installed four ways, twice each, checked, uninstalled without a trace"
