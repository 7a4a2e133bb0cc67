"""Makes an API token for a person and prints it as the last word."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hrdd.accounts.actions import make_token
from hrdd.accounts.models import User
from hrdd.audit.recorder import PRODUCT


class Command(BaseCommand):
    help = "Make an API token for a person. The token is printed once and stored only as a digest."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--label", default="made on the command line")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.by_email(options["email"])
        if user is None or not user.is_active:
            raise CommandError(f"There is no active person with the e-mail {options['email']}.")
        _, secret = make_token(user=user, label=options["label"], by=PRODUCT, at=timezone.now())
        self.stdout.write(f"API token of {user.email}: {secret}")
