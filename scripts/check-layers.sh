#!/usr/bin/env bash
# The rules of the house that a compiler does not know: which folder may include which, one file for
# each foreign library, headers that compile alone, names, no printing in the libraries.
#
#   scripts/check-layers.sh [BUILD-FOLDER]
#
# With a build folder (or run inside one, as ctest does) the libraries' symbols are checked too.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${1:-}
if [ -z "$build" ]; then
    for folder in "$PWD" "$PWD/.."; do
        [ -f "$folder/CMakeCache.txt" ] && build=$folder
    done
fi
[ -z "$build" ] || build=$(cd "$build" && pwd)
cd "$root" || exit 1
faults=0

complain() {
    echo "$1"
    faults=$((faults + 1))
}

# complain_of MESSAGE: about each line of standard input.
complain_of() {
    local line
    while IFS= read -r line; do
        complain "$line: $1"
    done
}

# ---- Folders: what each may include beside itself and the C library ----
declare -A may=(
    [core]="core"
    [solver]="core solver"
    [plan]="core solver plan"
    [io]="core io"
    [records]="core io records"
    [web]="core solver plan io web"
    [cli]="core solver plan io records web cli"
)
for folder in src/*/; do
    name=$(basename "$folder")
    allowed=${may[$name]:-}
    if [ -z "$allowed" ]; then
        complain "src/$name: not a folder that scripts/check-layers.sh knows"
        continue
    fi
    complain_of "src/$name may include only: $allowed" < <(
        grep -rnE --include='*.[ch]' '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' "$folder" |
            grep -vE "include[[:space:]]*\"(${allowed// /|})/[^\"]*\""
    )
done

# ---- Foreign headers: one file each ----
while read -r header only; do
    complain_of "only $only may include ${header//\\/}" < <(
        grep -rnE --include='*.[ch]' "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"](.*/)?${header}[>\"]" src |
            grep -vE "\"io/$header\"" | grep -v "^$only:"
    )
done <<'HEADERS'
glpk\.h src/solver/lp.c
sqlite3\.h src/io/store.c
iniparser\.h src/io/ini.c
dictionary\.h src/io/ini.c
csv\.h src/io/csv.c
jansson\.h src/io/json.c
libical/ical\.h src/io/ics.c
dlfcn\.h src/io/cipher.c
cmocka\.h tests/support/test.h
HEADERS

# ---- Headers compile alone, and have the guard of their name ----
while IFS= read -r header; do
    guard=$(tr 'a-z/.-' 'A-Z___' <<<"ROTA_${header#src/}")
    grep -q "^#ifndef $guard\$" "$header" || complain "$header: its guard is not $guard"
    messages=$("${CC:-gcc}" -std=gnu11 -D_GNU_SOURCE -Wall -Werror -Isrc -fsyntax-only -x c \
        -include "$header" /dev/null 2>&1) || complain "$header: does not compile alone: $messages"
done < <(find src -name '*.h' | sort)

# ---- Libraries do not print and do not end the program; nothing is parsed carelessly ----
complain_of "a library does not print or exit" < <(
    grep -rnE --include='*.[ch]' \
        '(^|[^_[:alnum:]])(printf|vprintf|puts|putchar|perror|exit|_exit|abort)[[:space:]]*\(|\b(stdout|stderr)\b' \
        src/core src/solver src/plan src/io src/records |
        grep -vE '^src/core/mem\.c:|^[^:]*:[0-9]*:[[:space:]]*(\*|/\*)|\* .*\*/'
)
complain_of "use core/text.h to parse, snprintf to write" < <(
    grep -rnE --include='*.[ch]' \
        '(^|[^_[:alnum:]])(atoi|atol|atoll|atof|sscanf|strtok|gets|sprintf|vsprintf)[[:space:]]*\(' src
)

# ---- Size ----
while IFS= read -r file; do
    lines=$(wc -l <"$file")
    [ "$lines" -le 600 ] || complain "$file: $lines lines, at most 600"
done < <(find src tests benchmarks -name '*.[ch]' | sort)

# ---- Names: what the libraries show to the linker begins with rota_ ----
if [ -n "$build" ] && command -v nm >/dev/null; then
    while IFS= read -r library; do
        complain_of "a public name of $(basename "$library") that does not begin with rota_" < <(
            nm -g --defined-only "$library" 2>/dev/null |
                awk 'NF == 3 && $3 !~ /^rota_/ && $3 !~ /^__(odr_)?asan/ { print $3 }' | sort -u
        )
    done < <(find "$build" -name 'librota_*.a' ! -name 'librota_test_*' | sort)
fi

if [ "$faults" -gt 0 ]; then
    echo "check-layers: $faults faults"
    exit 1
fi
