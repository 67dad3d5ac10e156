#!/usr/bin/env bash
# The monitoring stack on Raspberry Pi OS or Debian (bookworm or newer), without Docker.
#   sudo ./install.sh [--check] [--uninstall] [--replace] [--with-proxy | --proxy-only] [--low-memory]
#                     [--without-grafana] [--without-logs] [--root DIR]
# May be run again at any time: files that are already right are left alone, and only changed services are restarted.
# A file that somebody edited, removed or made a link stays as it is: what this script would write goes beside it, as
# FILE.hailo-dist, and the difference is shown. --replace lets ours take the place; what was there is kept as FILE.before-hailo.
# --uninstall puts such copies back and leaves what was edited since. Grafana needs GRAFANA_PASSWORD in the environment the first time.
# --with-proxy also runs `hailo-monitor proxy` in front of hailo-ollama; --proxy-only runs it where there is no PiSovereign.
# --check (or --dry-run) changes nothing: it says what would be done, and whether memory limits work on this machine.
# --root DIR works on the tree below DIR and touches neither packages nor services.
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
dry='' uninstall='' replace='' low='' grafana=1 logs=1 app=1 proxy='' root=''
while (($#)); do
  case $1 in
    --check | --dry-run) dry=1 ;;
    --uninstall) uninstall=1 ;;
    --replace) replace=1 ;;
    --with-proxy) proxy=1 ;;
    --proxy-only) proxy=1 app='' ;;
    --low-memory) low=1 ;;
    --without-grafana) grafana= ;;
    --without-logs) logs= ;;
    --root)
      shift
      root=${1:?--root needs a folder}
      ;;
    *)
      sed -n '2,12s/^# \{0,1\}//p' "$0" >&2
      exit 2
      ;;
  esac
  shift
done
if [[ -z $root && -z $dry && $(id -u) != 0 ]]; then
  echo "run as root, or with --check" >&2
  exit 1
fi

if [[ -n $grafana && -z $uninstall && -z $root && -z $dry && -z ${GRAFANA_PASSWORD:-} && ! -e /var/lib/grafana/grafana.db ]]; then
  echo "set GRAFANA_PASSWORD (sudo --preserve-env=GRAFANA_PASSWORD), or --without-grafana" >&2
  exit 1
fi

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
changed=() left=()
# A line for each file that was written in place: the checksum of what was written, and the path.
manifest=/var/lib/hailo-telemetry/installed-files

say() { printf '%s\n' "$*"; }
# run COMMAND...: a change of the running system; only said with --check, skipped below --root.
run() {
  if [[ -n $root ]]; then return 0; fi
  if [[ -n $dry ]]; then say "would run: $*"; else "$@"; fi
}
sum_of() { sha256sum <"$1" | cut -d' ' -f1; }
# recorded PATH: the checksum that was noted for it; `unknown` where an earlier version noted none. Fails for a file that is not ours.
recorded() {
  [[ -e $root$manifest ]] || return 1
  awk -v path="$1" '$0 == path { print "unknown"; found = 1 } substr($0, 67) == path && length($1) == 64 { print $1; found = 1 } END { exit !found }' "$root$manifest"
}
# record PATH SUM
record() {
  mkdir -p "$(dirname "$root$manifest")"
  { [[ ! -e $root$manifest ]] || awk -v path="$1" '$0 != path && substr($0, 67) != path' "$root$manifest"; } >"$stage/manifest"
  printf '%s  %s\n' "$2" "$1" >>"$stage/manifest"
  install -m 644 "$stage/manifest" "$root$manifest"
}
# pristine PATH: as the Debian package brought it.
pristine() {
  [[ -z $root ]] && command -v dpkg-query >/dev/null || return 1
  local sum
  sum=$(md5sum <"$1" | cut -d' ' -f1)
  # shellcheck disable=SC2016 # dpkg's own variable
  dpkg-query --show --showformat='${Conffiles}\n' 2>/dev/null | grep -qxF " $1 $sum"
}
# may_write PATH: whether nobody but this script or a package has had a hand in what is there. Sets `why` where somebody has.
may_write() {
  local target=$root$1 known
  known=$(recorded "$1") || known=none
  why=
  if [[ -L $target ]]; then
    why='it is a link'
  elif [[ -e $target && ! -f $target ]]; then
    why='it is no file'
  elif [[ ! -e $target ]]; then
    [[ $known == none ]] || why='it was removed'
  elif [[ $known == none ]]; then
    pristine "$1" || why='it was there before'
  elif [[ $(sum_of "$target") != "$known" ]]; then
    why='it was edited'
  fi
  [[ -z $why ]]
}
# Fingerprint of the key that signs https://apt.grafana.com.
grafana_key=B53AE77BADB630A683046005963FA27710458545
# straight PATH: no folder on the way to it is a link. Who may write in one of them could send our file elsewhere.
straight() {
  local folder top
  folder=$(dirname "$1")
  top=$(realpath -m "${root:-/}")
  [[ $(realpath -m "$root$folder") == "${top%/}$folder" ]]
}
# put PATH SERVICE [MODE]: standard input becomes PATH; SERVICE is restarted later if that changed anything.
put() {
  local path=$1 service=$2 mode=${3:-644} target=$root$1 new=$stage/new why=''
  cat >"$new"
  if [[ ! -L $target ]] && cmp -s "$new" "$target"; then
    # Merged by hand, or the same before us: nothing is left to decide.
    if [[ -z $dry ]]; then
      rm -f "$target.hailo-dist"
      if recorded "$path" >/dev/null; then record "$path" "$(sum_of "$new")"; fi
    fi
    return 0
  fi
  if ! straight "$path"; then
    left+=("$path")
    say "left: $path: a folder on the way to it is a link"
    return 0
  fi
  if ! may_write "$path" && [[ -z $replace ]]; then
    left+=("$path")
    if [[ -n $dry ]]; then
      say "would leave: $path ($why)"
    else
      mkdir -p "$(dirname "$target")"
      rm -f "$target.hailo-dist"
      install -m "$mode" "$new" "$target.hailo-dist"
      say "left: $path ($why); ours is $path.hailo-dist"
    fi
    if [[ -f $target ]]; then diff -u --label "$path" --label "$path.hailo-dist" "$target" "$new" || true; fi
    return 0
  fi
  changed+=("$service")
  if [[ -n $dry ]]; then
    say "would write: $path"
    return 0
  fi
  mkdir -p "$(dirname "$target")"
  if [[ -e $target || -L $target ]]; then
    if [[ -n $why ]] || ! recorded "$path" >/dev/null; then
      # What was there before us is kept for good; what was edited later is kept beside it.
      local kept=$target.before-hailo
      [[ ! -e $kept && ! -L $kept ]] || kept=$target.before-hailo.$(date +%Y%m%d%H%M%S)
      mv -T "$target" "$kept"
      say "kept: ${kept#"$root"}"
    else
      # Who narrowed the permissions meant it.
      mode=$(stat -c %a "$target")
    fi
  fi
  rm -f "$target.hailo-dist"
  install -m "$mode" "$new" "$target"
  record "$path" "$(sum_of "$new")"
  say "wrote: $path"
}
# Raspberry Pi OS starts with the memory controller off; limits of units and containers then do nothing.
memory_limits() {
  local controllers=$root/sys/fs/cgroup/cgroup.controllers
  if [[ ! -e $controllers ]]; then
    say "memory limits: can't be told, there is no /sys/fs/cgroup/cgroup.controllers"
  elif grep -qw memory "$controllers"; then
    say "memory limits: work"
  else
    say "memory limits: DO NOT WORK, the kernel's memory controller is off. Add to the one line of /boot/firmware/cmdline.txt"
    say "  cgroup_enable=memory cgroup_memory=1"
    say "and restart the machine; without it nothing keeps a program of the stack from taking all memory."
  fi
}

# Names of compose services become this machine, and parts that are not asked for are left out.
local_names() {
  local -a drop=()
  [[ -n $logs ]] || drop+=(-e '/# logs: begin/,/# logs: end/d')
  [[ -n $proxy ]] || drop+=(-e '/# proxy: begin/,/# proxy: end/d')
  # Without the app, the proxy's own port takes the alerts.
  [[ -n $app ]] || drop+=(-e '/# app: begin/,/# app: end/d' -e 's#//pisovereign:3000/#//localhost:3003/#')
  sed -E "${drop[@]}" -e '/# By DNS,/d' -e "s#dns_sd_configs:.*'hailo-proxy'.*port: ([0-9]+).*#static_configs: [{targets: ['localhost:\1']}]#" \
    -e 's#\b(pisovereign|alertmanager|node-exporter|loki|alloy|prometheus|watchman):([0-9]{4,5})#localhost:\2#g'
}

if [[ -n $uninstall ]]; then
  services=(hailo-monitor hailo-proxy hailo-watchman)
  for service in "${services[@]}"; do
    if [[ -e $root/etc/systemd/system/$service.service ]]; then run systemctl disable --now "$service"; fi
  done
  if [[ -e $root$manifest ]]; then
    while read -r path; do
      target=$root$path
      if [[ (-e $target || -L $target) ]] && ! may_write "$path"; then
        say "left: $path ($why)"
        [[ ! -e $target.before-hailo ]] || say "  what was there before is $path.before-hailo"
        continue
      elif [[ -n $dry ]]; then
        say "would remove: $path"
      elif [[ -e $target.before-hailo || -L $target.before-hailo ]]; then
        mv -T "$target.before-hailo" "$target"
        say "put back: $path"
      else
        rm -f "$target"
        say "removed: $path"
      fi
    done < <(sed -E 's/^[0-9a-f]{64}  //' "$root$manifest")
    if [[ -z $dry ]]; then rm -f "$root$manifest"; fi
  fi
  if [[ -z $dry ]]; then
    # Beside files that stay, and in folders that only we used.
    for folder in /etc/prometheus /etc/default /etc/systemd/system /etc/tmpfiles.d /etc/grafana /etc/loki /etc/alloy /etc/apt/sources.list.d /var/lib/grafana /var/lib/hailo-telemetry; do
      [[ -d $root$folder ]] || continue
      find "$root$folder" -xdev -name '*.hailo-dist' -type f -delete
      find "$root$folder" -xdev -mindepth 1 -depth \( -path '*/rules' -o -name '*.service.d' -o -path '*/provisioning*' -o -name dashboards \) -type d -empty -delete
      rmdir --ignore-fail-on-non-empty "$root$folder" 2>/dev/null || true
    done
  fi
  run systemctl daemon-reload
  for service in prometheus prometheus-alertmanager prometheus-node-exporter grafana-server loki alloy; do
    run systemctl try-restart "$service"
  done
  say "done; packages and their data (/var/lib/prometheus and so on) are left: apt purge removes them"
  exit 0
fi

memory_limits

# --- packages ---
run apt-get update -qq
run apt-get install -y -qq prometheus prometheus-alertmanager prometheus-node-exporter
if [[ -n $grafana || -n $logs ]]; then
  # why: apt-key is gone from Debian; a key in its own file, named by the one source that it may sign.
  run apt-get install -y -qq ca-certificates wget gpg
  if [[ ! -s $root/etc/apt/keyrings/grafana.gpg ]]; then
    run mkdir -p /etc/apt/keyrings
    # The key is known by its fingerprint: whoever answers for that address can't give us another.
    run bash -c 'set -euo pipefail; wget -qO "$1" https://apt.grafana.com/gpg.key
      found=$(gpg --show-keys --with-colons "$1" | grep -m1 ^fpr: | cut -d: -f10)
      [[ $found == "$2" ]] || { echo "the key of apt.grafana.com has the fingerprint $found, not $2: not taken" >&2; exit 1; }
      gpg --dearmor <"$1" >/etc/apt/keyrings/grafana.gpg' bash "$stage/grafana.key" "$grafana_key"
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
programs=(hailo-watchman)
[[ -z $app ]] || programs+=(hailo-monitor)
[[ -z $proxy ]] || programs+=(hailo-proxy)
for name in "${programs[@]}"; do
  put "/etc/systemd/system/$name.service" "$name" <"$here/native/systemd/$name.service"
  # Yours to edit, as every file here.
  if [[ -e $here/native/default/$name ]]; then put "/etc/default/$name" "$name" <"$here/native/default/$name"; fi
done
if [[ -n $app ]]; then
  put /etc/tmpfiles.d/hailo-monitor.conf hailo-monitor <"$here/native/tmpfiles.d/hailo-monitor.conf"
  run systemd-tmpfiles --create hailo-monitor.conf
fi
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
  services+=("${programs[@]}")
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
if ((${#left[@]})); then
  say "${#left[@]} of your files differ from ours and were left: merge what you want, or run again with --replace"
fi
if ((${#changed[@]} == 0)); then say "nothing to change"; fi
