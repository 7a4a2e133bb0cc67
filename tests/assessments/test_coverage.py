"""Every category and every right is covered, closed with a reason, or named as blank."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments import actions
from assessments.coverage import Line, coverage
from assessments.models import Assessment, Closure, Risk
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.lib.errors import Refused, Stale
from taxonomy.models import Category, Edition, Right
from tests import factories
from tests.assessments.test_query_counts import queries

pytestmark = pytest.mark.django_db


def told(by: User) -> dict[str, Any]:
    return {"by": by, "at": timezone.now()}


def category(assessment: Assessment, code: str) -> Category:
    return Category.objects.get(edition=assessment.edition, code=code)


def line(assessment: Assessment, code: str) -> Line:
    seen = coverage(assessment)
    return next(row for row in (*seen.categories, *seen.rights) if row.subject.code == code)


def address(assessment: Assessment, rest: str = "") -> str:
    return f"/assessments/{assessment.pk}/coverage/{rest}"


# What covers


def test_all_categories_of_the_edition_and_all_rights_are_there(assessment: Assessment) -> None:
    seen = coverage(assessment)
    assert len(seen.categories) == 9
    assert len(seen.rights) == Right.objects.count() >= 51
    assert {row.state for row in (*seen.categories, *seen.rights)} == {"blank"}


def test_risks_cover_their_category_and_every_right_they_touch(assessment: Assessment) -> None:
    risk = factories.RiskFactory.create(assessment=assessment, rights=["privacy", "life"])
    factories.RiskFactory.create(assessment=assessment, rights=["life"], scale=5, scope=5, irremediability=5)
    risk.rights_in_tension.add(Right.objects.get(code="property"))
    assert (line(assessment, "PRI").count, line(assessment, "PRI").highest) == (2, 5)
    assert [named.reference for named in line(assessment, "PRI").risks] == ["R-2", "R-1"]
    assert (line(assessment, "life").count, line(assessment, "life").highest) == (2, 5)
    assert [named.primary for named in line(assessment, "life").risks] == [True, False]
    [tense] = line(assessment, "property").risks
    assert (tense.reference, tense.tension) == ("R-1", True)


def test_a_right_touched_and_in_tension_by_one_risk_is_counted_once(assessment: Assessment) -> None:
    risk = factories.RiskFactory.create(assessment=assessment, rights=["privacy"])
    risk.rights_in_tension.add(Right.objects.get(code="privacy"))
    assert line(assessment, "privacy").count == 1


def test_a_closed_risk_covers_nothing_and_a_deferred_one_does(assessment: Assessment, risk: Risk) -> None:
    # A grave one would need an approver for either.
    Risk.objects.filter(pk=risk.pk).update(scale=2, scope=2, irremediability=2)
    Risk.objects.filter(pk=risk.pk).update(standing="deferred")
    assert line(assessment, "PRI").state == "covered"
    Risk.objects.filter(pk=risk.pk).update(standing="closed")
    assert line(assessment, "PRI").state == "blank"


# Closing


def test_a_category_is_closed_with_reason_person_and_date(assessment: Assessment, ines: User) -> None:
    terms = told(ines)
    actions.close_category(
        assessment=assessment, category=category(assessment, "PRO"), reason="It handles no money.",
        expected_version=0, **terms,
    )  # fmt: skip
    closed = line(assessment, "PRO")
    assert closed.state == "closed"
    assert closed.closure is not None
    kept = (closed.closure.reason, closed.closure.closed_by, closed.closure.closed_at)
    assert kept == ("It handles no money.", ines, terms["at"])


def test_what_risks_stand_in_cannot_be_called_irrelevant(assessment: Assessment, ines: User) -> None:
    risk = factories.RiskFactory.create(assessment=assessment, rights=["privacy"])
    risk.rights_in_tension.add(Right.objects.get(code="property"))
    with pytest.raises(Refused, match="Risks stand in this category"):
        actions.close_category(
            assessment=assessment, category=risk.category, reason="No.", expected_version=0, **told(ines)
        )
    for code in ("privacy", "property"):
        with pytest.raises(Refused, match="Risks touch this right"):
            actions.close_right(
                assessment=assessment, right=Right.objects.get(code=code), reason="No.", expected_version=0,
                **told(ines),
            )  # fmt: skip
    assert not Closure.objects.exists()


def test_a_closure_without_a_reason_is_refused(assessment: Assessment, ines: User) -> None:
    with pytest.raises(Refused) as refused:
        actions.close_category(
            assessment=assessment, category=category(assessment, "PRO"), reason=" \x00 ", expected_version=0,
            **told(ines),
        )  # fmt: skip
    assert "reason" in refused.value.fields


def test_a_category_of_another_edition_cannot_be_closed(assessment: Assessment, ines: User) -> None:
    public = Category.objects.get(code="PUB")
    with pytest.raises(Refused, match="not in the edition"):
        actions.close_category(
            assessment=assessment, category=public, reason="No.", expected_version=0, **told(ines)
        )


def test_many_rights_are_closed_for_one_reason_with_one_line_in_the_log(
    assessment: Assessment, ines: User
) -> None:
    rights = list(Right.objects.all()[:30])
    actions.close_rights(assessment=assessment, rights=rights, reason="No such output.", **told(ines))
    assert {line(assessment, right.code).state for right in rights} == {"closed"}
    [event] = Event.objects.filter(root_id=assessment.pk)
    assert len(event.changes["rights"][1]) == 30


def test_of_many_rights_all_are_closed_or_none(assessment: Assessment, ines: User) -> None:
    factories.RiskFactory.create(assessment=assessment, rights=["privacy"])
    both = list(Right.objects.filter(code__in=["privacy", "life"]))
    with pytest.raises(Refused, match="Risks touch"):
        actions.close_rights(assessment=assessment, rights=both, reason="No.", **told(ines))
    assert not Closure.objects.exists()


def test_the_second_to_close_sees_what_the_first_wrote(
    assessment: Assessment, ines: User, client: Client
) -> None:
    client.force_login(ines)
    there = address(assessment, "categories/PRO/closure/")
    assert client.post(there, {"reason": "First.", "version": "0"}).status_code == 302
    second = client.post(there, {"reason": "Second.", "version": "0"})
    assert second.status_code == 409
    page = second.content.decode()
    assert "First." in page and "Second." in page
    assert client.post(there, {"reason": "Second.", "version": "1"}).status_code == 302
    assert Closure.objects.get().reason == "Second."


def test_what_is_opened_again_counts_as_not_considered(assessment: Assessment, ines: User) -> None:
    closure = factories.ClosureFactory.create(assessment=assessment, category=category(assessment, "PRO"))
    actions.reopen_closure(closure=closure, **told(ines))
    assert line(assessment, "PRO").state == "blank"
    assert Event.objects.latest("at").changes["reason"][0] == closure.reason
    with pytest.raises(Refused, match="open again already"):
        actions.reopen_closure(closure=closure, **told(ines))


def test_a_stale_closure_is_told(assessment: Assessment, ines: User) -> None:
    pro = category(assessment, "PRO")
    factories.ClosureFactory.create(assessment=assessment, category=pro, version=3)
    with pytest.raises(Stale) as stale:
        actions.close_category(
            assessment=assessment, category=pro, reason="New.", expected_version=2, **told(ines)
        )
    assert stale.value.current.version == 3


# The page


def test_the_page_names_at_the_top_what_is_blank(client: Client, ines: User, assessment: Assessment) -> None:
    for code in ("PHY", "EQU", "PRI", "PRO", "THO", "EXP", "WOR"):
        factories.ClosureFactory.create(assessment=assessment, category=category(assessment, code))
    client.force_login(ines)
    page = client.get(address(assessment)).content.decode()
    top = page[page.index("What nobody has looked at yet") : page.index("<details")]
    assert category(assessment, "CHI").short_title in top
    assert category(assessment, "CUL").short_title in top
    assert category(assessment, "PRO").short_title not in top
    assert "The system has no users and no output of this kind." in page


def test_many_rights_are_closed_without_a_script(client: Client, ines: User, assessment: Assessment) -> None:
    client.force_login(ines)
    sent = {"rights": ["life", "privacy"], "reason": "Neither is touched."}
    assert client.post(address(assessment, "rights/closure/"), sent).status_code == 302
    assert Closure.objects.filter(assessment=assessment).count() == 2


def test_a_refused_closure_keeps_what_was_typed_and_chosen(
    client: Client, ines: User, assessment: Assessment
) -> None:
    client.force_login(ines)
    refused = client.post(address(assessment, "rights/closure/"), {"rights": ["life"], "reason": " "})
    assert refused.status_code == 422
    assert 'value="life" form="close-rights" checked' in refused.content.decode()
    empty = client.post(address(assessment, "rights/closure/"), {"reason": "Kept."})
    assert empty.status_code == 422
    assert "Kept." in empty.content.decode()


@pytest.mark.parametrize("name", ["victor", "leila", "omar", "tomas", "ada"])
def test_everyone_else_reads_and_changes_nothing(
    client: Client, assessment: Assessment, reviewer_grant: Any, auditor_grant: Any, name: str,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    client.force_login(request.getfixturevalue(name))
    page = client.get(address(assessment))
    assert page.status_code == 200
    assert b"close-rights" not in page.content
    for rest in ("categories/PRO/closure/", "rights/life/closure/", "rights/closure/"):
        assert client.post(address(assessment, rest), {"reason": "x"}).status_code == 403
    assert not Closure.objects.exists()


@pytest.mark.parametrize("who", ["ines", "leila"])
def test_the_page_takes_as_many_queries_for_sixty_risks_as_for_three(
    client: Client, assessment: Assessment, reviewer_grant: Any, who: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))

    def add(count: int) -> None:
        for _ in range(count):
            risk = factories.RiskFactory.create(assessment=assessment, rights=["privacy", "life"])
            risk.rights_in_tension.add(Right.objects.get(code="property"))

    add(3)
    client.get(address(assessment))
    few = queries(lambda: client.get(address(assessment)))
    add(57)
    for right in Right.objects.exclude(code__in=["privacy", "life", "property"]):
        factories.ClosureFactory.create(assessment=assessment, right=right)
    assert queries(lambda: client.get(address(assessment))) == few
    assert few <= 15


def test_closures_of_another_edition_do_not_count(assessment: Assessment) -> None:
    other = Edition.objects.exclude(pk=assessment.edition_id).get()
    factories.ClosureFactory.create(
        assessment=assessment, category=Category.objects.get(edition=other, code="PRO")
    )
    assert line(assessment, "PRO").state == "blank"
