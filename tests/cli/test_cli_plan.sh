# A week planned, shown, checked and measured: text, JSON, files and exit status.
. "$(dirname "$0")/lib.sh" "$@"

# A number of the JSON in ./out, by its key (first line that has it).
number() {
    sed -n "s/^ *\"$1\": \([-0-9.e]*\),*\$/\1/p" out | head -1
}

run 0 init home --sample first-steps
export ROTA_HOME=$work/home
run 3 show
has err "rota: there is no rota yet; make one with 'rota plan' or import assignments.csv"

# ---- the next week, planned ----
run 0 plan
has out "Plan 'draft', Mon 23 to Sun 29 Nov 2026"
has out 'Proven the best: no lawful rota costs less than'
has out 'Cover: every shift has its minimum'
has out "rules 'generic': no breach"
has out 'What the points are made of (a minus is a gain)'
# What was kept and what comes next stands below the answer.
"$rota" --home home plan >both 2>&1
tail -1 both | grep -q "^kept as draft 'draft'" || fail "the last line of a plan is: $(tail -1 both)"
has err "kept as draft 'draft'; see also: rota show --plan draft, rota check --plan draft"
grep -qE '^Grace +.*37\.5 / 37\.5$' out || fail "Grace does not work her hours: $(grep '^Grace' out)"
awk 'length($0) > 120 { print "too wide: " $0; bad = 1 } END { exit bad }' out || fail 'too wide'

# Contract hours are met by everybody, and nobody has an early after a late.
run 0 plan --from 2026-12-07 --name december --json
has out '"plan": "december"'
has out '"what": "plan '"'december'"'"'
has out '"from": "2026-12-07"'
has out '"to": "2026-12-13"'
has out '"status": "optimal"'
has out '"proven": true'
has out '"shortfalls": []'
count out '"pinned": false' 20
count out '"known_days"' 8
[ "$(number gap)" = 0 ] || [ "$(number gap)" = 0.0 ] || fail "gap $(number gap)"
[ "$(number objective)" = "$(number bound)" ] || fail "bound $(number bound)"
for part in bond faces return bed_wake wishes contract fairness demand changes; do
    grep -q "\"$part\": [-0-9]" out || fail "no part $part"
done
cp out december.json

# The same again: same bytes but for the time of planning.
has out '"warm": false'
grep -c '"seconds"' out >"times"
[ "$(cat times)" = 1 ] || fail "seconds in $(cat times) places"
run 0 plan --from 2026-12-07 --name december --json --fresh
grep -v '"seconds"' december.json >first.json
grep -v '"seconds"' out >second.json
same first.json second.json
# From the draft: the same rota, found on another way that is as sure.
rota_of() { sed '/"solver": {/,$d' "$1" | grep -v '"seconds"'; }
run 0 plan --from 2026-12-07 --name december --json
has out '"warm": true'
cp out warm.json
rota_of december.json >first.json
rota_of warm.json >second.json
same first.json second.json
run 0 plan --from 2026-12-07 --name december --json
grep -v '"seconds"' warm.json >first.json
grep -v '"seconds"' out >second.json
same first.json second.json
# With -v by the clock, too.
run 0 plan --from 2026-12-07 --name december --json -v --fresh
for key in first_seconds root_seconds seconds work lp_iterations priced lines_kept; do
    sed -n '/"solver": {/,$p' out | grep -q "\"$key\": [0-9]" || fail "no $key with -v"
done
has err 'planner: optimal (proven), '
lacks err 'began with an earlier plan'

# --start: another plan's rota.
run 0 plan --from 2026-12-07 --name december --start december -v
has err '; began with an earlier plan'
run 3 plan --from 2026-12-07 --name december --start decembre
has err "rota: there is no plan 'decembre'"
run 2 plan --from 2026-12-07 --start december --fresh
has err '--fresh and --start exclude each other'

# ---- show ----
run 0 show
has out "Plan 'december', Mon 7 to Sun 13 Dec 2026"
run 0 show --plan draft
has out "Plan 'draft', Mon 23 to Sun 29 Nov 2026"
run 0 show --plan december --by group
has out 'Sparrows'
has out '  E 07:00-15:00 '
run 0 show --by child
has out ', Sparrows, key caregiver '
run 0 show --json
count out '"pinned": false' 20
run 3 show --plan decembre
has err "did you mean 'december'?"
run 2 show --by week
has err "rota: --by: 'week' is none of staff|group|child"
lacks out 'The plan is for'
run 0 show --plan december --from 2027-05-03
has out "Plan 'december', Mon 3 to Sun 9 May 2027"
has out 'The plan is for Mon 7 to Sun 13 Dec 2026; its figures:'
run 0 show --plan december
lacks out 'The plan is for'
run 2 show --from 2026-12-08 --to 2026-12-07
has err "rota: --to: '2026-12-07' is before --from '2026-12-08'"

# ---- continuity ----
run 0 continuity
has out "Of plan 'december'"
grep -qE '^Sparrows +[0-9]+ +[0-9]+ +[0-9]+ % ' out || fail 'no line for Sparrows'
run 0 continuity --full
has out 'share of the most seen (UPC)'
run 0 continuity --json
count out '"group": "' 8
count out '"child": null' 2
for key in hours care_minutes night_minutes clock_minutes distinct floor effective hhi upc coc \
    secon k_index mci mmci entropy key_share team_share agency_share known_share key_presence \
    top_presence top_staff bed_wake nights known_days days jaccard day_carry set_secon \
    set_jaccard slot_secon; do
    count out "\"$key\": " 8
done
run 3 continuity --worked
has err 'rota: nothing worked is recorded; import worked.csv first'
run 2 continuity --worked --plan draft
has err 'rota: --plan and --worked are two rotas; choose one'

# ---- check ----
run 0 check --plan december
has out "Of plan 'december'"
has out 'no breach'
has out 'staff   working time'
run 0 check --json
has out '"profile": "generic"'
count out '"working_minutes"' 5
count out '"headroom_minutes"' 5
run 0 check --profile uk --json
has out '"profile": "uk"'
run 2 check --profile ukk
has err "did you mean 'uk'?"

# A file with a breach is checked, and the home knows nothing of it.
run 0 export assignments --plan december -o plan.csv
cp plan.csv bad.csv
sed -i '/^2026-12-07,E,sparrows,/d; /^2026-12-07,L,sparrows,/d; /^2026-12-08,E,sparrows,/d' bad.csv
printf '2026-12-07,L,sparrows,grace,no\n2026-12-08,E,sparrows,grace,no\n' >>bad.csv
run 0 check plan.csv
has out 'Of plan.csv'
run 1 check bad.csv
has out 'BREACH'
has out 'daily_rest'
has out 'Grace'
run 1 check bad.csv --json
grep -q '"verdict": "FAIL"' out || fail 'no FAIL in the JSON'
has out '"measured_minutes": '
has out '"staff": "grace"'
run 3 show --plan rota-check-file
sed -i 's/,grace,/,grce,/' bad.csv
run 3 check bad.csv
has err "did you mean 'grace'?"
run 2 check plan.csv --plan draft
has err 'choose one'

# ---- a plan round trip; pins are kept ----
run 0 import plan.csv --kind assignments --plan copy
run 0 export assignments --plan copy
same out plan.csv
run 0 export assignments --plan december --wide -o wide.csv
run 0 import wide.csv --kind assignments --plan copy
has out '0 added, 0 changed, 20 same'
sed 's/^\(2026-12-07,E,sparrows,\)[a-z]*,.*/\1joseph,yes/' plan.csv >pinned.csv
run 0 import pinned.csv --kind assignments --plan pinned --replace
run 0 plan --from 2026-12-07 --name pinned --json
tr -d ' \n' <out >flat
has flat '"date":"2026-12-07","shift":"E","group":"sparrows","staff":"joseph","pinned":true'

# ---- bad news: nobody is left for a shift ----
cat >leave.csv <<'END'
staff,from,to,kind
aisha,2026-12-14,2026-12-18,annual
grace,2026-12-14,2026-12-18,annual
moses,2026-12-14,2026-12-18,sick
END
run 0 import leave.csv
run 1 plan --from 2026-12-14 --name short
has out 'below their minimum'
has out 'on leave: Aisha, Grace, Moses'
run 1 plan --from 2026-12-14 --name short --json
has out '"rule": "leave"'
run 0 show --plan short --by group
has out '1 short'

# ---- contradictions are named, not planned around ----
printf 'date,shift,group,staff,pinned\n2026-12-15,E,weavers,moses,yes\n' >pin.csv
run 0 import pin.csv --kind assignments --plan impossible
run 3 plan --from 2026-12-14 --name impossible
empty out
has err 'Moses: Early on Tue 15 Dec'
has err 'sick leave'
has err 'rota: the home contradicts itself; nothing was planned'

# ---- rules of the house: from the files to the plan and the reasons ----
cp home/rota.ini kept.ini
printf '[house]\nmax_shifts_in_period = E:0 X:1\n' >>home/rota.ini
run 3 plan --from 2026-12-21 --name house
has err "rota: rota.ini: [house] max_shifts_in_period: unknown shift 'X'"
sed -i 's/E:0 X:1/E:0/' home/rota.ini
run 1 plan --from 2026-12-21 --name house
has out 'never on the early'
cp kept.ini home/rota.ini

# ---- the command line ----
run 2 plan --weeks 54
has err "rota: --weeks: '54' is not a whole number from 1 to 53"
run 2 plan --name 'a b'
has err "rota: --name: 'a b' is not a name"
run 2 plan --gap -1
has err "rota: --gap: '-1' is not a number from 0 to 100"
ROTA_TODAY=soon run 2 plan
has err "rota: ROTA_TODAY: 'soon' is not a date"
run 0 --quiet plan --weeks 2 --name fortnight
empty err
has out 'Mon 23 Nov to Sun 6 Dec 2026'

# ---- two homes at a time ----
unset ROTA_HOME
run 0 init other --sample first-steps
run 3 --home other show
run 0 --home home show
run 0 --home other plan
run 0 --home other show

# ---- week by week into one draft: the law holds between the weeks, too ----
run 0 init weeks --sample larch-house
for from in 2026-12-07 2026-12-14; do
    run 0 --home weeks plan --from "$from" --time-limit 3
done
run 0 --home weeks check --plan draft
run 0 --home weeks show --plan draft
has out "Plan 'draft', Mon 7 to Sun 20 Dec 2026"
lacks out 'Proven the best'

# ---- a full disk ----
"$rota" --home home plan >/dev/full 2>err
[ $? -eq 4 ] || fail 'a full disk looks like success'
has err 'rota: cannot write the answer: No space left on device'

# ---- a draft that is changed while it is planned loses nothing ----
run 0 init village --sample sunrise-village
run 0 --home village plan --name busy --from 2026-12-07 --weeks 4 --time-limit 1
"$rota" --home village plan --weeks 4 --gap 0 --name busy --from 2026-12-07 --time-limit 6 >busy.out 2>busy.err &
pid=$!
sleep 2
run 0 --home village export assignments --plan busy
sed '2s/,no$/,yes/' out >pins.csv
run 0 --home village import pins.csv --kind assignments --plan busy
wait "$pid"
run 0 --home village export assignments --plan busy
same out pins.csv
run 0 --home village show --plan busy-2

# ---- interrupted: the best so far is kept ----
"$rota" --home village plan --weeks 4 --gap 0 --time-limit 300 --name long >out 2>err &
pid=$!
sleep 3
kill -INT "$pid"
wait "$pid"
status=$?
[ "$status" -eq 130 ] || fail "interrupted: status $status"
has err "rota: interrupted; the best rota found so far is kept as draft 'long'"
has out 'Stopped early: '
run 0 --home village show --plan long
has out "Plan 'long', Mon 23 Nov to Sun 20 Dec 2026"

finish
