from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hrdd.audit.recorder import PRODUCT
from hrdd.lib.errors import Refused
from taxonomy import actions, fixtures


class Command(BaseCommand):
    help = "Loads the taxonomy and the crosswalk. Safe to repeat: adds and corrects, never deletes."

    def add_arguments(self, parser: CommandParser) -> None:
        folder = settings.BASE_DIR / "fixtures" / "taxonomy"
        parser.add_argument(
            "--folder", type=Path, default=folder, help="where the files are (default: %(default)s)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            catalogue = fixtures.read(options["folder"])
        except (KeyError, ValueError, OSError) as error:
            raise CommandError(f"The files of the taxonomy do not fit together: {error}") from error
        try:
            loaded = actions.load(catalogue=catalogue, by=PRODUCT, at=timezone.now())
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        added, corrected = sum(loaded.added.values()), sum(loaded.corrected.values())
        self.stdout.write(
            f"Taxonomy: {added} rows added, {corrected} corrected." if loaded else "Taxonomy: up to date."
        )
