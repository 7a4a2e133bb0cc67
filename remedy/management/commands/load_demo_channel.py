import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from remedy import demo


class Command(BaseCommand):
    help = "Loads the channel of fixtures/demo, with DEMO_PASSWORD. Development only; repeatable."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError("The demo is for development only: its codes are known to everybody.")
        file = settings.BASE_DIR / "fixtures" / "demo" / "channel.json"
        password = os.environ.get("DEMO_PASSWORD", "")
        if not password:
            raise CommandError("Set DEMO_PASSWORD: the password of everybody in the demo.")
        loaded = demo.load(file=file, password=password, at=timezone.now())
        self.stdout.write(f"Demo: {loaded} concerns added." if loaded else "Demo: the channel is up to date.")
