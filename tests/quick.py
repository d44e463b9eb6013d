"""What makes hundreds of sites quick to build: templates are compiled once, addresses when they are asked for.

Each test that changes something has a site of its own; most of the time of such tests went into the two compilers.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from werkzeug.routing import Rule


class LazyRule(Rule):
    """An address whose builder is compiled when somebody asks for the address."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        made: list[Callable[..., tuple[str, str]]] = []
        compiled = super()._compile_builder

        def build(rule: Rule, *given: Any, **values: Any) -> tuple[str, str]:
            if not made:
                made.append(compiled(append_unknown))
            return made[0](rule, *given, **values)

        return build


def build_sites_quickly(folder: Path) -> None:
    """Have every site of this process built so; compiled templates are kept in `folder`, for other processes too."""
    Flask.url_rule_class = LazyRule
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": FileSystemBytecodeCache(str(folder))}
