"""Addresses of the staff pages, under /staff/."""

from django.urls import include, path

from lianxin.interfaces.web.staff import (
    absence,
    article_steps,
    contact,
    inbox,
    intake,
    knowledge,
    matters,
    messages,
    model,
    post,
    privacy,
    step,
    ticket,
    verify,
)
from lianxin.interfaces.web.staff.registers import start

urlpatterns = [
    # what is opened all day comes first
    path("", inbox.home, name="staff-home"),
    path("intake/", intake.intake, name="staff-intake"),
    path("intake/near/", intake.near, name="staff-intake-near"),
    path("intake/<str:number>/", intake.taken, name="staff-taken"),
    path("desks/<slug:name>/", inbox.desk, name="staff-desk"),
    path("tickets/<str:number>/", ticket.ticket, name="staff-ticket"),
    path("start/", start.start, name="staff-start"),
    path("start/catalogue/", start.catalogue, name="staff-start-catalogue"),
    path("registers/", include("lianxin.interfaces.web.staff.registers.urls")),
    path("absence/", absence.absences, name="staff-absence"),
    path("absence/<int:absence_id>/end/", absence.end, name="staff-absence-end"),
    path("post/", post.choose, name="staff-post"),
    path("find/", inbox.find, name="staff-find"),
    path("tickets/<str:number>/contact-details/", contact.contact, name="staff-contact"),
    path(
        "tickets/<str:number>/contact-details/<int:entry_id>/",
        contact.opened,
        name="staff-contact-opened",
    ),
    path("tickets/<str:number>/new-code/", contact.new_code, name="staff-new-code"),
    path("tickets/<str:number>/<slug:name>/", step.step, name="staff-step"),
    path("matters/", matters.listed, name="staff-matters"),
    path("matters/new/", matters.new, name="staff-matter-new"),
    path("matters/<int:matter_id>/", matters.matter, name="staff-matter"),
    path("matters/<int:matter_id>/<slug:name>/", matters.step, name="staff-matter-step"),
    path("model/", model.overview, name="staff-model"),
    path("model/<str:name>/", model.version, name="staff-model-version"),
    path("messages/", messages.doubtful, name="staff-messages"),
    path("privacy/", privacy.overview, name="staff-privacy"),
    path("privacy/assessments/", privacy.assessments, name="staff-assessments"),
    path("privacy/retention.csv", privacy.report, name="staff-privacy-report"),
    path("verify/", verify.verify, name="staff-verify"),
    path("knowledge/", knowledge.index, name="staff-knowledge"),
    path("knowledge/lists/<slug:name>/", knowledge.index, name="staff-knowledge-list"),
    path("knowledge/new/", article_steps.new, name="staff-article-new"),
    path("knowledge/missing/", article_steps.missing, name="staff-article-missing"),
    path("knowledge/<int:article_id>/", knowledge.article, name="staff-article"),
    path("knowledge/<int:article_id>/<slug:name>/", article_steps.step, name="staff-article-step"),
]
