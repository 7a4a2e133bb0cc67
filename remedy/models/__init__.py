"""Channels, cases, and the keys that hold them."""

from remedy.models.signing import SigningKey

__all__ = ["SigningKey"]
