"""Sentences of the refusals on matters."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "insults-somebody": gettext_noop(
        "%(count)s words in it may be abuse of somebody. Look at them, and say that you have."
    ),
    "matter-moved-on": gettext_noop(
        "This step does not fit any more: the matter has moved on. Look at where it stands now."
    ),
    "matter-not-open": gettext_noop(
        "The matter was replied to or closed already: nothing joins or leaves it. It can be opened again."
    ),
    "no-such-task": gettext_noop("There is no such task, or it is done already."),
    "not-your-matter": gettext_noop("Only the unit that owns the matter takes this step."),
    "matter-has-no-place": gettext_noop(
        "The matter has no place that is in the register today. Name another grid or community first."
    ),
    "place-unnamed": gettext_noop("Say which building, compound, stretch of street or grid it is."),
    "nobody-joined": gettext_noop(
        "No request has joined the matter: there is nobody to reply to. Close it instead."
    ),
    "still-under-way": gettext_noop(
        "What was decided on this matter before is still being carried out. Please wait until it is done."
    ),
    "names-a-dwelling": gettext_noop(
        "A matter is about a place that many share. Leave out the number of the dwelling."
    ),
    "names-a-person": gettext_noop(
        "This looks like a phone number, an identity number, an e-mail address or a number plate. Many "
        "people read these words: leave it out."
    ),
    "nothing-announced": gettext_noop(
        "Nothing new was written for the public. Write it first; somebody else then publishes it."
    ),
    "second-look-needed": gettext_noop(
        "You wrote these words yourself: somebody else looks at them and publishes them."
    ),
    "nothing-to-follow": gettext_noop(
        "This matter is over, or not public: there is no news of it."
    ),
    "followed-already": gettext_noop("This address follows the matter already."),
    "link-over": gettext_noop(
        "This link leads nowhere any more: it was not confirmed within a day, or it was ended. The address is erased."
    ),
    "category-not-public": gettext_noop(
        "What is in this category is not shown publicly. Keep the matter internal."
    ),
    "not-an-owner": gettext_noop(
        "The owner is a unit in force that handles requests, not a hotline."
    ),
    "day-too-far": gettext_noop("%(day)s is too far off. Name a day until %(until)s."),
    "day-passed": gettext_noop("%(day)s is over already. Name a day that is still to come."),
}
