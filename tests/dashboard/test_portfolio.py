"""The portfolio of a company: its heat map, its gravest risks, its measures by owner, its moments."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Assessment, AssessmentOrganisationGrant, Risk
from hrdd.accounts.models import Membership, Organisation, User
from taxonomy.models import Edition
from tests import factories

ADDRESSES = ("/portfolio/", "/portfolio/risks/", "/portfolio/measures/")
PROGRAMS = ("/api/v1/portfolio/risks/", "/api/v1/portfolio/measures/")


@pytest.fixture
def read(client: Client) -> Callable[..., str]:
    """Returns `read(person, address)`: what she reads there."""

    def page(person: User, address: str, **query: str) -> str:
        client.force_login(person)
        response = client.get(address, query)
        assert response.status_code == 200
        return response.content.decode()

    return page


Read = Callable[..., str]


def in_days(days: int) -> Any:
    return timezone.localdate() + timedelta(days=days)


def harm(assessment: Assessment, title: str, **fields: Any) -> Risk:
    made: Risk = factories.RiskFactory.create(assessment=assessment, title=title, **fields)
    return made


# Who reads it


@pytest.mark.parametrize("address", ADDRESSES + PROGRAMS)
@pytest.mark.parametrize("name", ["leila", "omar"])
def test_reviewers_and_auditors_have_no_portfolio(
    request: pytest.FixtureRequest, client: Client, api: Any, risk: Risk, name: str, address: str,
    reviewer_grant: AssessmentOrganisationGrant, auditor_grant: AssessmentOrganisationGrant,
) -> None:  # fmt: skip
    guest = request.getfixturevalue(name)
    client.force_login(guest)
    asker = api(guest) if address.startswith("/api") else client
    assert asker.get(address).status_code == 404
    assert "/portfolio/" not in client.get("/").content.decode()


@pytest.mark.parametrize("name", ["ines", "tomas", "ada", "victor"])
def test_everybody_of_the_company_finds_it_in_the_menu(
    request: pytest.FixtureRequest, read: Read, risk: Risk, name: str
) -> None:
    person = request.getfixturevalue(name)
    assert '<a href="/portfolio/"' in read(person, "/")
    for address in ADDRESSES:
        read(person, address)


def test_nothing_of_another_company_ever_shows(
    read: Read, api: Any, nina: User, other_company: Organisation, assessment: Assessment
) -> None:
    factories.MeasureFactory.create(risk=harm(assessment, "Marigold"), title="Marigold", owner=nina)
    factories.MomentFactory.create(system=assessment.system, what="Marigold")
    # Not even what is shared with one of its people.
    factories.PersonGrantFactory.create(content_object=assessment, user=nina)
    pages = [read(nina, address) for address in ADDRESSES]
    pages += [api(nina).get(address).content.decode() for address in PROGRAMS]
    assert not any("Marigold" in page or "Aster" in page for page in pages)


def test_who_belongs_to_two_companies_reads_one_at_a_time(
    read: Read, client: Client, ines: User, risk: Risk, other_company: Organisation
) -> None:
    Membership.objects.create(user=ines, organisation=other_company, role="viewer", started_at=timezone.now())
    theirs = factories.AssessmentFactory.create(system__company=other_company)
    harm(theirs, "A harm at Bluepier")
    first = read(ines, "/portfolio/risks/")
    assert "A harm at Bluepier" in first
    assert risk.title not in first
    assert f"?company={risk.company_id}" in first
    second = read(ines, "/portfolio/risks/", company=str(risk.company_id))
    assert risk.title in second
    assert "A harm at Bluepier" not in second
    stranger = factories.OrganisationFactory.create()
    assert client.get("/portfolio/", {"company": str(stranger.pk)}).status_code == 404
    assert client.get("/portfolio/", {"company": "x\0"}).status_code == 404


# Heat map


def test_a_closed_risk_fills_no_cell(read: Read, ines: User, assessment: Assessment) -> None:
    harm(assessment, "It cannot happen any more", scale=2, scope=2, irremediability=2, standing="closed")
    for address in ("/portfolio/", "/"):
        assert 'class="fill-' not in read(ines, address)


def test_each_edition_has_its_own_map(read: Read, ines: User, assessment: Assessment) -> None:
    ten = Edition.objects.get(code="btech-2023-supplement")
    factories.AssessmentFactory.create(system=assessment.system, created_by=ines, number=13, edition=ten)
    page = read(ines, "/portfolio/")
    assert "heatmap--of-9" in page
    assert "heatmap--of-10" in page


def test_the_map_shows_the_newest_twelve_and_pages_on_to_the_others(
    read: Read, ines: User, assessment: Assessment
) -> None:
    for number in range(20, 32):
        factories.AssessmentFactory.create(
            system__company=assessment.company, system__name=f"Model {number}", number=number
        )
    first, second = read(ines, "/portfolio/"), read(ines, "/portfolio/", page="2")
    assert "1 to 12 of 13" in first
    assert "Aster 4" not in first
    assert "Aster 4" in second


def test_the_map_narrows_to_systems_by_a_part_of_their_name(
    read: Read, ines: User, assessment: Assessment
) -> None:
    factories.AssessmentFactory.create(system__company=assessment.company, system__name="Sortline", number=13)
    page = read(ines, "/portfolio/", system="aste")
    assert "Aster 4" in page
    assert "Sortline" not in page
    assert "No system has this in its name" in read(ines, "/portfolio/", system="nothing like it")


def test_a_replaced_assessment_is_left_out_everywhere(read: Read, ines: User, assessment: Assessment) -> None:
    factories.MeasureFactory.create(risk=harm(assessment, "Of last year"), title="Of last year")
    Assessment.objects.filter(pk=assessment.pk).update(status="superseded")
    assert assessment.get_absolute_url() not in read(ines, "/portfolio/")
    assert not any("Of last year" in read(ines, address) for address in ADDRESSES)


# Most severe risks


def test_risks_of_all_systems_stand_in_the_order_of_the_rule(
    read: Read, ines: User, assessment: Assessment
) -> None:
    other = factories.AssessmentFactory.create(system__company=assessment.company, number=13)
    harm(assessment, "Lesser", scale=3, likelihood=5)
    harm(other, "Greatest", scale=5, likelihood=1)
    harm(assessment, "Between", scale=4)
    page = read(ines, "/portfolio/risks/")
    assert 0 < page.index("Greatest") < page.index("Between") < page.index("Lesser")
    assert "5, because scale is 5." in page


def test_an_unknown_measure_ranks_as_five(read: Read, ines: User, assessment: Assessment) -> None:
    harm(assessment, "Known to be grave", scale=4, scope=4, irremediability=4)
    harm(assessment, "Nobody knows", scale=None, scope=1, irremediability=1)
    page = read(ines, "/portfolio/risks/")
    assert 0 < page.index("Nobody knows") < page.index("Known to be grave")
    assert "scale is unknown and ranks as 5" in page


def test_a_closed_risk_is_not_among_the_most_severe_and_a_deferred_one_is(
    read: Read, api: Any, ines: User, assessment: Assessment
) -> None:
    small = {"scale": 2, "scope": 2, "irremediability": 2}
    harm(assessment, "Closed harm", standing="closed", **small)
    harm(assessment, "Deferred harm", standing="deferred", **small)
    page = read(ines, "/portfolio/risks/")
    assert "Closed harm" not in page
    assert "Deferred harm" in page
    listed = api(ines).get("/api/v1/portfolio/risks/").json()["results"]
    assert [(row["title"], row["standing"]) for row in listed] == [("Deferred harm", "deferred")]


def test_the_rank_follows_the_group_that_is_hit_hardest_and_names_it(
    read: Read, ines: User, assessment: Assessment
) -> None:
    harm(assessment, "Grave for everyone", scale=4, scope=3, irremediability=4)
    mild = harm(assessment, "Mild, but not for children", scale=2, scope=2, irremediability=2)
    rating = factories.GroupRatingFactory.create(risk=mild)
    page = read(ines, "/portfolio/risks/")
    assert page.index("Mild, but not for children") < page.index("Grave for everyone")
    assert f"So it is for {rating.group}" in page


def test_filters_shorten_the_list(read: Read, ines: User, assessment: Assessment) -> None:
    other = factories.AssessmentFactory.create(
        system__company=assessment.company, system__name="Sortline", number=13
    )
    harm(assessment, "Happened", nature="actual", likelihood=None)
    harm(other, "Could happen", scale=2, scope=2, irremediability=2)
    for query, shown in (
        ({"system": "sortl"}, {"Could happen"}),
        ({"nature": "actual"}, {"Happened"}),
        ({"band": "2"}, {"Could happen"}),
        ({"band": "2", "nature": "actual"}, set()),
        ({"band": "six", "nature": "odd", "system": "\0", "after": "nowhere"}, {"Happened", "Could happen"}),
    ):
        page = read(ines, "/portfolio/risks/", **query)
        assert {title for title in ("Happened", "Could happen") if title in page} == shown


@pytest.mark.parametrize("band", [1, 2, 3, 4, 5])
def test_the_filter_of_a_band_is_the_band(
    read: Read, api: Any, ines: User, assessment: Assessment, band: int
) -> None:
    for scale in (1, 2, 3, 4, 5):
        for scope in (1, 3, 5):
            harm(assessment, f"Harm {scale} {scope}", scale=scale, scope=scope, irremediability=1)
    listed = api(ines).get("/api/v1/portfolio/risks/", {"band": band}).json()["results"]
    assert listed
    assert len(listed) == Risk.objects.filter(band=band).count()
    assert {row["band"] for row in listed} == {band}


def test_the_pages_hold_every_risk_once(read: Read, api: Any, ines: User, assessment: Assessment) -> None:
    for n in range(60):
        harm(assessment, f"Harm number {n:02}.", scale=1 + n % 3, scope=None if n % 2 else 2)
    seen, address = [], "/portfolio/risks/"
    while address:
        page = read(ines, address)
        seen += re.findall(r"Harm number \d\d", page)
        onward = re.search(r'rel="next"\s+href="([^"]+)"', page)
        address = f"/portfolio/risks/{onward[1].replace('&amp;', '&')}" if onward else ""
    assert len(seen) == len(set(seen)) == 60
    told, program, address = [], api(ines), "/api/v1/portfolio/risks/?page_size=7"
    while address:
        answer = program.get(address).json()
        told += [row["title"].rstrip(".") for row in answer["results"]]
        address = answer["next"]
    assert told == seen


# Measures by owner


def test_measures_stand_by_owner_nobodys_first_and_late_ones_first(
    read: Read, api: Any, ines: User, tomas: User, assessment: Assessment
) -> None:
    risk = harm(assessment, "Private letters come back")
    make = factories.MeasureFactory.create
    make(risk=risk, title="Without a day", owner=ines)
    make(risk=risk, title="Next week", owner=ines, due_on=in_days(7))
    make(risk=risk, title="Last week", owner=ines, due_on=in_days(-7))
    make(risk=risk, title="Of Tomas", owner=tomas, due_on=in_days(-70))
    make(risk=risk, title="Of no one", due_on=in_days(90))
    order = ["Of no one", "Last week", "Next week", "Without a day", "Of Tomas"]
    page = read(ines, "/portfolio/measures/")
    places = [page.index(title) for title in order]
    assert places == sorted(places)
    assert page.index("Nobody\n") < page.index("Ines Duarte\n") < page.index("Tomas Brandt\n")
    assert page.count('class="is-late"') == 2
    listed = api(ines).get("/api/v1/portfolio/measures/").json()["results"]
    assert [row["title"] for row in listed] == order
    assert [row["title"] for row in listed if row["overdue"]] == ["Last week", "Of Tomas"]


def test_of_one_day_the_worst_risk_comes_first(read: Read, ines: User, assessment: Assessment) -> None:
    lesser, greater = harm(assessment, "Lesser", scale=2), harm(assessment, "Greater", scale=5)
    factories.MeasureFactory.create(risk=lesser, title="For the lesser", owner=ines, due_on=in_days(3))
    factories.MeasureFactory.create(risk=greater, title="For the greater", owner=ines, due_on=in_days(3))
    page = read(ines, "/portfolio/measures/")
    assert page.index("For the greater") < page.index("For the lesser")
    assert "5</span>" in page[page.index("For the greater") : page.index("For the lesser")]


def test_what_is_done_or_about_a_closed_risk_is_not_open(
    read: Read, ines: User, assessment: Assessment
) -> None:
    closed = harm(assessment, "Closed", scale=2, scope=2, irremediability=2, standing="closed")
    factories.MeasureFactory.create(risk=closed, title="For the closed one")
    stands = harm(assessment, "Stands")
    factories.MeasureFactory.create(risk=stands, title="It is done", status="done")
    factories.MeasureFactory.create(risk=stands, title="It was dropped", status="dropped")
    page = read(ines, "/portfolio/measures/")
    assert "No measure is open" in page


@pytest.mark.parametrize(
    ("show", "shown"),
    [("mine", "Mine"), ("nobody", "Of no one"), ("overdue", "Late"), ("odd", "Late Mine Of no one")],
)
def test_measures_narrow_to_mine_to_nobodys_and_to_late_ones(
    read: Read, ines: User, tomas: User, risk: Risk, show: str, shown: str
) -> None:
    make = factories.MeasureFactory.create
    make(risk=risk, title="Mine", owner=ines)
    make(risk=risk, title="Of no one")
    make(risk=risk, title="Late", owner=tomas, due_on=in_days(-1))
    page = read(ines, "/portfolio/measures/", show=show)
    found = [title for title in ("Late", "Mine", "Of no one") if f">{title}</a>" in page]
    assert " ".join(found) == shown


def test_the_pages_hold_every_measure_once(read: Read, api: Any, ines: User, assessment: Assessment) -> None:
    twins = [factories.UserFactory.create(name="Sam Okoro") for _ in range(2)]
    risks = [harm(assessment, f"Harm {n}", scale=1 + n) for n in range(4)]
    for n in range(60):
        factories.MeasureFactory.create(
            risk=risks[n % 4], title=f"Step number {n:02}.", owner=(None, ines, *twins)[n // 3 % 4],
            due_on=None if n % 5 == 0 else in_days(n % 3 - 1),
        )  # fmt: skip
    seen, address = [], "/portfolio/measures/"
    while address:
        page = read(ines, address)
        seen += re.findall(r"Step number \d\d", page)
        onward = re.search(r'rel="next"\s+href="([^"]+)"', page)
        address = f"/portfolio/measures/{onward[1].replace('&amp;', '&')}" if onward else ""
    assert len(seen) == len(set(seen)) == 60
    told, program, address = [], api(ines), "/api/v1/portfolio/measures/?page_size=4"
    while address:
        answer = program.get(address).json()
        told += [row["title"].rstrip(".") for row in answer["results"]]
        address = answer["next"]
    assert told == seen


def test_an_odd_cursor_is_refused_by_the_api_and_begins_the_page_again(
    read: Read, api: Any, ines: User, risk: Risk
) -> None:
    factories.MeasureFactory.create(risk=risk, title="The only step")
    for odd in ("x", "W10=", "WzFlOTk5LCAiIiwgIiIsIDFlOTk5LCAiIl0=", "²", "\0"):
        for address in PROGRAMS:
            assert api(ines).get(address, {"cursor": odd}).status_code == 422
        assert "The only step" in read(ines, "/portfolio/measures/", after=odd)
        assert risk.title in read(ines, "/portfolio/risks/", after=odd)


# Moments by month


def test_moments_stand_by_month_with_what_became_of_them(
    read: Read, ines: User, tomas: User, assessment: Assessment
) -> None:
    system, now, today = assessment.system, timezone.now(), timezone.localdate()
    make = factories.MomentFactory.create
    make(system=system, what="Long past", days=-300)
    make(system=system, what="Answered long ago", days=-300, assessment=assessment, answered_at=now)
    make(system=system, what="To come", days=40)
    make(system=system, what="A proposal", days=41, proposed_because="An incident")
    make(system=system, what="Answered early", days=42, assessment=assessment, answered_at=now)
    make(
        system=system, what="Let go", days=43, waived_at=now, waived_by=tomas, waived_reason="Not released"
    )  # fmt: skip
    make(system=system, what="Too far away", days=500)
    page = read(ines, "/portfolio/")
    assert page.index("Long past") < page.index("To come")
    for what, word in (
        ("Long past", "Overdue"), ("To come", "Planned"), ("A proposal", "Proposed"),
        ("Answered early", "Answered"), ("Let go", "Waived"),
    ):  # fmt: skip
        line = page[: page.index(what)].rsplit("<li>", 1)[1]
        assert f">{word}</span>" in line
    headings = re.findall(r'<h3 id="month-\d+">\s*(.*?)\s*</h3>', page)
    assert headings[0] == "Overdue"
    assert {f"{today + timedelta(days=n):%B %Y}" for n in (40, 41, 42, 43)} == set(headings[1:])
    assert "Too far away" not in page
    assert "Answered long ago" not in page
    assert f"{today + timedelta(days=40):%B %Y}" in page


def test_a_month_names_a_few_and_counts_the_others(read: Read, ines: User, assessment: Assessment) -> None:
    for n in range(10):
        factories.MomentFactory.create(system=assessment.system, what=f"Look {n}", days=-10)
    page = read(ines, "/portfolio/")
    assert page.count(">Overdue</span>") == 6
    assert "and 4 more" in page
