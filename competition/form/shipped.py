"""The form of the PuMPuRS competition (RULES §7 [A]): what a new call begins with."""

from pathlib import Path

from competition.form.reading import read_definition

PUMPURS_TEXT = (Path(__file__).parent / "pumpurs.toml").read_text(encoding="utf-8")
PUMPURS = read_definition(PUMPURS_TEXT)
