"""Channels, cases, and the keys that hold them."""
