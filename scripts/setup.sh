#!/usr/bin/env bash
# Installs whatever this checkout still needs: npm packages by `npm ci`, Debian packages by apt. Does nothing when all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(
  chromium                                # the windows, where no Electron binary can be had
  libpcsclite1 pcscd vsmartcard-vpcd      # the real PC/SC service and a reader for the virtual card
  python3                                 # a pseudo-terminal for the serial line
  umockdev libumockdev0                   # a kernel HID device in software, for the real node-hid
  cups-ipp-utils dbus avahi-daemon        # Debian's own IPP printer
  poppler-utils qpdf mupdf-tools          # independent readers of our PDFs
  postgresql                              # the centre of tests and trials: an ordinary PostgreSQL
  iproute2                                # two network namespaces and a cable between them that can be pulled
)

stamp=node_modules/.zweitplatz-lock
if [ ! -f "$stamp" ] || ! cmp -s package-lock.json "$stamp"; then
  echo 'setup: npm ci'
  npm ci --no-audit --no-fund --loglevel=error
  cp package-lock.json "$stamp"
fi

if ! command -v dpkg-query >/dev/null 2>&1; then
  echo "setup: kein Debian – bitte von Hand bereitstellen: ${packages[*]}" >&2
  exit 0
fi
missing=()
for name in "${packages[@]}"; do
  if ! dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed'; then missing+=("$name"); fi
done
if [ "${#missing[@]}" -gt 0 ]; then
  line="apt-get install -y --no-install-recommends ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    echo "setup: Es fehlen Debian-Pakete. Bitte als root ausführen:" >&2
    echo "  apt-get update && $line" >&2
    exit 1
  fi
  echo "setup: $line"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  $line -qq -o Dpkg::Use-Pty=0 >/dev/null
fi
