"""How a channel stands: who reads, who holds the escrow, and what is missing before it can open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hrdd.accounts.models import PersonalKey
from remedy.models import Channel, EscrowKey, EscrowShare
from remedy.readers import readers


@dataclass(frozen=True)
class Seat:
    """Somebody at the desk, and whether she can read."""

    member: Any
    has_key: bool
    deputy: Any = None


@dataclass(frozen=True)
class Part:
    """An escrow key, its holders, and which of them lost the key that opens her part."""

    key: EscrowKey
    holders: Sequence[Any]
    lost: Sequence[Any]

    @property
    def is_weak(self) -> bool:
        """Returns whether fewer than two can still use it."""
        return len(self.holders) - len(self.lost) < 2


@dataclass(frozen=True)
class Setup:
    """All of it."""

    seats: Sequence[Seat]
    escrow: Part | None
    reads: int

    @property
    def is_ready(self) -> bool:
        """Returns whether it can open."""
        return self.reads > 0 and self.escrow is not None


def setup_of(channel: Channel, *, today: date) -> Setup:
    """Returns how a channel stands today, in seven queries."""
    members = list(channel.desk.serving())
    people = [member.user_id for member in members]
    with_key = set(PersonalKey.objects.living().filter(user__in=people).values_list("user_id", flat=True))
    away = {leave.user_id: leave.deputy for leave in channel.leaves.running(on=today)}
    seats = [Seat(m, m.user_id in with_key, away.get(m.user_id)) for m in members]
    parts = parts_of(channel)
    living = next((part for part in parts if part.key.ended_at is None), None)
    return Setup(seats, living, len(readers(channel, on=today)))


def parts_of(channel: Channel) -> list[Part]:
    """Returns the company's escrow keys, the one in use first, each with its holders; in two queries."""
    keys = EscrowKey.objects.filter(company=channel.company_id).order_by("-made_at")
    shares = EscrowShare.objects.filter(key__company=channel.company_id)
    by_key: dict[Any, dict[Any, tuple[Any, bool]]] = {}
    for share in shares.select_related("holder", "personal_key").order_by("holder__name", "id"):
        lost = share.personal_key.ended_at is not None or not share.holder.is_active
        by_key.setdefault(share.key_id, {})[share.holder_id] = (share.holder, lost)
    return [
        Part(
            key,
            [holder for holder, _lost in by_key.get(key.pk, {}).values()],
            [holder for holder, lost in by_key.get(key.pk, {}).values() if lost],
        )
        for key in keys
    ]
