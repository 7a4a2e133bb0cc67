"""What the database itself holds about risks that are set aside.

A grave risk (band 4 or 5) is closed or deferred by a named approver only, and for the band it had then. When
a rating rises above what was decided, whoever raised it and on whatever path (the form, a group's rating, a
table, a program), the decision no longer covers the risk: the database opens it again. It opens instead of
merely flagging, because a closed risk is in no register: a flag on it would be read by nobody. The decision
stays in the history, and the risk page says what happened.
"""

import pgtrigger

GRAVE_ONES_ARE_SET_ASIDE_BY_APPROVERS = """
    IF NEW.standing <> 'open' AND NEW.band >= 4 AND NOT EXISTS (
        SELECT 1 FROM (
            SELECT * FROM assessments_riskdecision AS d WHERE d.risk_id = NEW.id AND d.state = 'in_force'
            ORDER BY coalesce(d.answered_at, d.decided_at) DESC, d.id DESC LIMIT 1
        ) AS latest
        WHERE latest.standing = NEW.standing AND latest.approver_id IS NOT NULL
            AND latest.band_then >= NEW.band
    ) THEN
        IF TG_OP = 'UPDATE' AND OLD.standing = NEW.standing THEN
            UPDATE assessments_risk SET standing = 'open' WHERE id = NEW.id;
            RETURN NULL;
        END IF;
        RAISE EXCEPTION 'a risk of band 4 or 5 is closed or deferred by a named approver only';
    END IF;
    RETURN NULL;
"""

TRIGGER = pgtrigger.Trigger(
    name="grave_ones_are_set_aside_by_approvers",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.After,
    condition=~pgtrigger.Q(new__standing="open"),
    func=GRAVE_ONES_ARE_SET_ASIDE_BY_APPROVERS,
)
