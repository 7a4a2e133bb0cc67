"""What happened. `hrdd.audit.recorder.record` is the only door in."""
