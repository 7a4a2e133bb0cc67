"""Who reads what comes through a channel on a day: the desk, and deputies for those who are away."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hrdd.accounts.models import PersonalKey, User
from remedy.models import Assignment, Channel, Leave


@dataclass(frozen=True)
class Reader:
    """One who reads; `member_pk` is her place at the desk, or that of whom she stands in for."""

    user: User
    shown_as: str
    member_pk: UUID
    instead_of: User | None = None
    until: date | None = None


def readers(channel: Channel, *, on: date) -> list[Reader]:
    """Returns who can read what comes in today: each once, and only with a key of her own.

    A deputy who sits at the desk herself reads for both.
    """
    away = {leave.user_id: leave for leave in channel.leaves.running(on=on)}
    members = list(channel.desk.serving())
    people = {member.user_id for member in members} | {leave.deputy_id for leave in away.values()}
    with_key = set(PersonalKey.objects.living().filter(user__in=people).values_list("user_id", flat=True))
    shown = {member.user_id: member.shown_as for member in members}
    found: dict[UUID, Reader] = {}
    for member in members:
        leave = away.get(member.user_id)
        user = leave.deputy if leave else member.user
        if user.pk not in with_key or user.pk in away:
            continue
        reader = Reader(
            user=user, shown_as=shown.get(user.pk, user.name), member_pk=member.pk,
            instead_of=leave.user if leave else None, until=leave.until_day if leave else None,
        )  # fmt: skip
        if user.pk not in found or found[user.pk].instead_of:
            found[user.pk] = reader
    return list(found.values())


def left_over(leave: Leave) -> list[Assignment]:
    """Returns what she handles herself and her deputy was not given, first what is due first."""
    with_deputy = Assignment.objects.living().filter(user=leave.deputy_id).values("case")
    own = Assignment.objects.living().filter(user=leave.user_id, case__channel=leave.channel_id)
    rows = own.exclude(case__in=with_deputy).exclude(until__isnull=False)
    return list(rows.select_related("case__channel", "case__company").order_by("case__due_on", "id"))
