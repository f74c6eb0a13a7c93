# Homes as files: init, import, export, config, backup; which home; a full disk.
. "$(dirname "$0")/lib.sh" "$@"

# ---- no home ----
run 3 show
has err 'rota: no home here: no rota.ini in'
run 3 --home nowhere show
has err "rota: cannot open the home 'nowhere'"

# ---- every sample: what is exported is what the files say, and importing it changes nothing ----
for folder in "$source_folder"/data/homes/*/; do
    sample=$(basename "$folder")
    run 0 init "$sample" --sample "$sample"
    has out "made the home $sample from the sample '$sample'"
    run 0 --home "$sample" export -o "$sample-first"
    empty out
    run 0 --home "$sample" import "$sample"-first/*.csv
    if grep -qvE ' 0 added, 0 changed, [0-9]+ same$' out; then
        fail "importing what was exported changes $sample:"
        cat out
    fi
    run 0 --home "$sample" export -o "$sample-second"
    for file in "$sample"-first/*.csv; do
        same "$file" "$sample-second/$(basename "$file")"
    done
    # A new home filled from the files exports the same bytes.
    run 0 init "$sample-copy"
    cp "$sample/rota.ini" "$sample-copy/rota.ini"
    run 0 --home "$sample-copy" import "$sample"-first/*.csv
    run 0 --home "$sample-copy" export -o "$sample-third"
    for file in "$sample"-first/*.csv; do
        same "$file" "$sample-third/$(basename "$file")"
    done
done
run 2 init first-steps --sample first-steps
has err "rota: the folder 'first-steps' is not empty"
run 2 init other --sample first-step
has err "did you mean 'first-steps'?"
[ ! -e other ] || fail 'a failed init leaves a folder'

# ---- one file, standard output, JSON ----
cd first-steps || exit 1
"$rota" export staff >../staff.csv 2>../err || fail 'export to standard output'
cd .. || exit 1
empty err
same staff.csv first-steps-first/staff.csv
run 0 --home first-steps export staff -o again.csv
same again.csv staff.csv
run 0 --home first-steps --quiet export staff -o again.csv
empty err
run 0 --home first-steps export groups --json
has out '"group": "sparrows"'
run 0 --home first-steps --json export groups staff -o some
has out '"some/staff.csv"'
run 0 --home first-steps --json import staff.csv
has out '"same": 5'
run 2 --home first-steps export
has err 'name one kind or a folder with -o DIR'
run 2 --home first-steps export stff
has err "no kind 'stff'; did you mean 'staff'?"
run 2 --home first-steps export staff --format ods
has err "--format: 'ods' is none of csv|json"
run 2 --home first-steps export staff --wide
has err '--wide is a CSV form of assignments'

# ---- faults: all of them, each with its place, and nothing is kept ----
cp staff.csv bad.csv
sed -i 's/^aisha,Aisha,30/aisha,Aisha,"30,5"/; s/^ruth,Ruth,22.5/ruth,Ruth,many/' bad.csv
run 3 --home first-steps import bad.csv --kind staff
empty out
[ "$(grep -c '^bad.csv:[0-9]*: contract_hours: ' err)" -eq 2 ] || fail "faults: $(cat err)"
tail -1 err | grep -q '^rota: ' || fail "no last word: $(tail -1 err)"
run 0 --home first-steps export staff
same out staff.csv
sed 's/^aisha,Aisha,30/aisha,Aisha,20/' staff.csv >changed.csv
run 0 --home first-steps import --dry-run changed.csv --kind staff
has out '0 added, 1 changed, 4 same'
has err 'nothing was kept'
run 0 --home first-steps export staff
same out staff.csv
run 0 --home larch-house import "$work"/larch-house-first/leave.csv --replace
has out '0 added, 0 changed, 10 same'

# ---- which home ----
run 0 init plain
has out 'made the empty home plain'
run 0 --home first-steps config
has out 'name = First Steps'
ROTA_HOME=$work/larch-house run 0 config
has out 'name = Larch House'
ROTA_HOME=$work/larch-house run 0 --home first-steps config
has out 'name = First Steps'
mkdir -p first-steps/deep/down
(cd first-steps/deep/down && "$rota" config) >out 2>err || fail 'no home found upward'
has out 'name = First Steps'

# ---- config ----
run 0 --home first-steps config
grep -q '^timezone = Africa/Kampala  *rota.ini:9 ' out || fail 'config: no origin in rota.ini'
grep -q '^week_starts = monday  *default ' out || fail 'config: no default'
run 0 --home first-steps config --json
has out '"origin": "rota.ini:9"'
run 0 --home larch-house config --rules
has out "rules 'uk'"
has out 'limit_hours = 48'
has out '[daily_rest] WTR 1998 reg 10(1)'
run 0 --home larch-house config --rules --json
has out '"profile": "uk"'
echo 'colour = red' >>first-steps/rota.ini
run 3 --home first-steps config
has err "rota.ini:13: unknown key 'colour'"
sed -i '$d' first-steps/rota.ini

# ---- backup ----
run 0 --home first-steps backup copy.db
has out 'copied the database to copy.db'
run 0 init restored
cp copy.db restored/rota.db
run 0 --home restored export staff
same out staff.csv
run 3 --home first-steps backup copy.db
has err "'copy.db' is there already"

# ---- a full disk must not look like success ----
"$rota" --home first-steps export staff >/dev/full 2>err
[ $? -eq 4 ] || fail 'a full disk looks like success'
has err 'rota: cannot write the answer: No space left on device'
(ulimit -f 10 && "$rota" --home larch-house backup small.db) >out 2>err
[ $? -eq 4 ] || fail 'a file that may not grow ends the program'
[ ! -e small.db ] || fail 'half a backup is left'

# ---- words that are copied into a shell; values that are missing; files that cannot be read ----
run 0 init "it's a home"
has err "rota --home 'it'\\''s a home' import"
run 2 --home first-steps import staff.csv --kind assignments --plan ''
has err 'rota: --plan: the name of the plan is empty'
run 2 --home first-steps export assignments --plan ''
has err 'rota: --plan: the name of the plan is empty'
mkdir assignments.csv
run 3 --home first-steps import assignments.csv
has err "cannot read 'assignments.csv': Is a directory"
lacks err 'is empty'

finish
