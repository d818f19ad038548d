"""Sentences of the refusals of the organisation registers."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "bad-rows": gettext_noop("%(count)d rows cannot be taken; nothing was imported."),
    "not-a-division-code": gettext_noop(
        "%(code)s is not a division code of 12 digits (2+2+2+3+3)."
    ),
    "not-a-grid-code": gettext_noop(
        "%(code)s is not a grid code: a community's 12 digits and a number from 001 to 999."
    ),
    "not-a-unit-code": gettext_noop(
        "%(code)s is not a unit code: 1 to 48 letters, digits, hyphens, dots and underscores."
    ),
    "not-a-user-name": gettext_noop(
        "%(username)s is not a user name: 1 to 64 letters, digits and . _ @ -"
    ),
    "name-missing": gettext_noop("The name is missing."),
    "too-long": gettext_noop(
        "The text in the column %(column)s is longer than %(limit)d characters."
    ),
    "not-a-day": gettext_noop("%(text)s is not a day. Write it as 2026-11-23."),
    "ends-before-it-begins": gettext_noop(
        "It ends on %(valid_to)s, which is not after the first day %(valid_from)s."
    ),
    "doubled-row": gettext_noop("Line %(first)d is about the same thing."),
    "unknown-kind": gettext_noop("There is no kind %(kind)s."),
    "kind-does-not-fit": gettext_noop("By its digits %(code)s cannot be of the kind %(kind)s."),
    "unknown-parent": gettext_noop(
        "The parent %(parent)s is neither in the file nor in the register."
    ),
    "parent-does-not-fit": gettext_noop(
        "%(code)s does not lie in %(parent)s: a code begins with the digits of what it is part of."
    ),
    "code-ended": gettext_noop(
        "%(code)s went out of force on %(ended)s. If it is in force again, say from which day on."
    ),
    "period-taken": gettext_noop(
        "The register says something else about %(code)s at that time (from %(begins)s on)."
    ),
    "unknown-division": gettext_noop("There is no division %(code)s in force."),
    "unknown-unit": gettext_noop("There is no unit %(code)s in force."),
    "division-does-not-fit": gettext_noop(
        "A unit of the kind %(kind)s cannot serve %(division)s, which is of another level."
    ),
    "unit-loop": gettext_noop("The unit %(code)s would stand under itself."),
    "too-deep": gettext_noop("The tree of units has at most %(limit)d levels."),
    "unknown-role": gettext_noop("There is no role %(role)s."),
    "role-does-not-fit": gettext_noop(
        "The role %(role)s does not exist at a unit of the kind %(kind)s."
    ),
    "name-differs": gettext_noop("The file gives %(username)s to people of different names."),
    "unknown-grid": gettext_noop("There is no grid %(code)s in force."),
    "grid-not-for-role": gettext_noop("Only grid workers have grids, not the role %(role)s."),
    "grid-outside-unit": gettext_noop(
        "The grid %(grid)s does not lie in %(division)s, which the unit serves."
    ),
    "grid-retired": gettext_noop(
        "The grid %(code)s was retired on %(ended)s; a retired code is never used again."
    ),
    "not-a-building-code": gettext_noop(
        "%(code)s is no code of a building: 1 to 48 letters, digits, hyphens, dots and underscores."
    ),
    "building-names-a-flat": gettext_noop(
        "%(name)s names a flat. Only the building is kept here, never who lives where."
    ),
    "not-a-polygon": gettext_noop("The outline is not a polygon with an area."),
    "broken-polygon": gettext_noop(
        "The outline crosses or touches itself near %(longitude)s, %(latitude)s."
    ),
    "outside-the-earth": gettext_noop(
        "The outline has coordinates that no place on earth has; give longitude and latitude."
    ),
    "axes-swapped": gettext_noop(
        "Latitude and longitude are in the wrong order; the longitude comes first."
    ),
    "post-held": gettext_noop("This post is already held by the same person."),
    "post-over": gettext_noop("This post already ended on %(ended)s."),
    "user-name-taken": gettext_noop("Somebody already signs in as %(username)s."),
    "unit-over": gettext_noop("The unit %(code)s ended on %(ended)s; its code is not used again."),
    "too-far-off": gettext_noop("%(day)s is too far off. Name a day until %(until)s."),
    "unit-holds-tickets": gettext_noop(
        "%(tickets)d tickets wait for %(name)s: open ones that it leads or helps with, or a note "
        "asks its desk. Say which unit takes them over."
    ),
    "nothing-to-share-out": gettext_noop("The unit %(code)s leads no open request."),
    "unit-owns-matters": gettext_noop(
        "%(name)s still owns %(matters)d matters. First change on each of them whose it is."
    ),
    "successor-does-not-fit": gettext_noop(
        "The unit %(code)s cannot take over: it is the one that ends, is not in force on that day, "
        "or one of the two is a hotline and the other is not."
    ),
    "unit-still-needed": gettext_noop(
        "%(name)s is still needed: %(counted)s. First give these to others."
    ),
    "not-a-colleague": gettext_noop(
        "Who is away and who stands in are two people with posts at the same unit."
    ),
    "already-away": gettext_noop(
        "This person is away already: from %(valid_from)s, back on %(valid_to)s."
    ),
    "substitute-away": gettext_noop(
        "Whoever is to stand in is away too: from %(valid_from)s, back on %(valid_to)s. The two would "
        "wait for each other; name somebody else."
    ),
    "stands-in-already": gettext_noop(
        "This person stands in for a colleague from %(valid_from)s to %(valid_to)s. Name another "
        "substitute for that colleague first."
    ),
    "absence-in-the-past": gettext_noop("An absence begins today or later, not on %(valid_from)s."),
    "absence-over": gettext_noop(
        "This absence ends by itself on %(valid_to)s; a day before that can be named, from today on."
    ),
    "something-rests": gettext_noop(
        "It cannot be taken back: %(count)d rows of the kind %(what)s already rest on it."
    ),
}

# What a sentence counts, in this order and without what there is none of; it stands in it as `counted`.
COUNTED = {
    "unit-still-needed": {
        "units": gettext_noop("%d units under it"),
        "posts": gettext_noop("%d posts"),
        "duties": gettext_noop("%d duties"),
        "rows": gettext_noop("%d rows of the dispatch catalogue"),
    }
}
