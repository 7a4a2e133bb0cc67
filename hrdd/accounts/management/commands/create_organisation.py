"""The first step on an empty workbench: an organisation and a letter to its first administrator."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from hrdd.accounts.actions import create_organisation, invite
from hrdd.accounts.models import Organisation, Role
from hrdd.audit.recorder import PRODUCT


class Command(BaseCommand):
    help = "Create an organisation and print the link with which its first administrator comes in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("administrator_email")
        parser.add_argument(
            "--kind", choices=Organisation.Kind.values, default=Organisation.Kind.COMPANY.value
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        email = options["administrator_email"]
        organisation = create_organisation(name=options["name"], kind=options["kind"], by=PRODUCT, at=now)
        _, token = invite(
            email=email, organisation=organisation, roles=[Role.ADMINISTRATOR], by=PRODUCT, at=now
        )
        path = reverse("accounts:invitation", args=[token])
        self.stdout.write(f"Open this link within 14 days: {settings.BASE_URL}{path}")
