#!/usr/bin/env bash
# Every shell script of the project is clean under shellcheck, where that is installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if ! command -v shellcheck >/dev/null; then
    echo 'check-shell: no shellcheck here, so nothing was checked'
    exit 0
fi
# By their first line, or as parts that others read.
mapfile -t scripts < <(
    grep -rlIE '^#!.*[/ ](ba)?sh$' .ci benchmarks scripts 2>/dev/null
    find benchmarks scripts tests -name '*.sh'
)
# SC2317: functions that are called by a name in a variable.
mapfile -t scripts < <(printf '%s\n' "${scripts[@]}" | sort -u)
shellcheck -x -P SCRIPTDIR -s bash -S warning -e SC2317 "${scripts[@]}"
echo "check-shell: ${#scripts[@]} scripts are clean"
