from django.apps import AppConfig


class Remedy(AppConfig):
    name = "remedy"
