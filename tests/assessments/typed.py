"""What a person would type into the risk form."""

from typing import Any


def risk_input(**changes: Any) -> dict[str, Any]:
    """Returns a complete, valid input of a potential risk."""
    return {
        "title": "Cloned voices frighten families into sending money",
        "description": "Callers play a voice the family knows.",
        "nature": "potential",
        "category": "PRO",
        "primary_right": "property",
        "rights": ["privacy"],
        "groups": ["older_persons"],
        "scale": "3",
        "scope": "3",
        "irremediability": "3",
        "scale_reason": "Savings of years are gone.",
        "scope_reason": "Police reports of two countries.",
        "irremediability_reason": "Banks return some of it.",
        "likelihood": "4",
        "likelihood_reason": "Seen in a similar product.",
        "involvement": "contributed",
        "involvement_reason": "The voice comes from our model.",
        "confidence": "medium",
        "rights_in_tension": ["freedom-of-expression"],
        "tension_note": "A filter on voices silences parody, too.",
        "enabled": "partly",
        "foreseeable": "yes",
        "mitigation": "weak",
        **changes,
    }


def risk_json(**changes: Any) -> dict[str, Any]:
    """Returns the same as the API takes it."""
    return {
        "title": "Cloned voices frighten families into sending money",
        "description": "Callers play a voice the family knows.",
        "category": "PRO",
        "rights": ["property", "privacy"],
        "groups": ["older_persons"],
        "nature": "potential",
        "scale": 3,
        "scope": 3,
        "irremediability": None,
        "likelihood": 4,
        "delay_makes_irremediable": True,
        "reasons": {
            "scale": "Savings of years are gone.",
            "scope": "Police reports of two countries.",
            "irremediability": "Nobody has asked the banks.",
        },
        "involvement": "contributed",
        "confidence": "medium",
        "rights_in_tension": ["freedom-of-expression"],
        "tension_note": "A filter on voices silences parody, too.",
        "enabled": "partly",
        "foreseeable": "yes",
        "mitigation": "weak",
        **changes,
    }
