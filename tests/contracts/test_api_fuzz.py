"""The API against its own description: made-up requests, right and wrong ones, never break it."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from assessments.models import Assessment
from hrdd.accounts.actions import make_token
from hrdd.accounts.models import User
from hrdd.wsgi import application
from tests.contracts.test_addresses import rows  # noqa: F401  # a fixture

pytestmark = pytest.mark.django_db
EACH = 8  # made-up requests per operation: enough for what breaks easily, quick enough for every run
OF_TAXONOMY = {
    "categories": "PRI", "rights": "privacy", "examples": "PHY-1", "groups": "children",
    "frameworks": "ungp", "editions": "btech-2023",
}  # fmt: skip
KNOWN = {
    "category": "PRI",
    "rights": ["privacy"],
    "groups": ["children"],
    "group": "women_girls",
    "rights_in_tension": ["privacy"],
    "edition": "btech-2023",
    "version": 1,
}
CHECKS = [not_a_server_error, response_schema_conformance, content_type_conformance]


@pytest.fixture
def description() -> Iterator[Any]:
    """Returns the API as it describes itself, called in this process and in the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def secret(rows: dict[str, Any], ines: User) -> str:  # noqa: F811
    """Returns the token of an analyst who can see the rows."""
    return make_token(
        user=ines, label="fuzz", by=ines, at=Assessment.objects.latest("created_at").created_at
    )[1]


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_request_breaks_the_api_and_every_answer_is_as_described(
    description: Any,
    rows: dict[str, Any],  # noqa: F811
    secret: str,
    mode: GenerationMode,
) -> None:
    ids = {name: str(value) for name, value in rows.items()}
    known = KNOWN | {"system": ids["systems"], "company": ids["organisation_pk"], "thread": ids["thread_pk"]}
    for found in description.get_all_operations():
        cases = found.ok().as_strategy(generation_mode=mode)
        with transaction.atomic():
            asked(cases, ids, known if mode.is_positive else {}, secret)
            transaction.set_rollback(True)  # so that what one operation did stops no other


def asked(cases: Any, ids: dict[str, str], known: dict[str, Any], secret: str) -> None:
    """Sends made-up requests of one operation at rows there are; codes in a body become known ones."""

    @settings(
        max_examples=EACH, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=cases)
    def ask(case: Any) -> None:
        for name in case.path_parameters:
            kind = case.path.split("/")[4 if name == "code" else 3]
            case.path_parameters[name] = OF_TAXONOMY[kind] if name == "code" else ids.get(name, ids.get(kind))
        if isinstance(case.body, dict):
            case.body |= {name: value for name, value in known.items() if name in case.body}
        answer = case.call(headers={"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"})
        case.validate_response(answer, checks=CHECKS)

    ask()
