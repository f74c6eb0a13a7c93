#include "support/home_files.h"

#include "support/files.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

const rota_test_file rota_test_whole_home[ROTA_TEST_KINDS] = {
    {"groups", "group,name,weight\n"
               "acorn,\"Acorn, the small one\",auto\n"
               "oak,Oak,\n"
               "willow,\"The \"\"Willow\"\"\",1.25\n"},
    {"staff",
     "staff,name,contract_hours,max_hours,born,skills,opt_out,night_worker,agency,from,to,"
     "max_consecutive_days,max_consecutive_nights,min_consecutive_days_off,"
     "rest_after_nights_hours,max_weekends_in_4_weeks,max_shifts_a_day,agency_last,"
     "min_consecutive_days,max_weekends_in_period,min_hours_in_period,"
     "max_hours_in_period,max_shifts_in_period,special_case,opt_out_from,opt_out_to,"
     "opt_out_notice,opt_out_notice_days,contract_after_22,other_hours,health_assessed,"
     "days_a_week\n"
     "ana,'=Ana,37.5,48,1990-02-28,meds lead,yes,auto,no,2020-01-01,2027-12-31,5,3,2,"
     "46.25,2,1,yes,2,3,100.5,160,N:4 "
     "E:10,yes,2026-01-05,2026-12-31,2026-06-01,14,no,7.5,2026-02-03,2.5\n"
     "ben,\"Ben\nB\",0,,,,,,yes,,,,,,,,,,,,,,,,,,,,,,,\n"
     "chloe,Chloé,20.02,,2009-06,lead,no,yes,no,2026-01-01,,,,,,,,no,,,,,N:0,no,,,,,yes,,,\n"},
    {"children", "child,name,born,group,key_caregiver,from,to\n"
                 "c1,Mia,2024-06,willow,ana,2026-01-01,\n"
                 "c2,Tom,2020-12-31,oak,,,2026-12-31\n"},
    {"key_caregivers", "child,from,staff,reason,note\n"
                       "c1,,chloe,first,\n"
                       "c1,2026-10-05,ana,manager,\"Chloé leaves; ana\nknows her\"\n"},
    {"bonds", "staff,group,role\n"
              "ana,oak,never\n"
              "ana,willow,key\n"
              "ben,willow,relief\n"
              "chloe,acorn,team\n"},
    {"supervision", "staff,supervisor,weeks\n"
                    "ana,chloe,\n"
                    "ben,ana,3\n"},
    {"shifts", "shift,name,start,end,break_minutes,kind,sleep_from,sleep_to,colour,not_after\n"
               "E,Early,07:00,15:00,30,day,,,#ffcc00,L N\n"
               "L,Late,14:30,15:00+1,,sleep_in,23:00,07:00,,\n"
               "M,Meeting,12:00,13:00,,meeting,,,,\n"
               "N,Night,22:00,07:00,45,night,,,\"a;b\",\n"
               "O,On call,00:00,24:00,,on_call,,,,\n"
               "Z,Small hours,01:30,09:00,,day,,,,\n"},
    {"demand", "group,shift,asleep,day,skill,min,target,max\n"
               "*,00:00-24:00,yes,daily,,1,,\n"
               "*,N,,daily,,1,,2\n"
               "oak,22:00-07:00,no,weekdays,,1,2,3\n"
               "willow,E,,2026-12-25,,0,,\n"
               "willow,E,,daily,,2,2,2\n"
               "willow,E,,daily,lead,1,,\n"
               "willow,E,,sat,,1,,\n"},
    {"leave", "staff,from,to,kind,hours\n"
              "ana,2026-12-20,2027-01-03,annual,7.5\n"
              "ben,2026-11-01,2026-11-01,sick,\n"},
    {"unavailable", "staff,day,from,to,reason\n"
                    "ana,sun,,,\"family, always\"\n"
                    "ana,wed,22:00,07:00,\n"
                    "ben,2026-12-24,18:00,24:00,'-party\n"
                    "chloe,weekend,08:00,,school\n"},
    {"requests", "staff,date,shift,wish,weight\n"
                 "ana,2026-12-01,*,avoid,10\n"
                 "ana,2026-12-02,off,want,\n"
                 "ben,2026-12-01,N,want,1\n"},
    {"assignments", "date,shift,group,staff,pinned\n"
                    "2026-11-30,E,willow,ana,no\n"
                    "2026-11-30,E,willow,chloe,yes\n"
                    "2026-11-30,M,*,ben,no\n"
                    "2026-12-01,E,oak,ana,no\n"
                    "2026-12-01,N,willow,ana,yes\n"},
    {"worked", "staff,start,end,group,break_minutes,sleep_minutes,kind,breaks,called_out\n"
               "ana,2026-10-25T01:15+00:00,2026-10-25T09:00,,,,,,\n"
               "ana,2026-10-26T07:00,2026-10-26T15:05,willow,30,,day,12:00-12:20|14:00-14:10,\n"
               "ben,2026-10-24T22:00,2026-10-25T01:30+01:00,*,,60,sleep_in,,01:10-01:20\n"},
};

void rota_test_home_open(rota_test_home *home) {
    memset(home, 0, sizeof *home);
    rota_test_folder();
    home->faults = rota_faults_new();
    assert_int_equal(rota_zone_open("Europe/London", &home->zone, &home->err), ROTA_OK);
    assert_int_equal(rota_store_create(rota_test_path("rota.db"), &home->store, &home->err),
                     ROTA_OK);
}

void rota_test_home_close(rota_test_home *home) {
    rota_store_close(home->store);
    rota_zone_free(home->zone);
    rota_faults_free(home->faults);
    rota_test_folder_remove();
}

static rota_import_options with_defaults(const rota_test_home *home,
                                         const rota_import_options *options) {
    rota_import_options all = options ? *options : (rota_import_options){0};
    all.zone = home->zone;
    all.who = "rota import";
    return all;
}

rota_rc rota_test_import(rota_test_home *home, const char *name, const char *kind, const char *text,
                         const rota_import_options *options) {
    rota_import_file file = {rota_test_write(name, text), kind};
    rota_import_options all = with_defaults(home, options);
    memset(&home->err, 0, sizeof home->err);
    memset(home->counts, 0, sizeof home->counts);
    return rota_import(home->store, &file, 1, &all, home->counts, home->faults, &home->err);
}

void rota_test_load(rota_test_home *home, const char *kind, const char *text) {
    char name[64];
    snprintf(name, sizeof name, "%s.csv", kind);
    rota_rc rc = rota_test_import(home, name, NULL, text, NULL);
    rota_test_expect_faults(home->faults, "");
    assert_string_equal(home->err.message, "");
    assert_int_equal(rc, ROTA_OK);
}

void rota_test_load_whole(rota_test_home *home) {
    rota_import_file files[ROTA_TEST_KINDS];
    char paths[ROTA_TEST_KINDS][512];
    /* The last first: the import finds the order that it needs. */
    for (int i = 0; i < ROTA_TEST_KINDS; i++) {
        const rota_test_file *file = &rota_test_whole_home[ROTA_TEST_KINDS - 1 - i];
        char name[64];
        snprintf(name, sizeof name, "%s.csv", file->kind);
        snprintf(paths[i], sizeof paths[i], "%s", rota_test_write(name, file->text));
        files[i] = (rota_import_file){paths[i], NULL};
    }
    rota_import_options options = with_defaults(home, NULL);
    rota_rc rc = rota_import(home->store, files, ROTA_TEST_KINDS, &options, home->counts,
                             home->faults, &home->err);
    rota_test_expect_faults(home->faults, "");
    assert_string_equal(home->err.message, "");
    assert_int_equal(rc, ROTA_OK);
}

void rota_test_refuse(rota_test_home *home, const char *kind, const char *text,
                      const char *faults) {
    rota_text before = rota_test_export(home, kind, NULL);
    char name[64];
    snprintf(name, sizeof name, "%s.csv", kind);
    rota_rc rc = rota_test_import(home, name, NULL, text, NULL);
    rota_test_expect_faults(home->faults, faults);
    assert_int_equal(rc, ROTA_E_INPUT);
    rota_test_expect_export(home, kind, rota_text_str(&before));
    rota_text_done(&before);
}

void rota_test_refuse_all(rota_test_home *home, const rota_test_refusal *cases, size_t n) {
    for (size_t i = 0; i < n; i++)
        rota_test_refuse(home, cases[i].kind, cases[i].text, cases[i].faults);
}

rota_text rota_test_export(rota_test_home *home, const char *kind, const char *plan) {
    rota_text out = {0};
    rota_rc rc = rota_export_csv(home->store, rota_kind_find(kind), plan, &out, &home->err);
    assert_int_equal(rc, ROTA_OK);
    return out;
}

void rota_test_expect_export(rota_test_home *home, const char *kind, const char *text) {
    rota_text out = rota_test_export(home, kind, NULL);
    assert_string_equal(rota_text_str(&out), text);
    rota_text_done(&out);
}
