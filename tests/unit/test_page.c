#include "support/test.h"

#include "io/page.h"

#include <string.h>

static rota_page *sample(void) {
    rota_page *page = rota_page_new("A <page>");
    rota_page_heading(page, 1, "Title & %d", 1);
    rota_page_text(page, ROTA_PLAIN, "one two three four five six\rseven");
    rota_page_item(page, "first of a long list of things");
    rota_page_item(page, "second");
    rota_page_table(page, 2);
    rota_page_row(page);
    rota_page_cell(page, 0, ROTA_PLAIN, "what");
    rota_page_cell(page, 1, ROTA_PLAIN, "words");
    rota_page_row(page);
    rota_page_cell(page, 0, ROTA_RED, "a");
    rota_page_cell(page, 1, ROTA_PLAIN, "alpha beta gamma delta\r\nepsilon \"quoted\" \x1b[31m");
    rota_page_row(page);
    rota_page_heading(page, 2, "End");
    return page;
}

static void test_text(void **state) {
    (void)state;
    rota_page *page = sample();
    rota_text out = {0};
    rota_page_write_text(page, &(rota_look){.width = 20}, &out);
    assert_string_equal(rota_text_str(&out), "Title & 1\n"
                                             "one two three four\n"
                                             "five six\n"
                                             "seven\n"
                                             "- first of a long\n"
                                             "  list of things\n"
                                             "- second\n"
                                             "\n"
                                             "what  words\n"
                                             "a     alpha beta\n"
                                             "      gamma delta\n"
                                             "      epsilon\n"
                                             "      \"quoted\" ?[31m\n"
                                             "\n"
                                             "\n"
                                             "End\n");
    rota_text_done(&out);
    rota_page_free(page);
}

static void test_html(void **state) {
    (void)state;
    rota_page *page = sample();
    rota_text out = {0};
    rota_page_write_html(page, &out);
    const char *body = strstr(rota_text_str(&out), "<body>");
    assert_non_null(strstr(rota_text_str(&out), "<title>A &lt;page&gt;</title>"));
    assert_string_equal(body, "<body>\n"
                              "<h1>Title &amp; 1</h1>\n"
                              "<p>one two three four five six\nseven</p>\n"
                              "<ul>\n"
                              "<li>first of a long list of things</li>\n"
                              "<li>second</li>\n"
                              "</ul>\n"
                              "<table>\n"
                              "<colgroup><col style=\"width:22.6%\"><col style=\"width:77.4%\">"
                              "</colgroup>\n"
                              "<thead><tr><th>what</th>\n<th>words</th>\n</tr></thead>\n"
                              "<tr><td class=\"look\">a</td>\n"
                              "<td>alpha beta gamma delta\nepsilon &quot;quoted&quot; ?[31m</td>\n"
                              "</tr>\n"
                              "<tr><td></td>\n<td></td>\n</tr>\n"
                              "</table>\n"
                              "<h2>End</h2>\n"
                              "</body>\n</html>\n");
    rota_text_done(&out);
    rota_page_free(page);
}

/* Pages with so many paragraphs of a line, and how they are printed. */
static void test_paper(void **state) {
    (void)state;
    static const struct {
        int lines;
        const char *letters; /* the largest that fit on one sheet, or those of several */
        bool pair;           /* the two sections share the width */
    } cases[] = {{49, "font-size:9.0pt", true},
                 {50, "font-size:8.5pt", true},
                 {69, "font-size:6.5pt", true},
                 {70, "font-size:8.0pt", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rota_page *page = rota_page_new("p");
        rota_text out = {0};
        for (int n = 0; n < cases[i].lines; n++)
            rota_page_text(page, ROTA_PLAIN, "a line");
        rota_page_heading(page, 2, "Left");
        rota_page_item(page, "an item");
        rota_page_heading(page, 2, "Right");
        rota_page_beside(page);
        rota_page_write_html(page, &out);
        assert_non_null(strstr(rota_text_str(&out), cases[i].letters));
        assert_int_equal(strstr(rota_text_str(&out),
                                "<div class=\"pair\">\n<section>\n"
                                "<h2>Left</h2>\n<ul>\n<li>an item</li>\n"
                                "</ul>\n</section>\n<section>\n"
                                "<h2>Right</h2>\n</section>\n</div>\n") != NULL,
                         cases[i].pair);
        rota_text_done(&out);
        rota_page_free(page);
    }
}

/* A table that is too wide gives way where texts have several words. */
static void test_words_stay_whole(void **state) {
    (void)state;
    rota_page *page = rota_page_new("p");
    rota_text out = {0};
    rota_page_table(page, 2);
    rota_page_row(page);
    rota_page_row(page);
    rota_page_cell(page, 0, ROTA_PLAIN, "availability");
    rota_page_cell(page, 1, ROTA_PLAIN, "one two six ten");
    rota_page_write_text(page, &(rota_look){.width = 22}, &out);
    assert_string_equal(rota_text_str(&out), "\n"
                                             "availability  one two\n"
                                             "              six ten\n");
    rota_text_done(&out);
    rota_page_free(page);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_text), cmocka_unit_test(test_html),
                                       cmocka_unit_test(test_paper),
                                       cmocka_unit_test(test_words_stay_whole)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
