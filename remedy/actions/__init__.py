"""Every write about a case or a channel, one module per noun."""
