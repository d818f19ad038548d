"""Addresses of the registers' pages, under /staff/registers/; "-" stands where no code can."""

from django.urls import path

from lianxin.interfaces.web.staff.registers import (
    calendar,
    changing,
    editing,
    filing,
    lessons,
    pages,
    people,
    sharing,
)

urlpatterns = [
    path("", pages.index, name="staff-registers"),
    path("lessons/", lessons.lessons, name="staff-lessons"),
    path("changes/", changing.index, name="staff-changes"),
    path("changes/<int:change_id>/", changing.change, name="staff-change"),
    path("staff/", people.index, name="staff-people"),
    path("staff/-/new/", people.new, name="staff-person-new"),
    path("calendar/", calendar.index, name="staff-calendar"),
    path("calendar/<int:number>/", calendar.year, name="staff-calendar-year"),
    path("<slug:name>/", pages.listed, name="staff-register"),
    path("<slug:name>/-/new/", editing.new, name="staff-register-new"),
    path("<slug:name>/-/file/", filing.file, name="staff-register-file"),
    path("<slug:name>/-/rows/", filing.rows, name="staff-register-rows"),
    path("staff/<str:username>/", people.person, name="staff-person"),
    path("staff/<str:username>/post/", people.give_post, name="staff-person-post"),
    path("staff/<str:username>/post/<int:post_id>/", people.end_post, name="staff-post-end"),
    path("staff/<str:username>/password/", people.password, name="staff-person-password"),
    path("units/<str:key>/share-out/", sharing.share_out, name="staff-unit-share-out"),
    path("<slug:name>/<str:key>/", pages.detail, name="staff-register-row"),
    path("<slug:name>/<str:key>/change/", editing.change, name="staff-register-change"),
    path("<slug:name>/<str:key>/end/", editing.end, name="staff-register-end"),
]
