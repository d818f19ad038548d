"""Addresses of the pages for residents."""

from django.urls import path

from lianxin.interfaces.web.resident import access, data, deeds, home, progress, recovery, report

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
    path("report/", report.what, name="report-what"),
    path("report/where/", report.where, name="report-where"),
    path("report/place/", report.place, name="report-place"),
    path("report/known/", report.known, name="report-known"),
    path("report/contact/", report.contact, name="report-contact"),
    path("report/check/", report.check, name="report-check"),
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
    path("progress/<slug:number>/looked/", progress.looked, name="progress-looked"),
    path("progress/<slug:number>/data/", data.data, name="progress-data"),
    path("progress/<slug:number>/data/copy/", data.copy, name="progress-data-copy"),
    *DATA,
    *DEEDS,
]
