"""Addresses of saved searches, below `/my/searches/`."""

from django.urls import URLPattern, path

from search.saved import views

urlpatterns: list[URLPattern] = [
    path("", views.searches, name="my_searches"),
    path("new/", views.new, name="my_search_new"),
    path("<uuid:search_id>/", views.change, name="my_search"),
    path("<uuid:search_id>/pause/", views.pause, name="my_search_pause"),
    path("<uuid:search_id>/resume/", views.resume, name="my_search_resume"),
    path("<uuid:search_id>/delete/", views.delete, name="my_search_delete"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="my_search_unsubscribe"),
]
