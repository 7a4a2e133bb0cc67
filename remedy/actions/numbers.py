"""The one write about numbers: those of a quarter, once it has ended, for good."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import Product, record
from hrdd.lib.errors import Refused
from remedy.actions._rows import day_of
from remedy.models import Publication
from remedy.numbers import counted
from remedy.quarters import quarter_of


@transaction.atomic
def publish_numbers(*, company: Organisation, quarter: str, by: User | Product, at: datetime) -> Publication:
    """Returns the numbers of a quarter, published now or before; raises Refused while the quarter runs."""
    if quarter >= quarter_of(day_of(at)):
        raise Refused("This quarter has not ended.")
    held = Organisation.objects.select_for_update(no_key=True).get(pk=company.pk)
    before = Publication.objects.filter(company=held, quarter=quarter).first()
    if before:
        return before
    made = Publication.objects.create(
        company=held, quarter=quarter, cells=asdict(counted(held, quarter)), published_on=day_of(at)
    )
    record(by=by, at=at, action="numbers of cases published", target=made)
    return made
