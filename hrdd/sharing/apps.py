from django.apps import AppConfig


class Sharing(AppConfig):
    name = "hrdd.sharing"
    label = "sharing"
