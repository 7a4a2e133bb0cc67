"""Where a system and an organisation stand in the AI value chain.

Source: OECD Due Diligence Guidance for Responsible AI (2026): suppliers of AI knowledge and resources, actors
in the AI lifecycle, users and operators. One organisation may stand in several groups.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """The stages of the AI lifecycle."""

    PLAN = "plan_design", _("Planning and design")
    DATA = "collect_process", _("Collecting and processing data")
    BUILD = "build_use", _("Building the model")
    VERIFY = "verify_validate", _("Verifying and validating")
    DEPLOY = "deploy", _("Putting into use")
    OPERATE = "operate_monitor", _("Running and watching over it")
    RETIRE = "retire", _("Retiring it")


class Position(models.TextChoices):
    """The groups of the value chain."""

    CONTENT = "content_creators", _("Makers of content")
    DATA_PROVIDERS = "data_providers", _("Providers and annotators of data")
    INVESTORS = "investors", _("Investors")
    INFRASTRUCTURE = "digital_infrastructure", _("Providers of computing and networks")
    HARDWARE = "hardware", _("Makers of hardware")
    PLAN = "plan_design", _("Plan and design")
    DATA = "collect_process", _("Collect and process data")
    BUILD = "build_use", _("Build the model")
    VERIFY = "verify_validate", _("Verify and validate")
    DEPLOY = "deploy", _("Put into use")
    OPERATE = "operate_monitor", _("Run and watch over")
    RETIRE = "retire", _("Retire")
    BUSINESS_USERS = "business_users", _("Businesses that use it")
    INDIVIDUAL_USERS = "individual_users", _("People who use it")
    STATES = "states", _("States")


def several(label: Any, choices: Any) -> "ArrayField[list[str], list[str]]":
    """Returns a column that holds several of these choices, none twice and none by default."""
    one = models.CharField(max_length=30, choices=choices)
    return ArrayField(one, verbose_name=label, default=list, blank=True)


def in_words(values: Iterable[str], choices: type[models.TextChoices]) -> str:
    """Returns the labels of these values; one that is no choice any more stands for itself."""
    labels = dict(choices.choices)
    return ", ".join(str(labels.get(value, value)) for value in values)
