"""Every page's address."""

from django.urls import URLPattern, URLResolver, include, path

from lianxin.interfaces.web import closed, design, device, files

urlpatterns: list[URLPattern | URLResolver] = [
    # first, since staff ask most, and each address is tried in turn
    path("staff/", include("lianxin.interfaces.web.staff.urls")),
    path("field/", include("lianxin.interfaces.web.field.urls")),
    path("", include("lianxin.interfaces.web.public.urls")),
    path("", include("lianxin.interfaces.web.resident.urls")),
    path("help/", include("lianxin.interfaces.web.help.urls")),
    path("demo/", include("lianxin.interfaces.web.demo.urls")),
    path("files/<uuid:file_id>/", files.file, name="file"),
    path("letters/", device.switch_letters, name="letters"),
    path("design/", design.page, name="design"),
    path("offline/", closed.offline, name="offline"),
    path("colours/", device.switch_colours, name="colours"),
]
