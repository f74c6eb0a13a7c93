# Records: writing, reading, files, what may leave, what is kept; who may see what.
. "$(dirname "$0")/lib.sh" "$@"
export ROTA_TODAY=2026-12-02
unset ROTA_STAFF ROTA_HOME EDITOR VISUAL
umask 022

mode() { stat -c %a "$1"; }
run 0 init larch --sample larch-house
cd larch || exit 1
out=../out
rota_() { ROTA_HOME=$work/larch "$rota" "$@"; }
# in_home STATUS ARGS...: run in the home.
cd "$work" || exit 1
in_home() {
    local status=$1
    shift
    run "$status" --home larch "$@"
}
id_of() { sed -n 's/^kept \([a-z0-9-]*\) .*/\1/p' out; }

# ---- the sample: what is exported is what its files say; importing it changes nothing ----
[ "$(mode larch/records.db)" = 600 ] || fail "records.db has mode $(mode larch/records.db)"
for sample in larch-house sunrise-village; do
    run 0 init "home-$sample" --sample "$sample"
    run 0 --home "home-$sample" record export --as manager -o "first-$sample"
    for file in "$source_folder/data/homes/$sample"/records/*.csv; do
        same "$file" "first-$sample/$(basename "$file")"
        [ "$(mode "first-$sample/$(basename "$file")")" = 600 ] || fail "an export others can read"
    done
    run 0 --home "home-$sample" record import "first-$sample"/*.csv
    grep -qvE ' 0 added, 0 changed, [0-9]+ same$' out && fail "importing what was exported changes $sample"
    # into a home without records, the files in another order
    rm "home-$sample/records.db"
    mapfile -t backwards < <(printf '%s\n' "first-$sample"/*.csv | sort -r)
    run 0 --home "home-$sample" record import "${backwards[@]}"
    run 0 --home "home-$sample" record export --as manager -o "second-$sample"
    diff -r "first-$sample" "second-$sample" >/dev/null || fail "$sample: export, import, export differ"
done

# ---- a home without records ----
run 0 init plain --sample first-steps
run 3 --home plain record list
has err 'the home has no records yet; write the first with rota record add'
run 0 --home plain record due
run 0 --home plain record export goals
[ "$(wc -l <out)" -eq 1 ] || fail 'no header of goals'
run 2 --home plain import goals.csv
has err "rota: 'goals.csv' holds records of children: rota record import"
run 0 --home plain review amos --period 2026-11-01..2026-11-30
has out 'No progress record yet.'
grep -qE '^caregivers in the period  +n/a  +the fewest' out || fail 'nobody known is a number'
grep -qE '^- 2026-11-01 to 2026-11-30: Moses$' out || fail 'a share of what is not known'
[ ! -e plain/records.db ] || fail 'reading makes a file of records'

# ---- add: what the rota knows is filled in ----
in_home 0 record add note --as tom --child callum --situation "He laughed" --dims 'MEMBER COOP'
id=$(id_of)
in_home 0 record show "$id" --json
for line in '"date_event": "2026-12-0[0-9]"' '"shift_id": "[ELS]"' '"group_id": "willow"' '"author_role": "keyworker"' \
    '"status": "draft"' '"date_written": "2026-12-02"'; do
    grep -qE "$line" out || fail "no $line in the new note"
done
has out '"tom"'
in_home 0 record finalise "$id"
has out "kept $id (final)"
in_home 0 record log --child callum
has out 'finalise'
in_home 3 record finalise "$id" --json
has err 'is final already'
lacks out 'He laughed'
in_home 0 record show "$id"
in_home 3 record finalise "$id"
has err "rota: record '$id' is final already"
in_home 3 record edit "$id" --situation other
has err "record '$id' is final and stays as it is: rota record amend $id"
in_home 3 record drop "$id"
has err 'only drafts can be dropped'
in_home 0 record amend "$id" --as tom --situation 'He laughed aloud' --final
amended=$(id_of)
has out "$id is amended by it and stays readable"
in_home 0 record show "$id"
has out 'amended of 2026-12-0'
has out 'He laughed'
in_home 3 record amend "$id" --situation x
has err 'is amended already'
in_home 0 record show "$amended"
has out "amends $id"
# Who wrote it first goes on seeing a note for named people when one of these amends it.
in_home 0 record add note --as amira --child callum --shift-id L --visibility named --named-ids tom \
    --situation 'For two alone' --final
named=$(id_of)
in_home 0 record amend "$named" --as tom --situation 'For the same two' --final
named=$(id_of)
in_home 0 record show "$named" --as amira
has out 'For the same two'
in_home 3 record show "$named" --as gareth

in_home 0 record add goal --as tom --child callum --dimension COOP --goal x
goal=$(id_of)
in_home 0 record add caregiver_interview --as tom --child callum --agreed_goals "$goal"
talk=$(id_of)
in_home 3 record drop "$goal"
has err "record '$goal' is named by '$talk' and stays"
in_home 0 record drop "$talk"
in_home 0 record drop "$goal"
has out "dropped $goal"

# ---- faults name the field ----
in_home 3 record add note --as tom --child calum --dims AVIAL --final
has err "dims: 'AVIAL' is not one of AVAIL, SENS, ACCEPT, COOP, MEMBER; did you mean 'AVAIL'?"
has err "child_id: unknown child 'calum'; did you mean 'callum'?"
has err 'rota: nothing was kept: 2 faults'
in_home 3 record add note --as tom --child callum --final
has err 'situation: is empty; a text is needed for a final record'
in_home 2 record add nots
has err "there is no type 'nots'; the types are"
in_home 2 record add note --as tomm --child callum
has err "--as: unknown staff 'tomm'; did you mean 'tom'?"
in_home 2 record lits
has err "no command 'record lits'; did you mean 'list'?"
in_home 2 record add note --situatoin x
has err "no option '--situatoin'; did you mean '--situation'?"

# ---- rows by options, forms, the editor ----
in_home 0 record add checklist --as amira --child zara --dimension AVAIL --strengths s --evidence-date 2026-12-01 \
    --evidence 'came to me' --informant direct_observation --evidence_date 2026-12-02 --evidence again --informant child \
    --dimension MEMBER --score_home 0
check=$(id_of)
in_home 0 record show "$check" --json
has out '"age_months": 132'
has out '"band_chrono": "B4"'
has out '"score_home": 0'
has out '"score": null'
[ "$(grep -c '"evidence":' out)" -eq 2 ] || fail "two occasions are not two: $(grep -c '"evidence":' out)"
in_home 3 record add note --as amira --child zara --evidence x
has err 'evidence: a daily_note has no such field'
in_home 3 record add checklist --as amira --child zara --evidence x
has err 'evidence: is of a dimension: say which before it, --dimension CODE'
cat >form.txt <<'END'
# a hint
child_id: chloe
period_from: 2026-06-01
period_to: 2026-11-30
review_kind: internal

[AVAIL]
how_is_child:
    Well, in short.

    And a second paragraph: yes.
[SENS]
how_is_child: nothing to report
change: same
[ACCEPT]
how_is_child: nothing to report
[COOP]
how_is_child: nothing to report
END
in_home 3 record add progress_record --as siobhan --file form.txt --final
has err 'dimension: a final progress_record has all five dimensions; missing: MEMBER'
printf '[MEMBER]\nhow_is_child: fine\nscore: 11\nhow_is_chld: x\n[MEMBR]\n' >>form.txt
in_home 3 record add progress_record --as siobhan --file form.txt
has err "form.txt:21: score: '11' is not a whole number from 0 to 10"
has err "form.txt:22: 'how_is_chld' is no field here; did you mean 'how_is_child'?"
has err "form.txt:23: '[MEMBR]' is no row of a progress_record (for example [AVAIL])"
head -21 form.txt | grep -v '^score' >good.txt
in_home 0 record add progress_record --as siobhan --file good.txt --final
prog=$(id_of)
in_home 0 record export --as manager progress_records
grep -A2 "^$prog" out | head -3 >row
has row '"Well, in short.'
grep -q 'And a second paragraph: yes."' out || fail 'the second paragraph is lost'
cat >editor.sh <<'END'
#!/bin/sh
[ "$(stat -c %a "$1")" = 600 ] || exit 9
sed -i 's/^    came to me$/    came to me twice/' "$1" && sed -i 's/^strengths:$/&/' "$1"
END
chmod +x editor.sh
in_home 2 record edit "$check" </dev/null
has err 'what is to change? give --FIELD VALUE or --file FORM'
if command -v script >/dev/null; then
    EDITOR=$work/editor.sh script -qec "$rota --home larch record edit $check" /dev/null >typed 2>&1 </dev/null
    in_home 0 record show "$check"
    has out 'came to me twice'
    [ -z "$(find larch -name '.record-*')" ] || fail 'the form of the editor is left'
fi

# ---- on a terminal: a note in a few answers ----
if command -v script >/dev/null; then
    printf 'calum\ncallum\nCOOP\nWe laid the table\n\n\nI held \\\nthe plates\n\n\n\n' >answers
    ROTA_STAFF=tom script -qec "$rota --home larch record add note" /dev/null <answers >typed 2>&1
    grep -q "unknown child 'calum'; did you mean 'callum'?" typed || fail 'a wrong answer is not said'
    new=$(tr -d '\r' <typed | sed -n 's/.*kept \(note-[0-9-]*\) (final)$/\1/p')
    [ -n "$new" ] || { fail 'no note from a terminal:'; tail -5 typed; }
    in_home 0 record show "$new" --json
    has out '"carer_response": "I held \nthe plates"'
    has out '"dims": ['
fi

# ---- options of another part are not passed over ----
in_home 2 record drop note-20261206-01 --dry-run
has err "'record drop' does not take --dry-run (it is for: import)"
in_home 2 record export goals --from 2026-11-01
has err "'record export' does not take --from (it is for: list search)"
in_home 2 record show note-20261012-01 --author-id tom
has err "'record show' does not take --author-id (it is for: add edit amend list search)"
in_home 2 record list --goal x
has err "'record list' does not take --goal (it is for: add edit amend)"
in_home 0 record due --child callum --days 90
has out 'Callum'
lacks out 'Chloe'
in_home 3 record due --child calum

# ---- list, with the rota; search; log ----
in_home 0 record list --child callum --from 2026-11-01 --status final --with-rota
has out 'on duty (* key)'
grep -qE '^note-.*tom\*' out || fail 'the key caregiver has no star'
in_home 0 record list --child callum --from 2026-12-03 --type note --with-rota
has out 'priya (also tom*)' # on a sleep-in that began with the late
in_home 0 record list --child callum --from 2026-12-03 --type note --with-rota --json
has out '"on_duty": "priya"'
has out '"also_there": "tom*"'
in_home 0 dimensions callum --to 2026-12-05
has out 'and there on another'
in_home 0 dimensions callum --to 2026-12-05 --json
has out '"key_caregiver_beside": 1'
in_home 0 record list --child tilly --json
has out '"child_id": "tilly"'
lacks out '"child_id": "callum"'
in_home 3 record list --child tily
has err "unknown child 'tily'; did you mean 'tilly'?"
in_home 0 record add note --as amira --child zara --situation 'Überraschung: a Kranich of paper, "folded" (alone)'
crane=$(id_of)
in_home 0 record search uberraschung kranich
has out "$crane"
in_home 0 record search 'fold'
has out "$crane"
in_home 0 record search '"alone) OR x'
has out 'nothing found'
in_home 0 record search zebra
has out 'nothing found'
in_home 0 record log --child zara
has out 'search'
in_home 0 record log --json
has out '"action": "show"'
has out '"reader": ""'

# ---- who may see what ----
in_home 0 record add note --as amira --child zara --situation 'between us' --visibility named --named_ids helen
named=$(id_of)
in_home 0 record add note --as amira --child zara --situation 'for the office' --visibility manager
office=$(id_of)
in_home 3 record show "$named"
has err 'is for those whom it names; say who you are with --as'
in_home 3 record show "$named" --as manager
in_home 0 record show "$named" --as helen
in_home 0 record show "$named" --as amira
in_home 3 record show "$office" --as amira
has err 'is for managers'
in_home 0 record show "$office" --as manager
in_home 0 record list --child zara
lacks out "$office"
has err 'more records are not for everybody; say who you are with --as'
in_home 0 record show "$office" --as helen # the sample's manager
in_home 3 record show "$office" --as gareth
in_home 0 record search between
lacks out "$named"

# of an interview with a child, what it shares with the reader: COOP with nobody, MEMBER with the social worker
talk=child-20261109-01
for who in '' '--as gareth'; do
    in_home 0 record show $talk $who
    has out 'When they wait and make cocoa.'
    lacks out 'Bedtime half an hour later'
    lacks out 'I have two homes'
    has err '2 sections are not shown: the child does not share them with the team.'
    in_home 0 record show $talk --json $who
    lacks out 'Bedtime half an hour later'
    in_home 0 record search bedtime fridays --child callum $who
    lacks out 'child-'
    for change in 'edit --consent no' 'amend --consent no' finalise drop; do
        in_home 3 record $change $talk $who
        lacks out 'Bedtime'
    done
    has err 'has sections that the child does not share with the team; its author, who was there and managers change it'
done
for who in tom helen manager; do
    in_home 0 record show $talk --as $who
    has out 'Bedtime half an hour later'
    empty err
done
in_home 3 record export child_interviews --as gareth
in_home 0 record export child_interviews --as helen

# ---- teams: four answers or nothing ----
in_home 0 team
has out 'Team home, 2026-Q4'
has out '5 have answered.'
has out '3 of at least 4 have answered. So few are not shown'
lacks out 'A photograph of us all, '
in_home 0 record list --type team_reflection
lacks out 'telephone'
in_home 3 record show team-20261126-01
has err 'is one voice of a team; what the team says is shown by rota team'
in_home 0 record search telephone
lacks out 'team-'
in_home 0 team nights --json
has out '"shown": false'
has out '"domains": []'

has out '"training": null'
ROTA_TODAY=2026-12-09 run 0 --home larch team
has out 'Decision: trial, from 2026-12-07 to 2027-01-17. Compared: record with next two_teams long_days'
has out 'Measures before the trial and in it'
has out '- Plan the first weeks with two_teams'

# ---- due ----
in_home 0 record due --days 0
has out 'goal to look at again'
in_home 0 record due --json --days 0
has out '"what": "goal"'
in_home 0 record due --days 0
grep -n . out >lines
[ "$(sed -n 's/^\([0-9]*\):Never done yet, and due before today$/\1/p' lines)" -gt \
    "$(sed -n 's/^\([0-9]*\):.*goal to look at again.*/\1/p' lines | tail -1)" ] || fail 'what was never done comes first'
in_home 0 record due --ics due.ics
grep -q 'BEGIN:VCALENDAR' due.ics || fail 'no calendar'
lacks due.ics 'Callum'
[ "$(mode due.ics)" = 600 ] || fail 'a calendar that others can read'

# ---- review and statement ----
in_home 0 review callum -o review.html
grep -q '<h1>Review of Callum' review.html || fail 'no page of HTML'
has review.html 'no claim that one is the cause'
lacks review.html '<script'
in_home 0 review callum --period 2026-11-01..2026-11-30
has out 'Continuity annex'
in_home 2 review callum --period 2026-11
has err "--period: '2026-11' is not two days in order"
in_home 0 statement --from 2026-11-01 --to 2026-11-30
for name in Callum callum Tom amira; do lacks out "$name"; done
in_home 0 dimensions callum --to 2026-12-02 --periods 2
has out 'key caregiver'

# ---- key caregivers ----
in_home 2 key-caregiver callum kofi
has err 'why? --reason child_asked, leaving_or_absence, no_bond or manager (with --note)'
in_home 3 key-caregiver callum kofi --reason manager
has err "a manager's decision needs a note that says why"
in_home 3 key-caregiver callum omar --reason no_bond
has err "'omar' must never work with group 'willow' (bonds.csv)"
in_home 0 key-caregiver callum kofi --reason child_asked --from 2026-11-16
has out 'Callum: Kofi'
has out 'the child asked for it'
in_home 0 export bonds
has out 'kofi,willow,key'
has out 'tom,willow,key' # of Reuben, still
in_home 0 key-caregiver reuben kofi --reason leaving_or_absence --from 2026-11-20
in_home 0 export bonds
has out 'tom,willow,team'
in_home 3 key-caregiver callum tom --reason no_bond --from 2026-11-16
has err "'2026-11-16' is not after the last change, 2026-11-16"
in_home 0 review callum --from 2026-11-01 --to 2026-11-30
has out 'Kofi, there for'
has out 'changed because: the child asked for it'
in_home 0 export children key_caregivers -o keys
sed 's/,kofi,/,amira,/' keys/children.csv >children.csv
in_home 3 import children.csv
has err "children.csv:2: key_caregiver: 'callum' has 'kofi'; another one needs a reason: rota key-caregiver callum STAFF --reason ..., or a row in key_caregivers.csv"
echo 'callum,2026-12-01,amira,no_bond,' >>keys/key_caregivers.csv
in_home 0 import keys/key_caregivers.csv
in_home 0 export children
grep -q '^callum,.*,amira,' out || fail 'the child does not follow key_caregivers.csv'
in_home 3 import keys/children.csv keys/key_caregivers.csv

# ---- supervision: meetings in a draft, free and lawful for both ----
run 0 init steps --sample first-steps
run 0 --home steps plan --from 2026-12-07 --name first
run 3 --home steps supervision
has err 'nobody is supervised yet: fill in supervision.csv'
printf 'staff,supervisor,weeks\naisha,grace,4\njoseph,grace,\nruth,ruth,\n' >supervision.csv
run 3 --home steps import supervision.csv
has err "supervision.csv:4: supervisor: 'ruth' cannot supervise themselves"
sed -i '/^ruth/d' supervision.csv
run 0 --home steps import supervision.csv
run 3 --home steps supervision
has err 'no shift of kind meeting lasts 30 to 90 minutes'
printf 'shift,name,start,end,break_minutes,kind\nSV,Supervision,12:00,13:00,,meeting\nSW,Later,15:15,16:15,,meeting\nTM,Team,09:00,12:00,,meeting\n' >shifts.csv
run 0 --home steps import shifts.csv
run 0 --home steps supervision --plan first
has out 'Aisha   with Grace'
run 0 --home steps export assignments --plan first
[ "$(grep -cE ',S[VW],\*,.*,yes$' out)" -eq 4 ] || fail "no two sessions: $(grep -E ',S[VW],' out)"
lacks out ',TM,'
[ "$(grep -E ',S[VW],' out | cut -d, -f1,2,4 | sort -u | wc -l)" -eq 4 ] || fail 'one person twice at one time'
run 0 --home steps check --plan first
run 0 --home steps supervision --plan first
has out 'no session is due in this plan'
# planning again keeps them, and finds room for a shift beside them
run 0 --home steps plan --from 2026-12-07 --name first --time-limit 5
has out 'Cover: every shift has its minimum'
run 0 --home steps export assignments --plan first
[ "$(grep -cE ',S[VW],' out)" -eq 4 ] || fail 'planning again loses the sessions'

printf 'staff,date,shift,wish\n' >requests.csv
printf 'staff,from,to,kind\naisha,2026-12-14,2026-12-20,annual\n' >leave.csv
run 0 --home steps import leave.csv
run 0 --home steps plan --from 2026-12-14 --name second --time-limit 5 || true
printf 'staff,supervisor,weeks\naisha,grace,1\njoseph,grace,0\n' >supervision.csv
run 0 --home steps import supervision.csv
run 1 --home steps supervision --plan second --json
has out '"date": null'

# ---- what leaves: only what may ----
in_home 2 share zara --for school
has err "'share' needs --for WHOM, --purpose TEXT and -o FOLDER"
in_home 0 share zara --for social_worker --purpose 'statutory review' -o shared
[ "$(mode shared)" = 700 ] || fail 'a shared folder that others can read'
cat shared/*.csv >all
for secret in 'between us' 'for the office' 'Überraschung' "$named" "$office"; do lacks all "$secret"; done
for name in $(cut -d, -f2 "$source_folder/data/homes/larch-house/children.csv" | tail -n +2); do
    grep -qw "$name" all && fail "the name $name leaves"
done
grep -q '^child-' shared/child_interviews.csv || fail 'nothing of the interview with the child'
awk -F, '/^child-/ && $NF !~ /all|social_worker/ { bad = 1 } END { exit bad }' shared/child_interviews.csv ||
    fail 'a section leaves that the child does not share'
has shared/manifest.txt 'for: social_worker'
has shared/manifest.txt 'purpose: statutory review'
has shared/manifest.txt 'sections that the child does not share with social_worker'
has err "wrote the folder 'shared'; read the texts before you send them: nicknames, schools and streets are not known"
lacks shared/manifest.txt 'before you send'
in_home 0 record log --child zara
shares=$(grep -c 'for social_worker' out)
in_home 2 share zara --for social_worker --purpose x -o shared
has err "the folder 'shared' is not empty"
in_home 2 share zara --for social_worker --purpose x -o out
has err "'out' cannot be the folder: Not a directory"
in_home 0 record log --child zara
count out 'for social_worker' "$shares" # what was not written is not in the log
in_home 0 record log --child zara --json
has out '"detail": "for social_worker: statutory review"'
in_home 0 record add child_interview --as amira --child zara --consent yes --method talk --present-ids 'amira callum mum_of_Tilly' \
    --dimension COOP --my-view "With Callum, CHLOE and tilly" --may-share-with panel --final
in_home 0 share zara --for panel --purpose x --types child_interview -o shared3
has shared3/child_interviews.csv ',amira another_child another_child,talk,COOP,"With [another child], [another child] and [another child]"'
lacks shared3/child_interviews.csv callum
in_home 2 share zara --for panel --purpose x --also Z -o shared4
has err "--also: 'Z' is too short for a name"
in_home 0 record add note --as amira --child zara --situation 'Zuzu ran to Hill Lane school; zuzu, ZUZU and Zuzus.' --final
in_home 0 share zara --for panel --purpose x --types note --also Zuzu --also 'Hill Lane' -o shared4
has shared4/daily_notes.csv '[name] ran to [name] school; zuzu, [name] and [name]s.'
in_home 0 share zara --for school --purpose x --types goals -o shared2
[ "$(ls shared2)" = "$(printf 'goals.csv\nmanifest.txt')" ] || fail "more than goals: $(ls shared2)"

# ---- exports of the rota hold no records ----
in_home 0 export -o rota-files
in_home 0 export --json
cat out rota-files/* >rota-all
for word in 'He laughed' 'pancakes' 'cocoa' note-2026 AVAIL; do lacks rota-all "$word"; done
strings larch/rota.db 2>/dev/null | grep -q 'cocoa' && fail 'rota.db holds records'

# ---- forgetting ----
in_home 3 forget zara
has err "'zara' lives here; first give the day on which it left"
printf 'child,name,group,to\nzara,Zara,willow,2026-12-01\n' >left.csv
in_home 0 import left.csv --kind children
in_home 0 forget zara
has out 'would delete'
has out 'kept until 2090-11-27'
in_home 0 forget zara --yes
has out 'deleted'
grep -raq 'berraschung' larch && fail 'a deleted draft is still in the folder'
in_home 3 record show "$crane"
in_home 0 record list --child zara
sed -i 's/^managers.*/&\nkeep_years = 0/' larch/rota.ini
in_home 0 forget zara --yes
has out 'and the child itself in the rota'
has out 'kept: the log of who read what (ids only, nothing that stood in a record)'
grep -aq 'zara' larch/rota.db && fail 'the child is still in rota.db'
in_home 3 review zara
rm -f "$out"
finish
