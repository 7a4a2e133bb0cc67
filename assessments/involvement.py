"""What involvement asks of a company. It says what to do, never how severe a harm is.

Source: UN Guiding Principles 13, 19 and 22 with their commentary. The commentary to Principle 19 names what
decides between a contribution and a link: whether a company enabled, encouraged or motivated the harm,
whether it could have known, and how good its own mitigation is.

Pure: no Django, no clock, no database.
"""

from dataclasses import dataclass
from enum import StrEnum


class Involvement(StrEnum):
    CAUSED = "caused"
    CONTRIBUTED = "contributed"
    DIRECTLY_LINKED = "directly_linked"
    NOT_CONNECTED = "not_connected"


BEARS_RESPONSIBILITY = frozenset({Involvement.CAUSED, Involvement.CONTRIBUTED})


@dataclass(frozen=True, slots=True)
class Duty:
    """What must be done: `stop` its own part, `leverage` on others, `remedy` (full, share, none or may)."""

    stop: bool
    leverage: bool
    remedy: str


DUTIES: dict[Involvement, Duty] = {
    Involvement.CAUSED: Duty(stop=True, leverage=False, remedy="full"),
    Involvement.CONTRIBUTED: Duty(stop=True, leverage=True, remedy="share"),
    Involvement.DIRECTLY_LINKED: Duty(stop=False, leverage=True, remedy="may"),
    Involvement.NOT_CONNECTED: Duty(stop=False, leverage=False, remedy="none"),
}


def duty(involvement: Involvement) -> Duty:
    """Returns what this involvement asks."""
    return DUTIES[involvement]


class Ask(StrEnum):
    """One thing that another actor's involvement asks of us."""

    JUDGE_OWN = "judge_own"
    USE_LEVERAGE = "use_leverage"
    JOIN_LEVERAGE = "join_leverage"
    SHARE_REMEDY = "share_remedy"
    SUPPORT_REMEDY = "support_remedy"
    WEIGH_LEAVING = "weigh_leaving"
    WATCH = "watch"


def asks(own: Involvement | None, other: Involvement) -> tuple[Ask, ...]:
    """Returns what another actor's involvement asks of a company that is involved as `own` says.

    Leverage is used on those who caused or contributed, and joined with those who are linked as we are;
    remedy is shared where we owe some, and supported where we do not (Principle 22); leaving is weighed
    where only a relationship links us (commentary to Principle 19). Without an own judgement nothing
    follows but to make it.
    """
    if own is None:
        return (Ask.JUDGE_OWN,)
    ours, found = duty(own), []
    if other in BEARS_RESPONSIBILITY:
        if ours.leverage:
            found.append(Ask.USE_LEVERAGE)
        if ours.remedy in ("full", "share"):
            found.append(Ask.SHARE_REMEDY)
        elif ours.remedy == "may":
            found += [Ask.SUPPORT_REMEDY, Ask.WEIGH_LEAVING]
    elif other is Involvement.DIRECTLY_LINKED and ours.leverage:
        found.append(Ask.JOIN_LEVERAGE)
    return tuple(found) or (Ask.WATCH,)


class Factor(StrEnum):
    """An answer to whether an actor enabled the harm, or could have known of it."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Mitigation(StrEnum):
    """How good an actor's own mitigation is."""

    NONE = "none"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


class Slide(StrEnum):
    """Why a judgement no longer fits what is said beside it."""

    ENABLED = "enabled"
    FORESEEN = "foreseen"


def slides(
    involvement: Involvement | None, *, enabled: Factor | None, foreseeable: Factor | None,
    mitigation: Mitigation | None,
) -> Slide | None:  # fmt: skip
    """Returns why the involvement slides towards a contribution, or None when nothing says so.

    Whoever enabled or encouraged a harm contributed to it, whatever it is called (Principle 13). A link
    slides when the harm could have been known and nothing that works was done (commentary to Principle 19).
    """
    if involvement is None or involvement in BEARS_RESPONSIBILITY:
        return None
    if enabled in (Factor.YES, Factor.PARTLY):
        return Slide.ENABLED
    known = foreseeable in (Factor.YES, Factor.PARTLY)
    idle = mitigation in (Mitigation.NONE, Mitigation.WEAK)
    if involvement is Involvement.DIRECTLY_LINKED and known and idle:
        return Slide.FORESEEN
    return None
