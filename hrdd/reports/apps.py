from django.apps import AppConfig


class Reports(AppConfig):
    name = "hrdd.reports"
    label = "reports"
