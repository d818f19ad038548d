"""Addresses of the pages for everybody."""

from django.urls import path

from lianxin.interfaces.web.public import knowledge, ledger

urlpatterns = [
    path("knowledge/", knowledge.index, name="knowledge"),
    path("knowledge/<int:article_id>/", knowledge.article, name="knowledge-article"),
    path("ledger/", ledger.about, name="ledger"),
    path("ledger/head.json", ledger.head_json, name="ledger-head"),
    path("ledger/keys.json", ledger.keys_json, name="ledger-keys"),
    path("ledger/check/", ledger.check, name="ledger-check"),
]
