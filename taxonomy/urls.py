"""Public pages of the taxonomy."""

from django.urls import URLPattern, path

from taxonomy import views

app_name = "taxonomy"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    path("search/", views.search, name="search"),
    path("categories/<slug:code>/", views.category, name="category"),
    path("examples/<slug:code>/", views.example, name="example"),
    path("rights/", views.rights, name="rights"),
    path("rights/<slug:code>/", views.right, name="right"),
    path("groups/", views.groups, name="groups"),
    path("groups/<slug:code>/", views.group, name="group"),
    path("frameworks/", views.frameworks, name="frameworks"),
    path("frameworks/<slug:code>/", views.framework, name="framework"),
]
