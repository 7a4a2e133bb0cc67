from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from hrdd.lib.models import Row


class Role(models.TextChoices):
    """What a person is inside her organisation; reviewer and auditor belong to outsiders."""

    ADMINISTRATOR = "administrator", _("Administrator")
    ANALYST = "analyst", _("Analyst")
    APPROVER = "approver", _("Approver")
    ENGAGEMENT_LEAD = "engagement_lead", _("Engagement lead")
    CASE_HANDLER = "case_handler", _("Case handler")
    VIEWER = "viewer", _("Viewer")
    REVIEWER = "reviewer", _("Reviewer")
    AUDITOR = "auditor", _("Auditor")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def administered_by(self, user: Any) -> Self:
        """Returns the organisations whose people and roles she looks after."""
        return self.filter(
            pk__in=[m.organisation_id for m in user.standing_memberships if m.role == Role.ADMINISTRATOR]
        )

    def outside(self) -> Self:
        """Returns the organisations that a company can let in: civil society and audit firms."""
        return self.exclude(kind=Organisation.Kind.COMPANY)


class Organisation(Row):
    """A company, a civil-society organisation or an audit firm. Its group carries grants."""

    PERSONAL_FIELDS: ClassVar = ()
    OTHER_FIELDS: ClassVar = ("id", "name", "kind", "group", "created_at")

    class Kind(models.TextChoices):
        COMPANY = "company", _("Company")
        CIVIL_SOCIETY = "civil_society", _("Civil-society organisation")
        AUDIT_FIRM = "audit_firm", _("Audit firm")

    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    group = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="organisation")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def company_id(self) -> object:
        """Returns its own id: what happens to an organisation concerns itself."""
        return self.id

    @property
    def roles(self) -> list[Role]:
        """Returns the roles its people can have."""
        match self.kind:
            case self.Kind.CIVIL_SOCIETY:
                return [Role.ADMINISTRATOR, Role.REVIEWER]
            case self.Kind.AUDIT_FIRM:
                return [Role.ADMINISTRATOR, Role.AUDITOR]
            case _:
                return [role for role in Role if role not in (Role.REVIEWER, Role.AUDITOR)]


class MembershipQuerySet(models.QuerySet["Membership"]):
    def standing(self) -> Self:
        """Returns memberships that have not ended."""
        return self.filter(ended_at=None)


class Membership(Row):
    """One role of one person in one organisation; a person may hold several. Ended, never deleted."""

    PERSONAL_FIELDS: ClassVar = ("user",)
    OTHER_FIELDS: ClassVar = ("id", "organisation", "role", "started_at", "ended_at")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=models.Q(ended_at=None),
                name="one_standing_membership_per_role",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.organisation}"

    @property
    def company_id(self) -> object:
        """Returns the organisation this concerns."""
        return self.organisation_id
