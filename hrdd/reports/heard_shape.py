"""The part of a document that says who was heard. Pure: no Django, no clock."""

from typing import Literal, TypedDict


class HeardCell(TypedDict):
    """One group at one stage: the references of what was held, the days it is planned by, or why not."""

    stage: str
    state: Literal["done", "planned", "not_sought", "missing"]
    engagements: list[str]
    planned_on: list[str]
    reason: str


class HeardGroup(TypedDict):
    name: str
    nearness: str
    cells: list[HeardCell]


class Heard(TypedDict):
    """Who is heard at which stage, and the grave risks for which nobody concerned is planned or was heard."""

    stages: list[str]
    groups: list[HeardGroup]
    lacking: list[str]


class Figure(TypedDict):
    """How well people were heard, in one figure: what it is called, what it says, and what it means."""

    figure: str
    title: str
    said: str
    definition: str
