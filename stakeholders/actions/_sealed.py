"""How content goes into a seal and comes out of it. Nothing here is a write of its own.

A row is emptied, never deleted: what points at it (links, consents, reports) goes on pointing.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext as _

from hrdd.audit.recorder import plain
from hrdd.lib.errors import Refused
from hrdd.lib.saving import save
from hrdd.lib.sealing import Purpose, Unreadable, seal, unseal
from stakeholders.confidentiality import Level
from stakeholders.models import ConsentOverride, ConsentUse, Engagement, FeedbackText, Input, RecordVersion
from stakeholders.sealed import DASH, FEEDBACK, INPUT, OF_CONSENT, RECORD, VERSION, WITH_THE_RECORD

Content = dict[str, Any]


def packed(content: Content) -> bytes:
    """Returns the content sealed."""
    return seal(json.dumps(content, ensure_ascii=False), Purpose.CONTENT)


def opened(sealed: bytes | memoryview | None) -> Content:
    """Returns what lies in a seal; raises Refused when no key in force opens it."""
    try:
        found: Content = json.loads(unseal(sealed or b"", Purpose.CONTENT))
    except (Unreadable, ValueError):
        message = _(
            "This was sealed with a key that is not in force here. Ask whoever runs the workbench to put "
            "the earlier secret back; nothing is lost."
        )
        raise Refused(message) from None
    return found


def taken(row: models.Model, names: Sequence[str]) -> Content:
    """Returns what the row says in these columns, as JSON can hold it."""
    return {name: plain(getattr(row, name)) for name in names}


def emptied(row: models.Model, names: Sequence[str]) -> dict[str, Any]:
    """Returns column -> the value that says nothing there."""
    return {name: _nothing(_column(row, name)) for name in names}


def put_back(row: Any, content: Content) -> dict[str, Any]:
    """Returns column -> value, as the row had it; sets them on the row, and saves nothing."""
    found = {}
    for name, value in content.items():
        column = _column(row, name)
        is_plain = value is None or column.is_relation
        found[name] = value if is_plain else column.to_python(value)
        setattr(row, name, found[name])
    return found


def all_of(rows: Iterable[Any], names: Sequence[str]) -> Content:
    """Returns id -> what the row says, for rows that say anything."""
    return {str(row.pk): taken(row, names) for row in rows}


def empty_all(rows: Iterable[Any], names: Sequence[str]) -> None:
    """Empties these columns of each row."""
    for row in rows:
        for name, value in emptied(row, names).items():
            setattr(row, name, value)
        row.save(update_fields=list(names))


def fill_all(rows: Iterable[Any], content: Content) -> list[Any]:
    """Returns the rows with what was taken out of them, not saved."""
    found = []
    for row in rows:
        if str(row.pk) in content:
            put_back(row, content[str(row.pk)])
        found.append(row)
    return found


def parts_of(engagement: Engagement) -> dict[str, tuple[Any, tuple[str, ...]]]:
    """Returns name -> the rows that are sealed with a record, and their columns that are content."""
    parts: dict[str, tuple[Any, tuple[str, ...]]] = {
        name: (getattr(engagement, name).all(), columns) for name, columns in WITH_THE_RECORD.items()
    }
    parts["consent_uses"] = (ConsentUse.objects.filter(consent__engagement=engagement), OF_CONSENT)
    return parts


def seal_versions(engagement: Engagement, of_ids: Iterable[Any] | None = None) -> None:
    """Seals earlier versions: all of a record, or those of these inputs in it."""
    rows = RecordVersion.objects.filter(engagement=engagement, sealed=None)
    for version in rows if of_ids is None else rows.filter(of_id__in=of_ids):
        version.sealed = packed(taken(version, VERSION))
        version.content, version.reason = {}, ""
        version.save(update_fields=[*VERSION, "sealed"])


def unseal_versions(versions: Iterable[RecordVersion]) -> None:
    """Puts back what earlier versions said."""
    for version in versions:
        put_back(version, opened(version.sealed))
        version.sealed = None
        version.save(update_fields=[*VERSION, "sealed"])


def seal_input(said: Input) -> None:
    """Seals one input, with the reasons for which its words were used without consent."""
    overrides = list(ConsentOverride.objects.filter(input=said))
    content: Content = {
        "input": taken(said, INPUT),
        "level": said.level,
        "overrides": all_of(overrides, ("reason",)),
        "feedback": take_feedback_out(FeedbackText.objects.filter(input=said)),
    }
    for override in overrides:
        override.reason = DASH
        override.save(update_fields=["reason"])
    new = {**emptied(said, INPUT), "level": Level.SEALED.value, "sealed": packed(content)}
    save(said, new)


def unseal_input(said: Input, level: str) -> None:
    """Puts back what an input said, to be read by those of a level."""
    content = opened(said.sealed)
    for override in fill_all(ConsentOverride.objects.filter(input=said), content["overrides"]):
        override.save(update_fields=["reason"])
    put_feedback_back(said.engagement_id, content["feedback"])
    save(said, {**put_back(said, content["input"]), "level": level, "sealed": None})


def seal_whole(engagement: Engagement) -> tuple[Content, dict[str, Any]]:
    """Returns what a record and the rows sealed with it hold, and the columns that empty the record.

    The rows are emptied; inputs, versions and files are sealed one by one beside it.
    """
    content: Content = {"record": taken(engagement, RECORD), "level": engagement.level}
    for name, (rows, columns) in parts_of(engagement).items():
        content[name] = all_of(rows, columns)
        empty_all(rows, columns)
    texts = FeedbackText.objects.filter(engagement=engagement, request__isnull=False)
    content["feedback"] = take_feedback_out(texts)
    return content, emptied(engagement, RECORD)


def take_feedback_out(texts: Any) -> list[Content]:
    """Returns what people were to be told, which is gone from the table then: its rows are never changed."""
    found = [{"id": str(text.pk), **taken(text, FEEDBACK)} for text in texts]
    texts.delete()
    return found


def put_feedback_back(engagement_id: Any, content: Iterable[Content]) -> None:
    """Puts back what people were to be told, as it was."""
    for held in content:
        text = FeedbackText(pk=held["id"], engagement_id=engagement_id)
        put_back(text, {name: held[name] for name in FEEDBACK})
        text.save(force_insert=True)


def _column(row: models.Model, name: str) -> Any:
    return next(field for field in row._meta.fields if name in (field.name, field.attname))


def _nothing(column: Any) -> Any:
    if column.null:
        return None
    if isinstance(column, ArrayField):
        return []
    if isinstance(column, models.JSONField):
        return {}
    return ""
