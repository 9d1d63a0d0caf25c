#!/usr/bin/env bash
# is-ready.sh: exits 0 when the service of this container answers /health/ready with 200. Needs nothing but bash.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/$ASPNETCORE_HTTP_PORTS"
printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r _ status _ <&3
[ "$status" = 200 ]
