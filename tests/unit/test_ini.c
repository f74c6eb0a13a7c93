#include "support/test.h"

#include "io/ini.h"
#include "support/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A whole file as text: "section.key=value@line", a section's own line "[section]@line". */
static rota_text dump(const rota_ini *ini) {
    rota_text out = {0};
    for (size_t i = 0; i < ini->count; i++) {
        const rota_ini_entry *e = &ini->entries[i];
        if (e->key)
            rota_text_addf(&out, "%s.%s=%s@%d\n", e->section, e->key, e->value, e->line);
        else
            rota_text_addf(&out, "[%s]@%d\n", e->section, e->line);
    }
    return out;
}

static void expect_bytes(const char *bytes, size_t n, const char *entries, const char *faults) {
    rota_faults *found = rota_faults_new();
    rota_ini ini = {0};
    rota_err err = {0};
    assert_int_equal(rota_ini_read_bytes("x.ini", bytes, n, &ini, found, &err), ROTA_OK);
    rota_test_expect_faults(found, faults);
    rota_text text = dump(&ini);
    assert_string_equal(rota_text_str(&text), entries);
    rota_text_done(&text);
    rota_ini_done(&ini);
    assert_int_equal(ini.count, 0);
    rota_faults_free(found);
}

static void expect(const char *text, const char *entries, const char *faults) {
    expect_bytes(text, strlen(text), entries, faults);
}

static void test_good(void **state) {
    (void)state;
    static const struct {
        const char *text, *entries;
    } cases[] = {
        {"", ""},
        {"\n\n", ""},
        {"[a]\nk = v\n", "[a]@1\na.k=v@2\n"},
        {"[a]\nk=v", "[a]@1\na.k=v@2\n"},
        {"\xEF\xBB\xBF[a]\r\n\r\nk = v w\r\n", "[a]@1\na.k=v w@3\n"},
        {"; one\n# two \\\n[ A ]\n\tKey_1\t=\tVal\t# three\n", "[a]@3\na.key_1=Val@4\n"},
        {"[a]\nk =\nl = ; nothing\nm = \"\"\nn = '' # x\n",
         "[a]@1\na.k=@2\na.l=@3\na.m=@4\na.n=@5\n"},
        {"[a]\nk = \"x; #y\" ; z\nl = 'it is \"so\"'\nm = a = b\nn = \" x \"\n",
         "[a]@1\na.k=x; #y@2\na.l=it is \"so\"@3\na.m=a = b@4\na.n= x @5\n"},
        {"[a]\nk = Queen's House ; x\n", "[a]@1\na.k=Queen's House@2\n"},
        {"[a]\nk = Børn\n", "[a]@1\na.k=Børn@2\n"},
        /* a section may be opened again; equal keys of two sections are two keys */
        {"[a]\nk = 1\n[b]\nk = 2\n[a]\nl = 3\n",
         "[a]@1\na.k=1@2\n[b]@3\nb.k=2@4\n[a]@5\na.l=3@6\n"},
        {"[empty]\n", "[empty]@1\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect(cases[i].text, cases[i].entries, "");
}

static void test_faults(void **state) {
    (void)state;
    static const struct {
        const char *text, *entries, *faults;
    } cases[] = {
        {"[a]\nnonsense\nk = v\n", "[a]@1\na.k=v@3\n",
         "x.ini:2: 'nonsense' is neither [section] nor key = value\n"},
        {"k = v\n[a]\n", "[a]@2\n", "x.ini:1: k: the key stands before the first [section]\n"},
        {"[a]\nk = 1\nl = 2\nK = 3\n", "[a]@1\na.k=1@2\na.l=2@3\n",
         "x.ini:4: k: the key is already on line 2\n"},
        {"[a]\nk = 1\n[b]\n[a]\nk = 2\n", "[a]@1\na.k=1@2\n[b]@3\n[a]@4\n",
         "x.ini:5: k: the key is already on line 2\n"},
        /* keys of a section that is not understood have no faults of their own */
        {"[a\nk = v\n[]\nl = v\n[b] x\nm = v\n[c:d]\nn = v\n[e]\no = v\n", "[e]@9\ne.o=v@10\n",
         "x.ini:1: a section is written [name], alone on its line\n"
         "x.ini:3: a section is written [name], alone on its line\n"
         "x.ini:5: a section is written [name], alone on its line\n"
         "x.ini:7: a section is written [name], alone on its line\n"},
        {"[a]\nk = \"x\nl = 'y' z\nm = a;b\nn = #fff\no = x#y ; z\n", "[a]@1\n",
         "x.ini:2: k: the quote is never closed\n"
         "x.ini:3: l: there is text after the closing quote\n"
         "x.ini:4: m: a value with ';' or '#' in it is written in \"quotes\" (a comment has a "
         "blank "
         "before it)\n"
         "x.ini:5: n: a value with ';' or '#' in it is written in \"quotes\" (a comment has a "
         "blank "
         "before it)\n"
         "x.ini:6: o: a value with ';' or '#' in it is written in \"quotes\" (a comment has a "
         "blank "
         "before it)\n"},
        {"[a]\nk = 1 \\\nl = 2\n", "[a]@1\na.l=2@3\n",
         "x.ini:2: a line cannot be continued with '\\'; write it as one\n"},
        {"[a]\n= v\na:b = c\n", "[a]@1\n",
         "x.ini:2: '' is not the name of a key\nx.ini:3: 'a:b' is not the name of a key\n"},
        {"[a]\nk = caf\xE9\nl = a\x01\nm = x\rn = y\n", "[a]@1\n",
         "x.ini:2: this is not UTF-8 text; save the file as UTF-8\n"
         "x.ini:3: the line has a control character (code 1)\n"
         "x.ini:4: the line has a control character (code 13)\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect(cases[i].text, cases[i].entries, cases[i].faults);
}

static void test_bytes(void **state) {
    (void)state;
    expect_bytes("[a]\nk = x\0y\nl = 1\n", 18, "[a]@1\na.l=1@3\n",
                 "x.ini:2: the line has a control character (code 0)\n");
    /* UTF-16 from an editor */
    expect_bytes("\xFF\xFE[\0a\0]\0\n\0", 10, "",
                 "x.ini:1: this is not UTF-8 text; save the file as UTF-8\n"
                 "x.ini:2: the line has a control character (code 0)\n");
}

static void test_long_lines(void **state) {
    (void)state;
    char text[4096], expected[4096];
    for (int length = ROTA_INI_LINE - 1; length < 3000;
         length += length < 1100 || length > 2000 ? 1 : 100) {
        snprintf(text, sizeof text, "[a]\nk = %0*d\nl = 1\n", length - 4, 7);
        bool fits = length <= ROTA_INI_LINE;
        if (fits)
            snprintf(expected, sizeof expected, "[a]@1\na.k=%0*d@2\na.l=1@3\n", length - 4, 7);
        else
            snprintf(expected, sizeof expected,
                     "x.ini:2: the line has %d bytes; at most 1000 are read\n", length);
        expect(text, fits ? expected : "[a]@1\na.l=1@3\n", fits ? "" : expected);
    }
}

static void test_files(void **state) {
    (void)state;
    rota_test_folder();
    rota_faults *faults = rota_faults_new();
    rota_ini ini = {0};
    rota_err err = {0};
    assert_int_equal(
        rota_ini_read_file(rota_test_write("home.ini", "[a]\nk = 1\n?\n"), &ini, faults, &err),
        ROTA_OK);
    assert_int_equal(ini.count, 2);
    assert_string_equal(ini.entries[1].value, "1");
    rota_test_expect_faults(faults, "home.ini:3: '?' is neither [section] nor key = value\n");
    rota_ini_done(&ini);

    char expected[1024];
    assert_int_equal(rota_ini_read_file(rota_test_path("none.ini"), &ini, faults, &err),
                     ROTA_E_SYSTEM);
    snprintf(expected, sizeof expected, "cannot read '%s': No such file or directory",
             rota_test_path("none.ini"));
    assert_string_equal(err.message, expected);
    assert_int_equal(rota_ini_read_file(rota_test_path("."), &ini, faults, &err), ROTA_E_SYSTEM);
    snprintf(expected, sizeof expected, "cannot read '%s': Is a directory", rota_test_path("."));
    assert_string_equal(err.message, expected);

    /* exactly the largest size is read, with or without a byte-order mark; one byte more is not */
    char *large = malloc(ROTA_INI_SIZE + 8);
    memset(large, '\n', ROTA_INI_SIZE + 4);
    large[ROTA_INI_SIZE] = '\0';
    assert_int_equal(rota_ini_read_file(rota_test_write("l.ini", large), &ini, faults, &err),
                     ROTA_OK);
    rota_ini_done(&ini);
    memcpy(large, "\xEF\xBB\xBF", 3);
    memcpy(large + ROTA_INI_SIZE, "\n\n\n", 4);
    assert_int_equal(rota_ini_read_file(rota_test_write("l.ini", large), &ini, faults, &err),
                     ROTA_OK);
    rota_ini_done(&ini);
    memcpy(large, "\n\n\n", 3);
    large[ROTA_INI_SIZE + 1] = '\0';
    assert_int_equal(rota_ini_read_file(rota_test_write("l.ini", large), &ini, faults, &err),
                     ROTA_E_INPUT);
    assert_string_equal(err.message, "'l.ini' is larger than 1 MiB, which no settings are");
    free(large);
    assert_int_equal(faults->count, 0);
    rota_faults_free(faults);
    rota_test_folder_remove();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),  cmocka_unit_test(test_faults),
        cmocka_unit_test(test_bytes), cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
