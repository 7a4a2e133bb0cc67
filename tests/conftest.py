"""The cast: people and organisations with names, and what they work on.

Torvane AI, a company: `ines` analyst, `tomas` approver, `ada` administrator, `victor` viewer,
`elsa` engagement lead, `amara` and `bilal` case handlers with keys of their own.
Lantern Rights Collective, civil society: `leila` reviewer. Ferro Audit, an audit firm: `omar` auditor.
Bluepier, another company: `nina`, analyst and administrator, the outsider.
`assessment` and `risk` are Torvane AI's. Nobody outside sees them until a test asks for `reviewer_grant`
(Lantern, 60 days) or `auditor_grant` (Ferro, 90 days).

Tests run as the app role and in transactions that are rolled back; commit nothing, truncate nothing.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

import hypothesis
import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from rest_framework.test import APIClient

from assessments.models import Assessment, AssessmentOrganisationGrant, Risk
from hrdd.accounts.models import ApiToken, Organisation, User
from hrdd.celery import app as celery
from remedy.models import Channel
from tests import factories

# A busy machine is no reason to fail: how fast things are is measured by benchmarks, not by the suite.
hypothesis.settings.register_profile(
    "calm", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("calm")


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Migrates as the owner and loads the taxonomy; the tests themselves use the app role's connection.

    pytest-django would set up only the aliases that tests name, and so never the owner's. Loading the
    taxonomy again into a kept database changes nothing.
    """
    verbosity = request.config.option.verbose
    with django_db_blocker.unblock():
        made = setup_databases(
            verbosity=verbosity,
            interactive=False,
            aliases=set(connections),
            serialized_aliases=(),
            keepdb=django_db_keepdb and not django_db_createdb,
        )
        call_command("load_taxonomy", verbosity=0)
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=verbosity)


@pytest.fixture(autouse=True)
def quick_and_clean(settings: LazySettings) -> Iterator[None]:
    """Makes passwords cheap, runs jobs where they are sent, and forgets what throttles counted.

    What is sent on commit is run by `django_capture_on_commit_callbacks(execute=True)`.
    """
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.KEY_WORK = (1, 8192)
    celery.conf.task_always_eager = True
    yield
    celery.conf.task_always_eager = False
    for cache in caches.all():
        cache.clear()


@pytest.fixture
def sign_in() -> Callable[[Client, User], Client]:
    """Returns `sign_in(client, person)`, which gives the client back, signed in."""

    def signed_in(client: Client, person: User) -> Client:
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def api() -> Callable[[User | None], APIClient]:
    """Returns `api(person)`: a client of the API with her token; `api(None)` has no token."""

    def of(person: User | None) -> APIClient:
        client = APIClient()
        if person:
            secret = ApiToken.new_token()
            ApiToken.objects.create(
                user=person, label="test", token_hash=ApiToken.digest(secret), start=secret[:9],
                made_at=timezone.now(),
            )  # fmt: skip
            client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
        return client

    return of


# Organisations


@pytest.fixture
def company(db: None) -> Organisation:
    return factories.OrganisationFactory.create(name="Torvane AI")


@pytest.fixture
def other_company(db: None) -> Organisation:
    return factories.OrganisationFactory.create(name="Bluepier")


@pytest.fixture
def lantern(db: None) -> Organisation:
    kind = Organisation.Kind.CIVIL_SOCIETY
    return factories.OrganisationFactory.create(name="Lantern Rights Collective", kind=kind)


@pytest.fixture
def ferro(db: None) -> Organisation:
    return factories.OrganisationFactory.create(name="Ferro Audit", kind=Organisation.Kind.AUDIT_FIRM)


# People


@pytest.fixture
def ines(company: Organisation) -> User:
    return factories.member(company, "analyst", name="Ines Duarte", email="ines.duarte@torvane.example")


@pytest.fixture
def tomas(company: Organisation) -> User:
    return factories.member(company, "approver", name="Tomas Brandt", email="tomas.brandt@torvane.example")


@pytest.fixture
def ada(company: Organisation) -> User:
    return factories.member(company, "administrator", name="Ada Kimani", email="ada.kimani@torvane.example")


@pytest.fixture
def victor(company: Organisation) -> User:
    return factories.member(company, "viewer", name="Victor Hale", email="victor.hale@torvane.example")


@pytest.fixture
def elsa(company: Organisation) -> User:
    return factories.member(
        company, "engagement_lead", name="Elsa Moreno", email="elsa.moreno@torvane.example"
    )


@pytest.fixture
def amara(company: Organisation) -> User:
    user = factories.member(company, "case_handler", name="Amara Njeri", email="amara.njeri@torvane.example")
    return factories.with_key(user)


@pytest.fixture
def bilal(company: Organisation) -> User:
    user = factories.member(
        company, "case_handler", name="Bilal Rahmani", email="bilal.rahmani@torvane.example"
    )
    return factories.with_key(user)


@pytest.fixture
def leila(lantern: Organisation) -> User:
    return factories.member(lantern, "reviewer", name="Leila Haddad", email="leila.haddad@lantern.example")


@pytest.fixture
def omar(ferro: Organisation) -> User:
    return factories.member(ferro, "auditor", name="Omar Siddiq", email="omar.siddiq@ferro.example")


@pytest.fixture
def nina(other_company: Organisation) -> User:
    return factories.member(
        other_company, "analyst", "administrator", name="Nina Falk", email="nina.falk@bluepier.example"
    )


# Work


@pytest.fixture
def assessment(company: Organisation, ines: User) -> Assessment:
    return factories.AssessmentFactory.create(
        system__company=company, system__name="Aster 4", title="Aster 4, before photo editing opens",
        created_by=ines, number=12,
    )  # fmt: skip


@pytest.fixture
def risk(assessment: Assessment) -> Risk:
    return factories.RiskFactory.create(assessment=assessment)


@pytest.fixture
def channel(company: Organisation, amara: User, bilal: User, tomas: User, ada: User) -> Channel:
    """Returns Torvane AI's channel, open; `amara` and `bilal` read, `tomas` and `ada` hold the escrow."""
    return factories.open_channel(company, desk=(amara, bilal), escrow=(tomas, ada))


@pytest.fixture
def reviewer_grant(assessment: Assessment, lantern: Organisation) -> AssessmentOrganisationGrant:
    return factories.OrganisationGrantFactory.create(content_object=assessment, organisation=lantern)


@pytest.fixture
def auditor_grant(assessment: Assessment, ferro: Organisation) -> AssessmentOrganisationGrant:
    return factories.OrganisationGrantFactory.create(
        content_object=assessment,
        organisation=ferro,
        role="auditor",
        until=timezone.now() + timedelta(days=90),
    )
