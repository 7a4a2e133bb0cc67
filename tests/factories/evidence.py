"""Evidence of the three kinds."""

import hashlib
from typing import Any
from uuid import uuid4

import factory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from hrdd.evidence.models import Evidence
from tests.factories.accounts import OrganisationFactory, UserFactory

PDF = b"%PDF-1.7 not a real one"


class EvidenceFactory(factory.django.DjangoModelFactory[Evidence]):
    """A quotation; `link=True` makes it a link. `root_id` is an identifier of nothing unless told."""

    class Meta:
        model = Evidence

    class Params:
        link = factory.Trait(
            kind="link",
            quotation="",
            url=factory.Sequence(lambda n: f"https://press.example/{n}"),
            sha256=factory.LazyAttribute(lambda o: digest(o.url)),
        )

    company = factory.SubFactory(OrganisationFactory)
    root_id = factory.LazyFunction(uuid4)
    kind = "quotation"
    title = factory.Sequence(lambda n: f"Interview {n}")
    quotation = "The model read my letter back to me."
    sha256 = factory.LazyAttribute(lambda o: digest(o.quotation))
    source = "A newspaper"
    read_on = factory.LazyFunction(timezone.localdate)
    claim_status = "reported"
    added_by = factory.SubFactory(UserFactory)
    added_at = factory.LazyFunction(timezone.now)


def evidence_file(*, content: bytes = PDF, file_name: str = "letter.pdf", **columns: Any) -> Evidence:
    """Returns a file with its bytes in the store; nothing is checked or cleaned."""
    return EvidenceFactory.create(
        kind="file", quotation="", file=default_storage.save(f"evidence/{uuid4().hex}", ContentFile(content)),
        file_name=file_name, media_type="application/pdf", size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), scan="not_scanned", **columns,
    )  # fmt: skip


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
