"""Articles for everybody: their public parts, as far as they are in force, to search and to read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lianxin.interfaces.web.numbers import LARGEST
from lianxin.interfaces.web.searching import PAGE, SearchForm, behind
from lianxin.registers.knowledge import queries
from lianxin.registers.knowledge.rules import Audience


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the articles, or show what a search leads to."""
    on = timezone.localdate()
    form = SearchForm(request, label=_("What would you like to know?"))
    found = form.found(Audience.PUBLIC, on)
    listed = list(found.versions) if found else list(behind(request, queries.public(on)))
    more = not found and len(listed) > PAGE
    context = {
        "form": form,
        "found": found,
        "articles": listed[:PAGE],
        "next_url": f"?after={listed[PAGE - 1].pk}" if more else "",
    }
    return render(request, "public/knowledge.html", context, status=422 if form.errors else 200)


@require_safe
def article(request: HttpRequest, article_id: int) -> HttpResponse:
    """Show what an article says to everybody today."""
    public = queries.public(timezone.localdate())
    found = public.filter(article=article_id).first() if article_id < LARGEST else None
    if found is None:
        raise Http404
    return render(request, "public/article.html", {"article": found})
