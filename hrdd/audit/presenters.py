"""Events in plain words: "Ines Duarte changed scale from 3 to 4 on R-3 The model repeats letters"."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hrdd.audit.case_phrases import CASE_PHRASES
from hrdd.audit.models import Event

# Every action that any layer records, in the words of the history pages. A test compares the two.
PHRASES = {
    **CASE_PHRASES,
    "API token made": gettext_lazy("%(who)s made the API token %(what)s"),
    "API token withdrawn": gettext_lazy("%(who)s withdrew the API token %(what)s"),
    "access ended": gettext_lazy("The access of %(what)s came to its end"),
    "access extended": gettext_lazy("%(who)s changed the end of the access of %(what)s"),
    "access given": gettext_lazy("%(who)s let in %(what)s"),
    "access withdrawn": gettext_lazy("%(who)s withdrew the access of %(what)s"),
    "answered": gettext_lazy("%(who)s answered a comment"),
    "approved version downloaded": gettext_lazy("%(who)s took away %(what)s, as it was approved"),
    "assessment carried over": gettext_lazy("%(who)s began %(what)s with last year’s assessment"),
    "assessment changed": gettext_lazy("%(who)s changed %(what)s"),
    "assessment exported": gettext_lazy("%(who)s took away %(what)s as a file"),
    "assessment imported": gettext_lazy("%(who)s read in %(what)s from a file"),
    "assessment opened": gettext_lazy("%(who)s opened %(what)s"),
    "assessment approved": gettext_lazy("%(who)s approved %(what)s"),
    "assessment returned": gettext_lazy("%(who)s returned %(what)s with a reason"),
    "assessment submitted": gettext_lazy("%(who)s submitted %(what)s for approval"),
    "assessment superseded": gettext_lazy("%(what)s was superseded by a later assessment"),
    "assessment taken back": gettext_lazy("%(who)s took %(what)s back from review"),
    "case deleted": gettext_lazy("%(who)s deleted a case whose time was over: %(what)s"),
    "case held": gettext_lazy("%(who)s placed a legal hold: %(what)s"),
    "case hold ended": gettext_lazy("%(who)s ended a legal hold: %(what)s"),
    "category found not relevant": gettext_lazy("%(who)s considered %(what)s and found it not relevant"),
    "comment revised": gettext_lazy("%(who)s put a comment in other words"),
    "commented": gettext_lazy("%(who)s commented"),
    "concern erased": gettext_lazy("Erased, because the person wanted it: %(what)s"),
    "erasure asked for": gettext_lazy("The person wants it erased, and a legal hold stops that: %(what)s"),
    "evidence added": gettext_lazy("%(who)s added evidence: %(what)s"),
    "evidence changed": gettext_lazy("%(who)s put what is said about evidence in other words: %(what)s"),
    "evidence lost": gettext_lazy("The file store did not take evidence, which was taken back: %(what)s"),
    "evidence removed": gettext_lazy("%(who)s removed evidence: %(what)s"),
    "columns of a table named": gettext_lazy("%(who)s said which column is what in a %(what)s"),
    "import asked for": gettext_lazy("%(who)s asked to write a %(what)s into the register"),
    "import cancelled": gettext_lazy("%(who)s cancelled the import of a %(what)s"),
    "import stopped": gettext_lazy("The import of a %(what)s ended without a risk written"),
    "numbers of cases published": gettext_lazy("Numbers of the channel were published: %(what)s"),
    "risks imported": gettext_lazy("%(who)s imported a %(what)s"),
    "table checked": gettext_lazy("The %(what)s was checked"),
    "table handed in": gettext_lazy("%(who)s handed in a %(what)s"),
    "group rated": gettext_lazy("%(who)s rated how severe it is for one group: %(what)s"),
    "group rating changed": gettext_lazy("%(who)s changed the rating for one group: %(what)s"),
    "group rating removed": gettext_lazy("%(who)s removed the rating for one group: %(what)s"),
    "coverage opened again": gettext_lazy("%(who)s opened %(what)s again: it counts as not considered"),
    "invitation accepted": gettext_lazy("%(who)s accepted the invitation and came in"),
    "invitation withdrawn": gettext_lazy("%(who)s withdrew the invitation of %(what)s"),
    "invited": gettext_lazy("%(who)s invited %(what)s"),
    "involvement ended": gettext_lazy("%(who)s took an actor off a risk: %(what)s"),
    "involvement judged": gettext_lazy("%(who)s judged how an actor is involved: %(what)s"),
    "organisation created": gettext_lazy("%(who)s added the organisation %(what)s"),
    "own settings changed": gettext_lazy("%(who)s changed her own settings"),
    "moment accepted": gettext_lazy("%(who)s planned what the workbench had proposed: %(what)s"),
    "moment answered": gettext_lazy("%(who)s named the assessment that answers a moment: %(what)s"),
    "moment changed": gettext_lazy("%(who)s changed a moment to assess: %(what)s"),
    "moment planned": gettext_lazy("%(who)s planned a moment to assess: %(what)s"),
    "moment proposed": gettext_lazy("A moment to assess came up: %(what)s"),
    "moment reopened": gettext_lazy("%(who)s reopened a waived moment to assess: %(what)s"),
    "moment waived": gettext_lazy("%(who)s waived a moment to assess: %(what)s"),
    "moved to another edition": gettext_lazy("%(who)s moved %(what)s to another edition of the taxonomy"),
    "next version begun": gettext_lazy("%(who)s began the next version of %(what)s by changing it"),
    "party added": gettext_lazy("%(who)s added %(what)s to the suppliers and customers"),
    "party changed": gettext_lazy("%(who)s changed what is known of %(what)s"),
    "password changed": gettext_lazy("%(who)s changed her password"),
    "case given again": gettext_lazy("%(who)s gave %(what)s to a colleague again, whose key was lost"),
    "case handed over": gettext_lazy("%(who)s handed %(what)s over"),
    "case locked for the new escrow key": gettext_lazy("%(who)s locked %(what)s for the new escrow key"),
    "cases given to the deputy": gettext_lazy("%(who)s gave what came in meanwhile to a deputy: %(what)s"),
    "came back from leave": gettext_lazy("%(who)s ended the %(what)s"),
    "deputy ended": gettext_lazy("A deputy handles %(what)s no more"),
    "escrow asked for": gettext_lazy("%(who)s asked to use the escrow key on %(what)s"),
    "escrow key used": gettext_lazy("Two people used the %(what)s"),
    "escrow not answered": gettext_lazy("Nobody answered who asked to use the escrow key: %(what)s"),
    "escrow part asked for": gettext_lazy("%(who)s asked to give a holder her part of the %(what)s again"),
    "escrow turned down": gettext_lazy("%(who)s turned down to use the escrow key: %(what)s"),
    "escrow used": gettext_lazy("%(who)s agreed to use the escrow key on %(what)s"),
    "identity closed again": gettext_lazy("Who the person is was locked again: %(what)s"),
    "went on leave": gettext_lazy("%(who)s said when she is away, and who stands in for her"),
    "channel made": gettext_lazy("%(who)s made the %(what)s"),
    "channel revised": gettext_lazy("%(who)s changed the terms of the %(what)s"),
    "joined the desk": gettext_lazy("%(who)s seated somebody at the desk: %(what)s"),
    "left the desk": gettext_lazy("Somebody left the desk: %(what)s"),
    "escrow key made": gettext_lazy("%(who)s made an %(what)s"),
    "channel opened": gettext_lazy("%(who)s opened the %(what)s"),
    "channel closed": gettext_lazy("%(who)s closed the %(what)s"),
    "concern raised": gettext_lazy("Somebody raised a concern: %(what)s"),
    "case offered": gettext_lazy("%(who)s asked a colleague to take %(what)s on"),
    "case taken on": gettext_lazy("%(who)s took %(what)s on"),
    "stepped back from case": gettext_lazy("%(who)s does not handle %(what)s"),
    "personal key locked anew": gettext_lazy("%(who)s kept her key for cases under her new password"),
    "personal key lost": gettext_lazy("The %(what)s for cases opens nothing any more"),
    "personal key made": gettext_lazy("%(who)s made a key for cases"),
    "person added": gettext_lazy("%(who)s added %(what)s, who has not come in yet"),
    "rated as reviewer": gettext_lazy("Rated by a reviewer: %(what)s"),
    "report begun": gettext_lazy("Work on a report began: %(what)s"),
    "report downloaded": gettext_lazy("%(who)s took away a report: %(what)s"),
    "report failed": gettext_lazy("A report could not be made: %(what)s"),
    "report ready": gettext_lazy("A report is ready: %(what)s"),
    "report requested": gettext_lazy("%(who)s asked for a report: %(what)s"),
    "report taken up again": gettext_lazy("Work on a report was taken up again: %(what)s"),
    "report tried again": gettext_lazy("%(who)s asked to try a report again: %(what)s"),
    "residual rated": gettext_lazy("%(who)s rated what stays with the measures in place: %(what)s"),
    "residual rating removed": gettext_lazy("%(who)s removed the %(what)s"),
    "right found not relevant": gettext_lazy("%(who)s considered %(what)s and found it not relevant"),
    "rights found not relevant": gettext_lazy("%(who)s found rights not relevant in %(what)s"),
    "risk changed": gettext_lazy("%(who)s changed %(what)s"),
    "risk recorded": gettext_lazy("%(who)s recorded %(what)s"),
    "roles set": gettext_lazy("%(who)s set the roles of %(what)s"),
    "sign-in failed": gettext_lazy("Somebody tried to sign in as %(what)s with a wrong password"),
    "signed in": gettext_lazy("%(who)s signed in"),
    "signed out": gettext_lazy("%(who)s signed out"),
    "system added": gettext_lazy("%(who)s added the AI system %(what)s"),
    "system changed": gettext_lazy("%(who)s changed the AI system %(what)s"),
    "system party added": gettext_lazy("%(who)s named who stands in the value chain: %(what)s"),
    "system party changed": gettext_lazy("%(who)s changed what for: %(what)s"),
    "system party removed": gettext_lazy("%(who)s took off the value chain: %(what)s"),
    "system version added": gettext_lazy("%(who)s added the version %(what)s"),
    "system version changed": gettext_lazy("%(who)s changed the version %(what)s"),
    "taxonomy loaded": gettext_lazy("%(who)s loaded the taxonomy: %(what)s"),
    "decision approved": gettext_lazy("%(who)s approved a decision on %(what)s"),
    "decision declined": gettext_lazy("%(who)s declined a decision on %(what)s"),
    "decision proposed": gettext_lazy("%(who)s proposed a decision on %(what)s, which waits for an approver"),
    "decision withdrawn": gettext_lazy("%(who)s withdrew a proposed decision on %(what)s"),
    "evidence taken away": gettext_lazy("%(who)s took away a file of evidence: %(what)s"),
    "evidence taken off": gettext_lazy("%(who)s took a piece of evidence off a risk: %(what)s"),
    "evidence weighed anew": gettext_lazy("%(who)s weighed a piece of evidence anew: %(what)s"),
    "measure added": gettext_lazy("%(who)s added the measure %(what)s"),
    "measure changed": gettext_lazy("%(who)s changed the measure %(what)s"),
    "occurrence changed": gettext_lazy("%(who)s changed an %(what)s"),
    "occurrence recorded": gettext_lazy("%(who)s recorded an %(what)s"),
    "occurrence removed": gettext_lazy("%(who)s removed an %(what)s"),
    "rating confirmed": gettext_lazy("%(who)s looked again at %(what)s: the rating stands"),
    "stakeholder group added": gettext_lazy("%(who)s added a group of people: %(what)s"),
    "support given": gettext_lazy("%(who)s noted what a group was given: %(what)s"),
    "support changed": gettext_lazy("%(who)s changed what a group was given: %(what)s"),
    "initiative started": gettext_lazy("%(who)s started something together with others: %(what)s"),
    "initiative changed": gettext_lazy("%(who)s changed what is done together with others: %(what)s"),
    "past engagements handed in": gettext_lazy("%(who)s handed in a table of past engagements"),
    "columns of past engagements named": gettext_lazy("%(who)s named the columns of a table of engagements"),
    "past engagements written": gettext_lazy("%(who)s wrote past engagements into the log"),
    "past engagements thrown away": gettext_lazy("%(who)s threw a table of past engagements away"),
    "stakeholder group changed": gettext_lazy("%(who)s changed what is known of a group of people: %(what)s"),
    "contact added": gettext_lazy("%(who)s added a contact: %(what)s"),
    "contact changed": gettext_lazy("%(who)s changed a contact: %(what)s"),
    "contact identity opened": gettext_lazy("%(who)s opened who a contact is: %(what)s"),
    "contact erased": gettext_lazy("%(who)s erased who a contact is: %(what)s"),
    "identities sealed anew": gettext_lazy("%(who)s sealed the identities of contacts anew: %(what)s"),
    "engagement planned": gettext_lazy("%(who)s planned to hear a group: %(what)s"),
    "planned engagement changed": gettext_lazy("%(who)s changed the plan to hear a group: %(what)s"),
    "planned engagement removed": gettext_lazy("%(who)s took a group off the plan: %(what)s"),
    "group not sought": gettext_lazy("%(who)s said why a group is not asked: %(what)s"),
    "group sought again": gettext_lazy("%(who)s took back why a group is not asked: %(what)s"),
    "engagement opened": gettext_lazy("%(who)s opened %(what)s"),
    "engagement changed": gettext_lazy("%(who)s filled in %(what)s"),
    "engagement corrected": gettext_lazy("%(who)s corrected %(what)s"),
    "engagement put on record": gettext_lazy("%(who)s put %(what)s on record"),
    "participants counted": gettext_lazy("%(who)s counted who took part: %(what)s"),
    "input recorded": gettext_lazy("%(who)s wrote down what people said: %(what)s"),
    "input corrected": gettext_lazy("%(who)s corrected what was written down: %(what)s"),
    "input linked": gettext_lazy("%(who)s linked what people said: %(what)s"),
    "request linked": gettext_lazy("%(who)s linked what people ask for: %(what)s"),
    "request unlinked": gettext_lazy("%(who)s took away a link of what people ask for: %(what)s"),
    "change named": gettext_lazy("%(who)s named what changed because of %(what)s"),
    "feedback written": gettext_lazy("%(who)s wrote what people are told: %(what)s"),
    "feedback taken away": gettext_lazy("%(who)s took away what people are told: %(what)s"),
    "feedback given": gettext_lazy("%(who)s told people what became of what they said: %(what)s"),
    "input unlinked": gettext_lazy("%(who)s took a link away: %(what)s"),
    "consent recorded": gettext_lazy("%(who)s wrote down what a participant agreed to: %(what)s"),
    "consent changed": gettext_lazy("%(who)s changed what a participant agreed to: %(what)s"),
    "consent withdrawn": gettext_lazy("Consent was taken back: %(what)s"),
    "consent code made": gettext_lazy("%(who)s gave a participant a code of her own: %(what)s"),
    "collective consent stated": gettext_lazy("%(who)s wrote down what a people decided: %(what)s"),
    "missing consent overridden": gettext_lazy(
        "%(who)s lets words be used though nobody was asked: %(what)s"
    ),
    "override of consent ended": gettext_lazy("%(who)s ended the use of words without consent: %(what)s"),
    "safety of participants checked": gettext_lazy("%(who)s asked whether people are safe: %(what)s"),
    "words left out of report": gettext_lazy("Words were left out of a report not yet issued: %(what)s"),
    "record sealed": gettext_lazy("%(who)s sealed a record: %(what)s"),
    "input sealed": gettext_lazy("%(who)s sealed what people said: %(what)s"),
    "opening asked for": gettext_lazy("%(who)s asked to open what is sealed: %(what)s"),
    "opening agreed to": gettext_lazy("%(who)s agreed to open what is sealed: %(what)s"),
    "opening ended": gettext_lazy("%(who)s ended an opening: %(what)s"),
    "sealed content read": gettext_lazy("%(who)s read what is sealed: %(what)s"),
    "sealed file taken away": gettext_lazy("%(who)s took away a sealed file: %(what)s"),
    "unsealed": gettext_lazy("%(who)s unsealed, under an opening: %(what)s"),
    "signing key made": gettext_lazy("%(who)s made a key that signs proofs of complaint: %(what)s"),
    "signing keys sealed anew": gettext_lazy("%(who)s sealed what signs proofs of complaint anew: %(what)s"),
    "sealed content sealed anew": gettext_lazy("%(who)s sealed what is sealed with another key: %(what)s"),
    "file attached": gettext_lazy("%(who)s added a file: %(what)s"),
    "attached file taken away": gettext_lazy("%(who)s took away a file: %(what)s"),
    "attached file removed": gettext_lazy("%(who)s removed a file: %(what)s"),
    "attached file lost": gettext_lazy("The file store did not take a file, which was taken back: %(what)s"),
    "retention changed": gettext_lazy("%(who)s set until when it is kept: %(what)s"),
    "legal hold placed": gettext_lazy("%(who)s placed a %(what)s"),
    "legal hold ended": gettext_lazy("%(who)s ended a %(what)s"),
    "record deleted": gettext_lazy("%(who)s deleted for good: %(what)s"),
    "request added": gettext_lazy("%(who)s wrote down what people ask for: %(what)s"),
    "request answered": gettext_lazy("%(who)s answered %(what)s"),
    "people told": gettext_lazy("%(who)s told people the answer to %(what)s"),
    "reply kept": gettext_lazy("%(who)s wrote down what people said to the answer: %(what)s"),
    "rights holders heard": gettext_lazy("What rights holders said was linked to %(what)s"),
    "rights holders unheard": gettext_lazy("What rights holders said was taken away from %(what)s"),
    "rating marked stale": gettext_lazy("The rating has to be looked at again: %(what)s"),
    "risk closed": gettext_lazy("%(who)s closed %(what)s"),
    "risk deferred": gettext_lazy("%(who)s deferred %(what)s"),
    "risk reopened": gettext_lazy("%(who)s reopened %(what)s"),
    "risk reopened by its rating": gettext_lazy(
        "Its rating rose above what was decided, so it is open again: %(what)s"
    ),
}
FIELDS = {
    "about": gettext_lazy("about"),
    "audience": gettext_lazy("read by"),
    "claim_status": gettext_lazy("how sure it is"),
    "delay_makes_irremediable": gettext_lazy("waiting makes it harder to undo"),
    "confidence": gettext_lazy("how sure we are of the rating"),
    "enabled": gettext_lazy("whether it enabled or encouraged the harm"),
    "foreseeable": gettext_lazy("whether it could have known"),
    "involvement": gettext_lazy("involvement"),
    "involvement_reason": gettext_lazy("how we are involved"),
    "irremediability_reason": gettext_lazy("why this irremediability"),
    "likelihood_reason": gettext_lazy("why this likelihood"),
    "mitigation": gettext_lazy("how good its own mitigation is"),
    "measure": gettext_lazy("a new measure"),
    "other_right": gettext_lazy("another right"),
    "party": gettext_lazy("actor"),
    "position": gettext_lazy("where it stands in the value chain"),
    "rights_in_tension": gettext_lazy("rights in tension"),
    "scale_reason": gettext_lazy("why this scale"),
    "scope_reason": gettext_lazy("why this scope"),
    "sha256": gettext_lazy("digest (SHA-256)"),
    "source": gettext_lazy("where this is known from"),
    "tension_note": gettext_lazy("what pulls against what"),
    "waived_at": gettext_lazy("when it was waived"),
    "waived_by": gettext_lazy("who waived it"),
    "waived_reason": gettext_lazy("why it was waived"),
}
GRADES = frozenset({"scale", "scope", "irremediability"})
# Where a change of one short value is said in the sentence itself.
CHANGED = frozenset({"risk changed", "assessment changed", "system changed"})
# Their values are codes of ours, which read as words once the underscores are gone.
CODED = frozenset({"involvement", "status", "kind", "roles", "role", "claim_status"})
CODED = frozenset({"involvement", "position", "status", "kind", "roles", "role"})
SHORT, LONGEST = 60, 400


@dataclass(frozen=True)
class Change:
    """What became of one field; `before` is None where there was nothing to compare with."""

    name: str
    before: str | None
    after: str


@dataclass(frozen=True)
class Line:
    """An event for people: when, in one sentence, and what changed."""

    at: datetime
    sentence: str
    changes: list[Change]
    # The event's id, by which a link finds the line.
    key: str = ""


def line(event: Event) -> Line:
    """Returns the event in words; an action without a phrase is still told plainly."""
    changes = [_change(name, value) for name, value in event.changes.items()]
    words = {"who": event.actor_label, "what": event.target_label}
    if event.action in CHANGED and len(changes) == 1 and _is_short(changes[0]):
        [only] = changes
        said = _("%(who)s changed %(field)s from %(before)s to %(after)s on %(what)s")
        more = {"field": only.name, "before": only.before, "after": only.after}
        return Line(event.at, said % {**words, **more}, [], str(event.pk))
    phrase = PHRASES.get(event.action)
    sentence = str(phrase) % words if phrase else f"{event.actor_label}: {event.action}, {event.target_label}"
    return Line(event.at, sentence, changes, str(event.pk))


def _is_short(change: Change) -> bool:
    return change.before is not None and max(len(change.before), len(change.after)) <= SHORT


def _change(name: str, value: Any) -> Change:
    said = str(FIELDS.get(name) or name.replace("_", " "))
    # A pair is [before, after] (hrdd.audit.recorder); a list that is no pair is recorded as [[], list].
    match value:
        case [before, after]:
            return Change(said, _in_words(name, before), _in_words(name, after))
        case _:
            return Change(said, None, _in_words(name, value))


def _in_words(name: str, value: Any) -> str:  # noqa: PLR0911  # one line per kind of value
    if name in CODED and isinstance(value, str):
        value = value.replace("_", " ")
    match value:
        case None if name in GRADES:
            return _("unknown")
        case None if name == "likelihood":
            return _("not given")
        case "shared" if name == "audience":
            return _("everyone who can see the assessment")
        case None | "" | []:
            return _("nothing")
        case bool():
            return _("yes") if value else _("no")
        case list():
            return ", ".join(str(item) for item in value)
        case Mapping():
            return ", ".join(f"{key} {item}" for key, item in value.items())
        case str():
            return _moment(value) or (value if len(value) <= LONGEST else f"{value[:LONGEST]}…")
        case _:
            return str(value)


def _moment(text: str) -> str:
    """Returns a moment as people write it, or nothing when the text is not one."""
    if len(text) < 19 or text[4:5] != "-" or text[10:11] != "T":
        return ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return formats.date_format(timezone.localtime(moment) if moment.tzinfo else moment, "j F Y, H:i")
