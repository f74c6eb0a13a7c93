#include "support/test.h"

#include "io/csv.h"
#include "support/files.h"

#include <stdio.h>
#include <string.h>

/* All records in one line each: "line:a|b", with the fields as they are. */
static void expect(const char *bytes, size_t n, const char *records, const char *faults) {
    rota_faults *found = rota_faults_new();
    rota_csv csv;
    rota_csv_read("x.csv", bytes, n, &csv, found);
    rota_text all = {0};
    for (size_t i = 0; i < csv.count; i++) {
        rota_text_addf(&all, "%d:", csv.records[i].line);
        for (size_t k = 0; k < csv.records[i].nfields; k++)
            rota_text_addf(&all, "%s%s", k ? "|" : "", rota_csv_field(&csv, i, k));
        rota_text_add(&all, "\n");
    }
    rota_test_expect_faults(found, faults);
    assert_string_equal(rota_text_str(&all), records);
    rota_text_done(&all);
    rota_csv_done(&csv);
    rota_faults_free(found);
}

static void test_dialects(void **state) {
    (void)state;
    static const struct {
        const char *text, *records;
    } cases[] = {
        {"", ""},
        {"\n\r\n  \n", ""},
        {"a,b\n1,2\n", "1:a|b\n2:1|2\n"},
        {"a,b\n1,2", "1:a|b\n2:1|2\n"},
        {"\xEF\xBB\xBF"
         "a,b\r\n1,2\r\n",
         "1:a|b\n2:1|2\n"},
        {"a;b\n1,5;2\n", "1:a|b\n2:1,5|2\n"},
        {"a\tb\n \t2\n", "1:a|b\n2:|2\n"},
        {"a\tb;c\td\n1\t2\t3\n", "1:a|b;c|d\n2:1|2|3\n"},
        {"\"a,b\";c;d\n1;2;3\n", "1:a,b|c|d\n2:1|2|3\n"},
        {"  a , b\n\n\n 1 ,\t2 \n", "1:a|b\n4:1|2\n"},
        {"a,b\n,\n , \n1,\n", "1:a|b\n4:1|\n"},
        {"a,b\r1,2\r", "1:a|b\n2:1|2\n"},
        {"a,b\n\"x \"\"y\"\"\", \" z \" \n", "1:a|b\n2:x \"y\"| z \n"},
        {"a,b\n\"1\r\n2\r3\n4\",5\n6,7\n", "1:a|b\n2:1\n2\n3\n4|5\n6:6|7\n"},
        {"a,b\n'=1+1,'+x\n'-y,'@z\n'x,''=x\n\"'\tt\",'\n",
         "1:a|b\n2:=1+1|+x\n3:-y|@z\n4:'x|'=x\n5:\tt|'\n"},
        {"a,b\nünï,日本\n", "1:a|b\n2:ünï|日本\n"},
        /* the separator said in a line of its own, whatever stands most often in the header */
        {"sep=;\na,b,c;d\n1;2\n", "2:a,b,c|d\n3:1|2\n"},
        {"\xEF\xBB\xBFSEP=,\r\na,b\r\n1,2\r\n", "2:a|b\n3:1|2\n"},
        {"\"sep=\t\"\r\na\tb\r\n", "2:a|b\n"},
        {"sep=;;;\na;b;;\n", "2:a|b\n"},
        {"sep=;", ""},
        {"sepal,b\n", "1:sepal|b\n"},
        /* what a column that is no longer used leaves behind; elsewhere empty fields count */
        {"a;b;;\n1;;;\n;2; ;\n;;3;\n;;;\n", "1:a|b\n2:1|\n3:|2\n4:||3\n"},
        {"a,,b,\n1,2,3,\xC2\xA0\n1\n", "1:a||b\n2:1|2|3\n3:1\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect(cases[i].text, strlen(cases[i].text), cases[i].records, "");
}

/* Ends of lines inside fields stay where the rows end with LF: nothing has changed them all. */
static void test_exact(void **state) {
    (void)state;
    static const struct {
        const char *text, *field;
    } cases[] = {
        {"a,b\n\"1\r\n2\r3\n4\",5\n", "1\r\n2\r3\n4"},
        {"a,b\r\n\"1\r\n2\r3\n4\",5\r\n", "1\n2\n3\n4"},
        {"a,b\r\"1\r2\",5\r", "1\n2"},
        {"\"a\r\nx\",b\n\"1\r\",5", "1\r"},
        {"a,b\n\"'=\r\",5", "=\r"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_faults *found = rota_faults_new();
        rota_csv csv;
        rota_csv_read_exact("x.csv", cases[i].text, strlen(cases[i].text), &csv, found);
        rota_test_expect_faults(found, "");
        assert_int_equal(csv.count, 2);
        assert_string_equal(rota_csv_field(&csv, 1, 0), cases[i].field);
        assert_string_equal(rota_csv_field(&csv, 1, 1), "5");
        rota_csv_done(&csv);
        rota_faults_free(found);
    }
}

static void test_faults(void **state) {
    (void)state;
#define TEXT(s) s, sizeof s - 1
    static const struct {
        const char *text;
        size_t n;
        const char *records, *faults;
    } cases[] = {
        {TEXT("a,b\n1,x\"y\n3,4\n"), "1:a|b\n3:3|4\n",
         "x.csv:2: field 2 holds a quote; put the whole field in quotes and double those inside it "
         "(\"\")\n"},
        {TEXT("a,b\n\"1\"x,2\n3,4\n"), "1:a|b\n3:3|4\n",
         "x.csv:2: field 1 goes on after its closing quote; double the quotes inside it (\"\")\n"},
        {TEXT("a,b\n\n1,\"2\n3,4\n5,6\n"), "1:a|b\n",
         "x.csv:3: the quote that opens here is never closed\n"},
        {TEXT("a,b\n1,\"2\n3,4\n5,\"6\"\n7,8\n"), "1:a|b\n5:7|8\n",
         "x.csv:2: the quote that opens here goes on after its end on line 4; close it, or double "
         "the quotes inside it (\"\")\n"},
        {TEXT("a,b\n\"1\n\",x\"\n2,3\"\n"), "1:a|b\n",
         "x.csv:3: field 2 holds a quote; put the whole field in quotes and double those inside it "
         "(\"\")\n"
         "x.csv:4: field 2 holds a quote; put the whole field in quotes and double those inside it "
         "(\"\")\n"},
        {TEXT("a,b\nM\xFCller,\xE9\n1,2\n\xC0\xAF,\n"), "",
         "x.csv:2: field 1: byte 0xFC is not UTF-8 text (perhaps 'Müller' is meant); save the file "
         "as CSV UTF-8\n"
         "x.csv:4: field 1: byte 0xC0 is not UTF-8 text (perhaps 'À¯' is meant); save the file as "
         "CSV UTF-8\n"},
        {TEXT("a,b\n1,\xE6\x97"), "",
         "x.csv:2: field 2: byte 0xE6 is not UTF-8 text (perhaps 'æ—' is meant); save the file as "
         "CSV UTF-8\n"},
        {TEXT("a;b\n\"x;\";\x80 5,00 \x96 \x81\n"), "",
         "x.csv:2: field 2: byte 0x80 is not UTF-8 text (perhaps '€ 5,00 – \xEF\xBF\xBD' is "
         "meant); save the file as CSV UTF-8\n"},
        {TEXT("a,b,c\nx,Frau M\xFCller-Lydenscheidt-Schneider,\n"), "",
         "x.csv:2: field 2: byte 0xFC is not UTF-8 text (perhaps 'Frau Müller-Lydenscheidt-S' is "
         "meant); save the file as CSV UTF-8\n"},
        {TEXT("sep=|\na|b\n"), "",
         "x.csv:1: the line 'sep=' names no comma, semicolon or tab; remove the line\n"},
        {TEXT("sep=\na,b\n"), "",
         "x.csv:1: the line 'sep=' names no comma, semicolon or tab; remove the line\n"},
        {TEXT("sep=;\r\na;b\r\n1;x\"y\r\n"), "2:a|b\n",
         "x.csv:3: field 2 holds a quote; put the whole field in quotes and double those inside it "
         "(\"\")\n"},
        {TEXT("a,b\r\nx\0y,\r\n"), "", "x.csv:2: holds a NUL byte: this is no text file\n"},
        {TEXT("\xFF\xFE"
              "a\0,\0b\0"),
         "", "x.csv:1: is UTF-16 text; save it as CSV UTF-8\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect(cases[i].text, cases[i].n, cases[i].records, cases[i].faults);
}

static void test_long_records(void **state) {
    (void)state;
    rota_text text = {0};
    rota_text_add(&text, "a,b\n");
    for (int i = 0; i < ROTA_CSV_MAX_RECORD; i++)
        rota_text_add(&text, "x");
    rota_text_add(&text, ",\n1,2\n");
    expect(text.s, text.length, "1:a|b\n3:1|2\n", "x.csv:2: the row is longer than 64 KiB\n");
    text.s[4] = '"';
    expect(text.s, text.length, "1:a|b\n",
           "x.csv:2: the quote that opens here is not closed within 64 KiB\n");
    rota_text_done(&text);
}

static void test_write(void **state) {
    (void)state;
    static const struct {
        const char *field, *written;
    } cases[] = {
        {"", ""},
        {"plain", "plain"},
        {"a b", "a b"},
        {"a,b", "\"a,b\""},
        {"a;b", "\"a;b\""},
        {"say \"x\"", "\"say \"\"x\"\"\""},
        {"a\nb", "\"a\nb\""},
        {" x", "\" x\""},
        {"x ", "\"x \""},
        {"=1", "'=1"},
        {"+1", "'+1"},
        {"-1", "'-1"},
        {"@x", "'@x"},
        {"\tx", "\"'\tx\""},
        {"'x", "'x"},
        {"=a,b", "\"'=a,b\""},
        {"日本", "日本"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_text out = {0};
        rota_csv_add_field(&out, true, cases[i].field);
        assert_string_equal(rota_text_str(&out), cases[i].written);
        /* and it is read back */
        rota_csv_add_field(&out, false, "end");
        rota_csv_end_row(&out);
        rota_faults *faults = rota_faults_new();
        rota_csv csv;
        rota_csv_read("x.csv", out.s, out.length, &csv, faults);
        assert_int_equal(faults->count, 0);
        assert_int_equal(csv.count, 1);
        assert_string_equal(rota_csv_field(&csv, 0, 0), cases[i].field);
        assert_string_equal(rota_csv_field(&csv, 0, 1), "end");
        rota_csv_done(&csv);
        rota_faults_free(faults);
        rota_text_done(&out);
    }
}

static void test_slurp(void **state) {
    (void)state;
    rota_test_folder();
    rota_text out = {0};
    rota_err err = {0};
    assert_int_equal(rota_csv_slurp(rota_test_write("a.csv", "x\ny"), &out, &err), ROTA_OK);
    assert_string_equal(rota_text_str(&out), "x\ny");
    assert_int_equal(rota_csv_slurp("/nowhere/a.csv", &out, &err), ROTA_E_INPUT);
    assert_string_equal(err.message, "cannot open '/nowhere/a.csv': No such file or directory");
    assert_int_equal(rota_csv_slurp("/", &out, &err), ROTA_E_INPUT);
    assert_string_equal(err.message, "cannot read '/': Is a directory");
    rota_text_done(&out);
    rota_test_folder_remove();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact),  cmocka_unit_test(test_dialects),
        cmocka_unit_test(test_faults), cmocka_unit_test(test_long_records),
        cmocka_unit_test(test_write),  cmocka_unit_test(test_slurp),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
