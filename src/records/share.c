#include "records/share.h"

#include "io/export.h"
#include "io/utf8.h"
#include "records/import.h"
#include "records/review.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <string.h>

/* ---- Names ---- */

/* The code point that begins at s; bytes that are no UTF-8 stand for themselves. */
static unsigned code_point(const char *s) {
    unsigned char first = (unsigned char)*s;
    size_t n = rota_utf8_length(s, strnlen(s, 4));
    if (n < 2)
        return first;
    unsigned c = first & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++)
        c = c << 6 | ((unsigned char)s[i] & 0x3Fu);
    return c;
}

/* Is the character at s a letter or digit? Quotation marks and dashes of print are none, of
 * whichever script. */
static bool is_letter(const char *s) {
    unsigned c = code_point(s);
    if (c < 0x80)
        return isalnum((int)c);
    bool mark = c < 0xC0 || (c >= 0x2000 && c < 0x2070) || (c >= 0x3000 && c < 0x3040);
    return !mark;
}

static const char *one_back(const char *text, const char *s) {
    do
        s--;
    while (s > text && ((unsigned char)*s & 0xC0) == 0x80);
    return s;
}

/* The letter at *s without its accents, which then stands behind it and them: a name is the same
 * whether it was typed with them, without, or with accents that are characters of their own. */
static unsigned next_letter(const char **s) {
    static const char latin[] = /* U+00C0 to U+017F */
        "AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTsaaaaaaaceeeeiiiidnooooo*ouuuuyty"
        "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRr"
        "SsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
    enum { FIRST = 0xC0, LAST = 0x17F };
    _Static_assert(sizeof latin == LAST - FIRST + 2, "a letter for each character");
    unsigned c = code_point(*s), mark;
    size_t n = rota_utf8_length(*s, strnlen(*s, 4));
    *s += n ? n : 1;
    while (mark = code_point(*s), mark >= 0x300 && mark < 0x370)
        *s += 2;
    return c >= FIRST && c <= LAST ? (unsigned char)latin[c - FIRST] : c;
}

/* Length of the name (up to `end`) where it is spelt at s, as it is written or all in capitals; 0:
 * it is not. */
static size_t spelt(const char *s, const char *name, const char *end, bool capitals) {
    const char *at = s;
    while (name < end) {
        unsigned want = next_letter(&name);
        if (capitals && want < 0x80)
            want = (unsigned)toupper((int)want);
        if (!*at || next_letter(&at) != want)
            return 0;
    }
    return (size_t)(at - s);
}

/* Length of the name at s when it stands there as a word, of one or of several ("Maisies"); 0: it
 * does not. */
static size_t name_at(const char *text, const char *s, const char *name, const char *end) {
    if (end - name < 2 || (s > text && is_letter(one_back(text, s))))
        return 0;
    size_t n = spelt(s, name, end, false);
    if (n == 0)
        n = spelt(s, name, end, true);
    if (n == 0)
        return 0;
    bool plural = (s[n] == 's' || s[n] == 'S') && !is_letter(s + n + 1);
    return plural || !is_letter(s + n) ? n : 0;
}

/* What stands at s, and what comes in its place: the longest name wins. */
struct found {
    const char *text, *s;
    size_t length;
    const char *with;
};

static void consider(struct found *found, const char *name, const char *end, const char *with) {
    size_t n = name_at(found->text, found->s, name, end);
    bool other = n && n == found->length && strcmp(with, found->with) != 0;
    if (other)
        found->with = "[somebody]"; /* of two with that name it may be either */
    if (n <= found->length)
        return;
    found->length = n;
    found->with = with;
}

/* The whole name, and each of its words that is written with a capital: "Tom" of "Tom Day". */
static void consider_name(struct found *found, const char *name, const char *with) {
    const char *end = name + strlen(name);
    consider(found, name, end, with);
    for (const char *word = name; *word;) {
        const char *after = word;
        while (*after && is_letter(after))
            next_letter(&after);
        bool capital = *word && !(*word >= 'a' && *word <= 'z');
        if (capital && after > word && after - word < end - name)
            consider(found, word, after, with);
        word = after;
        while (*word && !is_letter(word))
            next_letter(&word);
    }
}

/* What names are replaced by: the home's, and those that were given beside them. */
struct cleaner {
    const rota_home *home;
    const char *child; /* whom it is about */
    const char *const *also;
    size_t nalso;
    rota_arena *arena;
    int count; /* names replaced */
};

static size_t find_name(const struct cleaner *cleaner, const char *text, const char *s,
                        const char **with) {
    const rota_home *home = cleaner->home;
    bool of_child = *cleaner->child;
    const char *other = of_child ? "[another child]" : "[a child]";
    struct found found = {.text = text, .s = s, .with = ""};
    for (int i = 0; i < home->nchildren; i++) {
        const rota_child *c = &home->children[i];
        bool own = strcmp(c->id, cleaner->child) == 0;
        consider_name(&found, c->name, own ? c->id : other);
        if (!own)
            consider(&found, c->id, c->id + strlen(c->id), other);
    }
    for (int i = 0; i < home->nstaff; i++)
        consider_name(&found, home->staff[i].name, of_child ? home->staff[i].id : "[somebody]");
    for (size_t i = 0; i < cleaner->nalso; i++)
        consider(&found, cleaner->also[i], cleaner->also[i] + strlen(cleaner->also[i]), "[name]");
    *with = found.with;
    return found.length;
}

static const char *clean_text(struct cleaner *cleaner, const char *text) {
    ROTA_CLEANUP(rota_text_done) rota_text out = {0};
    for (const char *s = text; *s;) {
        const char *with = NULL;
        size_t n = find_name(cleaner, text, s, &with);
        if (n == 0) {
            rota_text_add_bytes(&out, s++, 1);
            continue;
        }
        rota_text_add(&out, with);
        cleaner->count++;
        s += n;
    }
    return rota_arena_strdup(cleaner->arena, rota_text_str(&out));
}

const char *rota_share_without_names(const rota_home *home, const char *child, const char *text,
                                     rota_arena *arena, int *count) {
    struct cleaner cleaner = {.home = home, .child = child, .arena = arena};
    const char *clean = clean_text(&cleaner, text);
    *count += cleaner.count;
    return clean;
}

/* Who was there, took part or may read it: other children by no id or name either. What comes in
 * their place is a word, so that the list stays one. */
static const char *clean_words(struct cleaner *cleaner, const char *words) {
    ROTA_CLEANUP(rota_text_done) rota_text out = {0};
    char *rest = rota_arena_strdup(cleaner->arena, words), *word;
    while ((word = strsep(&rest, " "))) {
        const char *clean = clean_text(cleaner, word);
        if (strchr(clean, '['))
            clean = strstr(clean, "[another child]") ? "another_child" : "somebody";
        rota_text_addf(&out, "%s%s", out.length ? " " : "", clean);
    }
    return rota_arena_strdup(cleaner->arena, rota_text_str(&out));
}

static void clean_values(struct cleaner *cleaner, const rota_record_type *type,
                         const char **values) {
    for (int i = 0; i < type->ncolumns; i++) {
        if (type->columns[i].type == ROTA_FIELD_TEXT && *values[i])
            values[i] = clean_text(cleaner, values[i]);
        else if (type->columns[i].type == ROTA_FIELD_WORDS && *values[i])
            values[i] = clean_words(cleaner, values[i]);
    }
}

static void clean(struct cleaner *cleaner, rota_record *record) {
    clean_values(cleaner, record->type, record->values);
    for (size_t p = 0; p < record->nparts; p++) {
        clean_values(cleaner, record->type, record->parts[p].values);
        for (size_t i = 0; i < record->parts[p].nitems; i++)
            clean_values(cleaner, record->type, record->parts[p].items[i].values);
    }
}

/* ---- Choosing ---- */

static bool may_leave(const rota_record *record, const char *whom) {
    const char *visibility = rota_record_get(record, "visibility");
    return strcmp(visibility, "team") == 0 ||
           (strcmp(visibility, "named") == 0 &&
            rota_words_have(rota_record_get(record, "named_ids"), whom));
}

/* Take out the sections that the child does not share with them. */
static void keep_childs_wish(rota_record *record, rota_share *share) {
    size_t kept = 0;
    for (size_t p = 0; p < record->nparts; p++) {
        if (rota_child_lets(record, &record->parts[p], share->whom))
            record->parts[kept++] = record->parts[p];
        else
            share->not_the_childs_wish++;
    }
    record->nparts = kept;
}

static bool wanted(const rota_record *record, const rota_record_type *const *types, size_t ntypes) {
    for (size_t i = 0; i < ntypes; i++)
        if (types[i] == record->type)
            return true;
    return !types;
}

void rota_share_choose(const rota_home *home, const rota_record_list *records,
                       const rota_record_type *const *types, size_t ntypes, rota_arena *arena,
                       rota_share *share) {
    struct cleaner cleaner = {
        .home = home, .also = share->also, .nalso = share->nalso, .arena = arena};
    for (size_t i = 0; i < records->count; i++) {
        const rota_record *record = records->items[i];
        if (record->type->team || !wanted(record, types, ntypes))
            continue;
        if (rota_record_is_draft(record)) {
            share->drafts++;
        } else if (rota_record_is_amended(record)) {
            share->amended++;
        } else if (!may_leave(record, share->whom)) {
            share->not_visible++;
        } else {
            rota_record *copy = rota_record_copy(arena, record);
            if (copy->type == &rota_child_interview) {
                keep_childs_wish(copy, share);
                if (copy->nparts == 0)
                    continue;
            }
            cleaner.child = rota_record_who(copy);
            clean(&cleaner, copy);
            rota_record_list_add(&share->records, copy);
        }
    }
    share->names = cleaner.count;
}

/* ---- Writing ---- */

static size_t count_of(const rota_share *share, const rota_record_type *type) {
    size_t n = 0;
    for (size_t i = 0; i < share->records.count; i++)
        n += share->records.items[i]->type == type;
    return n;
}

void rota_share_add_manifest(const rota_share *share, rota_text *out) {
    char day[ROTA_DATE_SIZE];
    size_t ntypes;
    const rota_record_type *const *types = rota_record_types(&ntypes);
    rota_text_addf(out,
                   "From the records of %s\nabout: %s\nfor: %s\npurpose: %s\nday: %s\nby: %s\n\n"
                   "In this folder\n",
                   *share->home_name ? share->home_name : "a home", share->child, share->whom,
                   share->purpose, rota_day_format(share->day, day), share->by);
    for (size_t t = 0; t < ntypes; t++) {
        size_t n = count_of(share, types[t]);
        if (n == 0)
            continue;
        rota_text_addf(out, "%s.csv: %zu record%s\n", types[t]->file, n, n == 1 ? "" : "s");
        for (size_t i = 0; i < share->records.count; i++) {
            const rota_record *record = share->records.items[i];
            if (record->type == types[t])
                rota_text_addf(out, "    %s of %s\n", rota_record_id(record),
                               rota_record_get(record, "date_event"));
        }
    }
    if (share->records.count == 0)
        rota_text_add(out, "no record\n");
    rota_text_addf(out,
                   "\nLeft out\n%d for managers or named people only\n%d section%s that the child "
                   "does not share with %s\n%d draft%s\n%d superseded\n\n"
                   "People and children are named by ids; %d name%s in texts %s replaced.\n"
                   "This is about a child's life. Use it for the purpose above and for nothing "
                   "else, pass it to nobody, and delete it when it is no longer needed.\n",
                   share->not_visible, share->not_the_childs_wish,
                   share->not_the_childs_wish == 1 ? "" : "s", share->whom, share->drafts,
                   share->drafts == 1 ? "" : "s", share->amended, share->names,
                   share->names == 1 ? "" : "s", share->names == 1 ? "was" : "were");
}

rota_json *rota_share_json(const rota_share *share) {
    char day[ROTA_DATE_SIZE];
    rota_json *object = rota_json_object(), *rows = rota_json_array();
    rota_json_set_text(object, "child", share->child);
    rota_json_set_text(object, "for", share->whom);
    rota_json_set_text(object, "purpose", share->purpose);
    rota_json_set_text(object, "day", rota_day_format(share->day, day));
    rota_json_set_text(object, "by", share->by);
    for (size_t i = 0; i < share->records.count; i++) {
        const rota_record *record = share->records.items[i];
        rota_json *row = rota_json_object();
        ROTA_CLEANUP(rota_freep) char *file = rota_strdupf("%s.csv", record->type->file);
        rota_json_set_text(row, "file", file);
        rota_json_set_text(row, "record_id", rota_record_id(record));
        rota_json_set_text(row, "date_event", rota_record_get(record, "date_event"));
        rota_json_append(rows, row);
    }
    rota_json_set(object, "records", rows);
    rota_json_set_int(object, "not_visible", share->not_visible);
    rota_json_set_int(object, "not_the_childs_wish", share->not_the_childs_wish);
    rota_json_set_int(object, "drafts", share->drafts);
    rota_json_set_int(object, "amended", share->amended);
    rota_json_set_int(object, "names_replaced", share->names);
    return object;
}

rota_rc rota_share_check_folder(const char *folder, rota_err *err) {
    DIR *dir = opendir(folder);
    if (!dir)
        return errno == ENOENT
                   ? ROTA_OK
                   : rota_fail(err, errno == ENOTDIR ? ROTA_E_USAGE : ROTA_E_SYSTEM,
                               "'%s' cannot be the folder: %s", folder, strerror(errno));
    bool empty = true;
    for (struct dirent *entry; (entry = readdir(dir));)
        empty = empty && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0);
    closedir(dir);
    return empty ? ROTA_OK
                 : rota_fail(err, ROTA_E_USAGE,
                             "the folder '%s' is not empty; what is shared gets one of its own",
                             folder);
}

rota_rc rota_share_write(const rota_share *share, const char *folder, rota_err *err) {
    size_t ntypes;
    const rota_record_type *const *types = rota_record_types(&ntypes);
    ROTA_CLEANUP(rota_bundle_done) rota_bundle bundle = {0};
    for (size_t t = 0; t < ntypes; t++)
        if (count_of(share, types[t]))
            rota_records_add_csv(types[t], &share->records,
                                 rota_bundle_add(&bundle, folder, types[t]->file));
    rota_share_add_manifest(share, rota_bundle_add_file(&bundle, folder, "manifest.txt"));
    rota_rc rc = rota_share_check_folder(folder, err);
    return rc ? rc : rota_bundle_write(&bundle, folder, err);
}
