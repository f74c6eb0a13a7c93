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
                              "<tr><th>what</th>\n<th>words</th>\n</tr>\n"
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

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_text), cmocka_unit_test(test_html)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
