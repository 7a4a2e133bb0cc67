"""What changed because people were heard: for each input and each request, the very events of the log.

A change follows by itself when the thing it is linked to is rated anew, looked at again, decided on, or gets
a measure after the link was made. A person may also name one by hand.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from assessments.models import Assessment, GroupRating, Measure, Risk
from assessments.severity import DIMENSIONS
from hrdd.audit.models import Event
from hrdd.audit.presenters import line
from hrdd.sharing.policy import Action
from stakeholders.models import Input, Request
from stakeholders.rerating import Grades, Rerating, backwards
from stakeholders.telling import rated_in_words, told_in_words

OF_RISK = frozenset({
    "rating confirmed", "risk closed", "risk deferred", "risk reopened", "decision approved",
    "risk reopened by its rating",
})  # fmt: skip
OF_MEASURE = frozenset({"measure added", "measure changed"})
OF_GROUP = frozenset({"group rated", "group rating changed"})
RATED = "risk changed"
# Where on the page of the risk a change is seen.
PLACES = {"assessments.measure": "measures", "assessments.grouprating": "groups"}
# Of one row, the latest.
AT_MOST = 20
# Sorts behind every id of the same moment, so that the page of the history begins with the event itself.
LAST = UUID(int=(1 << 128) - 1)


@dataclass(frozen=True, slots=True)
class Change:
    """One event: when, in one sentence with who did it, and without names as people may be told it.

    `is_named` says that a person named it as what followed.
    """

    event: UUID
    at: datetime
    sentence: str
    told: str
    url: str
    is_named: bool = False


def followed(rows: Sequence[Input | Request], user: Any) -> dict[UUID, list[Change]]:
    """Returns row -> what changed because of it, the latest first, as far as she may see what it hangs on.

    Rows come `in_full`; it takes four queries, however many they are.
    """
    since = _since(rows)
    named = _named(rows)
    events = _Events([link for _row, link in since], set(named))
    changes = events.in_words(user)
    found: dict[UUID, dict[UUID, Change]] = defaultdict(dict)
    for row, link in since:
        for key in events.after(link):
            if key in changes:
                found[row][key] = changes[key]
    for key, owners in named.items():
        for row in owners:
            if key in changes:
                found[row][key] = replace(changes[key], is_named=True)
    return {
        row: sorted(of_row.values(), key=lambda change: (change.at, change.event), reverse=True)[:AT_MOST]
        for row, of_row in found.items()
    }


def _since(rows: Iterable[Input | Request]) -> list[tuple[UUID, Any]]:
    """Returns pairs of a row and a link it has, its own or that of the input it comes from."""
    found: list[tuple[UUID, Any]] = []
    for row in rows:
        found += [(row.pk, link) for link in row.links.all()]
        if isinstance(row, Request) and row.input:
            found += [(row.pk, link) for link in row.input.links.all()]
    return found


def _named(rows: Iterable[Input | Request]) -> dict[UUID, list[UUID]]:
    """Returns event -> the rows for which it was named; a request's counts for its input, too."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    inputs = []
    for row in rows:
        if isinstance(row, Input):
            inputs.append(row.pk)
        elif row.change:
            found[row.change].append(row.pk)
    if inputs:
        of_inputs = Request.objects.filter(input__in=inputs).exclude(change=None)
        for said, change in of_inputs.values_list("input_id", "change"):
            if said and change:
                found[change].append(said)
    return found


class _Events:
    """The events about what some links are about, from the first link on, and some named ones."""

    def __init__(self, links: Sequence[Any], named: set[UUID]) -> None:
        self.risks: dict[str, Risk] = {str(link.about.pk): link.about for link in links}
        self.owner: dict[str, str] = {}
        found = Q(pk__in=named)
        if links:
            keys = [risk.pk for risk in self.risks.values()]
            measures, ratings = (
                model._default_manager.filter(risk__in=keys).order_by().values_list("pk", "risk_id")
                for model in (Measure, GroupRating)
            )
            self.owner = {str(pk): str(risk) for pk, risk in measures.union(ratings)}
            found |= Q(
                root_id__in={risk.assessment_id for risk in self.risks.values()},
                target_id__in=[*self.risks, *self.owner],
                action__in=[RATED, *OF_RISK, *OF_MEASURE, *OF_GROUP],
                at__gt=min(link.linked_at for link in links),
            )
        self.events = list(Event.objects.filter(found).newest_first()) if links or named else []
        self.rated = self._reratings()

    def after(self, link: Any) -> Iterable[UUID]:
        """Yields the changes that followed a link, where it points."""
        risk = str(link.about.pk)
        for event in self.events:
            if event.at <= link.linked_at:
                continue
            if event.target_id == risk:
                follows = event.action in OF_RISK or event.pk in self.rated
            else:
                follows = self.owner.get(event.target_id) == risk and self._counts(event, link)
            if follows:
                yield event.pk

    def in_words(self, user: Any) -> dict[UUID, Change]:
        """Returns event -> the change, of the assessments that she may see."""
        roots = {event.root_id for event in self.events}
        if not roots:
            return {}
        history = Assessment.objects.visible_to(user, Action.VIEW_HISTORY).filter(pk=OuterRef("pk"))
        seen = Assessment.objects.visible_to(user).filter(pk__in=roots).annotate(reads=Exists(history))
        reads = dict(seen.values_list("pk", "reads"))
        return {
            event.pk: self._change(event, reads_history=reads[event.root_id])
            for event in self.events
            if event.root_id in reads
        }

    def _counts(self, event: Event, link: Any) -> bool:
        """Returns whether a change of a measure or a group's rating is what this link may have led to."""
        if event.action in OF_GROUP:
            return True
        if link.risk_id:
            return event.action in OF_MEASURE
        return event.action in OF_MEASURE and event.target_id == str(link.measure_id)

    def _reratings(self) -> dict[UUID, Rerating]:
        of_risk: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            if event.action == RATED and event.target_id in self.risks and _moves(event.changes):
                of_risk[event.target_id].append(event)
        found: dict[UUID, Rerating] = {}
        for key, events in of_risk.items():
            now = Grades(*(getattr(self.risks[key], name) for name in DIMENSIONS))
            steps = backwards(now, [event.changes for event in events])
            found |= {event.pk: step for event, step in zip(events, steps, strict=True)}
        return found

    def _change(self, event: Event, *, reads_history: bool) -> Change:
        rated, sentence = self.rated.get(event.pk), line(event).sentence
        if rated:
            risk = self.risks[event.target_id]
            sentence = rated_in_words(rated, who=event.actor_label, risk=risk.reference)
        told = told_in_words(event.action, what=event.target_label, rated=rated)
        return Change(event.pk, event.at, sentence, told, self._url(event, reads_history))

    def _url(self, event: Event, reads_history: bool) -> str:
        """Returns the place in the history for those who read it, else where the change is seen."""
        if reads_history:
            page = reverse("dashboard:assessment_history", args=[event.root_id])
            return f"{page}?after={event.at:%Y-%m-%dT%H:%M:%S.%f}%2B00:00_{LAST}#event-{event.pk}"
        key = self.owner.get(event.target_id, event.target_id)
        if key in self.risks:
            place = PLACES.get(event.target_type, "")
            return self.risks[key].get_absolute_url() + (f"#{place}" if place else "")
        return reverse("assessments:assessment", args=[event.root_id])


def _moves(changes: Mapping[str, Any]) -> bool:
    return any(name in changes for name in DIMENSIONS)
