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
snapshot() { (cd "$root" && find . \( -type f -o -type l \) -exec sha256sum {} + | sort -k 2); }
install() { "$here/native/install.sh" --root "$root" "$@"; }

# A machine where Prometheus was before us.
machine() {
  rm -rf "${root:?}"/*
  mkdir -p "$root/etc/prometheus" "$root/etc/default"
  echo 'original' >"$root/etc/prometheus/prometheus.yml"
  echo 'ARGS=""' >"$root/etc/default/prometheus"
}
machine
before=$(snapshot)

for flag in --dry-run --check; do
  install $flag >"$root.log"
  [[ $(snapshot) == "$before" ]] || fail "$flag changed something"
  grep -q 'would write: /etc/prometheus/rules/alerts.yml' "$root.log" || fail "$flag does not say what it would do"
  grep -q 'would leave: /etc/prometheus/prometheus.yml (it was there before)' "$root.log" || fail "$flag does not say what it would leave"
done
# What was there before stays in place, until told otherwise.
install >"$root.log"
[[ $(cat "$root/etc/prometheus/prometheus.yml") == original ]] || fail "a file that was there before was overwritten"
grep -q "job_name: 'pisovereign'" "$root/etc/prometheus/prometheus.yml.hailo-dist" || fail "ours is not beside it"
grep -q '^-original' "$root.log" || fail "the difference is not shown"
install --uninstall >/dev/null
[[ $(snapshot) == "$before" ]] || fail "--uninstall left something beside a file that it left"
rm -f "$root.log"

for options in "--replace" "--without-logs" "--low-memory" "--low-memory --without-grafana" "--with-proxy" "--proxy-only --without-logs"; do
  # shellcheck disable=SC2086
  install $options >/dev/null
  once=$(snapshot)
  # shellcheck disable=SC2086
  install $options | grep -q 'nothing to change' || fail "a second run changes something ($options)"
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
  targets=$(sed -n "/job_name: 'hailo-proxy'/,/job_name: 'prometheus'/p; /job_name: 'pisovereign'/,/job_name: 'prometheus'/p" "$root/etc/prometheus/prometheus.yml" | grep -o 'localhost:300[0-9]' | sort -u | xargs)
  webhooks=$(grep -o 'localhost:300[0-9]' "$root/etc/prometheus/alertmanager.yml" | sort -u | xargs)
  case $options in
    *with-proxy*) expected='localhost:3000 localhost:3003 / localhost:3000 localhost:3002' ;;
    *proxy-only*) expected='localhost:3003 / localhost:3002 localhost:3003' ;;
    *) expected='localhost:3000 / localhost:3000 localhost:3002' ;;
  esac
  [[ "$targets / $webhooks" == "$expected" ]] || fail "watched and told are $targets / $webhooks, not $expected ($options)"
  case $options in
    *low-memory*) grep -q 'time=3d' "$root/etc/default/prometheus" || fail "retention ($options)" ;;
    *) grep -q 'time=7d' "$root/etc/default/prometheus" || fail "retention ($options)" ;;
  esac
done

if command -v systemd-analyze >/dev/null; then
  # The programs are not here: a stand-in lets the units themselves be judged.
  mkdir -p "$root/usr/local/bin" "$root/units"
  for unit in hailo-monitor hailo-proxy hailo-watchman; do
    sed "s#^ExecStart=[^ ]*#ExecStart=/bin/true#; s#^EnvironmentFile=#EnvironmentFile=$root#" "$root/etc/systemd/system/$unit.service" >"$root/units/$unit.service"
    said=$(systemd-analyze verify "$root/units/$unit.service" 2>&1 | grep -F "$root/units" || true)
    [[ -z $said ]] || fail "$said"
    # Of ten, in tenths; SECURITY.md says what each has.
    rated=$(systemd-analyze security --offline=yes --no-pager --threshold=20 "$root/units/$unit.service") ||
      fail "$unit.service is exposed more than 2.0 of 10: $(tail -1 <<<"$rated")"
    tail -1 <<<"$rated" | sed 's/^→ //; s/ [^ ]*$//'
  done
  rm -r "$root/units" "${root:?}/usr"
  echo "units verified by systemd-analyze"
else
  echo "SKIPPED units: no systemd-analyze"
fi

# What somebody did to a file stays done, run after run; ours goes beside it.
etc=$root/etc
printf '\n# my mail receiver\n' >>"$etc/prometheus/alertmanager.yml"
printf 'groups: []\n' >"$etc/prometheus/rules/recording.yml"
sed -i 's/7d/30d/' "$etc/default/prometheus"
sed -i 's/MemoryMax=.*/MemoryMax=1G/' "$etc/systemd/system/hailo-watchman.service"
rm "$etc/default/prometheus-node-exporter"
mkdir -p "$root/mine" && mv "$etc/loki/config.yml" "$root/mine/loki.yml" && ln -s "$root/mine/loki.yml" "$etc/loki/config.yml"
chmod 600 "$etc/alloy/config.alloy"
edited=(prometheus/alertmanager.yml prometheus/rules/recording.yml default/prometheus systemd/system/hailo-watchman.service loki/config.yml)
was=$(cd "$etc" && sha256sum "${edited[@]}")
for options in --check "" "" --low-memory; do
  # shellcheck disable=SC2086
  said=$(install $options)
  [[ $(cd "$etc" && sha256sum "${edited[@]}") == "$was" ]] || fail "an edit was overwritten (${options:-again})"
  [[ ! -e $etc/default/prometheus-node-exporter ]] || fail "a file that was removed came back (${options:-again})"
  [[ -L $etc/loki/config.yml ]] || fail "a link was replaced (${options:-again})"
  for file in "${edited[@]}" default/prometheus-node-exporter; do
    grep -q "\(left\|would leave\): /etc/$file (it " <<<"$said" || fail "nothing is said of $file (${options:-again})"
    [[ $options == --check || -f $etc/$file.hailo-dist ]] || fail "ours is not beside $file (${options:-again})"
  done
  grep -q '^-# my mail receiver' <<<"$said" || fail "the difference is not shown (${options:-again})"
done
[[ $(stat -c %a "$etc/alloy/config.alloy") == 600 ]] || fail "permissions were widened"
grep -q time=3d "$etc/default/prometheus.hailo-dist" || fail "what is beside an edit is not today's"
# Merged by hand: nothing is left to say.
cp "$etc/prometheus/alertmanager.yml.hailo-dist" "$etc/prometheus/alertmanager.yml"
install --low-memory | grep -q 'alertmanager.yml' && fail "a merged file is still spoken of"
[[ ! -e $etc/prometheus/alertmanager.yml.hailo-dist ]] || fail "ours is still beside a merged file"
# Told to: ours takes the place, and what was there is kept under a name that is said.
kept=$(install --low-memory --replace | sed -n 's/^kept: //p' | grep default/prometheus)
grep -q time=30d "$root$kept" || fail "an edit that gave way is not kept"
grep -q time=3d "$etc/default/prometheus" || fail "--replace does not replace"
rm "$root$kept"
# What was edited since is left by the removal too.
printf '\n# mine\n' >>"$etc/systemd/system/hailo-proxy.service"
install --uninstall >"$root.log"
grep -q 'left: /etc/systemd/system/hailo-proxy.service (it was edited)' "$root.log" || fail "--uninstall does not say what it leaves"
grep -q '^# mine' "$etc/systemd/system/hailo-proxy.service" || fail "--uninstall removed an edited file"
[[ $(cat "$etc/prometheus/rules/recording.yml") == 'groups: []' ]] || fail "--uninstall does not put back what gave way"
rm "$root.log"

machine
install --replace >/dev/null
# Whether limits of memory do anything is said: on in most systems, off in Raspberry Pi OS, unknown without cgroup v2.
mkdir -p "$root/sys/fs/cgroup"
for controllers in "cpuset cpu io memory pids" "cpuset cpu io pids"; do
  echo "$controllers" >"$root/sys/fs/cgroup/cgroup.controllers"
  said=$(install --check)
  case $controllers in
    *memory*) grep -q 'memory limits: work' <<<"$said" || fail "memory limits work, and that is not said" ;;
    *) grep -q 'cgroup_enable=memory' <<<"$said" || fail "how to switch memory limits on is not said" ;;
  esac
done
rm -r "$root/sys"

install --uninstall >/dev/null
[[ $(snapshot) == "$before" ]] || {
  diff <(echo "$before") <(snapshot) >&2 || true
  fail "--uninstall left something, or did not put something back"
}
echo "native: installed six ways, twice each, checked; edits kept; uninstalled without a trace"
