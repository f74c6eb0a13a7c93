# Writing as people do at the end of a shift: just after midnight, without a duty, interrupted, with an
# editor that fails; amendments, days in the future, and who may export.
. "$(dirname "$0")/lib.sh" "$@"
export ROTA_TODAY=2026-11-22
unset ROTA_STAFF ROTA_HOME EDITOR VISUAL ROTA_NOW
umask 000
run 0 init larch --sample larch-house
cd "$work" || exit 1
in_home() {
    local status=$1
    shift
    run "$status" --home larch "$@"
}
id_of() { sed -n 's/^kept \([a-z0-9-]*\) .*/\1/p' out; }
# shift_of DAY SHIFT: of the record that was written last
shift_of() {
    in_home 0 record show "$(id_of)" --json
    has out "\"date_event\": \"$1\""
    has out "\"shift_id\": \"$2\""
}

# ---- the shift of a note: at its end, after midnight, of a sleep-in, of nobody's own ----
grep -q '^2026-11-21,L,willow,amira,' larch/assignments.csv || fail 'the sample has another rota'
ROTA_NOW=22:20 ROTA_TODAY=2026-11-21 in_home 0 record add note --as amira --child zara --situation x --final
empty err
shift_of 2026-11-21 L
ROTA_NOW=00:10 in_home 0 record add note --as amira --child zara --situation x --final
empty err
shift_of 2026-11-21 L
ROTA_NOW=03:00 in_home 0 record add note --as maureen --child zara --situation x --final
empty err
shift_of 2026-11-21 N
ROTA_NOW=07:40 in_home 0 record add note --as maureen --child zara --situation x --final
shift_of 2026-11-21 N
ROTA_NOW=14:50 in_home 0 record add note --as siobhan --child zara --situation x --final
shift_of 2026-11-21 S
ROTA_NOW=10:00 in_home 0 record add note --as helen --child zara --situation x --final
has err "'helen' is not on the rota then; the note stands with shift E of 2026-11-22 (another one: --shift-id)"
shift_of 2026-11-22 E
ROTA_NOW=10:00 in_home 0 record add note --as amira --child zara --date-event 2026-11-21 --situation x --final
shift_of 2026-11-21 L
ROTA_NOW=23:00 in_home 0 record add note --as helen --child zara --shift-id L --situation x --final
empty err
shift_of 2026-11-22 L
in_home 3 record add note --as helen --child zara --date-event 2026-11-20 --situation x --final
has err "shift_id: is empty; a shift's id (E, L, N, S) is needed for a final record"
in_home 0 record add note --as helen --child zara --date-event 2026-11-20 --situation x
has out 'when it is complete: rota record finalise note-20261120-'
ROTA_NOW=25:00 in_home 2 record list
has err "ROTA_NOW: '25:00' is not a time (for example 21:30)"

# ---- days in the future; written before it happened ----
in_home 3 record add note --as amira --child zara --date-event 2026-12-01 --shift-id E --situation x --final
has err "date_event: '2026-12-01' is in the future (today is 2026-11-22); until then the record is a draft"
has err 'rota: nothing was kept: 1 fault'
in_home 0 record add note --as amira --child zara --date-event 2026-12-01 --shift-id E --situation x
draft=$(id_of)
in_home 3 record finalise "$draft"
ROTA_TODAY=2026-12-01 in_home 0 record finalise "$draft"
in_home 3 record add note --as amira --child zara --date-written 2026-11-20 --date-event 2026-11-21 --shift-id E \
    --situation x --final
has err "date_written: '2026-11-20' is before date_event, '2026-11-21'"
printf 'record_id,child_id,status,date_event,date_written,author_id,author_role,shift_id,situation\n%s\n' \
    'n-2062,zara,final,2062-11-01,2062-11-01,amira,carer,E,x' >daily_notes.csv
in_home 0 record import daily_notes.csv
has err 'daily_notes.csv:2: a final about a day in the future, 2062-11-01: is that day right?'

# ---- what was written elsewhere is taken; days that cannot be right are asked about ----
printf 'record_id,child_id,status,date_event,date_written,author_id,author_role,interviewee_ids,interviewer_id,purpose,dimension,incident_date,incident\n%s\n%s\n' \
    'c-odd,zara,final,2026-11-01,2026-11-02,helen,manager,amira,helen,supervision,AVAIL,2026-11-03,x' \
    'c-odd,zara,final,2026-11-01,2026-11-02,helen,manager,amira,helen,supervision,SENS,2026-12,y' >caregiver_interviews.csv
in_home 0 record import caregiver_interviews.csv
has err "caregiver_interviews.csv:2: incident_date: '2026-11-03' is after date_written, '2026-11-02': is that right? (and 1 more such day)"
in_home 0 record import caregiver_interviews.csv
lacks err 'is that right'
in_home 3 record add progress_record --as amira --child zara --next-review 2026-01-01 --date-event 2026-11-20 --final
has err "next_review: '2026-01-01' is before date_event, '2026-11-20'"

# ---- one draft of an amendment ----
in_home 0 record amend n-2062 --as amira --date-event 2026-11-01 --date-written 2026-11-01
draft=$(id_of)
in_home 3 record amend n-2062 --as amira --situation z --final
has err "draft '$draft' amends 'n-2062' already; go on with it: rota record edit $draft"
in_home 0 record finalise "$draft"
in_home 0 record add note --as amira --child zara --situation 'to drop'
draft=$(id_of)
in_home 0 record drop "$draft"
in_home 0 record log --json
has out '"action": "drop"'

# ---- what was begun on a terminal is kept, however it ends ----
# typed BYTES...: type each of these with a pause between them, at a new note of amira about zara.
# Ctrl-C reaches the shell of script too: without a trap, some shells end before they tell the status.
typed() {
    local part
    for part in "$@"; do
        printf '%b' "$part"
        sleep 0.8
    done | ROTA_NOW=22:20 script -qec "trap : INT; $rota --home larch record add note --as amira; echo status \$?" \
        /dev/null >typed 2>&1
    tr -d '\r' <typed >out
}
if command -v script >/dev/null; then
    for end in '\004' '\003'; do
        typed 'zara\n\nBegun and left\n' "$end"
        has out 'rota: kept as draft note-20261122-'
        has out '; go on with: rota record edit note-20261122-'
        has out 'status 130'
        draft=$(sed -n 's/.*kept as draft \([a-z0-9-]*\);.*/\1/p' out)
        in_home 0 record show "$draft"
        has out 'Begun and left'
        in_home 0 record drop "$draft"
        typed 'zara\n' "$end"
        has out 'rota: nothing was written, so nothing was kept'
        has out 'status 130'
    done
    # words of a list in small letters, too; a checklist that is left in the middle is kept as it is
    typed 'zara\ncoop sens\nSmall letters\n' '\004'
    in_home 0 record show "$(sed -n 's/.*kept as draft \([a-z0-9-]*\);.*/\1/p' out)" --json
    has out '"COOP"'
    printf 'zara\n\nshe asks\n\n\n2026-11-20\nasked to help\nOTHER_PROFESSIONAL\n\n\004' |
        script -qec "$rota --home larch record add checklist --as amira" /dev/null 2>&1 | tr -d '\r' >out
    has out 'rota: kept as draft check-20261122-01'
    in_home 0 record show check-20261122-01
    has out 'asked to help'
    in_home 0 record drop check-20261122-01
    # y and n to a question for yes or no; no days of a trial where nothing is tried
    printf 'Fairstart\n10\n\nY\nn\n\n\n\n\n\n\n\n\n\npark\nA step\n\n' |
        script -qec "$rota --home larch record add training_session --as helen" /dev/null 2>&1 | tr -d '\r' >out
    has out 'kept train-20261122-01 (final)'
    lacks out 'trial from'
    in_home 0 record show train-20261122-01 --json
    has out '"leader_present": true'
    has out '"scheduler_present": false'
    has out '"next_steps": "A step"'
    # an editor that fails does not end the note; Ctrl-C goes on ending it after a text that goes on
    EDITOR=false typed 'zara\n\ne\n' 'Typed then \\\n' '\003'
    has out 'the editor ended with an error'
    has out 'rota: kept as draft'
    in_home 0 record search typed 'then'
    has out 'Typed then'
    rm -rf runtime && mkdir -m 700 runtime
    # the terminal is closed
    { (printf 'zara\n\nThe window was closed\n'; sleep 2) |
        ROTA_NOW=22:20 timeout -s KILL 1 script -qec "$rota --home larch record add note --as amira" /dev/null >typed 2>&1; } 2>/dev/null
    sleep 0.5
    in_home 0 record search window closed --status draft
    has out 'The window was closed'

    # ---- the editor: an error, nothing, no file, a mistake that is mended ----
    draft=$(sed -n 's/^\(note-[0-9-]*\) .*/\1/p' out)
    in_home 0 record show "$draft"
    cp out before
    printf '#!/bin/sh\nsed -i s/window/door/ "$1"\nexit 1\n' >fails
    printf '#!/bin/sh\n: >"$1"\n' >empties
    printf '#!/bin/sh\nrm "$1"\n' >removes
    printf '#!/bin/sh\nif grep -q COPO "$1"; then sed -i s/COPO/COOP/ "$1"; else sed -i "s/^dims:.*/dims: COPO/" "$1"; fi\n' >errs
    chmod +x fails empties removes errs
    edited() { # edited EDITOR ANSWERS
        printf "$2" | EDITOR=$work/$1 script -qec "$rota --home larch record edit $draft" /dev/null >typed 2>&1
        tr -d '\r' <typed >out
    }
    edited fails '' && has out 'rota: the editor ended with an error; nothing was changed'
    edited empties '' && has out 'rota: the form is empty; nothing was changed'
    edited removes '' && has out 'rota: the editor left no form; nothing was changed'
    edited errs 'n\n' && has out "did you mean 'COOP'?"
    has out 'rota: nothing was changed'
    in_home 0 record show "$draft"
    same before out
    edited errs 'y\n' && has out "kept $draft (draft)"
    in_home 0 record show "$draft" --json
    has out '"COOP"'
    in_home 0 record add note --as amira --child zara --situation x --final --shift-id L
    final=$(id_of)
    EDITOR=$work/empties script -qec "$rota --home larch record amend $final --as amira" /dev/null >typed 2>&1 </dev/null
    in_home 0 record list --status draft
    lacks out "$final"
    printf '#!/bin/sh\ncase $1 in */runtime/.record-*) sed -i s/window/door/ "$1" ;; esac\n' >moves
    chmod +x moves
    XDG_RUNTIME_DIR=$work/runtime edited moves '' && has out "kept $draft (draft)"
    in_home 0 record show "$draft"
    has out 'The door was closed'
    [ -z "$(find runtime larch -name '.record-*')" ] || fail 'a form of the editor is left'
fi

# ---- an export is whole: the manager's ----
in_home 0 record export goals
cp out goals.csv
in_home 3 record export team_reflections # the sample names its manager
in_home 0 record export team_reflections --as helen
sed -i '/^managers = helen$/d' larch/rota.ini
in_home 0 record export team_reflections # now nobody is named
has err 'are not for everybody: name the managers in [records] of rota.ini, and exports are theirs'
ROTA_STAFF=tom in_home 3 record export daily_notes team_reflections -o ex
has err 'nothing was exported: '
has err 'are not for everybody, and an export is whole; managers get it, with --as STAFF (one of [records] managers in rota.ini) or --as manager'
[ ! -e ex ] || fail 'a refused export leaves a folder'
in_home 3 record export --json --as tom
in_home 0 record add goal --as tom --child callum --dimension COOP --goal 'between us' --visibility named --named-ids helen
in_home 0 record export goals --as tom # is the author
in_home 3 record export goals --as amira
lacks out 'between us'
has err '1 of the '
has err ' is not for everybody'
in_home 0 record export goals --as manager
has out 'between us'
printf '\n[records]\nmanagers = helen\n' >>larch/rota.ini
in_home 0 record export goals --as helen
in_home 3 record export goals
in_home 3 record export team_reflections
ROTA_STAFF=helen in_home 0 record export -o all/
[ "$(ls all | wc -l)" -eq 9 ] || fail 'not nine files'
in_home 0 record log --json
has out '"action": "export"'

# ---- people from outside whom the records know: who wrote, is named or was there ----
in_home 0 record add support_session --child zara --author-id dr_gray --author-role therapist --visibility named \
    --named-ids dr_x --step SENS --plan 'a quiet corner' --final
gray=$(id_of)
in_home 3 record show "$gray"
for who in dr_gray dr_x; do
    in_home 0 record show "$gray" --as $who
    has out 'a quiet corner'
done
in_home 2 record show "$gray" --as dr_grey
has err "--as: unknown staff 'dr_grey'"
in_home 2 record show "$gray" --as dr
run 0 init plain --sample first-steps
run 2 --home plain record list --as dr_gray
has err "--as: unknown staff 'dr_gray'"
run 2 --home plain record add note --as dr_gray --child amos --situation x
[ ! -e plain/records.db ] || fail 'a stranger makes a file of records'

# ---- all that is kept of one child ----
in_home 3 record export --child zara -o of-zara
in_home 0 record export --child zara --as helen -o of-zara
[ "$(ls of-zara | wc -l)" -eq 7 ] || fail "not the seven files of a child: $(ls of-zara)"
tail -q -n +2 of-zara/goals.csv of-zara/daily_notes.csv | grep -v ',zara,' && fail 'somebody else in it'
grep -q ',zara,' of-zara/goals.csv || fail 'no goals of zara'
in_home 3 record export goals --child zarra
has err "unknown child 'zarra'; did you mean 'zara'?"
in_home 2 record export teams --child zara
in_home 2 record export team_reflections --child zara
has err 'team_reflections are about a team; --child has none of them'
in_home 0 record log --child zara
has out 'export'

# ---- search: nothing of what people type is a language of queries ----
in_home 0 record add note --as amira --child zara --situation 'Über den Zaun AND so on: "quoted" (x) café'
for words in AND '"' '*' '(' ')' 'NEAR(a b)' 'body:x' '^' ' ' "'" '"quoted"' 'ca*' -- 'a" OR "b'; do
    "$rota" --home larch record search -- "$words" >out 2>err || fail "search $words: status $?"
    empty err
done
in_home 0 record search '"quoted" (x' AND
has out 'quoted'
in_home 0 record search uber CAFE
has out 'Zaun'

# ---- no file that others can read, whatever the umask ----
in_home 0 record backup copy.db
in_home 0 record log --json
has out '"action": "backup"'
in_home 0 record due --ics due.ics
in_home 0 review zara -o review.html
in_home 0 share zara --for school --purpose x -o shared
for file in larch/records.db copy.db due.ics review.html all/*.csv shared/*; do
    [ "$(stat -c %a "$file")" = 600 ] || fail "$file has mode $(stat -c %a "$file")"
done
[ -z "$(find larch -name 'records.db?*')" ] || fail 'a journal is left'

# ---- the calendar: CR LF, lines of 75 bytes, and what an event must have ----
[ "$(grep -c $'\r$' due.ics)" -eq "$(wc -l <due.ics)" ] || fail 'lines of the calendar do not end with CR LF'
awk '{ sub(/\r$/, "") } length($0) > 75 { bad = 1 } END { exit bad }' due.ics || fail 'a line is longer than 75 bytes'
events=$(grep -c '^BEGIN:VEVENT' due.ics)
[ "$events" -gt 0 ] || fail 'no event'
for property in UID DTSTAMP 'DTSTART;VALUE=DATE' SUMMARY; do count due.ics "$property:" "$events"; done
[ "$(grep '^UID' due.ics | sort -u | wc -l)" -eq "$events" ] || fail 'two events have one UID'

# ---- a page of HTML says what was written and runs nothing of it ----
in_home 0 record add child_interview --as amira --child zara --consent yes --method talk --dimension AVAIL \
    --my-view '<script>alert("x")</script> & "me"' --what-adults-do-that-helps '<img src=x onerror=y>' --own-words 1 \
    --may-share-with all --final
in_home 0 record add progress_record --as amira --child zara --period-from 2026-11-01 --period-to 2026-11-22 \
    --child-comment '</td><b>bold</b>' --dimension AVAIL --how-is-child "a' onload='x"
in_home 0 review zara -o review.html
for bad in '<script' '<img' '<b>bold' '</td><b>'; do lacks review.html "$bad"; done
has review.html '&lt;img src=x onerror=y&gt;'
in_home 0 statement -o statement.html
lacks statement.html '<script'

# ---- a draft that grew is dated the day on which it becomes final, as what it tells of was before ----
ROTA_TODAY=2026-11-01 in_home 0 record add caregiver_interview --as helen --child zara --interviewee-ids amira \
    --purpose supervision --dimension SENS --incident-date 2026-10-30 --incident x
draft=$(id_of)
in_home 0 record edit "$draft" --as helen --dimension COOP --incident-date 2026-11-10 --incident y --interviewer-id helen
in_home 3 record edit "$draft" --as helen --date-written 2026-11-05 --final
has err "incident_date: COOP: '2026-11-10' is after date_written, '2026-11-05'"
in_home 0 record finalise "$draft" --as helen
in_home 0 record show "$draft" --json --as helen
has out '"date_written": "2026-11-22"'

# ---- the log says which records, of the statement, too; a statement names nobody ----
run 0 init told --sample larch-house
run 0 --home told record add training_session --as helen --team-id home --programme 'Fairstart with Callum' \
    --session-title "Helen's evening" --date-event 2026-11-20 --leader-present 1 --scheduler-present 1 --decision park --final
run 0 --home told statement --from 2026-11-20 --to 2026-11-20
has out 'Training Fairstart with [a child], [somebody]'"'s evening: decision park"
run 0 --home told record show note-20261012-01 note-20261013-01 note-20261014-01 note-20261014-02
run 0 --home told record log
grep -q ' statement  *2026-11-20..2026-11-20  15: child-20261109-01 \.\.\.$' out || fail 'the log does not name the records'
grep -q ' show  *4: note-20261012-01 \.\.\.$' out || fail 'the log does not name the records'
run 0 --home told record log --json
for id in train-20261120-01 note-20261120-01 child-20261109-01 prog-20260603-01; do has out "\"$id\""; done
lacks out note-20261118-01

# ---- teams on the command line: four voices or none ----
for n in 1 2 3 4; do
    in_home 0 record add team_reflection --team-id day --supervisor-id helen --period 2026-Q4 --respondent anon \
        --domain AVAIL --going-well "voice $n" --score "$n" --final
    in_home 3 record show "$(id_of)" --as manager
    run 0 --home larch team day --period 2026-Q4
    if [ "$n" -lt 4 ]; then lacks out 'voice'; else has out 'voice 3'; fi
done
finish
