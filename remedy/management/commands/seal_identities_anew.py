"""Seals contacts, sealed records and signing keys anew, so that an older secret can be taken away."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hrdd.accounts.models import Organisation
from hrdd.audit.recorder import PRODUCT
from remedy.actions import seal_signing_keys_anew
from stakeholders.actions import seal_anew, seal_content_anew


class Command(BaseCommand):
    help = (
        "Seal identities, sealed records and signing keys anew with the first of IDENTITY_SECRETS. "
        "Prints nothing of them."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        sealed = unreadable = 0
        holding = Organisation.objects.filter(stakeholder_groups__contacts__identity__isnull=False)
        for company in holding.distinct():
            done, left = seal_anew(company=company, by=PRODUCT, at=timezone.now())
            sealed, unreadable = sealed + done, unreadable + left
        self.stdout.write(f"Identities sealed anew: {sealed}.")
        sealed = 0
        for company in Organisation.objects.filter(engagements__isnull=False).distinct():
            done, left = seal_content_anew(company=company, by=PRODUCT, at=timezone.now())
            sealed, unreadable = sealed + done, unreadable + left
        self.stdout.write(f"Sealed records, inputs, versions and files sealed anew: {sealed}.")
        sealed = 0
        for company in Organisation.objects.filter(signing_keys__isnull=False).distinct():
            done, left = seal_signing_keys_anew(company=company, by=PRODUCT, at=timezone.now())
            sealed, unreadable = sealed + done, unreadable + left
        self.stdout.write(f"Signing keys sealed anew: {sealed}.")
        if unreadable:
            raise CommandError(
                f"{unreadable} were sealed with a secret that is not in IDENTITY_SECRETS. They stay as they "
                "are: put that secret back behind the first, and run this again before you take any away."
            )
