"""Addresses of the pages for residents."""

from django.urls import path

from lianxin.interfaces.web.resident import (
    access,
    begun,
    card,
    community,
    data,
    deeds,
    home,
    known,
    mandates,
    photos,
    pointing,
    progress,
    recovery,
    report,
    sending,
    sounds,
)

DEEDS = [
    path(f"progress/<slug:number>/{name}/", deeds.page, {"name": name}, name=f"progress-{name}")
    for name in deeds.DEEDS
]
DATA = [
    path(
        f"progress/<slug:number>/data/{name}/",
        data.page,
        {"name": name},
        name=f"progress-data-{name}",
    )
    for name in data.PAGES
]
urlpatterns = [
    path("", home.home, name="home"),
    path("community/", community.choose, name="community"),
    path("community/forget/", community.forget, name="community-forget"),
    path("report/", sounds.asks(report.what), name="report-what"),
    path("report/throw/", begun.throw, name="report-throw"),
    path("report/where/", pointing.asks(report.where), name="report-where"),
    path("report/place/", report.place, name="report-place"),
    path("report/building/", report.building, name="report-building"),
    path("report/known/", known.same, name="report-known"),
    path("report/here/", pointing.here, name="report-here"),
    path("report/outlines/", pointing.outlines, name="report-outlines"),
    path("report/photo/", photos.photo, name="report-photo"),
    path("report/sound/", sounds.sound, name="report-sound"),
    path("report/near/", known.near, name="report-near"),
    path("report/contact/", report.contact, name="report-contact"),
    path("report/sure/", sending.sure, name="report-sure"),
    path("report/check/", sending.check, name="report-check"),
    path("progress/", access.open_ticket, name="progress"),
    path("progress/close/", access.close, name="progress-close"),
    path("progress/closed/", access.closed, name="progress-closed"),
    path("progress/lost/", recovery.lost, name="progress-lost"),
    path("progress/lost/asked/", recovery.asked, name="progress-lost-asked"),
    path("progress/<slug:number>/way/<slug:way>/", recovery.way_in, name="progress-way-in"),
    path("progress/<slug:number>/", progress.progress, name="progress-ticket"),
    path("progress/<slug:number>/receipt/", progress.receipt, name="progress-receipt"),
    path(
        "progress/<slug:number>/receipt.json", progress.receipt_json, name="progress-receipt-json"
    ),
    path("progress/<slug:number>/receipt.png", card.card, name="progress-receipt-card"),
    path("progress/<slug:number>/looked/", progress.looked, name="progress-looked"),
    path("progress/<slug:number>/data/", data.data, name="progress-data"),
    path("progress/<slug:number>/data/copy/", data.copy, name="progress-data-copy"),
    path("progress/<slug:number>/helpers/", mandates.helpers, name="progress-helpers"),
    path(
        "progress/<slug:number>/helpers/<int:mandate_id>/",
        mandates.helper,
        name="progress-helper",
    ),
    *DATA,
    *DEEDS,
    path("helping/", mandates.open_mandate, name="mandate-open"),
    path("helping/new/", mandates.new, name="mandate-new"),
    path("helping/myself/", mandates.for_myself, name="mandate-myself"),
    path("helping/<int:mandate_id>/", mandates.helping, name="mandate-helping"),
    path("helping/<int:mandate_id>/report/", mandates.report, name="mandate-report"),
    path("helping/<int:mandate_id>/slip/", mandates.slip, name="mandate-slip"),
    path("helping/<int:mandate_id>/given/", mandates.given, name="mandate-given"),
]
