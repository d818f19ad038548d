"""Addresses of the demo's first page, under /demo/."""

from django.urls import path

from lianxin.interfaces.web.demo import pages

urlpatterns = [
    path("", pages.first, name="demo"),
    path("sign-in/", pages.sign_in, name="demo-sign-in"),
    path("follow/", pages.follow, name="demo-follow"),
]
