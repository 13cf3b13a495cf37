"""Calendar files: addresses that end in a file name, which Wagtail's pattern does not match."""

from django.urls import URLPattern, re_path

from events import views

urlpatterns: list[URLPattern] = [
    re_path(r"^(?P<path>(?:[\w\-]+/)+)calendar\.ics$", views.calendar_file, name="calendar_file"),
]
