"""One row of everything in the engagement log, for the sweeps, and what of it must not change."""

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from hrdd.lib.sealing import seal
from stakeholders import models
from tests import factories


def rows_of_the_log(assessment: Assessment, risk: Risk, *, by: User, mark: str) -> dict[str, Any]:
    """Returns the name that addresses use -> the row's key; `mark` stands in each text of them."""
    group = factories.StakeholderGroupFactory.create(
        company=assessment.company, name=f"People of {mark}", created_by=by
    )
    contact = factories.ContactFactory.create(
        group=group, called=f"Speaker {mark}", who=f'{{"name": "{mark}"}}', created_by=by
    )
    engagement = factories.EngagementFactory.create(
        assessment=assessment, number=77, title=f"Evening with {mark}", summary=mark, status="recorded",
        held_on=timezone.localdate(), recorded_at=timezone.now(), created_by=by,
    )  # fmt: skip
    inside = {"engagement": engagement, "group": group}
    factories.ParticipationFactory.create(**inside, note=mark)
    factories.CollectiveConsentFactory.create(**inside, how_decided=mark)
    consent = factories.ConsentFactory.create(
        **inside, called=f"Participant {mark}", uses={"attend": "given"}
    )
    open_words = factories.InputFactory.create(**inside, told=mark, words=mark, created_by=by)
    factories.ConsentOverrideFactory.create(input=open_words, reason=mark)
    said = factories.InputFactory.create(**inside, told=mark, words=mark, created_by=by)
    asked = factories.RequestFactory.create(engagement=engagement, text=mark, created_by=by)
    planned = factories.PlannedEngagementFactory.create(
        assessment=assessment, group=group, proxy_reason=mark, created_by=by
    )
    factories.FeedbackTextFactory.create(request=asked, said=mark, written_by=by)
    factories.FeedbackTellingFactory.create(engagement=engagement, told_how=mark, told_by=by)
    agenda = factories.AttachmentFactory.create(
        engagement=engagement, number=1, title=mark, file_name=f"{mark}.txt", added_by=by
    )
    default_storage.save(str(agenda.file), ContentFile(mark.encode()))
    listed = factories.AttachmentFactory.create(
        engagement=engagement, number=2, kind="attendance", level="sealed", sealed=seal(mark), size=None,
        title="", file_name="", media_type="", sha256="", added_by=by,
    )  # fmt: skip
    opening = factories.SealedOpeningFactory.create(
        engagement=engagement, attachment=listed, reason=mark, asked_by=by
    )
    factories.LegalHoldFactory.create(engagement=engagement, reason=mark, placed_by=by)
    factories.TombstoneFactory.create(
        company=assessment.company, assessment=assessment, reference=mark, deleted_by=by
    )
    return {
        "attachment_pk": agenda.pk, "opening_pk": opening.pk,
        "engagements": engagement.pk, "stakeholders": group.pk, "contact_pk": contact.pk, "part": "about",
        "figure": "risks",
        "consent_pk": consent.pk, "input_pk": said.pk,
        "link_pk": factories.InputLinkFactory.create(input=said, risk=risk, linked_by=by).pk,
        "request_pk": asked.pk, "language": "sw", "part_pk": asked.pk,
        "request_link_pk": factories.RequestLinkFactory.create(request=asked, risk=risk, linked_by=by).pk,
        "follow_up_pk": factories.FollowUpFactory.create(engagement=engagement, note=mark).pk,
        "planned_pk": planned.pk,
        "not_sought_pk": factories.NotSoughtFactory.create(
            assessment=assessment, group=group, reason=mark
        ).pk,
        "support_pk": factories.SupportFactory.create(group=group, what=mark, created_by=by).pk,
        "initiatives": factories.InitiativeFactory.create(
            company=assessment.company, title=f"Together on {mark}", created_by=by
        ).pk,
        "past-engagements": factories.PastEngagementsFactory.create(
            company=assessment.company, file_name=f"{mark}.csv", requested_by=by
        ).pk,
    }  # fmt: skip


def state_of_the_log(company: Any) -> list[Any]:
    """Returns the rows of a company's log as they are."""
    of_group, of_engagement = {"group__company": company}, {"engagement__company": company}
    of_assessment, of_input = {"assessment__company": company}, {"input__engagement__company": company}
    found: list[Any] = [
        models.StakeholderGroup.objects.filter(company=company),
        models.Contact.objects.filter(**of_group),
        models.Engagement.objects.filter(company=company),
        models.Participation.objects.filter(**of_engagement),
        models.Consent.objects.filter(**of_engagement),
        models.ConsentUse.objects.filter(consent__engagement__company=company),
        models.CollectiveConsent.objects.filter(**of_engagement),
        models.ConsentOverride.objects.filter(**of_input),
        models.Input.objects.filter(**of_engagement),
        models.InputLink.objects.filter(**of_input),
        models.Request.objects.filter(**of_engagement),
        models.RequestLink.objects.filter(request__engagement__company=company),
        models.FeedbackText.objects.filter(**of_engagement),
        models.FeedbackTelling.objects.filter(**of_engagement),
        models.FollowUp.objects.filter(**of_engagement),
        models.RecordVersion.objects.filter(**of_engagement),
        models.Attachment.objects.filter(**of_engagement),
        models.SealedOpening.objects.filter(**of_engagement),
        models.LegalHold.objects.filter(**of_engagement),
        models.Tombstone.objects.filter(company=company),
        models.PlannedEngagement.objects.filter(**of_assessment),
        models.NotSought.objects.filter(**of_assessment),
        models.Support.objects.filter(**of_group),
        models.Initiative.objects.filter(company=company),
        models.PastEngagements.objects.filter(company=company),
    ]
    return found
