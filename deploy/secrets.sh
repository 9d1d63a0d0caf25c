#!/usr/bin/env bash
# deploy/secrets.sh: makes what docker-compose.yml needs and git must not hold, in deploy/secrets/: a certificate authority,
# certificates of the two servers, passwords, the key ring, the internal token, the broker's definitions.
# What is there already is kept, so it may be run again. "--renew-certificates" makes new certificates from a new authority.
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
out=$here/secrets
database=accountingsync

command -v openssl >/dev/null || { echo "secrets.sh: openssl is missing" >&2; exit 1; }
mkdir -p "$out"
# The folder keeps others out. The files in it are readable, because a container's user is none of this machine's users.
chmod 700 "$out"
cd "$out"
umask 022

[ "${1:-}" != --renew-certificates ] || rm -f ca.key ca.crt postgres.key postgres.crt rabbitmq.key rabbitmq.crt

# kept FILE COMMAND...: what the command prints goes to the file, unless the file is there.
kept() {
  local file=$1
  shift
  [ -s "$file" ] || { "$@" >"$file.new" && mv "$file.new" "$file"; }
}

password() { kept "$1.password" openssl rand -hex 24 && cat "$1.password"; }

if [ ! -s ca.crt ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=AccountingSync" \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign -keyout ca.key -out ca.crt 2>/dev/null
  chmod 600 ca.key
  rm -f postgres.crt rabbitmq.crt
fi

# certificate NAME: a server's key and certificate, valid for the name that compose gives it and for this machine.
certificate() {
  [ ! -s "$1.crt" ] || return 0
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -keyout "$1.key" -out "$1.csr" 2>/dev/null
  printf 'subjectAltName=DNS:%s,DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n' "$1" >"$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 825 -extfile "$1.ext" -out "$1.crt" 2>/dev/null
  rm -f "$1.csr" "$1.ext"
  chmod 644 "$1.key"
}
certificate postgres
certificate rabbitmq

new_key_ring() { printf '{"active":"k1","keys":{"k1":"%s"}}\n' "$(openssl rand -base64 32)"; }
kept key-ring.json new_key_ring
kept internal.token openssl rand -hex 32
owner=$(password postgres)
token=$(cat internal.token)

# Without Kerberos: a look for its library, which the image need not have, puts plain lines between the log's JSON.
connection() {
  printf 'Host=postgres;Port=5432;Database=%s;Username=%s;Password=%s;SSL Mode=VerifyFull;Root Certificate=%s;GSS Encryption Mode=Disable' \
    "$database" "$1" "$2" /run/secrets/ca.crt
}

# RabbitMQ's own form of a password: base64 of four random bytes and the SHA-256 of them and the password.
broker_hash() {
  local salt
  salt=$(openssl rand -hex 4 | sed 's/../\\x&/g')
  { printf '%b' "$salt" && { printf '%b' "$salt" && printf '%s' "$1"; } | openssl dgst -sha256 -binary; } | openssl base64 -A
}

definitions=$(cat "$here/rabbitmq/definitions.json")
for service in ingestion transformation ledger-writer platform-sync reconciliation; do
  broker=$(password "rabbitmq-$service")
  {
    echo "Postgres__ConnectionString=$(connection "${service//-/_}" "$(password "postgres-$service")")"
    echo "RabbitMq__Uri=amqps://$service:$broker@rabbitmq:5671/accountingsync"
    echo "Internal__Token=$token"
  } >"$service.env"
  definitions=${definitions//"@$service@"/$(broker_hash "$broker")}
done
definitions=${definitions//"@gateway-acme@"/$(broker_hash "$(password rabbitmq-gateway-acme)")}
printf '%s\n' "$definitions" >definitions.json
echo "Postgres__OwnerConnectionString=$(connection postgres "$owner")" >owner.env
echo "Internal__Token=$token" >console.env
echo "Secrets are in $out. Keep key-ring.json safe: without it, what is encrypted stays so."
