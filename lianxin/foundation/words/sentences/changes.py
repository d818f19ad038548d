"""Sentences of the refusals of changes to the registers."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "nothing-changes": gettext_noop("The register says all of this already: nothing would change."),
    "rows-refused": gettext_noop(
        "This list counts as a whole, and %(count)d of its rows cannot be. "
        "Correct the file and send it again."
    ),
    "why-not-said": gettext_noop("Please say why: somebody else decides by it."),
    "own-proposal": gettext_noop(
        "You brought this change in yourself. Somebody else has to agree to it."
    ),
    "change-decided": gettext_noop(
        "This change does not wait for that any more. Below stands what became of it."
    ),
    "row-moved-on": gettext_noop(
        "The register has moved on since: what it says about %(key)s is not what this change was "
        "prepared for. Prepare it once more."
    ),
    "cannot-undo": gettext_noop(
        "This cannot be taken back: it was not done, it was taken back already, or there is nothing "
        "to return to."
    ),
    "not-handed-over": gettext_noop(
        "Only the holder of this post can go on with %(count)d changes. Name who takes them over."
    ),
    "cannot-take-over": gettext_noop(
        "This person cannot take the changes over: it must be somebody else, in a post that brings "
        "such changes in."
    ),
    "change-in-the-past": gettext_noop(
        "A change holds from today or a later day on, not from %(valid_from)s."
    ),
}
