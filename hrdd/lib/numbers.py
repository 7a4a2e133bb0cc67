"""Numbers out of what a browser or a program sent."""


def whole_number(text: str, otherwise: int = 0) -> int:
    """Returns the number that the text writes in at most nine digits, or `otherwise`."""
    return int(text) if text.isdecimal() and len(text) <= 9 else otherwise
