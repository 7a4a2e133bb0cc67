"""What a frozen document holds, and what it leaves out."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Assessment, AssessmentOrganisationGrant, Rating, Risk
from hrdd.accounts.models import Organisation, User
from hrdd.discussions.actions import reply
from hrdd.discussions.models import Audience
from hrdd.lib.canonical import canonical_json
from hrdd.reports.builder import build
from hrdd.reports.document import Document
from taxonomy.models import Group
from taxonomy.models import Right as RightOfTaxonomy
from tests.factories import (
    GroupRatingFactory,
    InvolvementFactory,
    ResidualRatingFactory,
    RiskFactory,
    thread_on,
)

pytestmark = pytest.mark.django_db


def built(assessment: Assessment, by: User) -> Document:
    return build(assessment=assessment, language="en", by=by, at=timezone.now())


def test_risks_stand_in_the_order_of_the_register(assessment: Assessment, ines: User) -> None:
    for scale in (2, 5, None, 1, 3):
        RiskFactory.create(assessment=assessment, scale=scale, scope=scale, irremediability=scale)
    document = built(assessment, ines)
    ranked = [risk.reference for risk in assessment.risks.ranked()]
    assert [risk["reference"] for risk in document["risks"]] == ranked
    assert [risk["rank"] for risk in document["risks"]] == [1, 2, 3, 4, 5]


def test_each_risk_says_why_it_stands_above_the_next(assessment: Assessment, ines: User) -> None:
    lower = RiskFactory.create(assessment=assessment, scale=2, scope=2, irremediability=2)
    RiskFactory.create(assessment=assessment, scale=5, scope=2, irremediability=2)
    first, last = built(assessment, ines)["risks"]
    assert lower.reference in first["why"]
    assert "band" in first["why"]
    assert last["why"].startswith("Last")


def test_the_naive_place_stands_beside_the_rank(assessment: Assessment, ines: User) -> None:
    grave = RiskFactory.create(assessment=assessment, scale=5, scope=1, irremediability=5, likelihood=1)
    wide = RiskFactory.create(assessment=assessment, scale=2, scope=3, irremediability=3, likelihood=5)
    first, second = built(assessment, ines)["risks"]
    assert (first["reference"], first["naive"]["rank"]) == (grave.reference, 2)
    assert (second["reference"], second["naive"]["rank"]) == (wide.reference, 1)


def test_rights_name_the_primary_one_first(assessment: Assessment, ines: User) -> None:
    risk = RiskFactory.create(assessment=assessment, rights=["privacy", "life"])
    risk.groups.set(Group.objects.filter(code__in=["children", "journalists"]))
    (told,) = built(assessment, ines)["risks"]
    assert [(right["code"], right["primary"]) for right in told["rights"]] == [
        ("privacy", True),
        ("life", False),
    ]
    assert told["groups"] == list(risk.groups.order_by("position").values_list("title", flat=True))


def test_shared_comments_and_answers_are_in_it(
    assessment: Assessment, risk: Risk, ines: User, leila: User, lantern: Organisation, company: Organisation
) -> None:
    thread = thread_on(risk, by=leila, organisation=lantern, text="Who was asked?")
    reply(thread=thread, text="Nobody yet.", organisation=company, by=ines, at=timezone.now())
    ((comment,),) = (told["comments"] for told in built(assessment, ines)["risks"])
    assert (comment["by"], comment["organisation"], comment["text"]) == (
        leila.name,
        lantern.name,
        "Who was asked?",
    )
    assert [answer["text"] for answer in comment["answers"]] == ["Nobody yet."]


def test_what_only_one_organisation_reads_stays_out(
    assessment: Assessment, risk: Risk, ines: User, leila: User, lantern: Organisation, company: Organisation
) -> None:
    for by, organisation in ((ines, company), (leila, lantern)):
        thread_on(risk, by=by, organisation=organisation, audience=Audience.OWN, text="Between us: a secret.")
    assert b"secret" not in canonical_json(built(assessment, ines))


def test_reviewers_ratings_stand_beside_and_move_no_rank(
    assessment: Assessment, risk: Risk, ines: User, leila: User, lantern: Organisation
) -> None:
    Rating.objects.create(
        risk=risk, author=leila, organisation=lantern, side=Rating.Side.REVIEWER, scale=1, scope=1,
        irremediability=1, scale_reason="They were told.", rated_at=timezone.now(),
    )  # fmt: skip
    Rating.objects.create(
        risk=risk, author=ines, side=Rating.Side.COMPANY, scale=4, scope=3, irremediability=4,
        rated_at=timezone.now(),
    )  # fmt: skip
    document = built(assessment, ines)
    (told,) = document["risks"]
    assert [(r["by"], r["band"], r["reasons"]["scale"]) for r in told["ratings"]] == [
        (leila.name, 1, "They were told.")
    ]
    assert told["band"] == risk.severity.band
    assert document["counts"]["differing"] == 1


def test_grave_risks_say_that_nobody_was_consulted(assessment: Assessment, ines: User) -> None:
    grave = RiskFactory.create(assessment=assessment, scale=4)
    RiskFactory.create(assessment=assessment, scale=1, scope=1, irremediability=1)
    assert built(assessment, ines)["not_consulted"] == [grave.reference]


def test_unknown_measures_are_named(assessment: Assessment, ines: User) -> None:
    RiskFactory.create(assessment=assessment, scale=None, likelihood=None)
    (told,) = built(assessment, ines)["risks"]
    assert told["needs_evidence"] == ["scale", "likelihood"]
    assert (told["band"], told["scale"]) == (5, None)


def test_it_says_who_can_see_it_and_until_when(
    assessment: Assessment, ines: User, reviewer_grant: AssessmentOrganisationGrant
) -> None:
    shown = built(assessment, ines)["assessment"]["who_can_see"]
    day = reviewer_grant.until.strftime("%-d %B %Y")
    assert shown == ["Torvane AI", f"Lantern Rights Collective, until {day}"]


def test_those_whose_time_is_over_are_not_named(
    assessment: Assessment, ines: User, reviewer_grant: AssessmentOrganisationGrant
) -> None:
    reviewer_grant.until = timezone.now() - timedelta(seconds=1)
    reviewer_grant.save()
    assert built(assessment, ines)["assessment"]["who_can_see"] == ["Torvane AI"]


def test_every_category_of_the_edition_is_there_and_no_other(assessment: Assessment, ines: User) -> None:
    codes = [category["code"] for category in built(assessment, ines)["assessment"]["edition"]["categories"]]
    assert codes == list(assessment.edition.categories.values_list("code", flat=True))


def test_an_assessment_without_risks_makes_a_document_too(assessment: Assessment, ines: User) -> None:
    assert built(assessment, ines)["counts"]["risks"] == 0


def test_the_same_moment_gives_the_same_bytes(assessment: Assessment, risk: Risk, ines: User) -> None:
    at = timezone.now()
    first, second = (build(assessment=assessment, language="en", by=ines, at=at) for _ in range(2))
    assert canonical_json(first) == canonical_json(second)


def test_queries_do_not_grow_with_the_risks(
    assessment: Assessment, ines: User, leila: User, lantern: Organisation
) -> None:
    def queries() -> int:
        by = User.objects.get(pk=ines.pk)
        with CaptureQueriesContext(connection) as captured:
            built(assessment, by)
        return len(captured)

    def add(count: int) -> None:
        for _ in range(count):
            risk: Any = RiskFactory.create(assessment=assessment, rights=["privacy", "life"])
            thread_on(risk, by=leila, organisation=lantern)
            GroupRatingFactory.create(risk=risk)
            InvolvementFactory.create(risk=risk)
            ResidualRatingFactory.create(risk=risk)

    add(2)
    few = queries()
    add(8)
    assert queries() == few <= 28


def test_groups_stand_worst_first_with_the_one_the_rank_follows(assessment: Assessment, ines: User) -> None:
    risk = RiskFactory.create(assessment=assessment, scale=2, scope=2, irremediability=2)
    GroupRatingFactory.create(risk=risk, code="older_persons", scale=1, scope=1, irremediability=1)
    GroupRatingFactory.create(
        risk=risk, scale=5, scope=1, irremediability=None, scale_reason="They trust it."
    )
    (told,) = built(assessment, ines)["risks"]
    assert (told["band"], told["own_band"], told["scale"]) == (5, 2, 2)
    assert [(r["group"], r["band"], r["decides"]) for r in told["group_ratings"]] == [
        ("Children", 5, True),
        ("Older persons", 1, False),
    ]
    assert told["group_ratings"][0]["reasons"]["scale"] == "They trust it."
    assert told["needs_evidence"] == ["irremediability"]


def test_what_was_judged_of_actors_and_of_what_stays_is_frozen(assessment: Assessment, ines: User) -> None:
    risk = RiskFactory.create(
        assessment=assessment, involvement="directly_linked", foreseeable="yes", mitigation="none",
        confidence="low", tension_note="Safety against speech.",
    )  # fmt: skip
    risk.rights_in_tension.add(RightOfTaxonomy.objects.get(code="freedom-of-expression"))
    judged = InvolvementFactory.create(risk=risk)
    InvolvementFactory.create(
        risk=risk, party=judged.party, involvement="not_connected", replaced_at=timezone.now()
    )
    ResidualRatingFactory.create(risk=risk)
    (told,) = built(assessment, ines)["risks"]
    assert [actor["name"] for actor in told["actors"]] == [judged.party.name], "what was replaced is history"
    assert told["actors"][0]["involvement"] == "It caused the harm"
    assert any("leverage" in ask for ask in told["actors"][0]["asks"])
    assert "slides towards a contribution" in told["factors"]["look_again"]
    assert told["residual"] is not None
    assert (told["residual"]["scope"], told["residual"]["likelihood"]) == (2, 1)
    assert told["rank"] == 1
    assert told["rights_in_tension"] == ["Freedom of expression"]
    assert (told["confidence"], told["tension_note"]) == ("Low: a first guess", "Safety against speech.")
