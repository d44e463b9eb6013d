"""What the scanners' reports are taken for."""

import json

from tests.scan.scanners import Found, cookies_for_nikto, findings_of, remarks_of

REPORT = """"Nikto - v2.1.5/2.1.5"
"localhost","127.0.0.1","56195","","","","gunicorn"
"localhost","127.0.0.1SCALAR(0x563e)"56195","OSVDB-0","GET","/","Uncommon header 'x-request-id' found, with contents: 1"
"localhost","127.0.0.1SCALAR(0x563e)"56195","OSVDB-0","OPTIONS","/","Allowed HTTP Methods: HEAD, OPTIONS, GET "
"localhost","127.0.0.1SCALAR(0x563e)"56195","OSVDB-0","GET","/","Cookie konkurss created without the httponly flag"
"localhost","127.0.0.1SCALAR(0x563e)"56195","OSVDB-3092","GET","/lv/","/lv/: potential country code (Latvia)"
"""
WORSE = """"localhost","127.0.0.1SCALAR(0x563e)"56195","OSVDB-0","OPTIONS","/","Allowed HTTP Methods: GET, PUT "
"localhost","127.0.0.1SCALAR(0x563e)"56195","OSVDB-0","GET","/","Cookie other created without the httponly flag"
"localhost","127.0.0.1SCALAR(0x563e)"56195","OSVDB-3268","GET","/files/","/files/: Directory indexing found."
"""


def test_what_nikto_says_of_any_such_site_is_no_finding():
    assert list(remarks_of(REPORT, "nobody")) == []


def test_everything_else_that_nikto_says_is_one():
    found = list(remarks_of(REPORT + WORSE, "nobody"))
    assert [(one.where, one.serious) for one in found] == [("/", True), ("/", True), ("/files/", True)]


def test_nikto_is_signed_in_by_its_own_spelling_of_a_cookie():
    assert cookies_for_nikto("konkurss=ab.c-d_e; device=x=y") == '"konkurss"="ab.c-d_e";"device"="x=y"'
    assert cookies_for_nikto("") == ""


def test_wapiti_is_told_by_name_whatever_the_severity_and_an_error_of_the_site_is_serious():
    def told(info: str, level: int, path: str = "/lv/") -> list[dict[str, object]]:
        return [{"info": info, "level": level, "path": path}]

    report = {
        "vulnerabilities": {
            "HTTP Secure Headers": told("X is not set", 1),
            "SQL Injection": told("in q", 4),
            "CRLF Injection": told("not the site", 1, "/lv/sign-out"),
        },
        "anomalies": {"Internal Server Error": told("answered 500", 1), "Resource consumption": told("slow", 1)},
    }

    found = list(findings_of(json.dumps(report), "chair"))

    assert found == [
        Found("wapiti", "chair", "HTTP Secure Headers: X is not set", "/lv/", serious=False),
        Found("wapiti", "chair", "SQL Injection: in q", "/lv/", serious=True),
        Found("wapiti", "chair", "Internal Server Error: answered 500", "/lv/", serious=True),
        Found("wapiti", "chair", "Resource consumption: slow", "/lv/", serious=False),
    ]
