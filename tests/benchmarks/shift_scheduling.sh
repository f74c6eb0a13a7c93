# The programs shift-scheduling and shift-scheduling-generate from outside: what they print, write
# and end with.
#     shift_scheduling.sh SHIFT_SCHEDULING GENERATE SOURCE_FOLDER
solve=$1
generate=$2
. "$(dirname "$0")/../cli/lib.sh" "$solve" "$3"
data=$source_folder/tests/data/shift-scheduling
cp "$data/six-people.txt" six.txt

# check FILE PATTERN: its last line is this, whole.
last() {
    tail -1 "$1" | grep -qxE "$2" || fail "the last line of $1 is '$(tail -1 "$1")', not $2"
}
# plain INSTANCE ROSTER WHAT: the roster has the days and people of the instance.
plain() {
    local days people
    days=$(awk '/^SECTION_HORIZON/ { getline; print; exit }' "$1")
    people=$(awk '/^SECTION_/ { staff = /STAFF/ } staff && !/^(#|SECTION_)/' "$1" | grep -c ,)
    awk -v days="$days" -v people="$people" 'NF != days + 1 || $1 !~ /:$/ { bad = 1 }
        END { exit bad || NR != people }' "$2" || fail "$2 is no roster of $people people, $days days"
}

# ---- a solution: trace, last line, roster, and the same again ----
run 0 six.txt --roster r.txt
last out 'objective 8 bound 8 gap 0\.00 proven yes seconds [0-9]+\.[0-9]{2}'
empty err
grep -vE '^ *[0-9]+\.[0-9]{2} +(-|[0-9]+) +(-|[0-9]+)  [a-z ]+$' out >rest
[ "$(wc -l <rest)" -eq 1 ] || fail "the trace holds other lines"
[ "$(wc -l <out)" -ge 2 ] || fail "there is no trace"
awk '{ print $2, $3 }' out | uniq -d >twice
empty twice
plain six.txt r.txt
run 0 six.txt --evaluate r.txt
has out 'objective 8 breaches 0'
[ "$(wc -l <out)" -eq 2 ] || fail "--evaluate prints other lines"
cp r.txt first.txt
run 0 --roster r.txt --threads 1 -- six.txt
same r.txt first.txt

# ---- JSON ----
run 0 six.txt --json
tr -d ' \n' <out >flat
has flat '{"instance":{"days":14,"people":6,"shifts":1},"objective":8,"costs":{"on":'
has flat '},"breaches":[],"roster":[{"person":"A","shifts":['
has flat '],"bound":8,"gap":0.0,"proven":true,"status":"optimal","seconds":'
tail -c 100 flat | grep -qE '"objective":8,"bound":8,"phase":"[a-z ]+"}\]}$' || fail "the trace ends otherwise"
costs=$(sed -E 's/.*"costs":\{"on":([0-9]+),"off":([0-9]+),"under":([0-9]+),"over":([0-9]+)\}.*/\1+\2+\3+\4/' flat)
[ "$((costs))" -eq 8 ] || fail "the costs $costs are not 8 in all"
day='("[A-Z]"|null)'
for person in A B C D E F; do
    grep -qE "\"person\":\"$person\",\"shifts\":\[($day,){13}$day\]" flat || fail "$person has no 14 days"
done
for key in seconds lp_iterations columns nodes; do
    grep -qE "\"$key\":[0-9]" flat || fail "no $key"
done
run 0 six.txt --json --evaluate r.txt
has out '"objective": 8,'
lacks out '"bound"'

# ---- judging a bad roster ----
sed -E 's/\./D/g' r.txt >all.txt
run 1 six.txt --evaluate all.txt
has out "person 'A', works days 0 to 13: 14 in a row, at most"
last out 'objective [0-9]+ breaches [0-9]+'
run 1 six.txt --evaluate all.txt --json
has out 'weekends: 2, at most'
sed '2d' r.txt >short.txt
run 3 six.txt --evaluate short.txt
has err "short.txt: person 'B' has no line"
run 3 six.txt --evaluate none.txt
has err "shift-scheduling: cannot open 'none.txt': No such file or directory"

# ---- mistakes of the instance ----
sed '3s/14/x/' six.txt >bad.txt
run 3 bad.txt
has err "bad.txt:3: days: 'x' is not a whole number from 1 to 896"
empty out
run 3 none.txt
has err "shift-scheduling: cannot open 'none.txt': No such file or directory"
printf 'SECTION_HORIZON\n3\nSECTION_SHIFTS\nD,480\nSECTION_STAFF\nA,,9999,0,9,0,0,9\n' >nobody.txt
printf 'B,,9999,1440,2,0,0,9\nSECTION_COVER\n0,D,1,1,1\n' >>nobody.txt
run 3 nobody.txt
has err "nobody.txt:7: person 'B' cannot keep all these limits and days off at once"

# ---- the command line ----
run 2
has err 'which instance?'
has err 'usage: shift-scheduling [options] INSTANCE'
run 2 six.txt bad.txt
has err "'bad.txt' is one argument too many"
run 2 six.txt --treads 2
has err "no option '--treads'; did you mean '--threads'?"
run 2 six.txt --time-limit soon
has err "--time-limit: 'soon' is not a number from 0 to 100000"
run 2 six.txt --roster a --evaluate b
has err 'give one of them'
run 0 --help
for option in time-limit threads seed gap roster json evaluate; do
    has out "  --$option"
    has "$source_folder/benchmarks/README.md" "--$option"
done

# ---- a disk that is full, a folder that is not there: told, and the answer is still printed ----
run 4 six.txt --roster /dev/full
has err "cannot write '/dev/full': No space left on device"
last out 'objective 8 bound 8 .*'
run 4 six.txt --roster no/such/folder
has err "cannot write 'no/such/folder': No such file or directory"
"$solve" six.txt >/dev/full 2>err
[ $? -eq 4 ] || fail "a full disk looks like success"
has err 'cannot write the answer: No space left on device'
"$generate" >/dev/full 2>err
[ $? -eq 4 ] || fail "a full disk looks like success"

# ---- no time, and an interrupt: the best so far is kept ----
"$generate" --days 28 --people 60 --shifts 8 --seed 3 >large.txt || fail "no large instance"
run 0 large.txt --time-limit 0 --roster large-roster.txt
last out 'objective [0-9]+ bound - gap - proven no seconds [0-9.]+'
plain large.txt large-roster.txt
rm large-roster.txt
: >out # what it wrote last must not stand for what it will write: an interrupt would come too soon
"$solve" large.txt --roster large-roster.txt >out 2>err &
pid=$!
for _ in $(seq 100); do
    [ -s out ] && break
    sleep 0.1
done
kill -INT $pid
wait $pid
status=$?
[ $status -eq 130 ] || fail "an interrupt ends with $status"
has err 'interrupted; this is the best roster found so far'
last out 'objective [0-9]+ bound (-|[0-9]+) gap .* proven no seconds [0-9.]+'
plain large.txt large-roster.txt
run 0 large.txt --evaluate large-roster.txt
has out "$(tail -1 out | cut -d' ' -f1-2) breaches 0"

# ---- the generator ----
"$generate" --days 28 --people 60 --shifts 8 --seed 3 >again.txt
same large.txt again.txt
"$generate" --seed 0 extra >out 2>err
[ $? -eq 2 ] || fail "the generator takes an argument too many"
has err "shift-scheduling-generate: 'extra' is one argument too many"
"$generate" --people 0 >out 2>err
[ $? -eq 2 ] || fail "the generator takes nobody"
has err "--people: '0' is not a whole number from 1 to 1000"
finish
