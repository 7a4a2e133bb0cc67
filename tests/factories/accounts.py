"""People and organisations."""

from typing import Any

import factory
from django.contrib.auth.models import Group
from django.utils import timezone

from hrdd.accounts.models import Membership, Organisation, User

PASSWORD = "a long and quiet evening"


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = Organisation.Kind.COMPANY

    @classmethod
    def _create(cls, model_class: type[Organisation], *args: Any, **kwargs: Any) -> Organisation:
        organisation = Organisation(**kwargs)
        organisation.group = Group.objects.create(name=f"organisation {organisation.id}")
        organisation.save(force_insert=True)
        return organisation


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    password = factory.django.Password(PASSWORD)


def member(organisation: Organisation, *roles: str, name: str, email: str = "") -> User:
    """Returns a new person who holds these roles in the organisation."""
    user = UserFactory.create(name=name, **({"email": email} if email else {}))
    for role in roles:
        Membership.objects.create(user=user, organisation=organisation, role=role, started_at=timezone.now())
    user.groups.add(organisation.group)
    return user
