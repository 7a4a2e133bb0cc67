"""The one door to the audit log."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID, uuid4

from django.db.models import Model

from hrdd.audit.models import Event
from hrdd.lib.models import new_id


class Actor(Protocol):
    """Someone who can act: a signed-in person."""

    @property
    def id(self) -> UUID: ...

    def __str__(self) -> str: ...


class Product:
    """The workbench itself, when a clock and not a person acted."""

    id = None

    def __str__(self) -> str:
        return "the workbench"


class Unnamed(Product):
    """A person without an account. What she does is kept by the day: the log must not tell when she wrote."""

    def __str__(self) -> str:
        return "the person"


PRODUCT = Product()
UNNAMED = Unnamed()


def record(
    *,
    by: Actor | Product,
    at: datetime,
    action: str,
    target: Model,
    company_id: UUID | None = None,
    root_id: UUID | None = None,
    changes: Mapping[str, Any] | None = None,
    by_name_only: bool = False,
) -> Event:
    """Returns the event just written.

    `changes` maps a field to [before, after], or to one plain value where there is no before (a list
    would read as a pair: give [[], list]). The company and the root default to the target's own
    `company_id` and `root_id`, where it has them. `by_name_only` keeps the event out of every company's log:
    it is read on its root, by those who see that.
    """
    timeless = isinstance(by, Unnamed)
    return Event.objects.create(
        # The usual identifier carries the moment.
        id=uuid4() if timeless else new_id(),
        at=at.replace(hour=0, minute=0, second=0, microsecond=0) if timeless else at,
        actor_id=by.id,
        actor_label=str(by)[:300],
        action=action,
        company_id=None if by_name_only else company_id or getattr(target, "company_id", None),
        root_id=root_id or getattr(target, "root_id", None),
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_label=str(target)[:300],
        changes={name: plain(value) for name, value in (changes or {}).items()},
    )


def changed(row: Model, new: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Returns field -> [before, after] for the fields whose value would change."""
    return {
        name: [plain(getattr(row, name)), plain(value)]
        for name, value in new.items()
        if getattr(row, name) != value
    }


def plain(value: Any) -> Any:  # noqa: PLR0911  # one line per kind of value
    """Returns the value as JSON can hold it."""
    match value:
        case None | bool() | int() | float():
            return value
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(item) for item in value]
        case datetime() | date():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case Model():
            return str(value)
        case _:
            return str(value)
