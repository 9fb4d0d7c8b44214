# Sourced by every script: where things are, and an environment that behaves alike on every machine.
# shellcheck shell=bash
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
VENV=$ROOT/.venv
# Shared by all checkouts of one user, so that a fresh clone is ready in seconds.
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/energy-trade
export PATH="$VENV/bin:$ROOT/contracts/node_modules/.bin:$CACHE/node/bin:$PATH"

# Without bytecode files every start of Home Assistant compiles two thousand modules again.
unset PYTHONDONTWRITEBYTECODE
# uv and Node bring their own certificate lists; a machine behind a proxy has the right ones here.
ca=/etc/ssl/certs/ca-certificates.crt
if [ -r "$ca" ]; then
  export SSL_CERT_FILE=${SSL_CERT_FILE:-$ca} PIP_CERT=${PIP_CERT:-$ca} NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-$ca}
fi

say() { printf '\033[1m== %s\033[0m\n' "$*" >&2; }
die() { printf '%s\n' "$*" >&2; exit 1; }
