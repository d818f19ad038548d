"""Addresses of the handbook for staff, under /staff/handbook/."""

from django.urls import path

from lianxin.interfaces.web.help import pages

urlpatterns = [
    path("", pages.handbook, name="staff-handbook"),
    path("<slug:name>/", pages.handbook_page, name="staff-handbook-page"),
]
