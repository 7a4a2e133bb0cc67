from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from stakeholders import demo


class Command(BaseCommand):
    help = "Loads the engagement log of fixtures/demo, after load_demo. Development only; repeatable."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError("The demo is for development only.")
        loaded = demo.load(folder=settings.BASE_DIR / "fixtures" / "demo", at=timezone.now())
        self.stdout.write(f"Demo: {loaded} engagements added." if loaded else "Demo: the log is up to date.")
