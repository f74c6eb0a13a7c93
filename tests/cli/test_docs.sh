# The documents against the program: every setting with its default and help, every rule, column, JSON
# key and command; links between the documents.
. "$(dirname "$0")/lib.sh" "$@"
docs=$source_folder/docs

# json_keys FILE: the names of all keys.
json_keys() {
    grep -oE '^ *"[A-Za-z_]+":' "$1" | tr -d ' ":' | sort -u
}
# told FILE WORD WHAT: the document holds the word in `code` quotes (among others, perhaps).
told() {
    grep -qE "(\`|\"|\*\*|\| |, )$2(\`|\"|\*\*| \||,)" "$1" || fail "$(basename "$1") does not tell of $3 '$2'"
}

# ---- settings.md: the rows are what the program says of itself ----
run 0 init empty
run 0 --home empty config --json
awk -F'": "' '
    /^ *"(section|key|default|help)": / {
        name = $1; value = $2
        sub(/^ *"/, "", name); sub(/",?$/, "", value)
        gsub(/\\"/, "\"", value)
        field[name] = value
        if (name == "help")
            printf "%s\t| `%s` | %s | %s |\n", field["section"], field["key"],
                field["default"] == "" ? "(empty)" : "`" field["default"] "`", value
    }' out >rows
[ "$(wc -l <rows)" -ge 40 ] || fail "too few settings in the JSON"
while IFS=$'\t' read -r section row; do
    sed -n "/^## \[$section\]$/,/^## /p" "$docs/settings.md" | grep -qxF -- "$row" ||
        fail "docs/settings.md, [$section], should have this row:
    $row"
done <rows
grep -oE '^\| `[a-z0-9_]+` \|' "$docs/settings.md" | wc -l >there
[ "$(cat there)" -eq "$(wc -l <rows)" ] || fail "docs/settings.md has rows of settings that are none"

# ---- files.md: every kind and column ----
for kind in groups staff children key_caregivers bonds supervision shifts demand leave unavailable requests assignments worked; do
    run 0 --home empty export "$kind"
    sed -n "/^## $kind\$/,/^## /p" "$docs/files.md" >section
    [ -s section ] || fail "docs/files.md has no section '$kind'"
    for column in $(head -1 out | tr ',' ' '); do
        grep -qE "^\| [^|]*\b$column\b[^|]* \|" section ||
            fail "docs/files.md does not tell of column '$column' of $kind"
    done
done
has "$docs/files.md" '## holidays'

# ---- rules.md: every rule and every number ----
run 0 --home empty config --rules --json
cp out rules.json
for rule in $(grep -oE '"rule": "[a-z_]+"' rules.json | cut -d'"' -f4 | sort -u); do
    told "$docs/rules.md" "$rule" rule
done
for key in $(grep -oE '"key": "[a-z_]+"' rules.json | cut -d'"' -f4 | sort -u); do
    told "$docs/rules.md" "$key" number
done
for rule in $(sed -n 's/^ *X([A-Z_0-9]*, "\([a-z_0-9]*\)").*/\1/p' "$source_folder/src/core/rules.h"); do
    told "$docs/rules.md" "$rule" rule
done
for profile in "$source_folder"/data/rules/*.ini; do
    told "$docs/rules.md" "$(basename "$profile" .ini)" profile
done
# The profile that is shown can be used.
awk '/^    \[profile\]$/ { inside = 1 } /^[^ ]/ { inside = 0 } inside' "$docs/rules.md" |
    sed 's/^    //' >empty/ours.ini
sed -i 's/^profile = .*/profile = .\/ours.ini/' empty/rota.ini
run 0 --home empty config --rules
has out "rules 'ours': Our collective agreement"
has out 'Agreement of 2025, section 4'

# ---- json.md: every key of every object ----
run 0 init larch --sample larch-house
export ROTA_TODAY=2026-11-30
cat >leave.csv <<END
staff,from,to,kind
gareth,2026-12-07,2026-12-13,sick
helen,2026-12-07,2026-12-13,sick
marcus,2026-12-07,2026-12-13,sick
priya,2026-12-07,2026-12-13,sick
yolanda,2026-12-07,2026-12-10,sick
END
run 0 --home larch --json import leave.csv
cp out import.json
"$rota" --home larch --json plan --time-limit 3 --gap 5 >plan.json 2>err
[ $? -eq 1 ] || fail "the plan without its seniors should be short"
json_keys plan.json | grep -qx short_minutes || fail "no shortfall in the plan"
json_keys plan.json | grep -qx lines_kept || fail "nothing of the planner in the plan"
"$rota" --home larch --json show >show.json
"$rota" --home larch --json check >check.json
"$rota" --home larch --json check --worked --from 2026-11-30 --to 2026-12-06 >worked.json
"$rota" --home larch --json continuity >continuity.json
"$rota" --home larch --json config >config.json
"$rota" --home larch --json export -o files/ >export.json 2>err
"$rota" --home larch --json backup copy.db >backup.json
"$rota" --json init another >init.json 2>err
"$rota" --json --version >version.json
"$rota" --home larch --json show --worked --against >against.json
"$rota" --home larch --json publish draft >publish.json 2>err
"$rota" --home larch --json show --published >published.json
"$rota" --home larch --json fairness >fairness.json
"$rota" --home larch --json purge --dry-run >purge.json 2>err
"$rota" init larch-again --sample larch-house >/dev/null 2>err
for part in 'record list --with-rota' 'record search cocoa' 'record due' 'record fields checklist' 'record log' \
    'record export --as manager' 'record show note-20261012-01' 'review callum' 'dimensions willow' team statement \
    'forget zara' 'key-caregiver callum kofi --reason child_asked' \
    'share callum --for social_worker --purpose x -o shared'; do
    name=$(echo "$part" | tr ' ' '-')
    # shellcheck disable=SC2086 # words are meant
    ROTA_TODAY=2026-12-06 "$rota" --home larch-again --json $part >"records-$name.json" 2>err
    [ -s "records-$name.json" ] || [ "$part" = 'forget zara' ] || fail "no JSON of $part"
done
# Columns of records are told in records.md.
for key in $(json_keys records-record-export---as-manager.json); do
    grep -qE "^\| [^|]*\b$key\b[^|]* \||\`$key\`" "$docs/records.md" "$docs/json.md" ||
        fail "docs/records.md does not tell of '$key'"
done
for file in records-*.json; do
    for key in $(json_keys "$file"); do
        grep -qE "(\`|\"|\*\*|\| |, )$key(\`|\"|\*\*| \||,)" "$docs/json.md" "$docs/records.md" ||
            fail "neither json.md nor records.md tells of key '$key' ($file)"
    done
done
for file in import plan show check worked continuity config rules export backup init version \
    against publish published fairness purge; do
    [ -s "$file.json" ] || fail "no JSON of $file"
    for key in $(json_keys "$file.json"); do
        told "$docs/json.md" "$key" "key"
    done
done

# ---- files.md: every column of the registers ----
"$rota" --home larch --quiet export hr -o hr/
"$rota" --home larch export duty_roster >hr/duty_roster.csv
"$rota" --home larch export opt_out_register >hr/opt_out_register.csv
sed -n '/^## Registers$/,/^## /p' "$docs/files.md" >section
for column in $(cd hr && head -qn 1 duty_roster.csv hours.csv duties.csv findings.csv | tr ',\n' '  '); do
    grep -q "\`$column\`" section || fail "docs/files.md does not tell of column '$column' of a register"
done
for column in $(head -1 hr/opt_out_register.csv | tr ',' ' '); do
    case $column in
    opt_out*) ;;
    *) grep -q "\`$column\`" section || fail "docs/files.md does not tell of '$column' of opt_out_register" ;;
    esac
done

# ---- the measures of continuity stand in continuity.md, too ----
for key in $(json_keys continuity.json); do
    case $key in
    plan | what | from | to | continuity | group | child | hours) ;;
    *) told "$docs/continuity.md" "$key" measure ;;
    esac
done

# ---- records.md: every type and column ----
for type in daily_note checklist caregiver_interview child_interview progress_record goal team_reflection \
    training_session support_session; do
    run 0 --json record fields "$type"
    for column in $(grep -oE '"field": "[a-z_]+"' out | cut -d'"' -f4); do
        grep -qE "^\| [^|]*\b$column\b[^|]* \|" "$docs/records.md" ||
            fail "docs/records.md does not tell of column '$column' of $type"
    done
    for word in $(awk '/\]/ { inside = 0 } inside; /"choices": \[$/ { inside = 1 }' out | tr -d ' ",'); do
        has "$docs/records.md" "\`$word\`"
    done
done

# ---- links: the files are there, and the headings ----
anchors() {
    grep -E '^#+ ' "$1" | sed -E 's/^#+ //' | tr 'A-Z' 'a-z' | sed -E 's/[^a-z0-9 _-]//g; s/ /-/g'
}
for file in "$source_folder"/*.md "$docs"/*.md "$docs"/design/*.md; do
    for link in $(grep -oE '\]\([^)]+\)' "$file" | sed -E 's/^\]\(//; s/\)$//' | grep -vE '^https?:'); do
        path=${link%%#*}
        target=$file
        [ -z "$path" ] || target=$(dirname "$file")/$path
        if [ ! -e "$target" ]; then
            fail "$(basename "$file"): nothing is at '$link'"
        elif [ "$link" != "$path" ] && ! anchors "$target" | grep -qxF -- "${link#*#}"; then
            fail "$(basename "$file"): no heading for '$link'"
        fi
    done
done

# ---- what is named in `code` as a file is there ----
for file in "$source_folder"/*.md "$docs"/design/*.md; do
    for path in $(grep -oE '`(src|tests|scripts|data|docs|benchmarks)/[A-Za-z0-9_/.-]+\.[a-z]+`' "$file" | tr -d '`'); do
        case $path in
        *NAME* | *test_X.c) continue ;;
        esac
        [ -e "$source_folder/$path" ] || fail "$(basename "$file"): there is no $path"
    done
done
finish
