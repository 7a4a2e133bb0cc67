"""What every row that hangs on an engagement shares."""

from typing import Any

from django.db import models

from hrdd.lib.models import Row

# What a link is about, each with its risk.
LINKED = ("risk", "measure__risk", "decision__risk")


class OnEngagement(Row):
    """A row that is reached through its engagement."""

    engagement: Any
    engagement_id: Any

    class Meta:
        abstract = True

    @property
    def company_id(self) -> Any:
        """Returns the company whose log this stands in."""
        return self.engagement.company_id

    @property
    def root_id(self) -> Any:
        """Returns the engagement through which it is reached."""
        return self.engagement_id


def of_engagement(name: str) -> "models.ForeignKey[Any, Any]":
    """Returns the column that ties a row to its engagement, which then knows the rows as `name`."""
    return models.ForeignKey("stakeholders.Engagement", on_delete=models.CASCADE, related_name=name)
