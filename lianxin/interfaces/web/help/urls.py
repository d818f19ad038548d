"""Addresses of the help for residents, under /help/."""

from django.urls import path

from lianxin.interfaces.web.help import pages

urlpatterns = [
    path("", pages.index, name="help"),
    path("<slug:name>/", pages.page, name="help-page"),
]
