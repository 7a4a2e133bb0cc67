"""Which edition of the categories a page or an answer shows."""

from dataclasses import dataclass

from taxonomy.models import Edition


@dataclass(frozen=True)
class Editions:
    """The edition a page shows, and the others one can turn to; `query` carries the choice into links."""

    chosen: Edition
    all: list[Edition]

    @property
    def query(self) -> str:
        """Returns "" for the default edition, so that its addresses stay short."""
        return "" if self.chosen.is_default else f"?edition={self.chosen.code}"


def choose(code: str) -> Editions | None:
    """Returns the editions, the one of this code chosen, the default one for ""; None without such a one."""
    # Compared here and not in the database: an address may hold what no column can.
    rows = list(Edition.objects.all())
    for row in rows:
        if row.code == code or (not code and row.is_default):
            return Editions(row, rows)
    return None
