# The programs and scripts of benchmarks/: what they print, and that compare sees what is worse. The
# solvers' answers are stood in for where the numbers have to be known.
. "$(dirname "$0")/lib.sh" "$@"
build=$(dirname "$rota")
programs=$build/benchmarks
scripts=$source_folder/benchmarks

# call STATUS PROGRAM WORDS...: as run, for any program.
call() {
    local expected=$1 status
    shift
    "$@" >out 2>err
    status=$?
    if [ "$status" -ne "$expected" ]; then
        fail "$*: status $status instead of $expected"
        sed 's/^/    /' out err
    fi
}

# is TEXT EXPECTED
is() {
    [ "$1" = "$2" ] || fail "'$1' instead of '$2'"
}
# row NAME FIELDS: fields of the line of ./out that begins with the name.
row() {
    awk -v name="$1" '$1 == name' out | tr -s ' ' | sed 's/^ //' | cut -d' ' -f"$2"
}

# ---- warm ----
call 0 "$programs/warm" 5/1/7/plain --changes 1
number='-?[0-9]+\.[0-9]{4}'
answer="$number $number yes [0-9]+\.[0-9]{3} [0-9]+"
for change in leave ill demand wish gone; do
    grep -qE "^$change 1 cold $answer warm $answer ratio [0-9]+\.[0-9]{2} best [0-9.]+ [0-9.]+\$" out || fail "no line of $change: $(cat out)"
done
awk 'NF > 10 && $1 != "changes" && ($4 != $10 || $5 != $11)' out >odd
empty odd
tail -1 out | grep -qE '^changes 5 proven 5 median-ratio [0-9.]+ fifth [0-5] missed 0 cold [0-9.]+ warm [0-9.]+ cold-best [0-9.]+ warm-best [0-9.]+$' ||
    fail "the last line of warm: $(tail -1 out)"
call 0 "$rota" init larch --sample larch-house
call 0 "$programs/warm" larch --changes 1 --from 2026-12-07 --time-limit 20
tail -1 out | grep -q '^changes 5 ' || fail "the last line of warm: $(tail -1 out)"
call 2 "$programs/warm" larch --from 2026-13-07
has err "warm: --from: '2026-13-07' is not a date"
has err 'usage: warm PEOPLE/GROUPS/DAYS[/SHAPE]|FOLDER|random'

# ---- home-rota and compact-model ----
call 0 "$programs/home-rota" 4/1/7 --time-limit 60
tail -1 out >last
grep -qE '^objective -?[0-9]+\.[0-9]{4} bound -?[0-9]+\.[0-9]{4} gap 0\.0000 proven yes seconds [0-9]+\.[0-9]{3} memory [0-9]+$' last ||
    fail "the last line of home-rota: $(cat last)"
sed '$d' out | grep -vE '^[0-9]+\.[0-9]{3} (-|-?[0-9]+\.[0-9]{4}) (-|-?[0-9]+\.[0-9]{4}) [a-z ]+$' >odd
empty odd
sed '$d' out | awk '{ $1 = ""; if ($0 == last) print "twice:" $0; last = $0 }' >odd
empty odd
objective=$(awk '{ print $2 }' last)
call 0 "$programs/home-rota" 4/1/7/tight
tail -1 out | awk -v usual="$objective" '$2 == usual' >odd
empty odd
call 0 "$programs/home-rota" 4/1/7 --seed 2
tail -1 out | awk -v usual="$objective" '$2 == usual' >odd
empty odd
call 0 "$programs/compact-model" 4/1/7
awk -v rota="$objective" '{ exit !($2 == rota && $4 == rota && $8 == "yes") }' out ||
    fail "compact-model does not find $objective: $(cat out)"
call 0 "$programs/compact-model" 4/1/7 --mps home.mps
empty out
has home.mps "NAME rota FREE"
if command -v cbc >/dev/null; then
    call 0 cbc home.mps -solve -quit
    awk -v rota="$objective" '/^Objective value:/ { n++; x = $3 }
        END { exit !(n == 1 && x - rota < 1e-4 && rota - x < 1e-4) }' out ||
        fail "cbc reads another model out of the file: $(grep 'Objective value' out)"
fi

call 2 "$programs/home-rota" 4/1
has err "home-rota: '4/1' is not PEOPLE/GROUPS/DAYS, with /tight, /bare or /plain behind it or not"
has err "usage: home-rota PEOPLE/GROUPS/DAYS[/SHAPE] [--seed N]"
call 2 "$programs/home-rota" 4/1/7/tigth
has err "home-rota: '4/1/7/tigth' is not"
call 2 "$programs/home-rota" 4/65/7
call 2 "$programs/home-rota"
has err "home-rota: no home is given"
call 2 "$programs/home-rota" 4/1/7 5/1/7
has err "'5/1/7' is one word too many"
call 2 "$programs/home-rota" 4/1/7 --sed 2
has err "home-rota: no option '--sed'; did you mean '--seed'?"
call 2 "$programs/home-rota" 4/1/7 --seed 1.5
has err "'1.5' of '--seed' is not a whole number from 0 to 1000000000"
call 2 "$programs/home-rota" 4/1/7 --seed
has err "'--seed' needs a value"
"$programs/shift-scheduling-generate" --days 14 --people 4 --shifts 1 >public.txt
call 0 "$programs/shift-scheduling" public.txt
public=$(awk '$1 == "objective" { print $2 " " $8 }' out)
call 0 "$programs/compact-model" public.txt
is "$(awk '{ printf "%d %s", $2, $8 }' out)" "$public"
call 3 "$programs/compact-model" home.mps
grep -qE "^compact-model: home.mps:1: ." err || fail "no place or no message: $(cat err)"
call 4 "$programs/compact-model" 4/1/7 --mps no/folder
has err "compact-model: cannot write 'no/folder': "

# ---- measure ----
call 7 "$programs/measure" took 20 bash -c 'exit 7'
grep -qE '^seconds [0-9.]+ user [0-9.]+ memory [1-9][0-9]* status 7$' took || fail "took: $(cat took)"
call 137 "$programs/measure" took 1 sleep 60
has took "status 137"
call 127 "$programs/measure" took 20 ./no-such-program
has err "measure: cannot run './no-such-program': No such file or directory"
call 2 "$programs/measure" took sleep 1

# ---- run, with a solver whose answers are known ----
mkdir -p fake/benchmarks/shift-scheduling set
cp "$programs/measure" fake/benchmarks/
cat >fake/benchmarks/shift-scheduling/shift-scheduling <<'PROGRAM'
#!/usr/bin/env bash
# shift-scheduling INSTANCE --seed N --time-limit S --threads N
[ "$2 $4 $6" = "--seed --time-limit --threads" ] || exit 9
case $3 in
1) printf '0.1 - - start\n0.5 1100 - first\n1.0 1005 900 bound\n2 1000 1000 dive\n'
   echo "objective 1000 bound 1000 gap 0 proven yes seconds 2.5" ;;
2) printf '0.2 2000 - first\n4 1020 1000 dive\n'
   echo "objective 1020 bound 1000 gap 2 proven no seconds 10" ;;
3) printf '0.3 2000 - first\n4 1001 1000 dive\n'
   echo "objective 1001 bound 1000 gap 0.1 proven no seconds 10" ;;
4) echo "objective - bound - gap - proven no seconds 10" ;;
*) exit 1 ;;
esac
PROGRAM
chmod +x fake/benchmarks/shift-scheduling/shift-scheduling
echo >set/Instance10.txt
echo >set/Instance2.txt
# cell FILE INSTANCE COLUMN
cell() {
    awk -F'\t' -v instance="$2" -v column="$3" '
        $1 == "instance" { for (i = 1; i <= NF; i++) at[$i] = i }
        $1 == instance { print $at[column] }' "$1"
}
# cells FILE INSTANCE COLUMN MEDIAN MIN MAX
cells() {
    local got
    got="$(cell "$1" "$2" "$3") $(cell "$1" "$2" "$3_min") $(cell "$1" "$2" "$3_max")"
    [ "$got" = "$4 $5 $6" ] || fail "$3 of $2 in $1: '$got' instead of '$4 $5 $6'"
}
call 0 "$scripts/run" --instances set --runs 3 --build fake -o three.tsv
is "$(grep -v '^#' three.tsv | cut -f1 | tr '\n' ' ')" "instance Instance2 Instance10 "
[ "$(cell three.tsv Instance2 runs) $(cell three.tsv Instance2 proven)" = "3 1" ] || fail "runs, proven"
cells three.tsv Instance2 objective 1001 1000 1020
cells three.tsv Instance2 bound 1000 1000 1000
cells three.tsv Instance2 gap 0.0999 0.0000 1.9608
cells three.tsv Instance2 first 0.3 0.2 0.5
cells three.tsv Instance2 to_1pct 4 1.0 -
cells three.tsv Instance2 to_01pct 4 2 -
cells three.tsv Instance2 proof - 2.5 -
cells three.tsv Instance2 seconds 10 2.5 10
[ "$(cell three.tsv Instance2 memory)" -gt 500 ] || fail "memory of Instance2"
call 0 "$scripts/run" --instances set/Instance2.txt --runs 4 --build fake -o four.tsv
cells four.tsv Instance2 objective 1010.500000 1000 -
cells four.tsv Instance2 bound 1000 - 1000
cells four.tsv Instance2 first 0.400000 0.2 -
call 1 "$scripts/run" --instances set/Instance2.txt --runs 5 --build fake -o five.tsv
has err "run: Instance2: the program failed"
cells five.tsv Instance2 objective 1020 1000 -
call 0 "$scripts/table" three.tsv
has out "| Instance2 | 1001 | 1000 | 0.10 % | 0.3 s | 4.0 s | 4.0 s | - | "
has out "; time limit 60 s, threads 1, runs 3."

call 2 "$scripts/run" --runs 0
has err "run: '0' of '--runs' is not a whole number from 1 on"
call 2 "$scripts/run" --instances nowhere
has err "run: no file or folder 'nowhere'"
call 2 "$scripts/run" --home 3/1/7
has err "run: no option '--home'"
call 4 "$scripts/run" --homes 3/1/7 --build nowhere -o no.tsv
has err "no program 'measure' in 'nowhere/benchmarks'; build first, or name the folder with --build"

call 0 "$scripts/run" --homes "3/1/7 4/1/7" --seeds "1 2" --runs 1 --time-limit 30 --build "$build" -o homes.tsv
is "$(grep -v '^#' homes.tsv | cut -f1 | tr '\n' ' ')" "instance 3/1/7:1 3/1/7:2 4/1/7:1 4/1/7:2 "
cells homes.tsv 4/1/7:1 objective "$objective" "$objective" "$objective"
cells homes.tsv 4/1/7:1 gap 0.0000 0.0000 0.0000

# ---- compare ----
# results NAME ROWS: a results file; rows of instance objective bound to_1pct memory.
results() {
    {
        echo "# rota benchmarks"
        echo "# time limit 60 s, threads 1, runs 5"
        printf 'instance\tobjective\tbound\tto_1pct\tmemory\n'
        tr ' ' '\t' <<<"$2"
    } >"$1.tsv"
}
results before $'a 1000 990 2 5000\nb -200 -210 - 5000\nc - 5 - 5000'
results better $'a 999 991 0.5 5000\nb -201 -205 3 4000\nc 9 6 1 5000'
results objective $'a 1000 990 2 5000\nb -199.9 -210 - 5000\nc - 5 - 5000'
results bound $'a 1000 989.8 2 5000\nb -200 -210 - 5000\nc - 5 - 5000'
results nearly $'a 1000.09 989.91 2.3 5900\nb -200 -210 - 5000\nc - 5 - 5000'
results slower $'a 1000 990 2.6 6100\nb -200 -210 - 5000\nc - 5 - 5000'
results never $'a 1000 990 - 5000\nb -200 -210 - 5000\nc - 5 - 5000'
results gone $'a 1000 990 2 5000\nb - -210 - 5000\nd 1 1 1 1'
results else $'d 1 1 1 1'
call 0 "$scripts/compare" before.tsv before.tsv
is "$(tail -1 out)" "0 worse, 0 slower, 0 larger of 3"
call 0 "$scripts/compare" before.tsv better.tsv
is "$(tail -1 out)" "0 worse, 0 slower, 0 larger of 3"
is "$(row a 1-)" "a 999 1000 -0.100 +0.101 - 0.25 - - - - 1.00"
call 1 "$scripts/compare" before.tsv objective.tsv
has out "worse: b: objective -199.9, was -200 (+0.050 %)"
is "$(tail -1 out)" "1 worse, 0 slower, 0 larger of 3"
call 1 "$scripts/compare" before.tsv bound.tsv
has out "worse: a: bound 989.8, was 990 (-0.020 %)"
call 0 "$scripts/compare" --tolerance 0.1 before.tsv bound.tsv
call 0 "$scripts/compare" before.tsv nearly.tsv
is "$(tail -1 out)" "0 worse, 0 slower, 0 larger of 3"
call 0 "$scripts/compare" before.tsv slower.tsv
has out "slower: a: to_1pct 2.6 s, was 2 s (1.30 times)"
has out "larger: a: memory 6100 KiB, was 5000 KiB (1.22 times)"
is "$(tail -1 out)" "0 worse, 1 slower, 1 larger of 3"
call 1 "$scripts/compare" --strict before.tsv slower.tsv
call 0 "$scripts/compare" --strict --time 1.4 before.tsv slower.tsv
call 0 "$scripts/compare" before.tsv never.tsv
has out "slower: a: to_1pct not reached, was 2 s"
call 1 "$scripts/compare" before.tsv gone.tsv
has out "worse: b: no objective, was -200"
has out "worse: c: not among the new results"
has out "new: d"
call 2 "$scripts/compare" before.tsv else.tsv
has err "compare: no instance is in both files"
call 2 "$scripts/compare" before.tsv
has err "compare: two results files are compared, not 1"
call 2 "$scripts/compare" before.tsv home.mps
has err "compare: 'home.mps' is no results file: it has no line of columns"
call 2 "$scripts/compare" before.tsv none.tsv
has err "compare: no file 'none.tsv'"
sed 's/time limit 60/time limit 10/' before.tsv >short.tsv
call 0 "$scripts/compare" before.tsv short.tsv
has out "note: made differently: time limit 10 s, threads 1, runs 5; before time limit 60 s, threads 1, runs 5"

# ---- pricing ----
printf 'instance\tinstructions\nx\t1000000\ny\t1000000\n' >counts.tsv
printf 'instance\tinstructions\nx\t1030000\ny\t1010000\n' >more.tsv
call 0 "$scripts/compare" counts.tsv more.tsv
has out "slower: x: 1030000 instructions, were 1000000 (+3.000 %)"
is "$(tail -1 out)" "0 worse, 1 slower, 0 larger of 2"
is "$(row y 1-)" "y 1010000 1000000 1.0100"
call 1 "$scripts/compare" --strict counts.tsv more.tsv
call 0 "$scripts/compare" --strict --count 5 counts.tsv more.tsv

mkdir path # the tools that the scripts need, and no solver or valgrind
for tool in bash env dirname basename awk mktemp rm cat date git grep sort find tr sed; do
    ln -s "$(command -v "$tool")" path/
done
call 0 env PATH="$PWD/path" "$scripts/pricing" --build "$build" -o counts.tsv
has err "pricing: valgrind is not here: nothing was counted"
# Valgrind cannot run programs with sanitizers.
if command -v valgrind >/dev/null && ! grep -q __asan_init "$programs/pricing-count"; then
    call 0 "$scripts/pricing" --homes "4/1/7 6/2/7" --rounds 1 --people 2 --build "$build" -o one.tsv
    call 0 "$scripts/pricing" --homes "4/1/7 6/2/7" --rounds 1 --people 2 --build "$build" -o two.tsv
    [ "$(cell one.tsv 4/1/7 calls)" -eq 4 ] || fail "calls of 4/1/7"
    [ "$(cell one.tsv 4/1/7 instructions)" -gt 10000 ] || fail "instructions of 4/1/7"
    call 0 "$scripts/compare" --strict one.tsv two.tsv
fi

# ---- peers ----
call 0 env PATH="$PWD/path" "$scripts/peers" --homes 4/1/7 --build "$build"
has out "cbc is not on the PATH: left out"
has out "highs is not on the PATH: left out"
is "$(row glpk 1-5)" "glpk yes $objective $objective 0.0000"
# highs OBJECTIVE BOUND: one that says so, in the words of HiGHS.
highs() {
    cat >path/highs <<PROGRAM
#!/usr/bin/env bash
cat <<'REPORT'
Solving report
  Status            Time limit reached
  Primal bound      $1
  Dual bound        $2
  Gap               1% (tolerance: 0%)
REPORT
PROGRAM
    chmod +x path/highs
}
highs 500.5 -1000
call 0 env PATH="$PWD/path" "$scripts/peers" --homes 4/1/7 --build "$build"
is "$(row highs 1-4)" "highs no 500.5 -1000"
highs inf -inf
call 0 env PATH="$PWD/path" "$scripts/peers" --homes 4/1/7 --build "$build"
is "$(row highs 1-5)" "highs no - - -"
highs -1000 -2000
call 1 env PATH="$PWD/path" "$scripts/peers" --homes 4/1/7 --build "$build"
has out "4/1/7:1: the rota of highs is better: -1000"
has out "4/1/7:1: CONTRADICTION: the rota of highs is below the bound"
highs inf -inf
call 0 env PATH="$PWD/path" "$scripts/peers" --instances public.txt --build "$build"
is "$(row public 2-4)" "rota ${public#* } ${public% *}"
is "$(row glpk 1-2)" "glpk ${public#* }"
highs 500 400
call 1 env PATH="$PWD/path" "$scripts/peers" --homes 4/1/7 --build "$build"
has out "4/1/7:1: CONTRADICTION: the bound of highs is above the rota"

if command -v shellcheck >/dev/null; then
    (cd "$scripts" && shellcheck -x -S warning run compare peers pricing table lib.sh) >odd
    empty odd
fi
finish
