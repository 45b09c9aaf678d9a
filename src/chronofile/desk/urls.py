"""Addresses: the way in, the static files, and those of every screen."""

from __future__ import annotations

from django.urls import include, path

from chronofile.desk import entrance
from chronofile.desk.screens import CASE, SHELF

urlpatterns = [
    path("open/<str:token>", entrance.come_in, name="come-in"),
    path("static/<str:version>/<str:name>", entrance.static, name="static"),
    *(each for screen in SHELF for each in screen.urls),
    path("c/<str:key>/", include([each for screen in CASE for each in screen.urls])),
]

handler404 = "chronofile.desk.trouble.not_found"
handler500 = "chronofile.desk.trouble.our_defect"
