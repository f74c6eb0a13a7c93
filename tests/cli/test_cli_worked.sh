# What was published, what was worked, and what others may see of it: publish, show --published,
# --worked and --against, fairness, registers, purge.
. "$(dirname "$0")/lib.sh" "$@"
export ROTA_TODAY=2026-06-01

# ---- a home of four people; 1 June 2026 is a Monday ----
run 0 init home
export ROTA_HOME=$work/home
cat >groups.csv <<END
group,name
willow,Willow
rowan,Rowan
END
cat >staff.csv <<END
staff,name,contract_hours,opt_out
ana,Ana,40,no
ben,Ben,40,yes
cleo,Cleo,20,no
dan,Dan,0,no
END
cat >children.csv <<END
child,name,born,group,key_caregiver
kim01,Kim,2018-05,willow,ana
lou02,Lou,2016-07,rowan,ben
END
cat >shifts.csv <<END
shift,name,start,end,break_minutes,kind
E,Early,07:00,15:00,30,day
L,Late,14:00,22:00,30,day
N,Night,22:00,07:00,,night
END
printf 'staff,group,role\nana,willow,key\ndan,rowan,never\n' >bonds.csv
cat >june.csv <<END
date,shift,group,staff
2026-06-01,E,willow,ana
2026-06-01,L,willow,ben
2026-06-02,E,willow,ana
2026-06-02,L,willow,cleo
2026-06-03,E,willow,ana
2026-06-03,L,willow,ben
2026-06-04,E,willow,cleo
END
run 0 import groups.csv staff.csv children.csv shifts.csv bonds.csv
run 0 import june.csv --kind assignments --plan june

# ---- publish ----
run 0 show --published
has out "Nothing was published yet"
run 3 publish jun
has err "there is no plan 'jun'; did you mean 'june'?"
run 2 publish june --to 2026-06-09
has err "plan 'june' has only the days Mon 1 to Thu 4 Jun 2026"
run 0 publish june --dry-run
has err 'only looked: nothing was kept'
run 0 show --published --json
has out '"publications": []'
run 0 publish june
has out "published plan 'june', Mon 1 to Thu 4 Jun 2026: 7 duties, now the rota of record"
has out 'kept as publication 1'
run 0 publish june
has out 'is the rota of record of Mon 1 to Thu 4 Jun 2026 already: nothing changed'
run 0 export assignments
count out ',no' 7
# Another plan for a day of it: what it replaces is kept.
printf 'date,shift,group,staff\n2026-06-04,E,willow,dan\n' >other.csv
run 0 import other.csv --kind assignments --plan other
run 0 publish other --json
has out '"publication": 2'
has out '"removed": 1'
run 0 show --published
has out " 1  2026-06-01 12:00  Mon 1 to Thu 4 Jun 2026       7  plan 'june'"
has out " 2  2026-06-01 12:00  Thu 4 Jun 2026                1  plan 'other'"
run 0 show --published 1
has out 'Publication 1 of 2026-06-01'
grep -qE '^Cleo .*E willow' out || fail 'publication 1 should have Cleo on Thursday'
run 3 show --published 9
has err 'there is no publication 9; there are 1 to 2'
run 2 show --published x
has err "'x' is not the number of a publication"
run 2 show --published 1 --worked
has err 'choose one'

# ---- worked: later, instead, absent, on top ----
run 2 show --against
has err 'rota show --worked --against P'
cat >worked.csv <<END
staff,start,end,group,kind,breaks
ana,2026-06-01T07:00,2026-06-01T15:15,willow,day,12:00-12:20|13:00-13:10
ben,2026-06-01T14:00,2026-06-01T22:45,willow,day,18:00-18:30
dan,2026-06-02T07:00,2026-06-02T15:00,willow,day,12:00-12:30
ana,2026-06-03T07:00,2026-06-03T15:00,willow,day,12:00-12:30
dan,2026-06-03T10:00,2026-06-03T12:00,rowan,day,
END
printf 'staff,from,to,kind\nana,2026-06-02,2026-06-02,sick\ncleo,2026-06-02,2026-06-02,annual\n' >leave.csv
run 0 import worked.csv leave.csv
run 0 import worked.csv
has out '0 added, 0 changed, 5 same'
run 0 export worked -o again.csv
run 0 import again.csv --kind worked --replace
has out '0 added, 0 changed, 5 same'
run 0 export worked
same out again.csv
run 0 show --worked
has out 'Recorded: 5 duties on Mon 1 Jun, Tue 2 Jun, Wed 3 Jun. Not recorded, as in the rota of record: 2 duties on'
run 0 show --worked --against
cp out against
has out 'What was worked against what was published, Mon 1 to Sun 7 Jun 2026'
has out 'Of 7 published duties: 3 as published, 2 by the same person with other times, 1 by others, 1 by nobody. On top: 1.'
has out 'Ana stayed 15 minutes longer (15:15)'
has out 'Ben stayed 45 minutes longer (22:45)'
has out 'Dan instead of Ana (sick leave)'
has out 'nobody instead of Cleo (annual leave)'
has out 'Dan on top of the rota'
# 5 of 7 duties of 8 hours by the one for whom they were published: 40 of 56 hours.
has out 'Predictability: 71 % of the published hours were worked by the person they were published for.'
# Of the five with a record 24 of 40 hours: Ana and Ben on Monday, Ana on Wednesday.
has out 'Of the recorded ones alone: 60 %.'
grep -qE '^Ana +22 h 30 +15 h 15 +-7 h 15 +0 h +1$' out || fail "Ana's hours are wrong"
grep -qE '^Dan +7 h 30 +17 h +\+9 h 30 +9 h 30 +0$' out || fail "Dan's hours are wrong"
run 0 show --worked --against --json
has out '"predictability": 0.714285714'
has out '"predictability_recorded": 0.6'
has out '"longer_minutes": 15'
has out '"change": "absent"'
has out '"difference_minutes": -450'
# Against the plan, against publication 1: Thursday was Cleo's then.
run 0 show --worked --against june
has out "What was worked against plan 'june', Mon 1 to Thu 4 Jun 2026"
has out 'Dan instead of Cleo'
run 0 show --worked --against @1 --from 2026-06-04
has out 'What was worked against publication 1, Thu 4 Jun 2026'
has out 'Of 1 published duty: 0 as published, 0 by the same person with other times, 1 by others'
run 3 show --worked --against jun
has err "did you mean 'june'?"
run 3 show --worked --against --from 2026-07-01 --to 2026-07-05
has err 'what was published has no duties in these days to compare with'
# Changed on the day itself: what was announced still stands.
printf 'date,shift,group,staff\n2026-06-01,E,willow,cleo\n2026-06-01,L,willow,ben\n' >late.csv
run 0 --quiet import late.csv --kind assignments
run 0 show --worked --against
has out 'Ana stayed 15 minutes longer'

# ---- check and continuity with what was worked: the 45 minutes make the rest too short ----
cat >more.csv <<END
date,shift,group,staff
2026-06-08,L,willow,ben
2026-06-09,E,willow,ben
END
cat >clock.csv <<END
staff,start,end,group,break_minutes
ben,2026-06-08T14:00,2026-06-08T22:00,willow,30
ben,2026-06-09T09:00,2026-06-09T15:00,willow,30
END
run 0 import more.csv --kind assignments
run 0 import clock.csv --kind worked
run 0 check --worked --from 2026-06-08 --to 2026-06-14 # 11 hours
has out 'no breach'
sed -i 's/T22:00,/T22:45,/' clock.csv
run 0 import clock.csv --kind worked
run 1 check --worked --from 2026-06-08 --to 2026-06-14
has out '10 h 15'
has out 'Recorded: 2 duties on Mon 8 Jun, Tue 9 Jun.'
run 1 check --worked --from 2026-06-08 --to 2026-06-14 --json
has out '"recorded_days": ['
run 0 continuity --worked --from 2026-06-01 --to 2026-06-07
has out 'Recorded: 5 duties'

# ---- fairness: worked out by hand ----
cat >nights.csv <<END
date,shift,group,staff
2026-06-13,N,*,cleo
2026-06-14,N,*,cleo
2026-06-20,N,*,ana
2026-06-21,E,willow,ben
END
run 0 import nights.csv --kind assignments
# Three weeks of 40 hours, one day of sick leave (8 h) off: 112; Cleo 60 less 4: 56.
run 0 fairness --from 2026-06-01 --to 2026-06-21 --csv
has out 'staff,name,contract_hours,duties,nights,nights_per_contract_hour,weekends,'
grep -q '^ana,Ana,112,3,1,0.008929,1,0.008929,0,0,0,0$' out || fail "Ana's shares: $(grep ^ana out)"
grep -q '^cleo,Cleo,56,3,2,0.035714,1,0.017857,0,0,0,0$' out || fail "Cleo's: $(grep ^cleo out)"
grep -q '^dan,Dan,0,3,0,,0,,0,,0,$' out || fail "Dan's shares: $(grep ^dan out)"
run 0 fairness --from 2026-06-01 --to 2026-06-21
grep -qE '^nights +0 +Ben +3.6 +Cleo +3.6 +1$' out || fail "the spread of nights: $(grep ^nights out)"
has out 'No bank holidays are known'
run 0 fairness --json
has out '"per_contract_hour": {'
has out '"max_staff": "cleo"'
run 2 fairness --json --csv
has err 'choose one'

# ---- registers ----
run 0 export opt_out_register
has out ',valid,in_force_from,in_force_to'
grep -qE '^ben,Ben,40,yes,.*,yes,,$' out || fail "the opt-out of Ben: $(cat out)"
lacks out 'ana,'
run 0 export duty_roster --from 2026-06-02 --to 2026-06-02
has out 'date,record,staff,name,agency,shift,group,kind,start,end,break_minutes,sleep_minutes,called_out_minutes,working_hours,wage_hours,publication,published_at,plan'
has out '2026-06-02,planned,ana,Ana,no,E,willow,day,2026-06-02T07:00,2026-06-02T15:00,30,0,0,7.5,7.5,1,2026-06-01T12:00,june'
has out '2026-06-02,worked,dan,Dan,no,,willow,day,2026-06-02T07:00,2026-06-02T15:00,30,0,0,7.5,7.5,,,'
[ "$(wc -l <out)" -eq 4 ] || fail "the roster of Tuesday has $(wc -l <out) lines"
run 0 export duty_roster --json
has out '"record": "as_published"'
run 2 export hr
has err "'hr' has several tables: name a folder with -o FOLDER"
run 2 export hr staff -o hr
has err "'hr' is exported by itself"
run 2 export duty_rosters
has err "did you mean 'duty_roster'?"
run 2 export staff --from 2026-06-01
has err '--from and --to choose the days of a register'
# Dan works with a group that is never his: a finding about the group, which stays here.
printf 'date,shift,group,staff\n2026-06-10,E,rowan,dan\n' >never.csv
run 0 import never.csv --kind assignments
run 1 check --worked --from 2026-06-10 --to 2026-06-10
has out 'never'
run 0 export hr -o hr
run 0 export hr --format json -o hr/all.json
for file in staff leave hours duties findings; do
    [ -s "hr/$file.csv" ] || fail "no hr/$file.csv"
done
for word in kim01 lou02 Kim Lou willow rowan Willow Rowan key_caregiver; do
    if grep -rqwi -- "$word" hr; then fail "'$word' of the children is in the tables for HR"; fi
done
has hr/staff.csv 'ana,Ana,40,'
has hr/duties.csv '2026-06-02,dan,worked,,day,2026-06-02T07:00,2026-06-02T15:00,30,0,0,7.5,7.5'
has hr/hours.csv 'ana,2026-06-01,2026-06-07,32,15.25,15.25,2,2,0,0,0,0'
has hr/findings.csv 'ben,2026-06-09,daily_rest,FAIL,WTR 1998 reg 10(1)'
# The same of a sample home.
run 0 --quiet init larch --sample larch-house
run 0 --home larch --quiet export hr -o larch-hr
for word in $(tail -n +2 larch/children.csv | cut -d, -f1) $(tail -n +2 larch/groups.csv | cut -d, -f1); do
    if grep -rqwi -- "$word" larch-hr; then fail "'$word' of Larch House is in the tables for HR"; fi
done

# ---- purge ----
export ROTA_TODAY=2030-01-01
run 3 purge --before 2027-01-01
has err "rota: --before '2027-01-01' is too late: rotas, planned and worked, are kept for 15 years"
has err "Children's Homes (England) Regulations 2015 reg 37"
has err 'today only days before 2015-01-01 may be purged, those before 2027-01-01 from 2042-01-01 on'
run 0 purge
has out 'nothing is of days before 2015-01-01: nothing to purge'
export ROTA_TODAY=2041-06-04
run 0 purge --dry-run
has out 'would be deleted, older than the 15 years for which rotas are kept'
has err 'only looked: nothing was deleted'
run 0 show --published 1
run 0 purge --json
has out '"before": "2026-06-04"'
has out '"what": "worked time"'
run 0 export worked
lacks out '2026-06-03'
has out '2026-06-08'
sed -i 's/^retention_years = .*/retention_years = 3/' home/rota.ini
run 0 config
has err 'look at it: retention_years = 3 is less than the 15 years'
run 0 purge --dry-run
has err 'look at it: retention_years = 3 is less than the 15 years for duty rotas, planned and worked'
has err 'retention_years = 3 is less than the 6 years for records of pay'
lacks err 'records of working time'
# Two years are the least: the regulation was seen, and is not only advised.
sed -i 's/^retention_years = .*/retention_years = 1/' home/rota.ini
run 0 purge --dry-run --json
has out '"before": "2039-06-04"'
has out '"retention_years": 2'
has err 'retention_years = 1 is less than the 2 years for records of working time (WTR 1998 reg 9); nothing younger is purged'
run 3 purge --before 2040-01-01
has err "--before '2040-01-01' is too late: rotas, planned and worked, are kept for 2 years (WTR 1998 reg 9); today only"
printf '[profile]\nname = ours\nextends = uk\n[keep_rotas]\nadvisory = no\n' >home/ours.ini
sed -i 's/^profile = .*/profile = .\/ours.ini/' home/rota.ini
run 3 purge --before 2038-01-01
has err 'are kept for 15 years (Children'"'"'s Homes (England) Regulations 2015 reg 37 and Schedule 4; check with your adviser)'
finish
