#!/usr/bin/env bash
# bootstrap_python.sh PREFIX: a private CPython 3.14 under PREFIX, from Debian's packages, for machines where uv cannot get one.
#
# Takes python3.14, its libraries and its own glibc from Debian forky or sid through a private apt configuration (signatures
# and checksums are verified) and points the interpreter at them. The host's packages and package lists stay untouched; root
# is not needed. PREFIX must keep its path: the loader's is inside the binary. Prints the interpreter's path.
set -euo pipefail

SERIES=3.14
SUITES="forky sid"
PREFIX=${1:?usage: $0 PREFIX}
log() { printf '%s\n' "$*" >&2; }
die() { log "bootstrap_python: $*"; exit 1; }
works() { "$1" -c 'import ctypes, sqlite3, ssl, venv, zlib' >/dev/null 2>&1; }

for tool in apt-get apt-cache dpkg-deb; do command -v $tool >/dev/null || die "needs $tool (a Debian-like machine)"; done
case $PREFIX in *[[:space:]]*) die "PREFIX must not contain spaces" ;; esac
mkdir -p "$PREFIX"
PREFIX=$(cd "$PREFIX" && pwd -P)
[ -z "$(ls -A "$PREFIX")" ] || [ -e "$PREFIX/.bootstrap_python" ] || die "$PREFIX is not empty and not mine"
: >"$PREFIX/.bootstrap_python"
APT=$PREFIX/.apt
rm -rf "$APT" "$PREFIX"/{usr,etc,bin,lib,lib64,sbin}
mkdir -p "$APT"/state/lists/partial "$APT"/cache/archives/partial "$APT"/log

# ---- a private apt -----------------------------------------------------------
KEYRING=$(ls /usr/share/keyrings/debian-archive-keyring.{pgp,gpg} 2>/dev/null | head -1) || true
[ -n "$KEYRING" ] || die "no debian-archive-keyring: apt-get install debian-archive-keyring"
# The mirror that this machine uses anyway: from apt's index, or from its sources where apt-get update never ran.
MIRROR=${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(SITE)|$(ORIGIN)|$(LABEL)' 'Created-By: Packages' 2>/dev/null \
  | awk -F'|' '$2 == "Debian" && $3 == "Debian" && !/snapshot/ {print $1; exit}')} || true
[ -n "$MIRROR" ] || MIRROR=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null \
  | tr -d ' ' | head -1) || true
[ -n "$MIRROR" ] || die "no Debian archive in this machine's apt sources: set DEBIAN_MIRROR"
for suite in $SUITES; do echo "deb [signed-by=$KEYRING] $MIRROR $suite main"; done >"$APT/sources.list"
: >"$APT/status" # nothing is installed in it: so apt resolves the whole closure, glibc included
cat >"$APT/apt.conf" <<EOF
Dir::State "$APT/state"; Dir::State::lists "$APT/state/lists"; Dir::State::status "$APT/status";
Dir::State::extended_states "$APT/state/extended_states";
Dir::Cache "$APT/cache"; Dir::Cache::archives "$APT/cache/archives"; Dir::Log "$APT/log";
Dir::Cache::pkgcache ""; Dir::Cache::srcpkgcache "";
Dir::Etc::sourcelist "$APT/sources.list"; Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null"; Dir::Etc::preferencesparts "/dev/null";
Debug::NoLocking "1"; APT::Sandbox::User "root"; APT::Architectures { "$(dpkg --print-architecture)"; };
APT::Install-Recommends "0"; APT::Install-Suggests "0"; APT::Get::AllowUnauthenticated "0"; APT::Default-Release "";
Acquire::Languages "none"; Acquire::Retries "3"; Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "0";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Pre-Install-Pkgs;
#clear DPkg::Pre-Invoke;
#clear DPkg::Post-Invoke;
EOF
CONF="-c=$APT/apt.conf"
log "reading Debian's package lists ($SUITES)"
# One suite that does not exist (any more) must not stop the other.
apt-get "$CONF" -q update >"$APT/log/update" 2>&1 || log "  $(grep -m1 '^[EW]:' "$APT/log/update" || true)"

download() { # SUITE VERSION
  rm -f "$APT"/cache/archives/*.deb
  apt-get "$CONF" -q -y --download-only -t "$1" install \
    "python$SERIES=$2" "python$SERIES-minimal=$2" "python$SERIES-venv=$2" patchelf >"$APT/log/install" 2>&1 \
    && (cd "$APT/cache/archives" && apt-get "$CONF" -q download "python$SERIES-dev=$2" "libpython$SERIES-dev=$2") >>"$APT/log/install" 2>&1
}
found=
while read -r version suite; do
  log "trying python$SERIES $version from $suite"
  if download "$suite" "$version"; then found=$version; break; fi
  log "  $(grep -m2 -E '^E:|Depends' "$APT/log/install" | tr '\n' ' ')"
done < <(apt-cache "$CONF" madison "python$SERIES" 2>/dev/null \
  | awk -F'|' '{gsub(/ /, "", $2); split($3, w, " "); split(w[2], s, "/"); print $2, s[1]}' | sort -rV -u)
[ -n "$found" ] || die "no installable python$SERIES in: $SUITES; see $APT/log"

# ---- unpack ------------------------------------------------------------------
for deb in "$APT"/cache/archives/*.deb; do
  case ${deb##*/} in # what only a whole system needs
    dpkg_* | tar_* | perl-base_* | debconf_* | adduser_* | login*_* | passwd_* | mount_* | util-linux* | base-* | init-system-helpers_*) continue ;;
  esac
  dpkg-deb -x "$deb" "$PREFIX"
done
cd "$PREFIX"
for dir in lib lib64 bin sbin; do # packages from before /usr was merged
  [ -d $dir ] && [ ! -L $dir ] || continue
  mkdir -p usr/$dir && cp -a $dir/. usr/$dir/ && rm -rf $dir
done
# Absolute links would point at the host.
while IFS= read -r link; do
  target=$(readlink "$link")
  [ -e "$PREFIX$target" ] || [ -L "$PREFIX$target" ] || continue
  ln -sfn "$(realpath -m --no-symlinks --relative-to="$(dirname "$PREFIX/$link")" "$PREFIX$target")" "$link"
done < <(find . -type l -lname '/*' -printf '%P\n')

# ---- point the interpreter at its own loader and libraries ------------------
PYTHON=$PREFIX/usr/bin/python$SERIES
LOADER=$(find "$PREFIX/usr/lib" -name 'ld-linux*.so.[0-9]' ! -type d | grep -v /gconv/ | head -1)
[ -x "$PYTHON" ] && [ -n "$LOADER" ] || die "the packages hold no python$SERIES or no loader"
LIBS=$(dirname "$LOADER")
patch() { "$LOADER" --library-path "$LIBS" "$PREFIX/usr/bin/patchelf" "$@" "$PYTHON" >>"$APT/log/patchelf" 2>&1; }
cp -p "$PYTHON" "$PYTHON.orig"
# DT_RPATH, unlike DT_RUNPATH, also serves the libraries of extension modules (libssl, libsqlite3). Debian's patchelf corrupts
# this binary when it sets the interpreter first or both at once.
if ! { patch --force-rpath --set-rpath "$LIBS" && patch --set-interpreter "$LOADER" && works "$PYTHON"; }; then
  # A launcher in its place: the standard library is found from argv[0], and virtual environments still work.
  mkdir -p "$PREFIX/usr/libexec"
  mv -f "$PYTHON.orig" "$PREFIX/usr/libexec/python$SERIES"
  printf '#!/bin/sh\nexec "%s" --library-path "%s" --argv0 "$0" "%s" "$@"\n' \
    "$LOADER" "$LIBS" "$PREFIX/usr/libexec/python$SERIES" >"$PYTHON"
  chmod 755 "$PYTHON"
fi
rm -f "$PYTHON.orig"

# pyconfig.h includes <MULTIARCH/pythonX.Y/pyconfig.h>, which a compiler only looks for under /usr/include.
pyconfig=$PREFIX/usr/include/${LIBS##*/}/python$SERIES/pyconfig.h
[ ! -f "$pyconfig" ] || cp "$pyconfig" "$PREFIX/usr/include/python$SERIES/pyconfig.h"
# Debian's ensurepip takes pip from the host's wheels; a private interpreter needs no guard against pip.
find "$PREFIX/usr/lib/python$SERIES" -name '_sysconfigdata_*.py' -o -path '*/ensurepip/__init__.py' \
  | xargs sed -i "s|/usr/share/python-wheels|$PREFIX/usr/share/python-wheels|g"
rm -f "$PREFIX/usr/lib/python$SERIES/EXTERNALLY-MANAGED"
rm -rf "$PREFIX"/usr/share/{doc,man,lintian,locale,info,bug} "$PREFIX"/usr/lib/python3 "$PREFIX"/var "$APT"
# usr/bin may go on PATH, where other programs would start with the host's libraries.
find "$PREFIX/usr/bin" "$PREFIX/usr/sbin" -mindepth 1 ! -name "*python$SERIES*" -delete 2>/dev/null || true
works "$PYTHON" || die "the unpacked python$SERIES does not run: $("$PYTHON" -c 'import ssl' 2>&1 | tail -1)"
log "$("$PYTHON" -V), $(du -sh "$PREFIX" | cut -f1)"
echo "$PYTHON"
