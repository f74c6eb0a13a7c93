# README.md: its shell blocks and its CSV examples, run one after the other as a reader would; the
# message and the rota that it shows.
. "$(dirname "$0")/lib.sh" "$@"
readme=$source_folder/README.md

# block NUMBER: the lines of the so-manieth ```text block.
block() {
    awk -v wanted="$1" '/^```text$/ { n++; inside = 1; next }
        /^```$/ { inside = 0 }
        inside && n == wanted' "$readme"
}

# ---- every ```sh block, and each ```csv block into the file that the text before it names ----
mkdir bin
ln -s "$rota" bin/rota
awk '/^`[a-z]+\.csv`/ { split($0, part, "`"); name = part[2] }
    /^```sh$/ { inside = 1; next }
    /^```csv$/ { inside = 1; csv = 1; print "cat >" name " <<\"END_OF_CSV\""; next }
    /^```$/ { if (csv) print "END_OF_CSV"; inside = csv = 0 }
    inside' "$readme" >script
for word in init import plan show continuity check export backup config publish; do
    grep -qE "^rota .*\b$word\b" script || fail "README.md shows no 'rota $word' that runs"
done
count script 'END_OF_CSV' 10
mkdir reader
if ! (cd reader && PATH=$work/bin:$PATH bash -eu ../script) >out 2>err; then
    fail "a block of README.md fails:"
    tail -5 err | sed 's/^/    /'
fi
has out 'staff.csv   8 added, 0 changed, 0 same'
has out "Plan 'draft', Mon 23 to Sun 29 Nov 2026"
has out 'Cover: every shift has its minimum'
has out "rules 'uk': no breach"
has err 'wrote week.csv'
[ -s reader/myhome/week.csv ] || fail "no week.csv"
[ -s reader/myhome/before-the-holidays.db ] || fail "no backup"

# ---- the mistake that is shown ----
sed -i 's/^ann,Ann,37.5,/ann,Ann,"37,5x",/' reader/myhome/staff.csv
run 3 --home reader/myhome import reader/myhome/staff.csv
block 2 >shown
same shown err

# ---- the rota that is shown: where several are equally good, only what all of them share ----
shared() {
    grep -E "^Plan |^Proven|^staff |^Cover|^Working time|^ +-?[0-9.]+  " "$1" | sed 's/, [0-9.]* s)/, s)/'
}
export ROTA_TODAY=2026-11-30
run 0 init steps --sample first-steps
run 0 --home steps plan
block 1 >shown
shared shown >shown_shared
shared out >out_shared
[ "$(wc -l <shown_shared)" -ge 6 ] || fail "README.md shows no rota"
same shown_shared out_shared

# ---- the table of commands ----
run 0 help
sed -n '/^commands/,/^$/p' out | awk 'NR > 1 && NF { print $1 }' >commands
[ -s commands ] || fail "no commands in the help"
while IFS= read -r command; do
    grep -qE "^\| \`rota $command\b" "$readme" || fail "README.md has no row for 'rota $command'"
    # Every option of its row is one that the command has.
    run 0 help "$command"
    for option in $(grep -E "^\| \`rota $command\b" "$readme" | grep -oE -- '--[a-z-]+'); do
        has out "$option"
    done
done <commands
finish
