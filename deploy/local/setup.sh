# shellcheck shell=bash
# What run, test, bench and acsync share. They set $root to the checkout, then source this file.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# A bare machine has no ICU, and nothing here needs it.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-1}"
# Build servers would stay behind after the build.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
# The command line finds .local/ there, wherever it is called from.
export ACCOUNTINGSYNC_ROOT="$root"
export HOME="${HOME:-$root/.local/home}"

say() { printf '%s\n' "$*" >&2; }

die() {
  say "${0##*/}: $*"
  exit 1
}

# The SDK that global.json asks for, wherever it was installed.
need_sdk() {
  find_dotnet
  (cd "$root" && dotnet --version) >/dev/null 2>&1 || missing_sdk
}

find_dotnet() {
  local place
  command -v dotnet >/dev/null && return
  for place in "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet /opt/dotnet; do
    if [ -n "$place" ] && [ -x "$place/dotnet" ]; then
      export DOTNET_ROOT="$place" PATH="$place:$PATH"
      return
    fi
  done
  missing_sdk
}

missing_sdk() {
  local version
  version=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$root/global.json")
  die "the .NET SDK $version (or a later ${version%%.*}.0 one) is missing; install it from https://dotnet.microsoft.com/download/dotnet/${version%%.*}.0"
}

# need_servers [PACKAGE...]: the servers, unless the environment names external ones, and further packages.
need_servers() {
  local wanted=("$@")
  [ -n "${ACCOUNTINGSYNC_POSTGRES:-}" ] || wanted+=(postgresql)
  [ -n "${ACCOUNTINGSYNC_RABBITMQ:-}" ] || wanted+=(rabbitmq-server)
  need_packages "${wanted[@]}"
}

# need_packages PACKAGE...: Debian packages, installed where they are missing.
need_packages() {
  local package missing=()
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || die "missing: ${missing[*]}; this is no Debian or Ubuntu, so install them by your system's own means"

  local install=(bash "$root/deploy/local/install-packages.sh" "${missing[@]}")
  if [ "$(id -u)" -eq 0 ]; then
    :
  elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    install=(sudo "${install[@]}")
  else
    die "missing packages; run this as root, then try again: apt-get install --no-install-recommends ${missing[*]}"
  fi
  say "Installing ${missing[*]} ..."
  "${install[@]}" || die "could not install ${missing[*]}"
}

is_installed() {
  case $1 in
    postgresql) compgen -G '/usr/lib/postgresql/*/bin/initdb' ;;
    rabbitmq-server) [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] && command -v epmd ;;
    beancount) command -v bean-check ;;
    tryton-server) command -v trytond ;;
    tryton-modules-account) [ -d /usr/lib/python3/dist-packages/trytond/modules/account ] ;;
    python3-psycopg2) [ -d /usr/lib/python3/dist-packages/psycopg2 ] ;;
    *) command -v "$1" ;;
  esac >/dev/null
}

# build [PROJECT OR SOLUTION]
build() {
  say "Building (the first time takes a few minutes) ..."
  (
    cd "$root"
    dotnet build "${1:-AccountingSync.sln}" -c Release -nologo -v q -clp:NoSummary \
      -p:RestoreLockedMode=true -p:UseSharedCompilation=false -nodeReuse:false >&2
  ) || die "the build failed"
}
