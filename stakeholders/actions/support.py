"""Writes about what people are given so that they can take part, and what is done together with others."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save
from stakeholders.actions._rows import names_of
from stakeholders.entries import InitiativeEntry, SupportEntry
from stakeholders.models import Initiative, StakeholderGroup, Support

# What the log keeps of a change in full; of the rest it says that it changed.
TOLD = ("kind", "amount", "currency", "given_on", "until")
DATED = ("target_on", "result_on", "seats", "civil_seats")


@transaction.atomic
def give_support(*, group: StakeholderGroup, entry: SupportEntry, by: User, at: datetime) -> Support:
    """Returns what a group was given; raises Refused for a fund without its terms."""
    StakeholderGroup.objects.select_for_update(no_key=True).get(pk=group.pk)
    _check_support(entry)
    given = Support(group=group, created_by=by, created_at=at, **entry.columns())
    given.save(force_insert=True)
    record(
        by=by, at=at, action="support given", target=given,
        changes={"group": str(group), "kind": given.kind, "amount": given.amount, "currency": given.currency},
    )  # fmt: skip
    return given


@transaction.atomic
def revise_support(
    *, support: Support, entry: SupportEntry, expected_version: int, by: User, at: datetime
) -> Support:
    """Returns what a group was given as it now stands; raises Stale when someone saved first."""
    rows = Support.objects.select_for_update(of=["self"], no_key=True).select_related("group")
    locked: Support = rows.get(pk=support.pk)
    if locked.version != expected_version:
        raise Stale(locked)
    _check_support(entry)
    new = entry.columns()
    changes = changed(locked, new)
    if not changes:
        return locked
    save(locked, new)
    told: dict[str, Any] = names_of(changes)
    told |= {name: pair for name, pair in changes.items() if name in TOLD}
    record(by=by, at=at, action="support changed", target=locked, changes=told)
    return locked


@transaction.atomic
def start_initiative(*, company: Organisation, entry: InitiativeEntry, by: User, at: datetime) -> Initiative:
    """Returns what the company does with others; raises Refused for a result without its day."""
    _check_initiative(entry, at)
    started = Initiative(company=company, created_by=by, created_at=at, **entry.columns())
    started.save(force_insert=True)
    record(
        by=by, at=at, action="initiative started", target=started, changes={"target_on": started.target_on}
    )
    return started


@transaction.atomic
def revise_initiative(
    *, initiative: Initiative, entry: InitiativeEntry, expected_version: int, by: User, at: datetime
) -> Initiative:
    """Returns the initiative as it now stands; raises Stale when someone saved first."""
    rows = Initiative.objects.select_for_update(of=["self"], no_key=True).select_related("company")
    locked: Initiative = rows.get(pk=initiative.pk)
    if locked.version != expected_version:
        raise Stale(locked)
    _check_initiative(entry, at)
    new = entry.columns()
    changes = changed(locked, new)
    if not changes:
        return locked
    save(locked, new)
    told: dict[str, Any] = names_of(changes)
    told |= {name: pair for name, pair in changes.items() if name in DATED}
    record(by=by, at=at, action="initiative changed", target=locked, changes=told)
    return locked


def _check_support(entry: SupportEntry) -> None:
    wrong: dict[str, list[str]] = {}
    if entry.kind == Support.Kind.FUND:
        terms = {
            "decides": _("Say who decides how the money is used. It should not be the company."),
            "may_speak": _("Say whether they may publish and criticise freely."),
            "ends_how": _("Say how the fund may end, and that views are no ground for it."),
        }
        wrong |= {name: [told] for name, told in terms.items() if not getattr(entry, name).strip()}
    if entry.amount is not None and not entry.currency:
        wrong["currency"] = [_("Say in which currency.")]
    if entry.until and entry.until < entry.given_on:
        wrong["until"] = [_("The last day comes after the first.")]
    if wrong:
        raise Refused(_("This cannot be saved yet."), fields=wrong)


def _check_initiative(entry: InitiativeEntry, at: datetime) -> None:
    wrong: dict[str, list[str]] = {}
    if entry.seats is not None and (entry.civil_seats or 0) > entry.seats:
        wrong["civil_seats"] = [_("That is more than there are altogether.")]
    if entry.result.strip() and entry.result_on is None:
        wrong["result_on"] = [_("Say on which day. A result has a date.")]
    if entry.result_on and not entry.result.strip():
        wrong["result"] = [_("Say what came of it.")]
    if entry.result_on and entry.result_on > timezone.localdate(at):
        wrong["result_on"] = [_("This day has not come yet.")]
    if wrong:
        raise Refused(_("This cannot be saved yet."), fields=wrong)
