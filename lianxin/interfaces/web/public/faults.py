"""What is wrong with a receipt, in plain words, by the code of the fault."""

from django.utils.translation import gettext_lazy as _

FAULTS = {
    "receipt-forged": _("It was not signed by us, or something in it was changed afterwards."),
    "entry-missing": _("Our log no longer has the entry that it stands for. That is our fault."),
    "entry-changed": _("The entry in our log was changed after the receipt was given out."),
    "entry-unreadable": _("Our log can no longer read the entry. That is our fault."),
    "seal-changed": _("The seal on the entry was changed after the receipt was given out."),
    "words-added": _("Words were added to the entry afterwards."),
    "words-missing": _("Words of the entry are missing."),
    "words-changed": _("Words of the entry were changed afterwards."),
    "words-erased-unrecorded": _("Words of the entry were erased without a record of it."),
    "head-forged": _("The tree head in it was not signed by us."),
    "proof-wrong": _("The proof in it does not lead from the entry to the tree head."),
    "rolled-back": _("Our log no longer agrees with the tree head in it."),
}
