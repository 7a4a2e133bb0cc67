"""The Celery application: work outside the request, in the queues reports, mail and clock."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hrdd.settings")

app = Celery("hrdd")
# Read when first needed; settings.py imports this module so that every process sends with this app.
app.config_from_object("django.conf:settings", namespace="CELERY")
for module in ("tasks", "clock", "mail"):
    app.autodiscover_tasks(related_name=module)
