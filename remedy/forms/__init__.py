"""What people inside the company type: about cases, the desk and the escrow, and the channel."""
