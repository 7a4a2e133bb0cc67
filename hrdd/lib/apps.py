from django.apps import AppConfig


class Lib(AppConfig):
    name = "hrdd.lib"
    label = "lib"
