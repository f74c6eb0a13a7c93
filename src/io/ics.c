#include "io/ics.h"

#include "core/mem.h"
#include "io/utf8.h"

#include <libical/ical.h>
#include <stdlib.h>

struct rota_ics {
    icalcomponent *calendar;
    rota_day made;
};

static struct icaltimetype day_of(rota_day day) {
    struct icaltimetype time = icaltime_null_date();
    rota_day_split(day, &time.year, &time.month, &time.day);
    return time;
}

rota_ics *rota_ics_new(const char *name, rota_day made) {
    rota_ics *ics = ROTA_NEW(rota_ics);
    ics->made = made;
    ics->calendar = icalcomponent_vanew(ICAL_VCALENDAR_COMPONENT, icalproperty_new_version("2.0"),
                                        icalproperty_new_prodid("-//rota//rota//EN"),
                                        icalproperty_new_method(ICAL_METHOD_PUBLISH), (void *)0);
    icalproperty *title = icalproperty_new_x(name);
    icalproperty_set_x_name(title, "X-WR-CALNAME");
    icalcomponent_add_property(ics->calendar, title);
    return ics;
}

void rota_ics_free(rota_ics *ics) {
    if (!ics)
        return;
    icalcomponent_free(ics->calendar);
    free(ics);
}

void rota_ics_add_day(rota_ics *ics, const char *uid, rota_day day, const char *summary,
                      const char *details) {
    struct icaltimetype stamp = day_of(ics->made);
    stamp.is_date = stamp.hour = stamp.minute = stamp.second = 0;
    stamp.zone = icaltimezone_get_utc_timezone();
    ROTA_CLEANUP(rota_text_done) rota_text clean = {0};
    rota_utf8_add_clean(&clean, summary);
    icalcomponent *event = icalcomponent_vanew(
        ICAL_VEVENT_COMPONENT, icalproperty_new_uid(uid), icalproperty_new_dtstamp(stamp),
        icalproperty_new_dtstart(day_of(day)), icalproperty_new_dtend(day_of(day + 1)),
        icalproperty_new_summary(rota_text_str(&clean)),
        icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT), (void *)0);
    if (details) {
        clean.length = 0;
        rota_utf8_add_clean(&clean, details);
        icalcomponent_add_property(event, icalproperty_new_description(rota_text_str(&clean)));
    }
    icalcomponent_add_component(ics->calendar, event);
}

void rota_ics_write(const rota_ics *ics, rota_text *out) {
    char *text = icalcomponent_as_ical_string_r(ics->calendar);
    rota_text_add(out, text);
    icalmemory_free_buffer(text);
}
