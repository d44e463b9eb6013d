"""Refusals: what a person may be told no for. Named by their reason, carrying facts, without a sentence."""


class Refusal(Exception):
    """Nothing was changed. `code` is stable: tests, logs and translations key on it."""

    code: str

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code} ({told})" if told else self.code


class NotFound(Refusal):
    """What was named does not exist, or is not for the one who asks."""

    code = "not-found"
