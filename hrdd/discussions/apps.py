from django.apps import AppConfig


class Discussions(AppConfig):
    name = "hrdd.discussions"
    label = "discussions"
