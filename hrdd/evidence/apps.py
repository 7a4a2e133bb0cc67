from django.apps import AppConfig


class EvidenceApp(AppConfig):
    name = "hrdd.evidence"
    label = "evidence"
