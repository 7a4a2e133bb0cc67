"""What the holders of an escrow may find: uses that wait, and cases that nobody opens. No word of any."""

from datetime import datetime

from django.db.models import Q, QuerySet

from hrdd.accounts.models import PersonalKey, User
from remedy.models import Assignment, Case, DeskMember, EscrowKey, EscrowShare, EscrowUse


def handled_by_nobody(user: User) -> QuerySet[Case]:
    """Returns cases of her companies in which something is owed and that no key of a handler opens."""
    companies = EscrowKey.objects.held_by(user).values("company")
    standing: QuerySet[Case] = Case.objects.standing().filter(company__in=companies)
    return standing.exclude(pk__in=Assignment.objects.able().values("case")).order_by("filed_on", "reference")


def called(user: User, reference: str) -> Case | None:
    """Returns the case of this name, of a company whose escrow she holds; None when there is none."""
    keys = EscrowKey.objects.held_by(user)
    rows = Case.objects.select_related("company", "channel", "escrow_key")
    found: Case | None = rows.filter(reference=reference.strip().upper(), escrow_key__in=keys).first()
    return found


def waiting_for(user: User, *, at: datetime) -> QuerySet[EscrowUse]:
    """Returns uses that a colleague asked for, and to which she can agree."""
    rows = EscrowUse.objects.waiting(at=at).filter(key__in=EscrowKey.objects.held_by(user))
    return rows.filter(halves__partner=user).exclude(asked_by=user).exclude(recipient=user).with_people()


def asked_by(user: User) -> QuerySet[EscrowUse]:
    """Returns the uses she asked for, the newest first."""
    return EscrowUse.objects.filter(asked_by=user).with_people().order_by("-asked_at", "id")


def who_lost_their_part(user: User) -> QuerySet[User]:
    """Returns other holders with a new key, whose part of a key of hers is for a key they have lost."""
    lost = EscrowShare.objects.filter(
        key__in=EscrowKey.objects.held_by(user), personal_key__ended_at__isnull=False
    )
    with_key = PersonalKey.objects.living().values("user")
    return User.objects.filter(pk__in=lost.values("holder")).filter(pk__in=with_key).exclude(pk=user.pk)


def may_be_given(user: User) -> QuerySet[User]:
    """Returns people to whom a holder may have a case given: who sits at a desk, or handles one already."""
    companies = EscrowKey.objects.held_by(user).values("company")
    handles = Assignment.objects.living().filter(case__company__in=companies).values("user")
    sits = DeskMember.objects.filter(left_on=None, channel__company__in=companies).values("user")
    return User.objects.filter(Q(pk__in=handles) | Q(pk__in=sits)).exclude(pk=user.pk).order_by("name")
