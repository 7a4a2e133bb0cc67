"""The pages on which groups, other actors and what stays are judged, and what the risk page shows of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment, GroupRating, Involvement, Party, ResidualRating, Risk, SystemParty
from hrdd.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db
GRADES = {
    "scale": "5", "scope": "2", "irremediability": "unknown", "scale_reason": "Children trust it.",
    "scope_reason": "A few hundred.", "irremediability_reason": "Nobody knows.",
}  # fmt: skip
ACTOR = {"involvement": "caused", "reason": "It set the pay.", "position": "data_providers"}


@pytest.fixture
def analyst(client: Client, ines: User) -> Client:
    client.force_login(ines)
    return client


@pytest.fixture
def reviewer(client: Client, leila: User, reviewer_grant: object) -> Client:
    client.force_login(leila)
    return client


@pytest.fixture
def mild(assessment: Assessment) -> Risk:
    """Returns a risk that stands second."""
    factories.RiskFactory.create(assessment=assessment, scale=4, scope=4, irremediability=4)
    made: Risk = factories.RiskFactory.create(assessment=assessment, scale=2, scope=2, irremediability=2)
    return made


def at(name: str, risk: Risk, *more: Any) -> str:
    return reverse(f"assessments:{name}", args=[risk.assessment_id, risk.pk, *more])


# Groups


def test_a_group_that_is_hit_harder_moves_the_rank_and_the_page_tells_old_and_new(
    analyst: Client, mild: Risk
) -> None:
    page = analyst.post(at("group_ratings", mild), {**GRADES, "group": "children"}, follow=True)
    assert f"{mild.reference} moved from rank 2 to rank 1; the rank follows children." in page.text
    assert "Rank follows: Children." in page.text
    assert "5, because for children scale is 5 and irremediability is unknown and ranks as 5." in page.text
    register = analyst.get(reverse("assessments:register", args=[mild.assessment_id])).text
    assert "Rank follows: Children." in register
    row = register.split(f'id="{mild.reference}"', 1)[1].split("</tr>", 1)[0]
    assert "steps-5" in row, "the row shows the measures its reason speaks of"


def test_the_spread_stands_worst_first_with_everyone_in_it(analyst: Client, mild: Risk) -> None:
    factories.GroupRatingFactory.create(risk=mild, code="older_persons", scale=1, scope=1, irremediability=1)
    factories.GroupRatingFactory.create(risk=mild)
    marks = analyst.get(mild.get_absolute_url()).context["marks"]
    assert [(mark.title, mark.severity.band, mark.decides) for mark in marks] == [
        ("Children", 5, True),
        ("Everyone", 2, False),
        ("Older persons", 1, False),
    ]


def test_a_milder_rating_for_a_group_leaves_the_rank_where_it_was(analyst: Client, mild: Risk) -> None:
    low = {**GRADES, "scale": "1", "scope": "1", "irremediability": "1", "group": "children"}
    page = analyst.post(at("group_ratings", mild), low, follow=True)
    assert f"{mild.reference} stays at rank 2; the rank follows everyone." in page.text
    assert "Rank follows: everyone. No group is rated worse." in page.text


@pytest.mark.parametrize("changes", [{}, {"scale": "1", "irremediability": "1"}, {"scope": "unknown"}])
def test_the_rank_seen_beforehand_is_the_rank_after_rating(
    analyst: Client, mild: Risk, changes: dict[str, str]
) -> None:
    typed = {**GRADES, "group": "children", **changes}
    seen = analyst.post(at("group_rating_new_preview", mild), typed)
    assert "<html" not in seen.text
    analyst.post(at("group_ratings", mild), typed)
    place = mild.assessment.risks.all().places([mild.pk])[mild.pk]
    assert seen.context["preview"].rank == place.rank
    rating = GroupRating.objects.get()
    again = analyst.post(at("group_rating_preview", mild, rating.pk), typed)
    assert again.context["preview"].rank == place.rank


def test_the_preview_of_the_risk_itself_counts_the_worst_off_group(analyst: Client, mild: Risk) -> None:
    factories.GroupRatingFactory.create(risk=mild)
    page = analyst.get(at("risk_edit", mild))
    assert (page.context["preview"].rank, page.context["preview"].band) == (1, 5)
    assert "for children" in page.context["preview"].rungs[0].text


def test_without_script_the_group_page_shows_the_rank_and_saves_nothing(analyst: Client, mild: Risk) -> None:
    page = analyst.post(at("group_ratings", mild), {**GRADES, "preview": "1"})
    assert (page.status_code, page.context["preview"].rank) == (200, 1)
    assert not GroupRating.objects.exists()


def test_a_group_is_offered_once(analyst: Client, mild: Risk) -> None:
    factories.GroupRatingFactory.create(risk=mild)
    assert '"children"' not in analyst.get(at("group_ratings", mild)).text
    assert analyst.post(at("group_ratings", mild), {**GRADES, "group": "children"}).status_code == 422


def test_two_people_rate_one_group_and_both_are_shown(analyst: Client, mild: Risk) -> None:
    rating = factories.GroupRatingFactory.create(risk=mild)
    address = at("group_rating", mild, rating.pk)
    analyst.post(address, {**GRADES, "version": "1", "scale_reason": "Theirs."})
    stale = analyst.post(address, {**GRADES, "version": "1", "scale_reason": "Mine.", "scale": "3"})
    assert stale.status_code == 409
    assert "Theirs." in stale.text
    assert "Mine." in stale.text
    again = {**GRADES, "scale": "3", "scale_reason": "Mine.", "version": "2", "keep_scale_reason": "theirs"}
    assert analyst.post(address, again).status_code == 302
    rating.refresh_from_db()
    assert (rating.scale, rating.scale_reason, rating.version) == (3, "Theirs.", 3)


def test_a_rating_is_removed_with_a_reason_and_the_rank_goes_back(analyst: Client, mild: Risk) -> None:
    rating = factories.GroupRatingFactory.create(risk=mild)
    address = at("group_rating_removal", mild, rating.pk)
    assert analyst.post(address, {"reason": "", "version": "1"}).status_code == 422
    assert analyst.post(address, {"reason": "As for all.", "version": "7"}).status_code == 409
    page = analyst.post(address, {"reason": "As for all.", "version": "1"}, follow=True)
    assert f"{mild.reference} moved from rank 1 to rank 2; the rank follows everyone." in page.text
    assert not GroupRating.objects.exists()


# Others who are involved


def test_an_actor_is_named_judged_and_says_what_that_asks_of_us(analyst: Client, risk: Risk) -> None:
    Risk.objects.filter(pk=risk.pk).update(
        involvement="directly_linked", foreseeable="yes", mitigation="weak"
    )
    page = analyst.post(at("involvements", risk), {**ACTOR, "name": "Bluepier"}, follow=True)
    assert Party.objects.get().name == "Bluepier"
    assert "It caused the harm." in page.text
    assert "Use our leverage so that it stops its part" in page.text
    assert "this slides towards a contribution" in page.text, "of the company's own link"


def test_suppliers_and_customers_of_the_system_are_offered_first(
    analyst: Client, risk: Risk, assessment: Assessment, nina: User, other_company: Any
) -> None:
    supplier = factories.PartyFactory.create(company=risk.company, name="Zephyr Labelling")
    other = factories.PartyFactory.create(company=risk.company, name="Abacus")
    factories.PartyFactory.create(company=other_company, name="Not ours")
    SystemParty.objects.create(system=assessment.system, party=supplier, relation="supplier")
    page = analyst.get(at("involvements", risk))
    assert page.text.index("Zephyr Labelling") < page.text.index("Abacus")
    assert "Not ours" not in page.text
    analyst.post(at("involvements", risk), {**ACTOR, "party": str(other.pk)})
    assert Involvement.objects.get().party == other
    offered = analyst.get(at("involvements", risk)).context["form"].fields["party"].choices
    assert "Abacus" not in str(offered), "who is judged already is changed, not added"


@pytest.mark.parametrize("typed", [{}, {"name": "A", "involvement": ""}, {"name": "A", "reason": " "}])
def test_an_actor_needs_a_name_a_kind_and_a_reason(
    analyst: Client, risk: Risk, typed: dict[str, str]
) -> None:
    assert analyst.post(at("involvements", risk), {**ACTOR, **typed}).status_code == 422
    assert not Involvement.objects.exists()


def test_a_judgement_is_replaced_and_the_one_before_stays_in_sight(analyst: Client, risk: Risk) -> None:
    judged = factories.InvolvementFactory.create(
        risk=risk, involvement="directly_linked", reason="Only a customer."
    )
    address = at("involvement", risk, judged.party_id)
    page = analyst.post(address, {**ACTOR, "version": "1"}, follow=True)
    assert "1 earlier judgement" in page.text
    assert "Only a customer." in page.text
    stale = analyst.post(address, {**ACTOR, "version": "1", "reason": "Mine."})
    assert stale.status_code == 409
    assert "It set the pay." in stale.text
    assert "Mine." in stale.text


def test_an_actor_is_taken_off_and_remembered(analyst: Client, risk: Risk) -> None:
    judged = factories.InvolvementFactory.create(risk=risk)
    address = at("involvement_removal", risk, judged.party_id)
    assert analyst.post(address, {"reason": "", "version": "1"}).status_code == 422
    analyst.post(address, {"reason": "The contract ended.", "version": "1"})
    page = analyst.get(at("involvements", risk))
    assert page.context["involved"].actors == []
    assert "No part of this risk any more" in page.text
    assert analyst.get(at("involvement", risk, judged.party_id)).status_code == 404


def test_our_own_judgements_before_are_shown_too(analyst: Client, risk: Risk) -> None:
    factories.InvolvementFactory.create(
        risk=risk, party=None, involvement="directly_linked", reason="We only sell it.",
        replaced_at=risk.created_at,
    )  # fmt: skip
    page = analyst.get(at("involvements", risk)).text
    assert "It is linked to us through a business relationship" in page
    assert "We only sell it." in page


# What stays


def test_what_stays_stands_beside_what_is_inherent_and_moves_no_rank(analyst: Client, risk: Risk) -> None:
    typed = {**GRADES, "scale": "1", "irremediability": "1", "likelihood": "1", "version": "0"}
    page = analyst.post(at("residual", risk), typed, follow=True)
    assert "Saved. The rank stays where it was" in page.text
    assert "Most measures only make a harm less likely" in page.text
    assert ResidualRating.objects.get().band == 2
    assert Risk.objects.get().band == 4


def test_what_rose_with_the_measures_is_asked_about(analyst: Client, risk: Risk) -> None:
    factories.ResidualRatingFactory.create(risk=risk, scope=5)
    page = analyst.get(risk.get_absolute_url()).text
    assert "rated higher than without them" in page
    assert "Most measures only" not in page


def test_likelihood_that_stays_is_asked_of_what_has_not_happened(
    analyst: Client, assessment: Assessment, risk: Risk
) -> None:
    assert analyst.post(at("residual", risk), {**GRADES, "version": "0"}).status_code == 422
    happened = factories.RiskFactory.create(assessment=assessment, nature="actual", likelihood=None)
    assert 'name="likelihood"' not in analyst.get(at("residual", happened)).text
    assert analyst.post(at("residual", happened), {**GRADES, "version": "0"}).status_code == 302
    refused = analyst.post(at("residual", happened), {**GRADES, "version": "1", "likelihood": "2"})
    assert refused.status_code == 422


def test_two_people_rate_what_stays_and_both_are_shown(analyst: Client, risk: Risk) -> None:
    typed = {**GRADES, "likelihood": "2", "version": "0"}
    analyst.post(at("residual", risk), typed)
    stale = analyst.post(at("residual", risk), {**typed, "scope_reason": "Mine."})
    assert stale.status_code == 409
    assert "A few hundred." in stale.text
    assert "Mine." in stale.text


def test_what_stays_is_removed_with_a_reason(analyst: Client, risk: Risk) -> None:
    assert analyst.get(at("residual_removal", risk)).status_code == 404
    factories.ResidualRatingFactory.create(risk=risk)
    assert analyst.post(at("residual_removal", risk), {"version": "1"}).status_code == 422
    analyst.post(at("residual_removal", risk), {"reason": "Switched off.", "version": "1"})
    assert not ResidualRating.objects.exists()


# Those who only read


def test_reviewers_see_all_of_it_and_change_nothing(reviewer: Client, risk: Risk) -> None:
    rating = factories.GroupRatingFactory.create(risk=risk, scale_reason="Children trust it.")
    judged = factories.InvolvementFactory.create(risk=risk)
    factories.ResidualRatingFactory.create(risk=risk)
    Risk.objects.filter(pk=risk.pk).update(confidence="low", tension_note="Safety against speech.")
    page = reviewer.get(risk.get_absolute_url()).text
    for said in (
        "Children trust it.", "It chose the letters and set the pay.", "The filter holds back",
        "Low: a first guess", "Safety against speech.", "With the measures in place",
    ):  # fmt: skip
        assert said in page, said
    everyone = reviewer.get(at("involvements", risk))
    assert everyone.status_code == 200
    assert "<textarea" not in everyone.text
    for address in (
        at("group_ratings", risk), at("group_rating", risk, rating.pk), at("residual", risk),
        at("involvement", risk, judged.party_id), at("group_rating_removal", risk, rating.pk),
    ):  # fmt: skip
        assert address not in page
        assert reviewer.get(address).status_code == 403
    assert reviewer.post(at("involvements", risk), {**ACTOR, "name": "Bluepier"}).status_code == 403


@pytest.mark.parametrize("status", [Assessment.Status.IN_REVIEW, Assessment.Status.SUPERSEDED])
def test_what_is_in_review_or_replaced_is_read_only(
    analyst: Client, risk: Risk, assessment: Assessment, status: str
) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(status=status)
    assert analyst.get(at("involvements", risk)).status_code == 200
    for name in ("group_ratings", "residual"):
        assert analyst.get(at(name, risk)).status_code == 403
