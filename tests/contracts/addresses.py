"""Every address of the product, found by walking the resolver, with real rows to put into it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

METHODS = ("get", "head", "options", "post", "put", "patch", "delete")

# What people without a sign-in reach. A name more or less here is a decision, not an accident.
PUBLIC = {
    "healthz", "readyz", "dashboard:home", "accounts:invitation", "api:schema", "api:nowhere",
    "account_login", "account_logout", "account_signup", "account_inactive", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
    "stakeholders:my_consent", "stakeholders:my_withdrawal", "remedy:help", "remedy:proof", "remedy:keys",
    "remedy:start", "remedy:concern", "remedy:inbox", "remedy:inbox_message", "remedy:inbox_file",
    "remedy:inbox_anonymity", "remedy:inbox_withdrawal", "remedy:inbox_appeal", "remedy:inbox_judgement",
    "remedy:receipt", "remedy:inbox_erasure", "remedy:last_proof",
    "taxonomy:index", "taxonomy:search", "taxonomy:category", "taxonomy:example", "taxonomy:rights",
    "taxonomy:right", "taxonomy:groups", "taxonomy:group", "taxonomy:frameworks", "taxonomy:framework",
    "api-edition-list", "api-edition-detail", "api-category-list", "api-category-detail", "api-right-list",
    "api-right-detail", "api-example-list", "api-example-detail", "api-group-list", "api-group-detail",
    "api-framework-list", "api-framework-detail",
}  # fmt: skip

# What stands for a code in the public pages of the taxonomy.
CODES = {
    "category": "PRI", "example": "PHY-1", "right": "privacy", "group": "children",
    "framework": "ungp", "edition": "btech-2023",
}  # fmt: skip


@dataclass(frozen=True)
class Route:
    """One address: its name with namespaces, its pattern, and what has to be put into it."""

    name: str
    pattern: str
    kwargs: tuple[str, ...]

    @property
    def is_public(self) -> bool:
        return self.name in PUBLIC

    @property
    def is_api(self) -> bool:
        return self.pattern.startswith("api/")

    @property
    def prefix(self) -> str:
        """Returns what `pk` is an id of: "assessments", "reports", "systems"."""
        return self.pattern.removeprefix("api/v1/").split("/")[0]

    def address(self, rows: Mapping[str, Any]) -> str:
        """Returns the address of these rows; `rows` maps "assessments", "risk_pk" ... to ids."""
        values = {}
        for name in self.kwargs:
            key = self.prefix if name == "pk" else name
            kind = self.name.removeprefix("taxonomy:").removeprefix("api-").removesuffix("-detail")
            values[name] = CODES[kind] if name == "code" else rows[key]
        return reverse(self.name, kwargs=values)


def routes() -> list[Route]:
    """Returns every route of the product."""
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, pattern: str, namespace: str) -> Iterator[Route]:
    for part in resolver.url_patterns:
        whole = pattern + str(part.pattern)
        if isinstance(part, URLPattern):
            kwargs = tuple(part.pattern.converters) or tuple(part.pattern.regex.groupindex)
            yield Route(f"{namespace}{part.name}", whole, kwargs)
        else:
            inner = f"{namespace}{part.namespace}:" if part.namespace else namespace
            yield from _walk(part, whole, inner)
