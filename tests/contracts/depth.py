"""One row of everything that hangs on a system, an assessment and a risk, for the sweeps."""

from typing import Any

from django.utils import timezone

from assessments.models import Assessment, Risk, SystemParty
from hrdd.accounts.models import User
from tests import factories
from tests.factories.documents import snapshot


def rows_in_depth(
    assessment: Assessment, risk: Risk, *, by: User, approver: User, mark: str
) -> dict[str, Any]:
    """Returns the name that addresses use -> the row's key; `mark` stands in each text of them."""
    company, system = assessment.company, assessment.system
    version = factories.SystemVersionFactory.create(system=system, name=f"{mark} 1", created_by=by)
    party = factories.PartyFactory.create(company=company, name=f"Supplier {mark}")
    link = SystemParty.objects.create(system=system, party=party, relation="supplier", note=mark)
    moment = factories.MomentFactory.create(system=system, what=f"Look at {mark}", created_by=by)
    factories.InvolvementFactory.create(risk=risk, party=party, reason=f"It made {mark}")
    factories.ResidualRatingFactory.create(risk=risk, scale_reason=f"Still {mark}")
    letter = factories.evidence_file(
        company=company, root_id=assessment.pk, title=mark, file_name=f"{mark}.pdf", added_by=by,
        content=f"%PDF-1.7 {mark}".encode(),
    )  # fmt: skip
    factories.RiskEvidenceFactory.create(risk=risk, evidence=letter)
    closed = assessment.edition.categories.get(code="PRO")
    approval = factories.ApprovalFactory.create(
        assessment=assessment, state="returned", note=mark, reason=mark, decided_by=approver,
        decided_at=timezone.now(),
    )  # fmt: skip
    return {
        "version_pk": version.pk, "system_party_pk": link.pk, "moment_pk": moment.pk, "party_pk": party.pk,
        "group_rating_pk": factories.GroupRatingFactory.create(risk=risk, scale_reason=f"For {mark}").pk,
        "occurrence_pk": factories.OccurrenceFactory.create(risk=risk, what=mark).pk,
        "measure_pk": factories.MeasureFactory.create(risk=risk, title=mark).pk,
        "decision_pk": factories.RiskDecisionFactory.create(risk=risk, reason=mark).pk,
        "evidence_pk": letter.pk,
        "closure_pk": factories.ClosureFactory.create(assessment=assessment, category=closed, reason=mark).pk,
        "approval_pk": approval.pk, "category_code": "PRO", "right_code": "housing",
        "number": snapshot(assessment, by=approver).number,
        "draft_pk": factories.DraftFactory.create(
            assessment=assessment, user=by, data={"title": [mark]}
        ).pk,
        "import_pk": factories.RiskImportFactory.create(
            assessment=assessment, file_name=f"{mark}.csv", requested_by=by
        ).pk,
    }  # fmt: skip
