"""What was found in files by an earlier version of the portal is looked for anew, in the background."""

import pytest

from app.files import Looked
from app.keeping import look_into
from competition.foundation.kept_files import KeptFile
from documents.inspecting.facts import Inspection
from documents.inspecting.stored import FORMAT, as_json
from tests.conftest import Stage
from tests.documents.signing import Signing, a_container
from tests.operations.rows import AT

CONTENT, DIGEST = a_container(Signing()), "ab" * 32
OLDER = {"format": "inspection/1", "signatures": [{"verdict": "intact"}]}


class OneFile:
    """A store of one content."""

    def get(self, _digest: str) -> bytes:
        return CONTENT


@pytest.mark.parametrize("before", [None, OLDER], ids=["never", "by an earlier version"])
def test_a_content_is_looked_into_that_was_not_looked_into_by_this_version(stage: Stage, monkeypatch, before):
    monkeypatch.setattr("app.keeping.storage", OneFile)
    monkeypatch.setattr("app.keeping.looked_into", lambda *_: Looked(Inspection(pages=7)))
    stage.session.add(KeptFile(digest=DIGEST, size=len(CONTENT), kept_at=AT, text="", folded="", inspection=before))
    stage.session.commit()

    assert (look_into(stage.session), look_into(stage.session)) == (1, 0)

    kept = stage.session.get_one(KeptFile, DIGEST)
    assert kept.inspection == as_json(Inspection(pages=7))
    assert kept.inspection["format"] == FORMAT
