#!/usr/bin/env bash
# Everything from a bare machine to a rota: installs what is missing, builds into build/, makes a
# home from a sample in a temporary folder and plans its next week.
#
#   scripts/demo.sh [SAMPLE]     default: larch-house
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
sample=${1:-larch-house}

"$root/scripts/deps.sh"

# What cmake says is of use only when it fails.
quietly() {
    local log
    if ! log=$("$@" 2>&1); then
        printf '%s\n' "$log" >&2
        exit 1
    fi
}
[ -x "$root/build/rota" ] || echo 'Building rota. The first time this takes a minute or two.'
quietly cmake -S "$root" -B "$root/build"
quietly cmake --build "$root/build" --target rota --parallel "$(nproc)"
rota=$root/build/rota

folder=$(mktemp -d "${TMPDIR:-/tmp}/rota-demo-XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder"

printf '$ rota init %s --sample %s\n' "$sample" "$sample"
"$rota" init "$sample" --sample "$sample"
cd "$sample"
# Samples have dates of their own: the day after their last duty, and any week for one without.
last=$(tail -n +2 assignments.csv | cut -d, -f1 | sort | tail -n 1)
week=$(date -d "${last:-2026-12-06} + 1 day" +%F)
printf '\n$ rota plan --from %s\n' "$week"
status=0
"$rota" plan --from "$week" || status=$?
# 1 = bad news, such as a shift that nobody can take: that is an answer too.
[ "$status" -le 1 ] || exit "$status"

cat <<NEXT

That was a home in a temporary folder, which is gone now. To keep one and go on with it:

  $rota init $sample --sample $sample
  cd $sample
  $rota plan --from $week
  $rota show --by group
  $rota check
NEXT
