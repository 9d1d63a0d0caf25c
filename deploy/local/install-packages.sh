#!/usr/bin/env bash
# install-packages.sh PACKAGE...: as root. Installs Debian packages for their programs only: the services that come with
# them are neither started now nor at the next boot, because this project runs private servers of its own.
set -euo pipefail

export DEBIAN_FRONTEND=noninteractive PATH="$PATH:/usr/sbin:/sbin"
policy=/usr/sbin/policy-rc.d
aside=$policy.before-accountingsync
mark="# Written by AccountingSync while it installs packages."

exec 9>/run/lock/accountingsync-install.lock
flock 9 # Two checkouts may install at the same time.

restore_policy() {
  rm -f "$policy"
  [ ! -e "$aside" ] || mv "$aside" "$policy"
}

verdict=0
[ ! -x "$policy" ] || "$policy" rabbitmq-server start >/dev/null 2>&1 || verdict=$?
# 101: somebody already forbids starting services. If that was an interrupted run of ours, it is undone below.
if [ "$verdict" -ne 101 ] || grep -qxF "$mark" "$policy"; then
  trap restore_policy EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  if [ -e "$policy" ] && ! grep -qxF "$mark" "$policy"; then mv "$policy" "$aside"; fi
  printf '#!/bin/sh\n%s\nexit 101\n' "$mark" >"$policy"
  chmod 755 "$policy"
fi

log=$(mktemp)
install() {
  apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold "$@" >>"$log" 2>&1
}
update() { apt-get update -q -o DPkg::Lock::Timeout=600 >>"$log" 2>&1; }

# The package lists are fetched only when what the machine knows does not suffice.
if ! install "$@" && ! { update && install "$@"; }; then
  grep -E '^(E|Err|W):' "$log" | tail -3 >&2 || tail -3 "$log" >&2
  echo "apt-get failed; everything it said is in $log" >&2
  exit 1
fi
rm -f "$log"

if command -v systemctl >/dev/null; then
  for package in "$@"; do
    case $package in
      postgresql) systemctl disable --quiet postgresql.service ;;
      rabbitmq-server) systemctl disable --quiet rabbitmq-server.service epmd.socket epmd.service ;;
    esac 2>/dev/null || true # Without systemd as init there is nothing to disable.
  done
fi
