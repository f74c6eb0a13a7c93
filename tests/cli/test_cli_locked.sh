# Encrypted records: nothing to be seen without the passphrase, a wrong one changes nothing. Without
# SQLCipher the program must say so and write nothing in the clear.
. "$(dirname "$0")/lib.sh" "$@"
export ROTA_TODAY=2026-12-02

run 0 init larch --sample larch-house
run_locked() { # run_locked STATUS PASSPHRASE ARGS...
    local status=$1 passphrase=$2
    shift 2
    printf '%s\n' "$passphrase" >passphrase
    run "$status" --home larch "$@" --passphrase-fd 7 7<passphrase
}
cp larch/records.db before.db
printf 'correct horse battery\n' >new
run_new() { "$rota" --home larch record "$@" 8<new >out 2>err; }

if ! run_new encrypt --new-passphrase-fd 8; then
    has err 'built without SQLCipher'
    same larch/records.db before.db
    rm larch/records.db
    printf '\n[records]\nencrypt = yes\n' >>larch/rota.ini
    run 4 --home larch record add note --as tom --child callum --situation x --passphrase-fd 8 8<new
    has err 'built without SQLCipher'
    [ ! -e larch/records.db ] || fail 'records in the clear where encryption is asked for'
    finish
fi

has out 'records.db is encrypted now; who loses the passphrase loses the records'
has err "/larch/records' are not encrypted: delete what you no longer need"
[ "$(stat -c %a larch/records.db)" = 600 ] || fail 'the encrypted file can be read by others'
[ ! -e larch/records.db.old ] && [ ! -e larch/records.db.new ] || fail 'an older file is left'
grep -aq 'cocoa' before.db || fail 'the plain file holds no word of a record'
for word in 'SQLite format' cocoa daily_note callum; do
    grep -aq "$word" larch/records.db && fail "the encrypted file shows '$word'"
done
if command -v sqlite3 >/dev/null; then
    sqlite3 larch/records.db .dump >dump 2>&1
    grep -q 'CREATE TABLE' dump && fail 'sqlite3 reads the encrypted file'
fi

# ---- the passphrase: from a descriptor, never an argument; a wrong one changes nothing ----
cp larch/records.db locked.db
run_locked 3 'incorrect horse' record list
has err 'that is not the passphrase of'
run_locked 3 'incorrect horse' record add note --as tom --child callum --situation x
run_locked 3 'incorrect horse' record passphrase --new-passphrase-fd 8 8<new
same larch/records.db locked.db
run_locked 2 '' record list
has err 'the passphrase is empty'
run 2 --home larch record list --passphrase 'correct horse battery'
if command -v setsid >/dev/null; then
    setsid -w "$rota" --home larch record list </dev/null >out 2>err
    [ $? -eq 2 ] || fail 'no terminal, no descriptor, and no usage error'
    has err 'a passphrase is needed'
fi
same larch/records.db locked.db

# ---- with it everything works ----
run_locked 0 'correct horse battery' record add note --as tom --child callum --situation 'Zebra crossing'
run_locked 0 'correct horse battery' record search zebra
has out 'Zebra crossing'
run_locked 0 'correct horse battery' review callum
run_locked 0 'correct horse battery' record export --as manager -o locked-export
run_locked 0 'correct horse battery' record import locked-export/daily_notes.csv
has out '0 added, 0 changed'
run_locked 0 'correct horse battery' record backup copy.db
grep -aq 'Zebra' copy.db && fail 'the backup of an encrypted file is not encrypted'
[ "$(stat -c %a copy.db)" = 600 ] || fail 'a backup that others can read'

# ---- on a terminal it is asked for without echo ----
if command -v script >/dev/null; then
    echo 'correct horse battery' >answer
    (sleep 0.5; cat answer; sleep 0.5) | script -qec "$rota --home larch record list --child callum" /dev/null >typed 2>&1
    grep -q 'Passphrase of the records' typed || fail 'the terminal is not asked'
    grep -q 'Zebra' typed || fail 'the passphrase of the terminal does not open it'
    grep -q 'correct horse' typed && fail 'the passphrase is echoed'
fi

# ---- another passphrase; and none ----
printf 'a better one\n' >new
run_locked 0 'correct horse battery' record passphrase --new-passphrase-fd 8 8<new
run_locked 3 'correct horse battery' record list
run_locked 0 'a better one' record list
printf 'short\n' >new
run_locked 2 'a better one' record passphrase --new-passphrase-fd 8 8<new
has err 'that passphrase is too short'
run_locked 0 'a better one' record decrypt
run 0 --home larch record search zebra
has out 'Zebra crossing'

# ---- a new file is encrypted from the start where rota.ini says so ----
rm larch/records.db
printf '\n[records]\nencrypt = yes\n' >>larch/rota.ini
printf 'a third passphrase\n' >new
run 0 --home larch record add note --as tom --child callum --situation 'Zebra again' --passphrase-fd 8 8<new
grep -aq 'Zebra' larch/records.db && fail 'the new file is not encrypted'
run_locked 0 'a third passphrase' record search zebra
has out 'Zebra again'
finish
