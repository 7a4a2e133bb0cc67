"""What every row that hangs on a risk shares."""

from typing import Any

from django.db import models

from hrdd.lib.models import Row


class OnRisk(Row):
    """A row that is reached through its risk, and the risk through its assessment."""

    risk: Any

    class Meta:
        abstract = True

    @property
    def company_id(self) -> Any:
        """Returns the company whose risk it is about."""
        return self.risk.company_id

    @property
    def root_id(self) -> Any:
        """Returns the assessment through which it is reached."""
        return self.risk.assessment_id


def of_risk(name: str) -> "models.ForeignKey[Any, Any]":
    """Returns the column that ties a row to its risk, which then knows the rows as `name`."""
    return models.ForeignKey("assessments.Risk", on_delete=models.CASCADE, related_name=name)
