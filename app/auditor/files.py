"""The files of an application: handed out, and looked at."""

from uuid import UUID

from app.access import Do
from app.auditor.blueprint import auditor
from app.auditor.loading import own_application
from app.file_pages import Opened, open_files
from competition.foundation.clock import zone


def _find(slug: str, application_id: UUID) -> Opened:
    call, known = own_application(slug, application_id)
    return Opened({"call": call, "application": known}, zone(call.zone_name))


open_files(auditor, "/audit/calls/<slug>", Do.AUDIT, _find, "auditor/file.html", download="application_file")
