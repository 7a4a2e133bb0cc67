from django.apps import AppConfig


class Api(AppConfig):
    name = "hrdd.api"
    label = "api"
