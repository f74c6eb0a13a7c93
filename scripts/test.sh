#!/usr/bin/env bash
# Build and test everything; installs what is missing. The last line says "N passed, N failed":
# the tests that ctest ran, and each other check as one. Exit status 0 only when none failed.
#
#   scripts/test.sh         gcc with warnings as errors, all tests
#   scripts/test.sh ci      and all tests under AddressSanitizer and UBSan, and the format
#   scripts/test.sh full    and clang, clang-tidy, and valgrind on the sample homes
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mode=${1:-}
jobs=$(nproc)
passed=0
failed=0

case "$mode" in
"" | ci | full) ;;
*)
    echo "usage: scripts/test.sh [ci|full]" >&2
    exit 2
    ;;
esac

finish() {
    echo
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
    exit
}

# check NAME COMMAND...: one check that passes or fails.
check() {
    local name=$1
    shift
    echo "== $name"
    if "$@"; then
        passed=$((passed + 1))
    else
        echo "FAILED: $name"
        failed=$((failed + 1))
        return 1
    fi
}

# build FOLDER CMAKE-OPTIONS...
build() {
    local folder=$root/$1
    shift
    cmake -S "$root" -B "$folder" "$@" >/dev/null && cmake --build "$folder" --parallel "$jobs"
}

# run_tests FOLDER: counts what ctest counts.
run_tests() {
    local log summary
    log=$(mktemp)
    ctest --test-dir "$root/$1" --output-on-failure -j "$jobs" | tee "$log"
    summary=$(sed -nE 's/^[0-9]+% tests passed, ([0-9]+) tests? failed out of ([0-9]+)$/\1 \2/p' "$log")
    rm -f "$log"
    if [ -z "$summary" ]; then
        echo "FAILED: ctest ran no test in $1"
        failed=$((failed + 1))
        return
    fi
    local bad=${summary% *} all=${summary#* }
    failed=$((failed + bad))
    passed=$((passed + all - bad))
}

# Only a failing build is a check of its own: a good one is counted by its tests.
build_and_test() {
    local folder=$1
    echo "== build and test in $folder"
    if build "$@"; then
        run_tests "$folder"
    else
        echo "FAILED: the build in $folder"
        failed=$((failed + 1))
    fi
}

sources() {
    find "$root/src" "$root/tests" "$root/benchmarks" -name '*.[ch]' -print0 | sort -z
}
check_format() {
    local file good=0
    while IFS= read -r -d '' file; do
        clang-format-14 --dry-run -Werror "$file" 2>/dev/null && continue
        echo "not formatted; run: clang-format-14 -i ${file#"$root"/}"
        good=1
    done < <(sources)
    return "$good"
}
check_tidy() {
    find "$root/src" -name '*.c' -print0 |
        xargs -0 -n 4 -P "$jobs" clang-tidy-14 -p "$root/build-clang" --quiet \
            2> >(grep -v ' warnings* generated\.$' >&2)
}

# The commands of a first hour with every sample. Valgrind itself ends with 99.
check_valgrind() {
    local folder home sample arguments
    folder=$(mktemp -d)
    for sample in "$root"/data/homes/*/; do
        sample=$(basename "$sample")
        home=$folder/$sample
        while read -r arguments; do
            echo "valgrind rota $arguments ($sample)"
            # shellcheck disable=SC2086 # words are meant
            (cd "$folder" && ROTA_HOME=$home valgrind --quiet --error-exitcode=99 \
                --leak-check=full --errors-for-leak-kinds=definite,indirect \
                "$root/build-test/rota" --quiet ${arguments//HOME/$home} </dev/null >/dev/null)
            if [ $? -gt 1 ]; then
                rm -rf "$folder"
                return 1
            fi
        done <<-COMMANDS
		init HOME --sample $sample
		export -o HOME-files
		import HOME-files/staff.csv
		plan --time-limit 5
		show
		check
		continuity --json
		config
		COMMANDS
    done
    rm -rf "$folder"
}

if ! "$root/scripts/deps.sh" $mode; then
    echo "FAILED: packages are missing"
    failed=1
    finish
fi

build_and_test build-test -DROTA_WERROR=ON
if [ "$mode" = ci ] || [ "$mode" = full ]; then
    # Warnings are the other build's: the sanitizers' own code makes gcc see some that are not there.
    UBSAN_OPTIONS=print_stacktrace=1 build_and_test build-asan -DROTA_SANITIZE=ON
    check "format" check_format
fi
if [ "$mode" = full ]; then
    check "clang" build build-clang -DCMAKE_C_COMPILER=clang-14 -DROTA_WERROR=ON &&
        check "clang-tidy" check_tidy
    check "valgrind on the samples" check_valgrind
fi
finish
