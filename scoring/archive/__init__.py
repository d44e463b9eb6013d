"""The call archive: one file that holds a whole call and lets anyone recompute its result."""
