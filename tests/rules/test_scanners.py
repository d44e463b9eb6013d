"""What the scanners' reports are taken for."""

from tests.scan.scanners import remarks_of

REPORT = """"Nikto - v2.1.5/2.1.5"
"localhost","127.0.0.1","56195","","","","gunicorn"
"localhost","127.0.0.1SCALAR(0x563e)"56195","OSVDB-0","GET","/","Uncommon header 'x-request-id' found, with contents: 1"
"localhost","127.0.0.1SCALAR(0x563e)"56195","OSVDB-0","OPTIONS","/","Allowed HTTP Methods: HEAD, OPTIONS, GET "
"localhost","127.0.0.1SCALAR(0x563e)"56195","OSVDB-3092","GET","/lv/","/lv/: potential country code (Latvia)"
"""
WORSE = """"localhost","127.0.0.1SCALAR(0x563e)"56195","OSVDB-0","OPTIONS","/","Allowed HTTP Methods: GET, PUT "
"localhost","127.0.0.1SCALAR(0x563e)"56195","OSVDB-3268","GET","/files/","/files/: Directory indexing found."
"""


def test_what_nikto_says_of_any_such_site_is_no_finding():
    assert list(remarks_of(REPORT, "nobody")) == []


def test_everything_else_that_nikto_says_is_one():
    found = list(remarks_of(REPORT + WORSE, "nobody"))
    assert [(one.where, one.serious) for one in found] == [("/", True), ("/files/", True)]
