"""The crosswalk as one framework sees it."""

from dataclasses import dataclass

from taxonomy.models import Framework, Mapping, Provision


@dataclass(frozen=True)
class Crossing:
    """One line of the crosswalk, read from the framework whose page it stands on."""

    relation: Mapping.Relation
    other: Provision
    note: str


def crossed(framework: Framework) -> list[tuple[Provision, list[Crossing]]]:
    """Returns each provision with its lines of the crosswalk."""
    lines: dict[object, list[Crossing]] = {}
    for mapping in Mapping.objects.touching(framework).with_ends():
        relation = Mapping.Relation(mapping.relation)
        if mapping.a.framework_id == framework.id:
            lines.setdefault(mapping.a_id, []).append(Crossing(relation, mapping.b, mapping.note))
        if mapping.b.framework_id == framework.id:
            lines.setdefault(mapping.b_id, []).append(Crossing(relation.turned, mapping.a, mapping.note))
    return [(row, lines.get(row.id, [])) for row in framework.provisions.prefetch_related("rights")]
