"""Programs inside containers: told, whatever they are called and whoever signed them."""

import pytest

from documents.inspecting.facts import Note
from documents.inspecting.inspection import inspect_file
from documents.inspecting.programs import is_program
from documents.kinds import CONTAINER
from tests.documents import office, samples
from tests.documents.signing import Signing, a_container

OLD_WITH_MACROS = office.OLD_WORD + "_VBA_PROJECT".encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("setup.exe", b"?"),
        ("setup.EXE.", b"?"),
        ("foto.jpg", b"MZ\x90\x00"),
        ("foto.jpg.lnk", b"?"),
        ("veidlapa.docm", samples.DOCM),
        ("veidlapa.docx", office.WITH_MACROS),
        ("veca.doc", OLD_WITH_MACROS),
        ("palaist.sh", b"echo"),
    ],
)
def test_a_signed_container_with_a_program_in_it_is_told_of(name, content):
    files = {"pieteikums.pdf": samples.PDF, name: content}

    found = inspect_file(CONTAINER, a_container(Signing(files=files), files=files))

    assert (found.fault, found.notes) == (None, (Note.PROGRAMS_INSIDE,))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("statūti.pdf", samples.PDF),
        ("veidlapa.docx", samples.DOCX),
        ("veca.doc", office.OLD_WORD),
        ("paraksts.asice", samples.ASICE),
        ("com", b"Sveiki"),
        ("MZ.txt", b"Mums"),
        ("tukšs.txt", b""),
    ],
)
def test_what_is_no_program_is_none(name, content):
    assert not is_program(name, content)
