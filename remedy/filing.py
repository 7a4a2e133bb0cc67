"""What somebody tells when she raises a concern, sorted by who may read it when. Knows no Django."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

# What a handler sees before she says whether anything stands in her way.
IN_GIST: Final = ("about", "product", "works_here")
OF_IDENTITY: Final = ("name", "reach")


@dataclass(frozen=True, slots=True)
class Filing:
    """One concern as it was raised. Everything but `what` may be empty.

    `who`: me, other, group, silent. `agreed`: whether those it is about know. `danger`: yes, no, unsure.
    `about`: product, conduct, unsure. `wants`: names of remedies. `reach`: how an answer may find her.
    """

    what: str
    who: str = ""
    agreed: str = ""
    danger: str = ""
    about: str = ""
    works_here: bool = False
    product: str = ""
    country: str = ""
    wants: tuple[str, ...] = ()
    wants_words: str = ""
    fears: str = ""
    fears_pressure: bool = False
    anonymity: str = "anonymous"
    name: str = ""
    reach: str = ""

    @property
    def is_urgent(self) -> bool:
        """Returns whether somebody may be in danger; not being sure counts as yes."""
        return self.danger in ("yes", "unsure")

    @property
    def gist(self) -> dict[str, Any]:
        """Returns what is shown before somebody takes the case on: what it is about, and nothing told."""
        return {name: getattr(self, name) for name in IN_GIST}

    @property
    def told(self) -> dict[str, Any]:
        """Returns all that was told but who she is; of an anonymous person, how to reach her as well."""
        left_out = {"anonymity", *OF_IDENTITY}
        if self.anonymity == "anonymous":
            left_out -= {"reach"}
        return {name: value for name, value in asdict(self).items() if name not in left_out}

    @property
    def identity(self) -> dict[str, str]:
        """Returns who she is and how to reach her; nothing of an anonymous person."""
        if self.anonymity == "anonymous" or not (self.name or self.reach):
            return {}
        return {"name": self.name, "reach": self.reach}


def from_told(told: Mapping[str, Any]) -> Filing:
    """Returns the filing that was told, without who she is; what it does not know is left out."""
    known = {field.name for field in fields(Filing)}
    values = {name: value for name, value in told.items() if name in known}
    return Filing(**{**values, "wants": tuple(values.get("wants", ()))})
