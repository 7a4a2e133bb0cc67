from typing import ClassVar

from django.db import models

from assessments.models.risk import Risk
from hrdd.discussions.models import Thread
from hrdd.lib.models import Row


class RiskThread(Row):
    """Ties a thread of comments to the risk it is about, so that discussions need not know risks."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "risk", "thread")

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="risk_threads")
    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="risk_thread")

    def __str__(self) -> str:
        return f"{self.thread} on {self.risk}"
