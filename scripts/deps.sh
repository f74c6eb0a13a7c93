#!/usr/bin/env bash
# Install the packages that building and testing need, on Debian 12 and Ubuntu 24.04.
# Only what is missing is installed; with nothing missing it says nothing.
#
#   scripts/deps.sh         to build and to run the tests
#   scripts/deps.sh ci      and what `scripts/test.sh ci` runs
#   scripts/deps.sh full    and what `scripts/test.sh full` runs
set -euo pipefail

packages=(
    gcc libc6-dev make cmake git tzdata binutils
    libglpk-dev libsqlite3-dev libiniparser-dev libcsv-dev libjansson-dev
    libical-dev libsqlcipher-dev libcmocka-dev
)
# One version everywhere: another one formats differently and warns of other things.
ci=(clang-format-14)
full=(clang-14 clang-tidy-14 valgrind libc6-dbg)

case "${1:-}" in
"") ;;
ci) packages+=("${ci[@]}") ;;
full) packages+=("${ci[@]}" "${full[@]}") ;;
*)
    echo "usage: scripts/deps.sh [ci|full]" >&2
    exit 2
    ;;
esac

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "deps.sh: no apt-get here; install by hand what stands for: ${packages[*]}" >&2
    exit 1
fi

missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null || true)
    # A package of several architectures has a line for each.
    grep -qx installed <<<"$status" || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "deps.sh: missing, and neither root nor sudo to install them: ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo)
fi
echo "deps.sh: installing ${missing[*]}" >&2
# Without the first variable tzdata asks where it is. What apt says goes to standard error: the
# scripts that call this one print results.
apt() {
    ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive TZ=Etc/UTC \
        apt-get -q "$@" </dev/null >&2
}
apt update
apt install -y --no-install-recommends "${missing[@]}"
