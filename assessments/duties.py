"""What involvement asks of the company, in words (UN Guiding Principles 13, 19 and 22)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.involvement import Ask, Factor, Involvement, Mitigation, Slide, asks, slides

DUTY_NOTES: dict[str, Promise] = {
    Involvement.CAUSED: _("Our own act or omission was enough. We stop it, and provide remedy."),
    Involvement.CONTRIBUTED: _(
        "With others, or by enabling or encouraging them. We stop our part, use leverage on the rest, and "
        "give our share of remedy."
    ),
    Involvement.DIRECTLY_LINKED: _(
        "We use or build leverage, and weigh leaving against the harm of leaving."
    ),
    Involvement.NOT_CONNECTED: _("We say why."),
}

OTHERS_NOTES: dict[str, Promise] = {
    Involvement.CAUSED: _("Its own act or omission was enough."),
    Involvement.CONTRIBUTED: _("With others, or by enabling or encouraging them."),
    Involvement.DIRECTLY_LINKED: _("It did not add to the harm; somebody it does business with did."),
    Involvement.NOT_CONNECTED: _("It was looked at, and has no part in it. Say why."),
}

ASKS: dict[Ask, Promise] = {
    Ask.JUDGE_OWN: _("First judge how we are involved ourselves: what to do about others follows from it."),
    Ask.USE_LEVERAGE: _("Use our leverage so that it stops its part; build more where ours is not enough."),
    Ask.JOIN_LEVERAGE: _("Join forces with it: leverage together reaches further than ours alone."),
    Ask.SHARE_REMEDY: _("Agree with it who gives which part of remedy. Ours does not wait for its part."),
    Ask.SUPPORT_REMEDY: _("Press for remedy, and help to make it possible. We may give some; they owe it."),
    Ask.WEIGH_LEAVING: _("Weigh ending the relationship against the harm that leaving would do."),
    Ask.WATCH: _("Nothing for now. Look again when what we know changes."),
}  # fmt: skip

SLIDES: dict[Slide, Promise] = {
    Slide.ENABLED: _(
        "Look again: whoever enabled, encouraged or motivated a harm has contributed to it, at least in part."
    ),
    Slide.FORESEEN: _(
        "Look again: this slides towards a contribution. The harm could have been known, and nothing that "
        "works was done about it."
    ),
}

NOT_JUDGED = _("Nobody has judged yet how the company is involved. Until then nothing follows from it.")


def duty_in_words(involvement: str) -> str:
    """Returns what must be done; says so when involvement was not judged yet."""
    return str(DUTY_NOTES.get(involvement, NOT_JUDGED))


def asks_in_words(own: str, other: str) -> list[str]:
    """Returns what another actor's involvement asks of us, in the order in which it is done."""
    mine = Involvement(own) if own else None
    return [str(ASKS[ask]) for ask in asks(mine, Involvement(other))] if other else []


def slide_in_words(involvement: str, *, enabled: str, foreseeable: str, mitigation: str) -> str:
    """Returns why a judgement should be looked at again, or nothing."""
    found = slides(
        Involvement(involvement) if involvement else None,
        enabled=Factor(enabled) if enabled else None,
        foreseeable=Factor(foreseeable) if foreseeable else None,
        mitigation=Mitigation(mitigation) if mitigation else None,
    )
    return str(SLIDES[found]) if found else ""
