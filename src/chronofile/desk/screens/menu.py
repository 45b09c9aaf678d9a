"""Menu: all places of a case as a list, for windows too narrow for the rail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from chronofile.desk.frame import render
from chronofile.desk.held import HeldCase, on_case


@on_case
def menu(request: HttpRequest, held: HeldCase) -> HttpResponse:
    return render(request, "desk/menu/menu.html", held, at="menu")


urls = [path("menu", menu, name="menu")]
