"""Talk: threads, comments, and every version of what was said."""

from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from hrdd.accounts.models import Organisation, User
from hrdd.lib.models import Row


class Audience(models.TextChoices):
    """Who reads a thread, the narrowest first. Fixed when the thread is opened; it cannot be widened."""

    OWN = "own", _("only my organisation")
    SHARED = "shared", _("everyone who can see this assessment")


class ThreadQuerySet(models.QuerySet["Thread"]):
    def readable_by(self, user: User) -> Self:
        """Returns threads she may read, among those of a root she can see."""
        own = {m.organisation_id for m in user.standing_memberships}
        return self.filter(Q(audience=Audience.SHARED) | Q(organisation_id__in=own) | Q(opened_by=user))

    def shared(self) -> Self:
        """Returns threads that everyone who can see the root may read."""
        return self.filter(audience=Audience.SHARED)

    def unanswered(self) -> Self:
        """Returns shared threads that an outsider opened and the company has not answered."""
        return self.shared().filter(by_outsider=True, answered_at=None)

    def in_full(self) -> Self:
        """Returns threads in the order of opening with all their comments."""
        comments = Comment.objects.select_related("author", "organisation").order_by("created_at", "id")
        return (
            self.select_related("organisation")
            .prefetch_related(Prefetch("comments", comments))
            .order_by("opened_at", "id")
        )


class Thread(Row):
    """A conversation about one thing. `root_id` is the root through which it is reached."""

    PERSONAL_FIELDS: ClassVar = ("opened_by",)
    OTHER_FIELDS: ClassVar = (
        "id", "company", "root_id", "audience", "organisation", "by_outsider", "opened_at", "answered_at",
    )  # fmt: skip

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    root_id = models.UUIDField(db_index=True)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    by_outsider = models.BooleanField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ThreadQuerySet.as_manager()

    def __str__(self) -> str:
        return f"thread of {self.opened_at:%Y-%m-%d}"

    @property
    def is_private(self) -> bool:
        """Returns whether only one organisation reads it."""
        return self.audience == Audience.OWN


class Comment(Row):
    """Something a person said. Its text is that of the newest version; older ones stay readable."""

    PERSONAL_FIELDS: ClassVar = ("author", "text")
    OTHER_FIELDS: ClassVar = (
        "id", "thread", "organisation", "is_answer", "created_at", "edited_at", "version",
    )  # fmt: skip

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("comment"), max_length=20_000)
    is_answer = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"comment by {self.author}"

    @property
    def company_id(self) -> UUID:
        """Returns the company on whose root this was said."""
        return self.thread.company_id

    @property
    def root_id(self) -> UUID:
        """Returns the root through which it is reached."""
        return self.thread.root_id


class CommentVersion(Row):
    """What a comment said at one time. Never changed."""

    PERSONAL_FIELDS: ClassVar = ("text",)
    OTHER_FIELDS: ClassVar = ("id", "comment", "number", "written_at")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["comment", "number"], name="one_text_per_version")]

    def __str__(self) -> str:
        return f"version {self.number}"
