"""Sentences of the refusals on tables that somebody asks for."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "table-moved-on": gettext_noop(
        "This step does not fit any more: the table has moved on. Look at where it stands now."
    ),
    "not-your-table": gettext_noop(
        "A unit proposes, pauses and ends the tables that it asks for itself, and fills in what it is asked."
    ),
    "second-check-needed": gettext_noop(
        "You proposed this table yourself: somebody else at the registrar's office checks it."
    ),
    "not-looked-at": gettext_noop(
        "Look at every field and say that none asks about a person's ethnicity, religion, politics, health, "
        "attendance or study."
    ),
    "no-basis": gettext_noop(
        "Name the document on which the table is based, and its date. Without a basis no table is registered."
    ),
    "basis-to-come": gettext_noop("The document is dated later than today."),
    "nobody-asked": gettext_noop(
        "Name at least one unit in force that fills the table in, and not the one that asks."
    ),
    "too-many-asked": gettext_noop("A table is asked of at most %(most)s units."),
    "no-fields": gettext_noop("A table has at least one field and at most %(most)s."),
    "field-twice": gettext_noop("Two fields ask for the same. Leave one of them out."),
    "field-too-long": gettext_noop(
        "A field's name has at most %(name)s characters, its meaning at most %(meaning)s."
    ),
    "field-declined": gettext_noop(
        "“%(word)s”: no table asks about a person's ethnicity, religion, politics, health, attendance or "
        "study, whatever its basis. Leave the field out."
    ),
    "field-figure-unknown": gettext_noop(
        "There is no such figure in the catalogue, or the field is not a number."
    ),
    "begins-too-early": gettext_noop(
        "A table asks about the last two years at most: about %(since)s and the days after it."
    ),
    "ends-too-early": gettext_noop("The table ends before it begins, or before today."),
    "ends-too-late": gettext_noop(
        "A table has an end date, at the latest %(until)s. What is needed longer is asked for anew."
    ),
    "due-out-of-reach": gettext_noop("Leave between 1 and %(most)s working days to fill it in."),
    "table-repeats": gettext_noop(
        "All that this table asks is asked by table %(table)s already, of the same units and about the same "
        "days. Refuse it: the answer is there."
    ),
    "no-such-period": gettext_noop("The table is not asked for this period, or not yet."),
    "handed-in-already": gettext_noop(
        "This was handed in already. A correction makes a new version, and keeps this one."
    ),
    "nothing-handed-in": gettext_noop("Nothing was handed in yet that could be corrected."),
    "nothing-corrected": gettext_noop("The correction says the same as what was handed in."),
    "fields-wrong": gettext_noop(
        "%(count)s fields are empty or hold what does not belong there. What was typed is still on the page."
    ),
    "minutes-wrong": gettext_noop("The minutes spent are a number from 0 to %(most)s."),
    "figures-not-there": gettext_noop(
        "The figures that the ledger fills in were not counted yet, or cannot be read. Save the draft, and hand "
        "it in later."
    ),
    "not-a-layout": gettext_noop(
        "This is not a whole XLSX workbook, or it is locked. Save it as XLSX without a password."
    ),
    "layout-too-large": gettext_noop("The layout has more than %(limit)s KB."),
    "layout-swollen": gettext_noop(
        "The workbook would unpack to far more than a layout needs. It is not opened."
    ),
    "layout-too-wide": gettext_noop(
        "A layout has at most %(rows)s rows and %(columns)s columns on a sheet."
    ),
    "layout-active": gettext_noop(
        "The workbook carries more than cells (%(part)s). Leave out macros, links, embedded files, pictures and "
        "charts."
    ),
    "layout-has-formula": gettext_noop(
        "The cell %(cell)s holds a formula. A layout holds text and placeholders only."
    ),
    "layout-unknown": gettext_noop(
        "The layout has placeholders that this table does not know: %(names)s."
    ),
    "layout-empty": gettext_noop(
        "The layout has no placeholder of a field. Write {{f1}} or {{unit}} where the values go."
    ),
    "layout-rows-apart": gettext_noop(
        "On the sheet %(sheet)s the rows with placeholders of a unit do not stand together: it is not clear what "
        "repeats."
    ),
}
