# Help, usage errors and their exit status.
. "$(dirname "$0")/lib.sh" "$@"

run 0 help
has out 'usage: rota [--home DIR] [--json] [--quiet] COMMAND ...'
has out '  130  interrupted; the best rota found so far is kept'
empty err
cp out program_help
run 0 --help
same out program_help
run 0 -h
same out program_help

# Every command of the list has help, and three ways to it say the same.
commands=$(sed -n '/^commands/,/^$/s/^  \([a-z-]*\) .*/\1/p' program_help)
[ "$(echo "$commands" | wc -w)" -ge 10 ] || fail "too few commands in the list: $commands"
for command in $commands; do
    run 0 help "$command"
    has out "rota $command: "
    has out "usage: rota $command"
    awk 'length($0) > 120 { print "too wide: " $0; bad = 1 } END { exit bad }' out ||
        fail "help $command is too wide"
    cp out command_help
    run 0 "$command" --help
    same out command_help
    run 0 --help "$command"
    same out command_help
done

run 0 --version
grep -qx 'rota [0-9]*\.[0-9]*\.[0-9]*' out || fail "version: $(cat out)"
run 0 --json --version
has out '"version": "'

# usage LINE... : status 2, nothing on standard output, the message and the right usage line.
usage() {
    local message=$1 line=$2
    shift 2
    run 2 "$@"
    empty out
    [ "$(head -1 err)" = "rota: $message" ] || fail "rota $*: $(head -1 err)"
    has err "$line"
}
usage "which command? 'rota help' lists them" 'usage: rota [--home DIR]'
usage "no command 'chek'; did you mean 'check'?" 'usage: rota [--home DIR]' chek
usage "no command 'zebra'; 'rota help' lists them" 'usage: rota [--home DIR]' zebra
usage "no command 'pln'; did you mean 'plan'?" 'usage: rota help' help pln
usage "no option '--form'; did you mean '--from'?" 'usage: rota plan [options]' plan --form 2026-12-07
usage "no option '--hom'; did you mean '--home'?" 'usage: rota [--home DIR]' --hom x plan
usage "no option '-z'" 'usage: rota show' show -z
usage "option '--from' needs a value: --from DATE" 'usage: rota plan' plan --from
usage "option '--json' takes no value" 'usage: rota config' config --json=1
usage "'import' needs FILE..." 'usage: rota import FILE...' import
usage "'init' needs DIR" 'usage: rota init DIR' init
usage "'config' does not take 'all'" 'usage: rota config' config all
usage "'check' does not take 'b.csv'" 'usage: rota check [FILE.csv]' check a.csv b.csv

# Colour is for terminals only, and not when NO_COLOR says so.
run 0 init home --sample first-steps
"$rota" --home home config --rules >plain
lacks plain "$(printf '\033')"
# script(1) makes the terminal; a bare chroot has no /dev/pts to make one from.
if script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
    script -qec "$rota --home home config --rules" /dev/null >terminal </dev/null
    has terminal "$(printf '\033[1m')"
    NO_COLOR=1 script -qec "$rota --home home config --rules" /dev/null >terminal </dev/null
    lacks terminal "$(printf '\033')"
    TERM=dumb script -qec "$rota --home home config --rules" /dev/null >terminal </dev/null
    lacks terminal "$(printf '\033')"
else
    echo "left out, no terminal can be made here: colour on a terminal"
fi

finish
