from django.apps import AppConfig


class Audit(AppConfig):
    name = "hrdd.audit"
    label = "audit"
