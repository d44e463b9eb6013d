"""Imported by the server of guarded processes alone, before it forks the first: all that a work needs is there then.

The program that asks is not: a process would otherwise import it anew for each work, which takes longer than the work.
And nobody is warned: what strangers send would fill the site's log.
"""

import warnings
from multiprocessing import spawn

import documents.inspecting.inspection
import documents.inspecting.views

READY = (documents.inspecting.inspection.inspect_file, documents.inspecting.views.render_page)


def _without(_program: str) -> None:
    """In place of importing the program."""


warnings.simplefilter("ignore")
spawn._fixup_main_from_name = _without  # noqa: SLF001  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue]
spawn._fixup_main_from_path = _without  # noqa: SLF001  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue]
