"""Addresses of the pages for everybody."""

from django.urls import path

from lianxin.interfaces.web.public import (
    evaluation,
    exclusions,
    feeds,
    grids,
    holds,
    knowledge,
    ledger,
    matters,
    panel,
    purposes,
    reports,
    revisits,
    search,
)

urlpatterns = [
    path("asked-and-done/", panel.panel, name="asked-and-done"),
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
    path("revisits/", revisits.revisits, name="revisits"),
    path("exclusions/", exclusions.exclusions, name="exclusions"),
    path("evaluation/", evaluation.evaluation, name="evaluation"),
    path("evaluation/<int:scheme_id>/", evaluation.scheme, name="evaluation-scheme"),
    path("reports/", reports.listed, name="reports"),
    path("reports/<str:month>/", reports.month, name="report"),
    path("reports/<str:month>/v<int:number>/", reports.version, name="report-version"),
    path("reports/<str:month>/v<int:number>/<str:name>", reports.file, name="report-file"),
    path("search/", search.search, name="search"),
    path("ledger/", ledger.about, name="ledger"),
    path("ledger/head.json", ledger.head_json, name="ledger-head"),
    path("ledger/keys.json", ledger.keys_json, name="ledger-keys"),
    path("ledger/check/", ledger.check, name="ledger-check"),
]
