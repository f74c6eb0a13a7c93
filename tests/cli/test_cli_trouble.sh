# When the machine does not play along: full disks, folders without rights, files that are no
# database, a home in use, Ctrl-C, closed outputs. A clear word, the right status, nothing by halves.
. "$(dirname "$0")/lib.sh" "$@"

run 0 init home --sample first-steps
run 0 init larch --sample larch-house
run 0 init sunrise --sample sunrise-village
cp -r home whole

# limited KIB STATUS WORDS...: no file may grow beyond so many KiB, as on a full disk. Its answer and
# messages go through pipes, for which that does not hold.
limited() {
    local kib=$1 expected=$2
    shift 2
    { { (ulimit -f "$kib" && exec "$rota" "$@"); echo $? >status; } 2>&1 >&3 | cat >err; } 3>&1 |
        cat >out
    read -r status <status
    [ "$expected" = any ] || [ "$status" -eq "$expected" ] ||
        fail "rota $* in $kib KiB: status $status, not $expected: $(cat err)"
}
# home_is_whole: no file more than before, and the same data.
home_is_whole() {
    (cd home && find . | sort) >files-now
    (cd whole && find . | sort) >files-before
    same files-now files-before
    "$rota" --home home export staff >now 2>err || fail "the home cannot be read: $(cat err)"
    same now whole-staff
}
run 0 --home whole export staff
cp out whole-staff

# ---- no room ----
limited 8 4 --home home plan --time-limit 5
has out "Plan 'draft', Mon 23 to Sun 29 Nov 2026"
has out 'Continuity, Mon 23 to Sun 29 Nov 2026'
has err "rota: no room left on the disk for '$work/home/rota.db'; nothing was changed; make room and try again; the rota above is not kept"
lacks err 'kept as draft'
home_is_whole
run 3 --home home show --plan draft
limited 8 4 --home home plan --time-limit 5 --json
has out '"plan": "draft"'
sed 's/Aisha/Aishah/' home/staff.csv >staff.csv
for kib in 2 4; do
    limited "$kib" 4 --home home import staff.csv
    empty out
    has err 'nothing was changed'
    home_is_whole
done
limited 8 4 --home home backup copy.db
has err "no room left on the disk for 'copy.db'"
[ ! -e copy.db ] || fail 'half a backup is left'
for sample in first-steps larch-house; do
    for kib in 0 1 8 64 200; do
        limited "$kib" any init new --sample "$sample"
        [ "$status" -eq 0 ] || [ "$status" -eq 4 ] || fail "init in $kib KiB: status $status"
        [ "$status" -eq 0 ] || [ ! -e new ] || fail "half a home is left: $(find new)"
        rm -rf new
    done
done
# An export is whole or is not there; what was there before stays.
limited 14 4 --home sunrise export -o new-folder
has err "cannot write 'new-folder/"
[ ! -e new-folder ] || fail "half an export is left: $(ls new-folder)"
run 0 --home sunrise export -o old-folder
cp -r old-folder old-copy
limited 14 4 --home sunrise export -o old-folder
diff -r old-folder old-copy >differ || fail "half an export is left: $(cat differ)"
limited 14 4 --home sunrise export hr -o hr-folder
[ ! -e hr-folder ] || fail "half of the tables for HR: $(ls hr-folder)"
limited 14 4 --home sunrise record export --as manager -o record-folder
[ ! -e record-folder ] || fail "half of the records: $(ls record-folder)"

# A real full disk, where this user may make one.
mkdir disk
if mount -t tmpfs -o size=200k rota-test disk 2>mounted; then
    trap 'umount "$work/disk"; rm -rf "$work"' EXIT
    cp -r home disk/home
    dd if=/dev/zero of=disk/fill bs=1k >filled 2>&1
    run 4 --home disk/home plan --time-limit 5
    has out "Plan 'draft', Mon 23 to Sun 29 Nov 2026"
    has err "no room left on the disk for '$work/disk/home/rota.db'"
    run 4 --home home export -o disk/new
    [ ! -e disk/new ] || fail 'a folder of nothing is left'
    run 4 --home larch share zara --for school --purpose x -o disk/shared
    [ ! -e disk/shared ] || fail "half of what was shared: $(ls disk/shared)"
    run 4 init disk/other
    [ ! -e disk/other ] || fail 'a half home is left'
fi

# ---- rights: as a user who is not root ----
nobody() { "$@"; }
if [ "$(id -u)" -eq 0 ]; then
    nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
    chmod 755 "$work"
    chown -R 65534 home larch
fi
# refused STATUS WORDS...: run as that user.
refused() {
    local expected=$1 status
    shift
    nobody "$rota" "$@" >out 2>err
    status=$?
    [ "$status" -eq "$expected" ] || fail "rota $* without rights: status $status, not $expected"
}
if nobody "$rota" --version >out 2>err; then
    chmod 500 home
    start=$SECONDS
    refused 4 --home home plan --fresh --time-limit 60
    [ $((SECONDS - start)) -lt 30 ] || fail 'it is planned for a minute before the rights are looked at'
    has err "'$work/home/rota.db' cannot be changed: this user may not write into its folder"
    empty out
    refused 4 --home home import staff.csv
    has err 'this user may not write into its folder'
    refused 4 --home home export -o home/new
    has err "cannot make the folder 'home/new': Permission denied"
    refused 0 --home home export staff
    same out whole-staff
    chmod 700 home
    chmod 400 home/rota.db
    refused 4 --home home import staff.csv
    has err "'$work/home/rota.db' cannot be changed: this user may only read it"
    chmod 000 home/rota.db
    refused 4 --home home show
    has err "cannot open '$work/home/rota.db': Permission denied"
    chmod 600 home/rota.db
    chmod 000 home/rota.ini
    refused 4 --home home show
    has err "cannot read '$work/home/rota.ini': Permission denied"
    chmod 600 home/rota.ini
    chmod 000 home
    refused 4 --home home show
    has err 'Permission denied'
    chmod 700 home
    home_is_whole
fi

# ---- no database, an empty one, half a one ----
cp home/rota.db good.db
echo hello >wrong
for bytes in 0 5 5000 60000; do
    head -c "$bytes" "$([ "$bytes" -gt 5 ] && echo good.db || echo wrong)" >home/rota.db
    cp home/rota.db before.db
    for words in 'show' 'plan --time-limit 1' 'export -o x' 'import staff.csv' 'backup b.db'; do
        # shellcheck disable=SC2086 # words are meant
        run 3 --home home $words
        grep -q 'backup of it' err || fail "no way out is named: $(cat err)"
        same home/rota.db before.db
        [ ! -e x ] && [ ! -e b.db ] || fail "'$words' leaves something with a database of $bytes bytes"
    done
done
rm home/rota.db
run 3 --home home show
has err 'put a backup of it there'
cp good.db home/rota.db
home_is_whole

# ---- two at once ----
if command -v sqlite3 >sqlite; then
    mkfifo hold
    sqlite3 home/rota.db <hold >held 2>&1 &
    exec 9>hold
    printf 'BEGIN IMMEDIATE; SELECT 1;\n' >&9
    until [ -s held ]; do sleep 0.1; done
    run 0 --home home export staff
    same out whole-staff
    run 4 --home home import staff.csv
    has err 'rota.db is in use by another program; try again when it has finished'
    run 4 --home home plan --time-limit 5
    has out "Plan 'draft', Mon 23 to Sun 29 Nov 2026"
    has err 'try again when it has finished; the rota above is not kept'
    exec 9>&-
    wait
    home_is_whole
fi

# ---- Ctrl-C ----
{
    echo date,shift,group,staff
    for year in $(seq 1990 2019); do
        for month in 01 02 03 04 05 06 07 08 09 10 11 12; do
            for day in $(seq -w 1 28); do
                echo "$year-$month-$day,E,sparrows,aisha"
                echo "$year-$month-$day,L,sparrows,grace"
            done
        done
    done
} >assignments.csv
"$rota" --home home import assignments.csv >out 2>err &
process=$!
until [ -e home/rota.db-holder ] || ! kill -0 "$process" 2>gone; do :; done
kill -INT "$process" 2>gone
wait "$process"
status=$?
if [ "$status" -eq 130 ]; then
    has err 'rota: interrupted; nothing was imported'
    home_is_whole
elif [ "$status" -ne 0 ]; then # it may have been done already
    fail "an interrupted import ends with status $status: $(cat err)"
fi

# ---- outputs that are closed ----
"$rota" --home home export staff >&- 2>err
[ $? -eq 4 ] || fail 'an answer to a closed output looks like success'
has err 'rota: cannot write the answer: Bad file descriptor'
"$rota" --home home import whole/staff.csv >&- 2>&- <&-
[ $? -eq 4 ] || fail 'closed outputs look like success'
home_is_whole
"$rota" --home home export -o out-folder >&- 2>&- || fail 'messages that nobody hears stop an export'
same out-folder/staff.csv whole-staff
for words in '--help' 'export staff' 'check' 'config'; do
    # shellcheck disable=SC2086 # words are meant
    "$rota" --home larch $words >/dev/full 2>err
    [ $? -eq 4 ] || fail "'$words' to a full device looks like success"
    has err 'cannot write the answer: No space left on device'
done
"$rota" --home larch show 2>err | head -1 >first
empty err
[ -s first ] || fail 'the first line of a rota is not there'

finish
