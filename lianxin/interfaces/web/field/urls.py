"""Addresses of the pages for work outdoors, under /field/."""

from django.urls import path

from lianxin.interfaces.web.field import deed, home, today

urlpatterns = [
    path("", home.home, name="field"),
    path("manifest.webmanifest", home.manifest, name="field-manifest"),
    path("worker.js", home.worker, name="field-worker"),
    path("today.json", today.today, name="field-today"),
    path("map.json", today.outlines, name="field-map"),
    path("tickets/<str:number>/<slug:name>/", deed.deed, name="field-deed"),
]
