from typing import Any, ClassVar, Self

from django.db.models import Exists, OuterRef, Q

from hrdd.accounts.models import User
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids
from stakeholders.confidentiality import Level
from stakeholders.models.attachment import Attachment
from stakeholders.models.engagement import Engagement, EngagementQuerySet
from stakeholders.models.input import Input
from stakeholders.models.opening import SealedOpening


class DoorQuerySet(EngagementQuerySet):
    def visible_to(self, user: Any, action: Action = Action.VIEW, *, on: Any = None) -> Self:  # noqa: ARG002
        """Returns records in which something is, or was, sealed that she may open with a second person.

        No grant from outside opens anything sealed, on whatever day.
        """
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        able = set(company_ids(user, Action.OPEN_SEALED)) & set(company_ids(user, action))
        inside = {"engagement": OuterRef("pk")}
        has_any = (
            Q(level=Level.SEALED.value)
            | Exists(Input.objects.filter(**inside, level=Level.SEALED.value))
            | Exists(Attachment.objects.filter(**inside, level=Level.SEALED.value))
            | Exists(SealedOpening.objects.filter(**inside))
        )
        return self.filter(has_any, company_id__in=able)


class Door(Engagement):
    """A record as those reach it who open what is sealed in it: that it is there, and nothing it says.

    An approver who is asked to agree needs no more, and reads restricted records no more than before.
    """

    PERSONAL_FIELDS: ClassVar = Engagement.PERSONAL_FIELDS
    OTHER_FIELDS: ClassVar = Engagement.OTHER_FIELDS

    objects: ClassVar[Any] = DoorQuerySet.as_manager()

    class Meta:
        proxy = True
