# shellcheck shell=bash disable=SC2154 # usage is set before
# What the scripts of this folder share: . lib.sh, after setting `usage` (text for --help).
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
name=$(basename "$0")
build=$here/../build
export LC_ALL=C

# fail STATUS MESSAGE
fail() {
    echo "$name: $2" >&2
    exit "$1"
}

# wrong MESSAGE: the command line is wrong.
wrong() {
    echo "$name: $1" >&2
    echo "usage: $usage" >&2
    exit 2
}

# number OPTION VALUE LEAST: a number without sign or exponent.
number() {
    if ! [[ $2 =~ ^[0-9]+(\.[0-9]+)?$ ]] || awk "BEGIN { exit !($2 < $3) }"; then
        wrong "'$2' of '$1' is not a number from $3 on"
    fi
}
whole() {
    if ! [[ $2 =~ ^[0-9]{1,9}$ ]] || [ "$2" -lt "$3" ]; then
        wrong "'$2' of '$1' is not a whole number from $3 on"
    fi
}

# program NAME: the path of a program that was built.
program() {
    local path
    for path in "$build/benchmarks/$1" "$build/benchmarks/$1/$1"; do
        if [ -f "$path" ] && [ -x "$path" ]; then
            echo "$path"
            return
        fi
    done
    fail 4 "no program '$1' in '$build/benchmarks'; build first, or name the folder with --build"
}

# add_instances FOLDER_OR_FILE: adds files to the array `instances`.
instances=()
add_instances() {
    local file
    if [ -d "$1" ]; then
        while IFS= read -r file; do
            instances+=("$file")
        done < <(find "$1" -name '*.txt' | sort -V)
    elif [ -f "$1" ]; then
        instances+=("$1")
    else
        fail 2 "no file or folder '$1'"
    fi
}

# head_of_results: what the results were made on.
head_of_results() {
    echo "# date $(date +%Y-%m-%d)"
    echo "# version $(git -C "$here" describe --always --dirty 2>/dev/null || echo unknown)"
    awk -F': *' '/^model name/ { name = $2 } /^processor/ { n++ }
        END { printf "# cpu %s, %d cores\n", name == "" ? "unknown" : name, n }' /proc/cpuinfo
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
