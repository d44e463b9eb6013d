"""What somebody is in the portal, in words: on their account, and in an invitation."""

from collections.abc import Mapping
from typing import Any

from app.words import said_later as _l

WORDS: Mapping[str, Any] = {
    "coordinator": _l("Coordinator"),
    "auditor": _l("Auditor"),
    "administrator": _l("Administrator of the portal"),
    "committee-chair": _l("Chair of the evaluation committee"),
    "committee-member": _l("Member of the evaluation committee"),
    "committee-alternate": _l("Alternate member of the evaluation committee"),
    "committee-secretary": _l("Secretary of the evaluation committee"),
    "applicant-owner": _l("Responsible person of the applicant"),
    "applicant-editor": _l("Works for the applicant"),
    "applicant-reader": _l("Reads the applicant’s applications"),
}
