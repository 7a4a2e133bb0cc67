from django.db import models

from assessments.models.assessment import Assessment
from hrdd.sharing.models import OrganisationGrant, PersonGrant


class AssessmentOrganisationGrant(OrganisationGrant):
    """An assessment, opened to everyone of an outside organisation until a date."""

    content_object = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="organisation_grants"
    )

    class Meta(OrganisationGrant.Meta):
        indexes = [models.Index(fields=["group", "until"], name="organisation_grant_by_group")]

    @property
    def company_id(self) -> object:
        """Returns the company whose assessment is shared."""
        return self.content_object.company_id

    @property
    def root_id(self) -> object:
        """Returns the assessment."""
        return self.content_object_id


class AssessmentPersonGrant(PersonGrant):
    """An assessment, opened to one person until a date."""

    content_object = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="person_grants")

    class Meta(PersonGrant.Meta):
        indexes = [models.Index(fields=["user", "until"], name="person_grant_by_user")]

    @property
    def company_id(self) -> object:
        """Returns the company whose assessment is shared."""
        return self.content_object.company_id

    @property
    def root_id(self) -> object:
        """Returns the assessment."""
        return self.content_object_id
