"""How large a file is said to be, before it is put into a language."""

KILO = 1024


def size_of(octets: int) -> tuple[str, str]:
    """The number, with a point where it has a fraction, and the unit: ("412", "KB"), ("1.4", "MB"); never 1024 KB."""
    kilo = max(1, round(octets / KILO))
    return (str(kilo), "KB") if kilo < KILO else (str(round(octets / KILO / KILO, 1)), "MB")
