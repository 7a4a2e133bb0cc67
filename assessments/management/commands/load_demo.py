import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments import demo


class Command(BaseCommand):
    help = "Loads the demo of fixtures/demo, with DEMO_PASSWORD for its people. Development only; repeatable."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError("The demo is for development only: its people share one password.")
        password = os.environ.get("DEMO_PASSWORD", "")
        if not password:
            raise CommandError("Set DEMO_PASSWORD: the password of everybody in the demo.")
        folder = settings.BASE_DIR / "fixtures" / "demo"
        loaded = demo.load(folder=folder, password=password, at=timezone.now())
        self.stdout.write(f"Demo: {loaded} added." if loaded else "Demo: up to date.")
