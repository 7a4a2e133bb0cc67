from django.apps import AppConfig


class Dashboard(AppConfig):
    name = "hrdd.dashboard"
    label = "dashboard"
