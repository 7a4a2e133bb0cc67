from taxonomy.models.catalogue import Article, Category, Edition, Example, Group, Instrument, Right
from taxonomy.models.crosswalk import Framework, Gap, Mapping, Provision
from taxonomy.models.sourced import Provenance, Sourced

__all__ = [
    "Article",
    "Category",
    "Edition",
    "Example",
    "Framework",
    "Gap",
    "Group",
    "Instrument",
    "Mapping",
    "Provenance",
    "Provision",
    "Right",
    "Sourced",
]
