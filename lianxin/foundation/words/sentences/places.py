"""Sentences of the refusals of service places."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "not-a-place-code": gettext_noop(
        "A place's code has 1 to 48 letters, digits, hyphens, dots and underscores, not “%(code)s”."
    ),
    "unknown-place-kind": gettext_noop(
        "There is no kind of service place “%(kind)s”; there are: government_hall, party_centre, community_centre, service_station, or their Chinese names."
    ),
    "address-missing": gettext_noop("Every place has an address."),
    "hours-missing": gettext_noop("Every place says when it is open."),
    "not-hours": gettext_noop(
        "“%(text)s” cannot be understood as hours. Write them like this: 周一至周五 8:30-12:00 13:30-17:30; 周六 9:00-12:00"
    ),
    "hours-overlap": gettext_noop(
        "In “%(text)s” two times overlap or touch, or the later one stands first."
    ),
    "weekday-twice": gettext_noop("“%(text)s” gives the hours of one weekday twice."),
    "not-an-exception": gettext_noop(
        "“%(text)s” cannot be understood. Write the day, 休息 or the hours, and the reason: 2026-12-01 休息 停电检修; 2026-12-02 9:00-12:00 下午培训"
    ),
    "exception-twice": gettext_noop("Two exceptions are about %(day)s."),
    "neither-yes-nor-no": gettext_noop("“%(column)s” is yes or no, not “%(text)s”."),
    "half-a-point": gettext_noop(
        "A point has a longitude, a latitude and its system of coordinates (crs), or none of them."
    ),
    "unknown-crs": gettext_noop(
        "The system of coordinates “%(crs)s” is not known; there are: WGS84, CGCS2000, GCJ-02, BD-09."
    ),
    "not-a-point": gettext_noop(
        "That is no point: longitude and latitude are degrees, and neither stands in the place of the other."
    ),
}
