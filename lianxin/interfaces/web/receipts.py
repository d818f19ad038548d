"""The form that takes a receipt, from anybody and from those who verify."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.foundation.ledger import verifying
from lianxin.foundation.ledger.rules import NotAReceipt
from lianxin.foundation.words.sentences import SENTENCES
from lianxin.interfaces.web.forms import Textarea

NOT_A_RECEIPT = _(SENTENCES["not-a-receipt"])


class ReceiptForm(forms.Form):
    """A receipt, as a file or pasted."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("The receipt as a file"),
        required=False,
        widget=forms.FileInput({"accept": ".json,application/json"}),
    )
    text = forms.CharField(
        label=_("Or paste what is in it"),
        required=False,
        error_messages={"null_characters_not_allowed": NOT_A_RECEIPT},
        widget=Textarea({"rows": 6, "spellcheck": "false", "class": "lx-code"}),
    )

    def clean(self) -> dict[str, Any]:
        """Return the receipt, or say that it is none."""
        given = super().clean() or self.cleaned_data
        file, text = given.get("file"), given.get("text", "")
        content = file.read(verifying.LONGEST + 1) if file else text.encode(errors="replace")
        if not content.strip():
            raise forms.ValidationError(_("Please choose the file, or paste what is in it."))
        try:
            return given | {"receipt": verifying.read(content)}
        except NotAReceipt as refusal:
            raise forms.ValidationError(NOT_A_RECEIPT) from refusal
