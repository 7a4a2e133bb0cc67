from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hrdd.accounts.models.organisation import Membership, Organisation
from hrdd.lib.models import Row


class People(BaseUserManager["User"]):
    def create_user(self, *, email: str, name: str, password: str | None = None, **fields: Any) -> "User":
        """Returns a new person; without a password she cannot sign in until she accepts an invitation."""
        user = self.model(email=email.strip().lower(), name=name, **fields)
        user.set_password(password)
        user.save()
        return user

    def by_email(self, email: str) -> "User | None":
        """Returns the person with this e-mail address, however it is capitalised, or None."""
        return self.filter(email__iexact=email.strip()).first()

    def of(self, organisation: Organisation) -> "models.QuerySet[User]":
        """Returns the people of an organisation by name, each with her roles there as `roles_here`."""
        there = Membership.objects.standing().filter(organisation=organisation).order_by("started_at", "id")
        return (
            self.filter(Exists(there.filter(user=OuterRef("pk"))))
            .prefetch_related(Prefetch("memberships", there, to_attr="roles_here"))
            .order_by("name", "id")
        )


class User(Row, AbstractBaseUser, PermissionsMixin):
    """A person who can sign in. What she may do follows from memberships and grants, never from flags."""

    PERSONAL_FIELDS: ClassVar = ("email", "name", "password", "last_login", "language")
    OTHER_FIELDS: ClassVar = ("id", "is_active", "is_superuser", "created_at")

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=8, default="en")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = People()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_per_email")]

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def standing_memberships(self) -> "list[Any]":
        """Returns her memberships that are in force, with their organisations, read once per request."""
        return list(self.memberships.filter(ended_at=None).select_related("organisation").order_by("id"))
