"""The numbers of a company's engagement log, as everybody who gets them may see them.

One value is made, already suppressed, and each format is written from it. It counts the records of which all
who may open the page may read each one: public and internal. Why: docs/decisions/0007.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractQuarter, ExtractYear
from django.utils.translation import gettext as _

from assessments.models.value_chain import Stage
from hrdd.accounts.models import Organisation
from hrdd.lib import countries
from hrdd.lib.suppression import Published, publish
from stakeholders.confidentiality import CHECKED
from stakeholders.models import Consent, ConsentUse, Engagement, Participation, Request
from stakeholders.models.consent import Use, UseAnswer
from stakeholders.models.engagement import EngagementQuerySet, Method
from stakeholders.models.group import Nearness

QUARTERS = 6
SEVERAL, UNSAID, EARLIER = "several", "unsaid", "earlier"

Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its name, and what stands under each heading; None is hidden."""

    name: str
    counts: Sequence[tuple[str, int | None]]


@dataclass(frozen=True, slots=True)
class Table:
    """One table, suppressed. `counted` says in words what is counted; rows and columns have code and name."""

    key: str
    title: str
    counted: str
    rows: Sequence[Name]
    columns: Sequence[Name]
    published: Published

    @property
    def is_empty(self) -> bool:
        """Returns whether there is nothing to count yet."""
        return self.published.total == 0

    @property
    def has_row_totals(self) -> bool:
        """Returns whether a total of each row says more than the row."""
        return len(self.columns) > 1

    @property
    def headings(self) -> list[str]:
        """Returns the names above the columns, that of the totals among them."""
        names = [name for _code, name in self.columns]
        return [*names, _("All")] if self.has_row_totals else names

    @property
    def lines(self) -> list[Line]:
        """Returns the rows, and last their total."""
        table = self.published
        named = zip(self.rows, table.cells, table.row_totals, strict=True)
        found = [self._line(name, cells, total) for (_code, name), cells, total in named]
        return [*found, self._line(_("All"), table.column_totals, table.total)]

    def _line(self, name: str, counts: Sequence[int | None], total: int | None) -> Line:
        whole = [*counts, total] if self.has_row_totals else counts
        return Line(name, list(zip(self.headings, whole, strict=True)))


@dataclass(frozen=True, slots=True)
class Statistics:
    """All tables of a company, as they stood on a day."""

    company: str
    counted_on: date
    tables: Sequence[Table]

    @property
    def hides(self) -> bool:
        """Returns whether any number is hidden."""
        return any(table.published.hides for table in self.tables)


def statistics(company: Organisation, *, on: date) -> Statistics:
    """Returns the tables in the active language, in five queries."""
    known = Engagement.objects.filter(
        company=company, status=Engagement.Status.RECORDED, level__in=[level.value for level in CHECKED]
    )
    people = _people(known)
    tables = [
        _by_voice(people), _by_stage(people), _by_country(people), _engagements(known, on), _requests(known),
        _consents(known),
    ]  # fmt: skip
    return Statistics(company.name, on, tables)


@dataclass(frozen=True, slots=True)
class _Heard:
    nearness: str
    method: str
    stage: str
    country: str
    people: int


def _people(known: EngagementQuerySet) -> list[_Heard]:
    rows = Participation.objects.filter(engagement__in=known).exclude(people=None).order_by()
    columns = ("group__nearness", "engagement__method", "engagement__stage", "group__countries")
    found = rows.values_list(*columns).annotate(heads=Sum("people"))
    return [
        _Heard(nearness, method, stage, _one(codes), heads) for nearness, method, stage, codes, heads in found
    ]


def _one(codes: Sequence[str]) -> str:
    """Returns the country of a group: one place for each group, so that nobody is counted twice."""
    if not codes:
        return UNSAID
    return codes[0] if len(codes) == 1 else SEVERAL


def _by_voice(people: Iterable[_Heard]) -> Table:
    counts: Counter[tuple[str, str]] = Counter()
    for heard in people:
        counts[heard.nearness, heard.method] += heard.people
    said = _(
        "People counted at each engagement; somebody who came twice is counted twice. Groups of whom nobody "
        "wrote down how many came are left out."
    )
    return _table(
        ("people_by_voice", _("People heard, by whose voice they are and how they were heard"), said),
        _named(Nearness), _named(Method), counts,
    )  # fmt: skip


def _by_stage(people: Iterable[_Heard]) -> Table:
    counts: Counter[tuple[str, str]] = Counter()
    for heard in people:
        counts[heard.stage, "people"] += heard.people
    return _table(
        ("people_by_stage", _("People heard, by stage of the system’s life"), _("The same people.")),
        _named(Stage), [("people", _("People"))], counts,
    )  # fmt: skip


def _by_country(people: Iterable[_Heard]) -> Table:
    counts: Counter[tuple[str, str]] = Counter()
    for heard in people:
        counts[heard.country, "people"] += heard.people
    codes = {code for code, _column in counts} - {SEVERAL, UNSAID}
    said = _("The same people. A group of several countries is counted there, not in each of them.")
    rows = sorted(((code, countries.name(code)) for code in codes), key=lambda pair: (pair[1], pair[0]))
    return _table(
        ("people_by_country", _("People heard, by the country of their group"), said),
        [*rows, (SEVERAL, _("Several countries")), (UNSAID, _("Not said"))],
        [("people", _("People"))],
        counts,
    )  # fmt: skip


def _engagements(known: EngagementQuerySet, on: date) -> Table:
    rows = known.order_by().values_list("method", ExtractYear("held_on"), ExtractQuarter("held_on"))
    quarters = _quarters(on)
    counts: Counter[tuple[str, str]] = Counter()
    for method, year, quarter, number in rows.annotate(number=Count("pk")):
        code = f"{year}-Q{quarter}"
        counts[method, EARLIER if code < quarters[0] else min(code, quarters[-1])] += number
    columns = [(EARLIER, _("Earlier")), *((code, code.replace("-", " ")) for code in quarters)]
    return _table(
        ("engagements_by_method", _("Engagements, by method and quarter"),
         _("Engagements on record, by the quarter of their first day.")),
        _named(Method), columns, counts,
    )  # fmt: skip


def _quarters(on: date) -> list[str]:
    last = on.year * 4 + (on.month - 1) // 3
    return [f"{number // 4}-Q{number % 4 + 1}" for number in range(last - QUARTERS + 1, last + 1)]


def _requests(known: EngagementQuerySet) -> Table:
    open_input = Q(input=None) | Q(input__level__in=[level.value for level in CHECKED])
    rows = Request.objects.filter(open_input, engagement__in=known).order_by()
    counts = {
        (answer, "requests"): number for answer, number in rows.values_list("answer").annotate(Count("pk"))
    }
    return _table(
        ("requests_by_answer", _("Requests, by the company’s answer"),
         _("What people asked the company to do.")),
        [*_named(Request.Answer), ("", _("Not answered yet"))], [("requests", _("Requests"))], counts,
    )  # fmt: skip


def _consents(known: EngagementQuerySet) -> Table:
    rows = ConsentUse.objects.filter(consent__engagement__in=known).order_by()
    counts = {
        (use, answer): number
        for use, answer, number in rows.values_list("use", "answer").annotate(number=Count("pk"))
    }
    return _table(
        ("consents_by_use", _("Answers about consent, by what was asked"),
         _("One answer of each participant to each use. Who did not answer has not said yes.")),
        _named(Use), _named(UseAnswer), counts,
        behind=Consent.objects.filter(engagement__in=known, uses__isnull=False).distinct().count(),
    )  # fmt: skip


def _named(choices: Any) -> list[Name]:
    return [(value, str(label)) for value, label in choices.choices]


def _table(
    named: tuple[str, str, str], rows: Sequence[Name], columns: Sequence[Name], counts: Any, *,
    behind: int | None = None,
) -> Table:  # fmt: skip
    """Returns the table of its key, title and what is counted."""
    cells = [[counts.get((row, column), 0) for column, _name in columns] for row, _title in rows]
    return Table(*named, rows, columns, publish(cells, behind=behind))
