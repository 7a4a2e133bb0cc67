"""Every write about a case or a channel, one module per noun."""

from remedy.actions.signing import make_signing_key, seal_signing_keys_anew

__all__ = ["make_signing_key", "seal_signing_keys_anew"]
