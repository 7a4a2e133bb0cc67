"""How the database refuses to delete what a legal hold keeps."""

import pgtrigger

RUNNING = "EXISTS (SELECT 1 FROM remedy_casehold h WHERE h.case_id = OLD.{key} AND h.ended_on IS NULL)"
REFUSES = "IF {running} THEN RAISE EXCEPTION 'a legal hold stops this deletion'; END IF; RETURN OLD;"


def held(noun: str, *, key: str = "case_id") -> pgtrigger.Trigger:
    """Returns the trigger by which a row of a case stays while a hold runs on the case."""
    return pgtrigger.Trigger(
        name=f"held_{noun}",
        operation=pgtrigger.Delete,
        when=pgtrigger.Before,
        func=REFUSES.format(running=RUNNING.format(key=key)),
    )
