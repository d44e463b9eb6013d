"""The sentence about who sees an application is read off the permissions: it changes with them."""

import pytest
from flask import Flask
from flask_babel import force_locale

from app import access
from app.access import PERMISSIONS, Do
from app.readers import WORDS, kinds_that_read, readers_in_words
from app.standing import COMMITTEE, Kind


def test_an_application_is_read_by_its_people_the_organiser_the_scorers_and_the_auditor(site: Flask):
    with site.test_request_context("/lv/"):
        assert kinds_that_read() == {Kind.APPLICANT, Kind.COORDINATOR, Kind.AUDITOR} | (COMMITTEE - {Kind.SECRETARY})


def test_the_sentence_names_each_of_them(site: Flask):
    with site.test_request_context("/lv/"), force_locale("lv"):
        assert readers_in_words() == (
            "jūsu organizācijas cilvēki, organizētāja koordinatori, komisijas priekšsēdētājs, komisijas locekļi"
            " un organizētāja auditori"
        )


def test_whoever_gets_the_permission_to_read_is_named(site: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.readers.PERMISSIONS", {**PERMISSIONS, Do.SCORE: PERMISSIONS[Do.SCORE] | {Kind.SECRETARY}})
    with site.test_request_context("/lv/"), force_locale("lv"):
        assert "komisijas sekretārs" in readers_in_words()


def test_every_kind_that_a_permission_can_name_has_its_words():
    named = frozenset(kind for who in access.PERMISSIONS.values() for kind in who)
    assert named - {Kind.ANYBODY, Kind.SIGNED_IN, Kind.WRITER, Kind.RESPONSIBLE} <= set(WORDS)
