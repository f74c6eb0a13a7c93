#!/bin/bash
# rota check: files without a home, filters, margins, leave, CSV, profiles, terms of people.
. "$(dirname "$0")/lib.sh"

# ---- worked time without a home ----
cat >worked.csv <<'CSV'
staff,start,end,break_minutes
ana,2026-06-01T14:00,2026-06-01T22:45,30
ana,2026-06-02T09:00,2026-06-02T17:00,30
bo,2026-06-01T08:00,2026-06-01T14:01,0
CSV
run 1 check worked.csv
has out 'Of worked.csv (people unknown: adults under the standard rules; no home, so no limits of its own)'
has out 'Nothing is known of the days before Mon 1 Jun 2026: they count as free in the averages.'
has out 'ana: 10 h 15 rest between work on Mon 1 Jun (ends 22:45) and work on Tue 2 Jun (starts 09:00)'
has out 'daily_rest, WTR 1998 reg 10(1); measured 10 h 15, limit 11 h'
has out 'shifts: work Mon 1 Jun (14:00 to 22:45), work Tue 2 Jun (09:00 to 17:00)'
has out 'to mend it: end work on Mon 1 Jun by 22:00, or start work on Tue 2 Jun at 09:45 or later'
has out 'bo: work on Mon 1 Jun has no break in 6 h 01 of work'
lacks out 'lone_worker'
run 1 check worked.csv --json
has out '"measured_minutes": 615'
has out '"required_minutes": 660'
has out '"from": "2026-06-01T22:45"'
has out '"cure": "end work on Mon 1 Jun by 22:00'
has out '"compensatory_rest": []'
run 0 check worked.csv --from 2026-06-05 --to 2026-06-06
[ ! -e rota.ini ] || fail 'a home was made'
printf 'staff,start,end\nana,2026-06-01T14:00,2026-06-01T13\n' >bad.csv
run 3 check bad.csv
has err "bad.csv:2: end: '2026-06-01T13' is not a date and time"
: >empty.csv
run 3 check empty.csv
has err "'empty.csv' is empty; a header row is needed: staff,start,end for worked time, date,shift,group,staff for a rota"
printf 'date,shift,group,staff\n2026-06-01,E,oak,ana\n' >shifts.csv
run 3 check shifts.csv
has err "'shifts.csv' is no worked time: without a home a file needs the columns staff,start,end; a rota of shifts is checked in its home"
lacks err 'import shifts.csv first'
# Seven days with two shifts each are no breach where nobody has set a limit.
{
    echo staff,start,end,break_minutes
    for day in 1 2 3 4 5 6 7; do
        echo "ana,2026-06-0${day}T08:00,2026-06-0${day}T12:00,0"
        echo "ana,2026-06-0${day}T13:00,2026-06-0${day}T14:00,0"
    done
} >week.csv
run 1 check week.csv
lacks out 'house_'

# ---- a home of two ----
run 0 init home
cat >groups.csv <<'CSV'
group,name
willow,Willow
CSV
cat >staff.csv <<'CSV'
staff,name,contract_hours,born,opt_out,special_case,opt_out_from,opt_out_notice,contract_after_22,other_hours,health_assessed,days_a_week
ana,Ana,37.5,,,yes,,,,,,2.5
bo,Bo,37.5,,,,,,,20,,6
cy,Cy,20,2009-03-01,,,,,yes,,,
dee,Dee,0,,,,2026-01-05,2026-06-01,,,2026-01-05,
CSV
cat >shifts.csv <<'CSV'
shift,name,start,end,break_minutes,kind
E,Early,07:00,15:00,30,day
L,Late,14:15,22:15,30,day
N,Night,22:00,07:00,,night
CSV
run 0 --home home import groups.csv staff.csv shifts.csv
{
    echo date,shift,group,staff
    for who in ana bo cy; do
        echo "2026-06-01,L,willow,$who"
        echo "2026-06-02,E,willow,$who"
    done
    echo 2026-06-02,N,willow,dee
    echo 2026-06-03,N,willow,dee
} >assignments.csv
run 0 --home home import assignments.csv
run 1 --home home check --from 2026-06-01 --to 2026-06-07
lacks out 'REST OWED' # she is free until the end of the week
has out 'BREACH  Bo: 8 h 45 rest'
has out 'BREACH  Cy: 8 h 45 rest between'
grep -qE '^Ana +2 h 15 +daily_rest +Tue 2 Jun 07:00 +2 h 15 +Tue 2 Jun 15:00 to Mon 8 Jun 00:00 +0 h +Wed 3 Jun 04:15$' out || fail 'no rest owed'
lacks out 'young_night' # the contract provides for work after 22:00
has out '2 duties of Night: no break is written down'
run 1 --home home check --from 2026-06-01 --to 2026-06-07 --person bo --json
count out '"staff": "bo"' 2
lacks out '"staff": "ana"'
has out '"other_minutes_per_week": 1200'
run 0 --home home check --from 2026-06-01 --to 2026-06-07 --person ana --rule daily_rest
has out 'no breach, 1 rest made up for'
run 0 --home home check --from 2026-06-01 --to 2026-06-07 --person ana --rule daily_rest --all
has out 'REST GIVEN  Ana: 8 h 45 rest'
run 0 --home home check --from 2026-06-01 --to 2026-06-07 --person dee --all
has out 'Dee: opted out of the weekly limit since Mon 5 Jan, to Sun 7 Jun'
run 1 --home home check --from 2026-06-01 --to 2026-06-07 --margin
has out 'How close to each limit, the closest first'
grep -qE '^Bo +daily_rest +8 h 45 +least +11 h +-2 h 15 +Tue 2 Jun$' out || fail 'no margin of Bo'
run 1 --home home check --from 2026-06-01 --to 2026-06-07 --csv
has out 'verdict,rule,staff,name,date,regulation,from,to,measured,required,unit,owed_minutes,'
has out 'FAIL,daily_rest,bo,Bo,2026-06-02,WTR 1998 reg 10(1),2026-06-01T22:15,2026-06-02T07:00,525,660,'
run 1 --home home check --from 2026-06-01 --to 2026-06-07 --leave
grep -qE '^Ana +2.5 +210 h \(14 days\) +0 h \(0 days\) +210 h$' out || fail 'no leave of Ana'
grep -qE '^Bo +6 +175 h \(28 days\) +0 h \(0 days\) +175 h$' out || fail 'no leave of Bo, or over 28 days'
grep -qE '^Cy +5 +112 h \(28 days\) +0 h \(0 days\) +112 h$' out || fail 'no leave of Cy'
grep -qE '^Dee +0 h +2 h$' out || fail 'no leave of Dee'
run 1 --home home --json check --from 2026-06-01 --to 2026-06-07 --leave --person bo
has out '"due_days": 28.0,'
has out '"due_minutes": 10500,'
has out '"left_minutes": 10500,'
printf 'staff,name,contract_hours,days_a_week\nbo,Bo,37.5,8\n' >wrong.csv
run 3 --home home import wrong.csv --kind staff
has err "wrong.csv:2: days_a_week: '8' is not between 0.5 and 7"
run 2 --home home check --person anna
has err "rota: --person: nobody has the id 'anna'; did you mean 'ana'?"
run 2 --home home check --rule daily_rst
has err "rota: --rule: 'daily_rst' is no rule; did you mean 'daily_rest'?"

# ---- profiles ----
run 1 --home home check --profile tr --from 2026-06-01 --to 2026-06-07
has out "rules 'tr'"
run 0 --home home config --rules
has out 'hours = 11          uk.ini:'
printf '[profile]\nextends = uk\n[daily_rest]\nhours = 8\n[weekly_average]\nreference = sliding\n' >ours.ini
run 3 --home home check --profile ours.ini
has err "ours.ini:6: reference: 'sliding' is not one of rolling, fixed"
sed -i '/sliding/d; s/weekly_average/weekly_avrage/' ours.ini
run 3 --home home check --profile ours.ini
has err "ours.ini:5: unknown section 'weekly_avrage'; did you mean 'weekly_average'?"
sed -i '/avrage/d' ours.ini
run 0 --home home check --profile ours.ini --from 2026-06-01 --to 2026-06-07 --person bo
# A rule of later breaks nothing now, and says so.
printf '[profile]\nname = ours\nextends = uk\n[daily_rest]\nhours = 12\nvalid_from = 2027-01-01\n' >ours.ini
run 1 --home home check --profile ours.ini --from 2026-06-01 --to 2026-06-07 --person bo
has out "Rule daily_rest of 'ours' holds from 2027-01-01: these days are before that, and what it extends is asked."
has out 'BREACH  Bo: 8 h 45 rest'
has out 'measured 8 h 45, limit 11 h'
run 1 --home home check --profile ours.ini --from 2026-06-01 --to 2026-06-07 --person bo --json
has out '"holds_from": null'
tr -d ' \n' <out >flat
has flat '"not_yet_in_force":[{"rule":"daily_rest","valid_from":"2027-01-01","asked":false}]'
# One of the middle of the week: before it what it extends is asked, after it the rule itself.
sed -i 's/2027-01-01/2026-06-03/' ours.ini
cp ours.ini home/ours.ini
sed -i 's/^profile = .*/profile = .\/ours.ini/' home/rota.ini
run 1 --home home check --from 2026-06-01 --to 2026-06-07 --person bo
has out "Rule daily_rest of 'ours' holds from 2026-06-03: on days before that what it extends is asked."
has out 'BREACH  Bo: 8 h 45 rest'
has out 'limit 11 h'
lacks out 'limit 12 h'
run 1 --home home check --from 2026-06-01 --to 2026-06-07 --person bo --json
has out '"regulation": "WTR 1998 reg 10(1)"'
has out '"holds_from": null'
has out '"asked": true'
# One that extends nothing has no numbers for the days before: to look at.
sed '/extends/d' ours.ini >alone.ini
run 0 --home home check --profile alone.ini --from 2026-06-01 --to 2026-06-07 --person bo
has out "Rule daily_rest of 'ours' holds from 2026-06-03: on days before that what goes against it is to look at"
has out "The rules 'ours' say nothing of weekly_average, weekly_rest: that is not asked."
has out 'LOOK AT  Bo: 8 h 45 rest'
run 0 --home home check --profile alone.ini --from 2026-06-01 --to 2026-06-07 --person bo --json
has out '"holds_from": "2026-06-03"'
tr -d ' \n' <out >flat
has flat '"not_in_profile":["weekly_average","weekly_rest"]'
run 1 --home home check --from 2026-06-01 --to 2026-06-02 --person bo
has out 'limit 11 h'
run 0 --home home check --from 2026-06-03 --to 2026-06-09
lacks out 'holds from'
sed -i 's/^profile = .*/profile = uk/' home/rota.ini

# ---- what about the 15 minutes that she stayed longer ----
printf 'shift,name,start,end,break_minutes,kind\nD,Day,09:30,17:30,30,day\n' >day.csv
run 0 --home home import day.csv --kind shifts
printf 'date,shift,group,staff\n2026-06-22,L,willow,bo\n2026-06-23,D,willow,bo\n' >more.csv
run 0 --home home import more.csv --kind assignments
run 0 --home home check --from 2026-06-22 --to 2026-06-28 --person bo # 11 h 15
printf 'staff,start,end,break_minutes\nbo,2026-06-22T14:15,2026-06-22T22:45,30\n' >stayed.csv
run 1 --home home check stayed.csv --person bo
has out 'BREACH  Bo: 10 h 45 rest between work on Mon 22 Jun (ends 22:45) and Day on Tue 23 Jun (starts 09:30)'
sed -i 's/22:45/22:30/' stayed.csv
run 0 --home home check stayed.csv --person bo
# Nobody is alone who has a colleague in the rota of record.
has out 'Bo is alone on duty from Mon 22 Jun 14:15 to Mon 22 Jun 22:30'
printf 'date,shift,group,staff\n2026-06-22,L,willow,ana\n' >more.csv
run 0 --home home import more.csv --kind assignments
run 0 --home home check stayed.csv
has out 'Bo is alone on duty from Mon 22 Jun 22:15 to Mon 22 Jun 22:30'
sed -i 's/22:30/25:30/' stayed.csv
run 3 --home home check stayed.csv
has err "rota: nothing was checked: 1 fault found in 'stayed.csv'"

# ---- alone on duty, and nobody said whether that is assessed ----
run 0 init alone
printf 'group,name\noak,Oak\n' >groups.csv
printf 'staff,name,contract_hours\nann,Ann,30\n' >staff.csv
printf 'shift,name,start,end,break_minutes,kind\nN,Night,22:00,07:00,30,night\n' >shifts.csv
printf 'group,shift,day,min\n*,N,daily,1\n' >demand.csv
printf 'date,shift,group,staff\n2026-06-01,N,*,ann\n' >one.csv
run 0 --home alone import groups.csv staff.csv shifts.csv demand.csv
run 0 --home alone import one.csv --kind assignments --plan p
run 0 --home alone check --plan p # a draft: there is time to assess it
has out 'LOOK AT  Ann is alone on duty from Mon 1 Jun 22:00 to Tue 2 Jun 07:00, and so far no written'
run 0 --home alone check one.csv # a file may leave others out
has out 'LOOK AT  Ann is alone'
run 0 --home alone publish p
printf 'staff,start,end,break_minutes\nann,2026-06-01T22:00,2026-06-02T07:00,30\n' >night.csv
run 0 --home alone import night.csv --kind worked
run 1 --home alone check --worked --from 2026-06-01 --to 2026-06-02
has out 'BREACH  Ann is alone on duty from Mon 1 Jun 22:00 to Tue 2 Jun 07:00, and so far no written'
sed -i 's/^lone_working_assessed =.*/lone_working_assessed = 2026-06-02/' alone/rota.ini
run 1 --home alone check --worked --from 2026-06-01 --to 2026-06-02
has out 'and the written assessment of working alone is'
has out 'only of Tue 2 Jun'
sed -i 's/= 2026-06-02/= 2026-05-04/' alone/rota.ini
run 0 --home alone check --worked --from 2026-06-01 --to 2026-06-02
lacks out 'alone on duty'

# ---- a night worker: an assessment is no number ----
printf 'staff,start,end,break_minutes\nann,2026-06-02T22:00,2026-06-03T07:00,30\n' >night.csv
run 0 --home alone import night.csv --kind worked
run 0 --home alone check --worked --from 2026-06-01 --to 2026-06-02
has out 'a night worker (work on Mon 1 Jun): a health assessment is due before night work, and none is on'
run 0 --home alone check --worked --from 2026-06-01 --to 2026-06-02 --margin
lacks out 'night_health'
has out 'daily_rest'

# ---- what if somebody had opted out ----
{
    echo staff,start,end,break_minutes
    for ((day = 0; day < 119; day++)); do
        date=$(date -d "2026-06-01 + $day days" +%Y-%m-%d)
        if [ "$(date -d "$date" +%u)" -lt 6 ]; then echo "bo,${date}T08:00,${date}T17:00,30"; fi
    done
} >summer.csv
run 1 --home home check summer.csv --from 2026-09-21 --to 2026-09-27
has out 'BREACH  Bo: 62 h 30 a week on average over the 17 weeks to Sun 27 Sep (722 h 30 worked, and 20 h a week in other'
run 0 --home home check summer.csv --from 2026-09-21 --to 2026-09-27 --opt-out bo
has out 'As if Bo had opted out of the weekly limit in writing; rests, breaks and nights stay as they are.'
has out 'well, opted out'
run 0 --home home check summer.csv --from 2026-09-21 --to 2026-09-27 --opt-out bo --json
has out '"as_if_opted_out": "bo"'
run 1 --home home check summer.csv --from 2026-09-21 --to 2026-09-27 --opt-out cy
has out 'As if Cy had opted out of the weekly limit: that has no effect'
run 2 --home home check --opt-out boo
has err "rota: --opt-out: nobody has the id 'boo'; did you mean 'bo'?"
# Nothing was kept.
run 1 --home home check summer.csv --from 2026-09-21 --to 2026-09-27 --json
has out '"as_if_opted_out": null'

finish
