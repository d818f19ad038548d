"""Every page's address."""

from django.urls import URLPattern, URLResolver, include, path

from lianxin.interfaces.web import files

urlpatterns: list[URLPattern | URLResolver] = [
    # first, since staff ask most, and each address is tried in turn
    path("staff/", include("lianxin.interfaces.web.staff.urls")),
    path("", include("lianxin.interfaces.web.public.urls")),
    path("", include("lianxin.interfaces.web.resident.urls")),
    path("files/<uuid:file_id>/", files.file, name="file"),
]
