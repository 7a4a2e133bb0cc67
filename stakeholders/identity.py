"""Who a contact is: what is sealed, and how it lies in the seal. Knows no Django and no key."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields

# A shorter word is too common to say whose name it is; scripts without spaces write names in two letters.
SHORTEST, SHORTEST_ELSEWHERE = 4, 2


@dataclass(frozen=True, slots=True)
class Identity:
    """Name, organisation, ways to reach her, and what only those who open it should know."""

    name: str = ""
    organisation: str = ""
    reach: str = ""
    notes: str = ""

    def __repr__(self) -> str:
        """Returns no word of it: what is printed by accident ends in logs."""
        return "Identity(...)"

    @property
    def is_empty(self) -> bool:
        """Returns whether nothing is said."""
        return not any((self.name, self.organisation, self.reach, self.notes))

    def to_json(self) -> str:
        """Returns it as the text that is sealed."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Identity":
        """Returns it out of an opened seal; what a later version does not know is left out."""
        said = json.loads(text)
        return cls(**{one.name: str(said.get(one.name, "")) for one in fields(cls)})

    def is_told_in(self, text: str) -> bool:
        """Returns whether an open text gives her away: a part of her name, her organisation, a number."""
        told = " ".join(text.casefold().split())
        return any(_stands_in(word, told) for word in self._words())

    def _words(self) -> Iterator[str]:
        lines = (" ".join(line.split()) for line in (self.organisation, *self.reach.splitlines()))
        for said in (*self.name.split(), *lines):
            word = said.casefold().strip(".,;()")
            if len(word) >= (SHORTEST if word.isascii() else SHORTEST_ELSEWHERE):
                yield word


def _stands_in(word: str, text: str) -> bool:
    # Words of ASCII stand between spaces; other scripts may run on without any.
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None if word.isascii() else word in text
