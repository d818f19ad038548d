"""Sentences of the refusals on tickets."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "not-written-down": gettext_noop(
        "It came as a recording. The hotline hears it and writes it down first."
    ),
    "nothing-to-hear": gettext_noop("There is no recording, or not any more."),
    "wrong-moment": gettext_noop(
        "This step does not fit any more: the request has moved on. Look at where it stands now."
    ),
    "not-your-unit": gettext_noop("Only the lead unit takes this step."),
    "already-accepted": gettext_noop(
        "This request was accepted already. Category, kind and place can be corrected when it is dispatched."
    ),
    "proposal-pending": gettext_noop("A proposal already waits for a decision. It comes first."),
    "nothing-proposed": gettext_noop("There is nothing of this kind to decide (any more)."),
    "second-person-needed": gettext_noop("You proposed this yourself; somebody else decides it."),
    "reviewer-took-part": gettext_noop(
        "You had a part in this request; somebody who had none decides on this."
    ),
    "dispatched-by-person": gettext_noop(
        "A person dispatched it; only what a machine dispatched is taken back."
    ),
    "designated": gettext_noop(
        "Your unit was designated for this request and cannot return it again."
    ),
    "return-too-late": gettext_noop("The time to return this request was over on %(until)s."),
    "same-unit": gettext_noop(
        "The request would go back to the unit that returns it. Choose another unit, or refuse the return."
    ),
    "extension-used": gettext_noop("This request was extended already; it is not extended again."),
    "extension-too-late": gettext_noop(
        "The promised time is over. An extension is asked before, not after."
    ),
    "extension-too-long": gettext_noop("An extension is 1 to %(most)s working days."),
    "not-a-next-day": gettext_noop(
        "The day on which it is looked at again is after today, and %(until)s at the latest."
    ),
    "not-a-stretch": gettext_noop(
        "Give %(least)s to %(most)s characters, just as they stand there."
    ),
    "not-said-here": gettext_noop(
        "These words stand nowhere on this request. Copy them just as they stand there."
    ),
    "way-in-over": gettext_noop(
        "This way in is over: it opens for a day, and only once. Please ask for a new one."
    ),
    "not-called-back": gettext_noop(
        "First open the contact because a code was lost, and call the number that was given."
    ),
    "hurry-waits": gettext_noop(
        "You have asked to hurry already. The answer is to come by %(until)s."
    ),
    "hurried-lately": gettext_noop("You can ask to hurry again from %(until)s on."),
    "nobody-hurries": gettext_noop("Nobody asks to hurry here, or it was answered already."),
    "waiting-used": gettext_noop(
        "The time for waiting on the requester is used up for this request. Go on with what is known."
    ),
    "never-asked": gettext_noop(
        "Ask the requester first: a termination rests on a question that is on record."
    ),
    "time-not-over": gettext_noop("The time for this is not over yet."),
    "tries-not-enough": gettext_noop(
        "Nobody counts as unreachable yet: it takes %(count)s calls on %(days)s different days at different "
        "times of day; %(made)s were made."
    ),
    "objection-too-late": gettext_noop("The time to object was over on %(until)s."),
    "objection-used": gettext_noop("An objection to this result was reviewed already."),
    "already-rated": gettext_noop("This result was rated already."),
    "not-a-rating": gettext_noop("A rating is one of the five grades."),
    "not-an-outcome": gettext_noop(
        "Whoever answers was reached. Choose what they say became of it."
    ),
    "no-whistle": gettext_noop(
        "It stands here because a rework failed, not because a unit called for help. A supervisor decides."
    ),
    "units-missing": gettext_noop("Name at least one other unit than the one that leads."),
    "conflict-of-interest": gettext_noop(
        "The request complains of this unit, or of the one above it. Choose a unit that is not concerned."
    ),
    "not-called": gettext_noop("Only units that were called can have come."),
    "not-silent-yet": gettext_noop("The time to answer on the progress page is not over yet."),
    "needs-category": gettext_noop("Choose what the request is about first."),
    "needs-reason": gettext_noop(
        "The dispatch catalogue names another unit. Say why this one is to handle the request."
    ),
    "needs-place": gettext_noop(
        "Who is responsible depends on the place. Find out the grid first, or choose a unit with a reason."
    ),
    "no-owner": gettext_noop(
        "The dispatch catalogue names nobody for this category. Choose a unit and say why."
    ),
    "wrong-code": gettext_noop("Number and query code do not belong together. Please check both."),
    "kept-to-object": gettext_noop(
        "You can object until %(until)s, and what was said is needed for that. After that it can be erased."
    ),
    "nothing-against-erasure": gettext_noop("Nothing needs it any more: it can be erased at once."),
    "erasure-promised": gettext_noop("It is promised already: it is erased by %(until)s."),
    "right-asked": gettext_noop(
        "A question about the data waits for its answer already. Please wait for that first."
    ),
    "nothing-asked": gettext_noop("Nobody has asked for this, or it is answered already."),
    "in-archive": gettext_noop(
        "This request is in the archive. What was told and who asked was erased, so it opens to nobody any more."
    ),
    "words-missing": gettext_noop(
        "Please write what is to be said; this step owes an explanation."
    ),
    "too-many-files": gettext_noop("At most %(most)s photos or files at a time."),
    "words-too-long": gettext_noop("The text is longer than %(most)s characters."),
    "only-through-the-platform": gettext_noop(
        "The requester can be reached only by a message on the progress page."
    ),
    "anonymous-contact": gettext_noop(
        "An anonymous request keeps no name and no phone number. Leave them out, or choose another way."
    ),
    "excluded-already": gettext_noop("No unit is assessed by this request already."),
    "exclusion-too-late": gettext_noop(
        "The time to propose that this request is excluded was over on %(until)s."
    ),
    "reached-has-its-step": gettext_noop(
        "Whoever was reached is noted by the step for it: the first contact, or what they say of the result."
    ),
    "order-stands": gettext_noop(
        "An order to this unit waits for its answer already, until %(until)s."
    ),
    "no-order": gettext_noop("No order waits for an answer of your unit (any more)."),
    "order-too-late": gettext_noop(
        "The answer is due on a day to come, and by %(until)s at the latest."
    ),
    "not-a-reader": gettext_noop(
        "Only colleagues and desks that may see this request can be named in a note."
    ),
    "nothing-to-read": gettext_noop("No note waits for you here (any more)."),
    "already-joined": gettext_noop(
        "This request has joined a matter already. It leaves that one first."
    ),
    "not-held": gettext_noop("The request is no longer with that unit."),
    "chosen-by-a-person": gettext_noop(
        "A person decided that this unit has it, and gave a reason."
    ),
    "still-theirs": gettext_noop("The dispatch catalogue names no other unit for it."),
    "not-joined": gettext_noop("This request has joined no matter (any more)."),
    "nothing-chosen": gettext_noop("There is no request in this list."),
    "too-many-at-once": gettext_noop(
        "At most %(most)s requests join in one decision. Narrow the list, and decide on the rest after it."
    ),
    "unknown-place": gettext_noop("There is no such grid."),
    "not-a-handling-unit": gettext_noop(
        "This unit takes no requests: it is not in force any more, or it is a hotline. Choose another."
    ),
    "too-many-views": gettext_noop(
        "A desk has %(most)s views at most. Delete one of them, or give its name to what you see now."
    ),
    "view-name-taken": gettext_noop("Another of your views of this desk has this name."),
}
