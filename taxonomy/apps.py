from django.apps import AppConfig


class Taxonomy(AppConfig):
    name = "taxonomy"
