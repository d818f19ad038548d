"""Addresses of the pages for everybody."""

from django.urls import path

from lianxin.interfaces.web.public import (
    exclusions,
    feeds,
    grids,
    holds,
    knowledge,
    ledger,
    matters,
    purposes,
)

urlpatterns = [
    path("grids/", grids.grids, name="grids"),
    path("holds/", holds.holds, name="holds"),
    path("knowledge/", knowledge.index, name="knowledge"),
    path("knowledge/<int:article_id>/", knowledge.article, name="knowledge-article"),
    path("matters/", matters.listed, name="matters"),
    path("matters/feed/", feeds.of_all, name="matters-feed"),
    path("matters/stopped/", matters.stopped, name="matter-stopped"),
    path("matters/<int:matter_id>/", matters.matter, name="matter"),
    path("matters/<int:matter_id>/feed/", feeds.of_one, name="matter-feed"),
    path("matters/<int:matter_id>/follow/", matters.follow, name="matter-follow"),
    path("matters/<int:matter_id>/asked/", matters.asked, name="matter-asked"),
    path("matters/follow/<int:subscription_id>/<slug:token>/", matters.link, name="matter-link"),
    path("privacy/", purposes.purposes, name="purposes"),
    path("exclusions/", exclusions.exclusions, name="exclusions"),
    path("ledger/", ledger.about, name="ledger"),
    path("ledger/head.json", ledger.head_json, name="ledger-head"),
    path("ledger/keys.json", ledger.keys_json, name="ledger-keys"),
    path("ledger/check/", ledger.check, name="ledger-check"),
]
