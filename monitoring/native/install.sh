#!/usr/bin/env bash
# The monitoring stack on Raspberry Pi OS or Debian (bookworm or newer), without Docker.
#   sudo ./install.sh [--dry-run] [--uninstall] [--low-memory] [--without-grafana] [--without-logs] [--root DIR]
# May be run again at any time: files that are already right are left alone, and only changed services are restarted.
# Grafana needs GRAFANA_PASSWORD in the environment the first time: there is no default one.
# A file of the system that has to give way is kept as FILE.before-hailo, and --uninstall puts it back.
# --dry-run says what would be done. --root DIR works on the tree below DIR and touches neither packages nor services.
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
dry='' uninstall='' low='' grafana=1 logs=1 root=''
while (($#)); do
  case $1 in
    --dry-run) dry=1 ;;
    --uninstall) uninstall=1 ;;
    --low-memory) low=1 ;;
    --without-grafana) grafana= ;;
    --without-logs) logs= ;;
    --root)
      shift
      root=${1:?--root needs a folder}
      ;;
    *)
      sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
      exit 2
      ;;
  esac
  shift
done
if [[ -z $root && -z $dry && $(id -u) != 0 ]]; then
  echo "run as root, or with --dry-run" >&2
  exit 1
fi

if [[ -n $grafana && -z $uninstall && -z $root && -z $dry && -z ${GRAFANA_PASSWORD:-} && ! -e /var/lib/grafana/grafana.db ]]; then
  echo "set GRAFANA_PASSWORD (sudo --preserve-env=GRAFANA_PASSWORD), or --without-grafana" >&2
  exit 1
fi

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
changed=()

say() { printf '%s\n' "$*"; }
# run COMMAND...: a change of the running system; only said with --dry-run, skipped below --root.
run() {
  if [[ -n $root ]]; then return 0; fi
  if [[ -n $dry ]]; then say "would run: $*"; else "$@"; fi
}
# put PATH SERVICE [MODE]: standard input becomes PATH; SERVICE is restarted later if that changed anything.
put() {
  local path=$1 service=$2 mode=${3:-644} target=$root$1 new=$stage/new
  cat >"$new"
  if cmp -s "$new" "$target"; then return 0; fi
  changed+=("$service")
  if [[ -n $dry ]]; then
    say "would write: $path"
    return 0
  fi
  mkdir -p "$(dirname "$target")"
  # A file that was there before us is kept, once.
  if [[ -e $target && ! -e $target.before-hailo ]] && ! grep -qxF "$path" "$root$manifest" 2>/dev/null; then
    cp -p "$target" "$target.before-hailo"
  fi
  install -m "$mode" "$new" "$target"
  mkdir -p "$(dirname "$root$manifest")"
  grep -qxF "$path" "$root$manifest" 2>/dev/null || printf '%s\n' "$path" >>"$root$manifest"
  say "wrote: $path"
}
manifest=/var/lib/hailo-telemetry/installed-files

# Names of compose services become this machine.
local_names() {
  local -a drop=()
  [[ -n $logs ]] || drop=(-e '/logs: begin/,/logs: end/d')
  sed -E "${drop[@]}" -e 's#\b(pisovereign|alertmanager|node-exporter|loki|alloy|prometheus|watchman):([0-9]{4,5})#localhost:\2#g'
}

if [[ -n $uninstall ]]; then
  services=(hailo-monitor hailo-watchman)
  for service in "${services[@]}"; do
    if [[ -e $root/etc/systemd/system/$service.service ]]; then run systemctl disable --now "$service"; fi
  done
  if [[ -e $root$manifest ]]; then
    while read -r path; do
      if [[ -n $dry ]]; then
        say "would remove: $path"
      elif [[ -e $root$path.before-hailo ]]; then
        mv "$root$path.before-hailo" "$root$path"
        say "put back: $path"
      else
        rm -f "$root$path"
        rmdir -p --ignore-fail-on-non-empty "$(dirname "$root$path")" 2>/dev/null || true
        say "removed: $path"
      fi
    done <"$root$manifest"
    [[ -n $dry ]] || rm -f "$root$manifest"
  fi
  run systemctl daemon-reload
  for service in prometheus prometheus-alertmanager prometheus-node-exporter grafana-server loki alloy; do
    run systemctl try-restart "$service"
  done
  say "done; packages and their data (/var/lib/prometheus and so on) are left: apt purge removes them"
  exit 0
fi

# --- packages ---
run apt-get update -qq
run apt-get install -y -qq prometheus prometheus-alertmanager prometheus-node-exporter
if [[ -n $grafana || -n $logs ]]; then
  # why: apt-key is gone from Debian; a key in its own file, named by the one source that it may sign.
  run apt-get install -y -qq ca-certificates wget gpg
  if [[ ! -s $root/etc/apt/keyrings/grafana.gpg ]]; then
    run mkdir -p /etc/apt/keyrings
    run bash -c 'set -o pipefail; wget -qO- https://apt.grafana.com/gpg.key | gpg --dearmor >/etc/apt/keyrings/grafana.gpg'
  fi
  put /etc/apt/sources.list.d/grafana.list apt <<<'deb [signed-by=/etc/apt/keyrings/grafana.gpg] https://apt.grafana.com stable main'
  run apt-get update -qq
  if [[ -n $grafana ]]; then run apt-get install -y -qq grafana; fi
  if [[ -n $logs ]]; then run apt-get install -y -qq loki alloy; fi
fi

# --- files ---
suffix=
[[ -z $low ]] || suffix=.low-memory
put /etc/prometheus/prometheus.yml prometheus < <(local_names <"$here/prometheus/prometheus$suffix.yml")
for rules in alerts recording; do
  put "/etc/prometheus/rules/$rules.yml" prometheus <"$here/prometheus/rules/$rules.yml"
done
put /etc/prometheus/alertmanager.yml prometheus-alertmanager < <(local_names <"$here/alertmanager/alertmanager.yml")
retention() { if [[ -n $low ]]; then sed 's/time=7d/time=3d/; s/size=1GB/size=500MB/'; else cat; fi; }
for name in prometheus prometheus-alertmanager prometheus-node-exporter; do
  put "/etc/default/$name" "$name" < <(retention <"$here/native/default/$name")
done
for name in hailo-monitor hailo-watchman; do
  put "/etc/systemd/system/$name.service" "$name" <"$here/native/systemd/$name.service"
done
# Yours to edit: written only where there is none.
if [[ ! -e $root/etc/default/hailo-monitor ]]; then put /etc/default/hailo-monitor hailo-monitor <"$here/native/default/hailo-monitor"; fi
units=(prometheus prometheus-alertmanager prometheus-node-exporter)
if [[ -n $grafana ]]; then
  units+=(grafana-server)
  put /etc/grafana/provisioning/datasources/hailo.yml grafana-server 640 < <(local_names <"$here/grafana/provisioning/datasources/datasources.yml")
  put /etc/grafana/provisioning/dashboards/hailo.yml grafana-server <"$here/grafana/provisioning/dashboards/dashboards.yml"
  put /var/lib/grafana/dashboards/pisovereign.json grafana-server <"$here/grafana/dashboards/pisovereign.json"
  run chgrp grafana /etc/grafana/provisioning/datasources/hailo.yml
fi
if [[ -n $logs ]]; then
  units+=(loki alloy)
  put /etc/loki/config.yml loki < <(sed 's#/loki\b#/var/lib/loki#g' <"$here/loki/loki$suffix.yml")
  put /etc/alloy/config.alloy alloy < <(local_names <"$here/alloy/config.alloy")
fi
limits() {
  case $low:$1 in
    1:prometheus) sed 's/220MiB/110MiB/; s/256M/128M/' ;;
    1:grafana-server) sed 's/320M/192M/' && printf 'Environment=GF_UNIFIED_ALERTING_ENABLED=false\nEnvironment=GF_PLUGINS_PREINSTALL_DISABLED=true\nEnvironment=GF_LOG_LEVEL=warn\n' ;;
    1:loki) sed 's/280MiB/140MiB/; s/320M/160M/' ;;
    1:alloy) sed 's/160MiB/110MiB/; s/192M/128M/' ;;
    *) cat ;;
  esac
}
for unit in "${units[@]}"; do
  put "/etc/systemd/system/$unit.service.d/hailo.conf" "$unit" < <(limits "$unit" <"$here/native/systemd/$unit.conf")
done

# --- services ---
run systemctl daemon-reload
services=("${units[@]}")
if [[ -x $root/usr/local/bin/hailo-monitor ]]; then
  services+=(hailo-monitor hailo-watchman)
else
  say "note: /usr/local/bin/hailo-monitor is missing (cargo install --path crates/hailo-monitor --root /usr/local); its units are written, not started"
fi
run systemctl enable --now "${services[@]}"
for service in "${services[@]}"; do
  # Only what changed is restarted.
  if [[ " ${changed[*]-} " == *" $service "* ]]; then run systemctl restart "$service"; fi
done
if [[ -n $grafana && -n ${GRAFANA_PASSWORD:-} ]]; then
  # Through standard input: an argument could be read by every user of the machine.
  run bash -c 'printf %s "$GRAFANA_PASSWORD" | grafana cli --homepath /usr/share/grafana admin reset-admin-password --password-from-stdin'
fi
if ((${#changed[@]} == 0)); then say "nothing to change"; fi
