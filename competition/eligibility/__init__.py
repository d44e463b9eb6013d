"""Whether an application may be scored: the call's requirements and what was found."""
