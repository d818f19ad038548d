"""Where every address leads."""

from django.urls import include, path

urlpatterns = [
    path("", include("lianxin.interfaces.web.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("allauth.urls")),
]
