"""Every page's address."""

from django.urls import URLPattern, URLResolver, include, path

from lianxin.interfaces.web import files

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("lianxin.interfaces.web.public.urls")),
    path("", include("lianxin.interfaces.web.resident.urls")),
    path("staff/", include("lianxin.interfaces.web.staff.urls")),
    path("files/<uuid:file_id>/", files.file, name="file"),
]
