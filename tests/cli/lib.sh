# What the tests of the command line share: . lib.sh PROGRAM SOURCE_FOLDER. Every test runs in a
# temporary folder of its own, prints each thing that fails and ends with status 1 when one did.
rota=$1
# shellcheck disable=SC2034 # for the tests
source_folder=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
unset ROTA_HOME NO_COLOR
export LC_ALL=C TZ=UTC TERM=xterm ROTA_TODAY=2026-11-22
failed=0

fail() {
    echo "FAIL: $*"
    failed=1
}

# run STATUS WORDS...: the program with these words; its answer is in ./out, its messages in ./err.
run() {
    local expected=$1 status
    shift
    "$rota" "$@" >out 2>err
    status=$?
    if [ "$status" -ne "$expected" ]; then
        fail "rota $*: status $status instead of $expected"
        sed 's/^/    /' err
    fi
}

# has FILE TEXT / lacks FILE TEXT: fixed text on one line.
has() {
    grep -qF -- "$2" "$1" || { fail "no '$2' in $1:"; head -40 "$1" | sed 's/^/    /'; }
}
lacks() {
    if grep -qF -- "$2" "$1"; then fail "'$2' in $1"; fi
}

# count FILE TEXT NUMBER: so many lines hold the text.
count() {
    local n
    n=$(grep -cF -- "$2" "$1")
    [ "$n" -eq "$3" ] || fail "$n lines with '$2' in $1 instead of $3"
}

empty() {
    [ ! -s "$1" ] || { fail "$1 is not empty:"; head -20 "$1" | sed 's/^/    /'; }
}

same() {
    cmp -s "$1" "$2" || { fail "$1 and $2 differ:"; diff "$1" "$2" | head -20; }
}

finish() {
    [ "$failed" -eq 0 ] && echo ok
    exit "$failed"
}
