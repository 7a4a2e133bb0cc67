"""What a company's portfolio holds beside its risks: measures of forty people, moments, closures."""

from typing import Any

from hrdd.accounts.models import Organisation, User
from tests.factories.accounts import member

OWNERS = 40
# Only what an analyst may set aside by herself: graver risks need a named approver.
CLOSE_SOME = "UPDATE assessments_risk SET standing = 'closed' WHERE band <= 3 AND number %% 10 = 0"
ADD_MEASURES = """
INSERT INTO assessments_measure (id, risk_id, title, owner_id, due_on, status, note, created_by_id,
    created_at, version)
SELECT gen_random_uuid(), r.id, 'What is done about number ' || r.number,
    CASE WHEN r.number %% 7 = 0 THEN NULL ELSE (%(owners)s::uuid[])[1 + (random() * %(last)s)::int] END,
    CASE WHEN r.number %% 11 > 0 THEN current_date - 60 + (random() * 400)::int END,
    (ARRAY['planned', 'under_way', 'done'])[1 + (random() * 2)::int], '', %(user)s, now(), 1
FROM assessments_risk AS r WHERE r.number %% 5 = 0
"""
ADD_MOMENTS = """
INSERT INTO assessments_moment (id, company_id, system_id, kind, what, expected_by, proposed_because,
    waived_reason, created_by_id, created_at, version)
SELECT gen_random_uuid(), s.company_id, s.id, 'review', 'Look number ' || n,
    current_date - 200 + (random() * 800)::int, '', '', %(user)s, now(), 1
FROM assessments_system AS s, generate_series(1, 24) AS n
"""
ADD_CLOSURES = """
INSERT INTO assessments_closure (id, assessment_id, category_id, reason, closed_by_id, closed_at, version)
SELECT gen_random_uuid(), a.id, c.id, 'No users of this kind.', %(user)s, now(), 1
FROM assessments_assessment AS a JOIN taxonomy_category AS c ON c.edition_id = a.edition_id
WHERE c.position <= 2
"""


def add(cursor: Any, *, company: Organisation, by: User) -> None:
    """Adds 200,000 measures, two thirds of them open, 4,800 moments and 40,000 closures."""
    owners = [member(company, "analyst", name=f"Owner {n:02}").pk for n in range(OWNERS)]
    given = {"owners": owners, "last": OWNERS - 1, "user": by.pk}
    for statement in (CLOSE_SOME, ADD_MEASURES, ADD_MOMENTS, ADD_CLOSURES):
        cursor.execute(statement, given)
