"""Turns the files under fixtures/taxonomy/ into rows and links. No database.

Every row gets an identifier made from its natural key (UUID version 5, RFC 9562), so that loading on two
machines, or twice on one, gives the same identifiers. Rows name a source of sources.json by its key.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from taxonomy.articles import citations

NAMESPACE = UUID("5b1f8a3e-2f0c-5d55-9a4e-6f1f0a7d2c11")

Fields = dict[str, Any]


def natural_id(kind: str, *key: str) -> UUID:
    """Returns the identifier of the row of this kind with this natural key, the same everywhere."""
    return uuid5(NAMESPACE, json.dumps([kind, *key]))


@dataclass
class Catalogue:
    """What the files say: rows by table, and links by table and field."""

    rows: dict[str, list[Fields]] = field(default_factory=dict)
    links: dict[tuple[str, str], set[tuple[UUID, UUID]]] = field(default_factory=dict)

    def add(self, kind: str, *key: str, **values: Any) -> UUID:
        """Returns the identifier of the row just added."""
        row_id = natural_id(kind, *key)
        self.rows.setdefault(kind, []).append({"id": row_id, **values})
        return row_id

    def link(self, kind: str, name: str, row_id: UUID, targets: Iterable[UUID]) -> None:
        """Notes that the row points to the targets through its field `name`."""
        self.links.setdefault((kind, name), set()).update((row_id, target) for target in targets)


def read(folder: Path) -> Catalogue:
    """Returns what the folder describes; raises KeyError or ValueError for a name that leads nowhere."""
    return _Reader({path.stem: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}).read()


class _Reader:
    def __init__(self, files: Fields) -> None:
        self.files = files
        self.sources: dict[str, Fields] = files["sources"]
        self.instruments: dict[str, str] = {row["code"]: row["source"] for row in files["instruments"]}
        self.catalogue = Catalogue()

    def read(self) -> Catalogue:
        for position, row in enumerate(self.files["instruments"], start=1):
            self.catalogue.add("instrument", row["code"], position=position, **self._own(row))
        self._editions()
        self._rights()
        for position, row in enumerate(self.files["groups"], start=1):
            self.catalogue.add("group", row["code"], position=position, **self._own(row))
        self._examples()
        self._frameworks()
        self._crosswalk()
        return self.catalogue

    def _own(self, row: Fields, *leave: str) -> Fields:
        own = {name: value for name, value in row.items() if name not in (*leave, "source")}
        return own | self.sources[row["source"]]

    def _editions(self) -> None:
        for row in self.files["editions"]:
            edition = row["code"]
            edition_id = self.catalogue.add("edition", edition, **self._own(row, "categories"))
            for position, code in enumerate(row["categories"], start=1):
                own = self._own(self.files["categories"][code] | {"source": row["source"]}, "articles")
                line = self.files["categories"][code]["articles"]
                place = {"edition_id": edition_id, "code": code, "position": position}
                row_id = self.catalogue.add("category", edition, code, **place, articles_line=line, **own)
                self._articles(f"category {edition} {code}", line, category_id=row_id)

    def _articles(
        self, owner: str, line: str, *, category_id: UUID | None = None, right_id: UUID | None = None
    ) -> None:
        for position, cited in enumerate(citations(line, self.instruments), start=1):
            self.catalogue.add(
                *("article", owner, cited.instrument, cited.reference),
                instrument_id=natural_id("instrument", cited.instrument),
                reference=cited.reference,
                position=position,
                category_id=category_id,
                right_id=right_id,
                **self.sources[self.instruments[cited.instrument]],
            )

    def _categories(self, codes: Iterable[str]) -> list[UUID]:
        """Returns these categories in every edition that has them."""
        wanted = set(codes)
        if unknown := wanted.difference(self.files["categories"]):
            raise ValueError(f"No category is called {', '.join(sorted(unknown))}.")
        return [
            natural_id("category", edition["code"], code)
            for edition in self.files["editions"]
            for code in edition["categories"]
            if code in wanted
        ]

    def _rights(self) -> None:
        for position, row in enumerate(self.files["rights"], start=1):
            own = self._own(row, "articles", "categories")
            line = row["articles"]
            row_id = self.catalogue.add("right", row["code"], position=position, articles_line=line, **own)
            self._articles(f"right {row['code']}", line, right_id=row_id)
            self.catalogue.link("right", "categories", row_id, self._categories(row["categories"]))

    def _examples(self) -> None:
        for position, row in enumerate(self.files["examples"], start=1):
            own = self._own(row, "categories", "rights", "groups")
            row_id = self.catalogue.add("example", row["code"], position=position, **own)
            self.catalogue.link("example", "categories", row_id, self._categories(row["categories"]))
            self.catalogue.link("example", "rights", row_id, (natural_id("right", c) for c in row["rights"]))
            self.catalogue.link("example", "groups", row_id, (natural_id("group", c) for c in row["groups"]))

    def _frameworks(self) -> None:
        for position, row in enumerate(self.files["frameworks"], start=1):
            own = self._own(row, "provisions")
            framework_id = self.catalogue.add("framework", row["code"], position=position, **own)
            for place, part in enumerate(row["provisions"], start=1):
                row_id = self.catalogue.add(
                    *("provision", row["code"], part["ref"]),
                    framework_id=framework_id,
                    ref=part["ref"],
                    title=part["title"],
                    position=place,
                    **self.sources[row["source"]],
                )
                rights = (natural_id("right", code) for code in part.get("rights", ()))
                self.catalogue.link("provision", "rights", row_id, rights)

    def _crosswalk(self) -> None:
        for row in self.files["crosswalk"]["mappings"]:
            ends = {"a_id": natural_id("provision", *row["a"]), "b_id": natural_id("provision", *row["b"])}
            self.catalogue.add("mapping", *row["a"], *row["b"], **ends, **self._own(row, "a", "b"))
        for row in self.files["crosswalk"]["gaps"]:
            framework, missing = row["framework"], row["missing"]
            ends = {
                "framework_id": natural_id("framework", framework),
                "missing_id": natural_id("provision", *missing),
            }
            own = self._own(row, "framework", "missing")
            self.catalogue.add("gap", framework, *missing, **ends, **own)
