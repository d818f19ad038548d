"""The photos of a report that is being written: cleaned as they come, and put away until it is sent."""

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.casework.tickets.rules.intake import MOST_FILES
from lianxin.casework.tickets.rules.refusals import TooManyFiles
from lianxin.foundation import words
from lianxin.foundation.files import actions as files
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web.resident import draft


def park(request: HttpRequest, form: forms.Form, answers: Mapping[str, str]) -> bool:
    """Clean and put away the files that came, drop one that is not wanted, and say what is wrong."""
    now = timezone.now()
    photos = draft.parked(answers, at=now)
    before = [photo.path for photo in photos]
    photos = [photo for photo in photos if photo.path != request.POST.get("remove")]
    fine = True
    for upload in request.FILES.getlist("photos"):
        try:
            if len(photos) == MOST_FILES:
                raise TooManyFiles(most=MOST_FILES)
            photos.append(files.prepare(upload))
        except Refusal as refusal:
            form.add_error("photos", f"{upload.name}: {words.of(refusal)}")
            fine = False
    if [photo.path for photo in photos] != before:
        draft.park(request, photos, at=now)
    return fine


class PhotoForm(forms.Form):
    """One file that comes by itself, while the rest is still being written."""

    photos = forms.FileField(required=False)

    def clean_photos(self) -> None:
        """Leave the file to what cleans and parks it."""


@never_cache
@require_POST
def photo(request: HttpRequest) -> HttpResponse:
    """Take in one photo, or drop one, and return the list of those that have come so far."""
    form = PhotoForm(request.POST)
    form.full_clean()
    fine = park(request, form, draft.load(request))
    photos = draft.parked(draft.load(request), at=timezone.now())
    context = {"photos": photos, "errors": form.errors.get("photos", [])}
    return render(request, "resident/report/photos.html", context, status=200 if fine else 422)
