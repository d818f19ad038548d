"""Every page's address."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("lianxin.interfaces.web.public.urls")),
    path("", include("lianxin.interfaces.web.resident.urls")),
]
