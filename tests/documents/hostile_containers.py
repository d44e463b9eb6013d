"""Signed containers that mean harm to whoever checks them; each by its name."""

from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime

from tests.documents import forgeries, hostile_directories, samples, signing
from tests.documents.cades import LIST, SIGNATURE, Listed, a_listed
from tests.documents.hostile_zips import NAMES, raw_zip
from tests.documents.samples import packed
from tests.documents.signing import FILES, SIGNED_AT, Signing, a_container, a_signer, an_edoc

SIGNATURES = "META-INF/signatures0.xml"
LATER = datetime(2026, 3, 2, 9, 31, tzinfo=UTC)


def with_xml(xml: bytes) -> bytes:
    """A container whose signatures are this; not packed, so that it does not look like a bomb."""
    return packed({"mimetype": samples.ASIC, **FILES, SIGNATURES: xml})


def changed(old: bytes, new: bytes, times: int = 1) -> bytes:
    """A container in whose signature something else is said."""
    element = Signing(stamped_at=LATER).element()
    assert old in element
    return with_xml(element.replace(old, new, times))


def referring(address: str, transform: str = "", times: int = 1) -> bytes:
    """A container whose signature refers to more."""
    transforms = f"<ds:Transforms>{transform}</ds:Transforms>" if transform else ""
    one = (
        f'<ds:Reference URI="{address}">{transforms}<ds:DigestMethod Algorithm="{signing.SHA256}"/>'
        f"<ds:DigestValue>{'A' * 43}=</ds:DigestValue></ds:Reference>"
    )
    return with_xml(Signing(more_references=one * times).element())


def with_certificate(octets: bytes) -> bytes:
    """A container whose certificate is this."""
    own = b64encode(signing.SIGNER.der)
    return changed(own, b64encode(octets), 1)


def between(xml: bytes, begin: bytes, end: bytes, new: bytes) -> bytes:
    """The text with what stands between two marks replaced."""
    start = xml.index(begin) + len(begin)
    return xml[:start] + new + xml[xml.index(end, start) :]


def with_stamp(octets: bytes) -> bytes:
    element = Signing(stamped_at=LATER).element()
    return with_xml(between(element, b"<xades:EncapsulatedTimeStamp>", b"</xades:Enc", b64encode(octets)))


def with_value(value: bytes) -> bytes:
    return with_xml(between(Signing().element(), b"<ds:SignatureValue>", b"</ds:SignatureValue>", value))


def many_in_one(times: int) -> bytes:
    element = Signing().element()
    begin, end = element.index(b"<ds:Signature "), element.index(b"</ds:Signature>") + len(b"</ds:Signature>")
    return with_xml(element[:begin] + element[begin:end] * times + element[end:])


def wrapped() -> bytes:
    """A signature of which the signed part stands aside, and another in its place."""
    element = Signing().element()
    begin, end = element.index(b"<xades:SignedProperties"), element.index(b"</xades:SignedProperties>") + 25
    properties = element[begin:end]
    false = properties.replace(b"2026-03-02", b"1999-01-01").replace(b'Id="P"', b'Id="Q"')
    return with_xml(
        element[:begin]
        + false
        + element[end:].replace(b"</ds:Object>", b"</ds:Object><ds:Object>" + properties + b"</ds:Object>", 1)
    )


def with_names(name: bytes) -> bytes:
    return raw_zip([(b"mimetype", samples.ASIC), (name, b"x"), (b"a.pdf", samples.PDF)], flags=0x800)


TRANSFORMS = {
    "XSLT": '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"><xsl:stylesheet '
    'xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"><xsl:template match="/">'
    '<xsl:for-each select="//*"><xsl:apply-templates select="/"/></xsl:for-each></xsl:template></xsl:stylesheet>'
    "</ds:Transform>",
    "XPath": '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>'
    "count(//. | //@* | //namespace::*)</ds:XPath></ds:Transform>",
    "base64": '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#base64"/>',
    "itself": '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>',
    "canonical": f'<ds:Transform Algorithm="{signing.C14N}"/>' * 100,
    "unknown": '<ds:Transform Algorithm="urn:nav"/>',
}
CERTIFICATES: dict[str, bytes] = {
    "of nothing": b"",
    "of noise": bytes(range(256)) * 8,
    "of nested noise": b"\x30\x80" * 5000,
    "that says it is long": b"\x30\x84\xff\xff\xff\xff\x00",
    "cut off": signing.SIGNER.der[:200],
    "with another key": signing.SIGNER.der.replace(signing.SIGNER.der[-200:-150], b"\xff" * 50),
    "of another point": signing.SIGNER.der.replace(b"\x03\x42\x00\x04", b"\x03\x42\x00\x05"),
    "of a name in noise": signing.SIGNER.der.replace("JĀNIS".encode(), b"\xff\xfe\xfd\xfc\xfb\xfa"),
    "of a date that is none": signing.SIGNER.der.replace(b"250101000000Z", b"259999999999Z"),
}

CONTAINERS: dict[str, Callable[[], bytes]] = {
    "signed.asice": lambda: a_container(Signing(stamped_at=LATER)),
    "signed.edoc": lambda: an_edoc(Signing()),
    "changed.asice": lambda: a_container(Signing(), files=signing.CHANGED),
    "changed.edoc": lambda: an_edoc(Signing(), files=signing.CHANGED),
    "foreign.asice": lambda: a_container(Signing(), files=signing.WITH_FOREIGN),
    "expired.asice": lambda: a_container(Signing(signing.EXPIRED)),
    "unsigned.asice": a_container,
    "no files.asice": lambda: a_container(files={}),
    "a signature of no files.asice": lambda: a_container(Signing(files={}), files={}),
    "two directories.asice": hostile_directories.of_two_directories,
    "a hidden member.asice": lambda: hostile_directories.with_a_hidden_member(a_container(Signing())),
    "SHA-1.edoc": lambda: an_edoc(Signing(digest_method=signing.SHA1)),
    "hundreds of signatures.asice": lambda: a_container(
        more={f"META-INF/signatures{n}.xml": Signing().element() for n in range(400)}
    ),
    "hundreds in one.asice": lambda: many_in_one(300),
    "ten thousand references.asice": lambda: referring("nav.txt", times=10_000),
    "five hundred references to one.asice": lambda: referring("pieteikums.pdf", times=490),
    "a long signature.asice": lambda: changed(
        b"<ds:Object>", b"<ds:Object><a>" + b"b" * 3_500_000 + b"</a></ds:Object><ds:Object>"
    ),
    "too long a signature.asice": lambda: with_xml(b"<a>" + b"<b/>" * 2_000_000 + b"</a>"),
    "laughs.asice": lambda: with_xml(b'<!DOCTYPE a [<!ENTITY a "b">]>' + Signing().element()[39:]),
    "a deep signature.asice": lambda: with_xml(b"<a>" * 100_000),
    "not XML.asice": lambda: with_xml(bytes(range(256))),
    "nothing.asice": lambda: with_xml(b""),
    "wrapped.asice": wrapped,
    "twice the same mark.asice": lambda: changed(b"<ds:Object>", b'<ds:Object Id="P">'),
    "no signed part.asice": lambda: changed(b'Id="P"', b'Id="Z"'),
    "no certificate.asice": lambda: changed(b"ds:X509Certificate>", b"ds:X509SubjectName>", 2),
    "no method.asice": lambda: changed(signing.ECDSA.encode(), b"urn:nav"),
    "a method of a secret.asice": lambda: changed(
        signing.ECDSA.encode(), b"http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"
    ),
    "a method of another key.asice": lambda: changed(
        signing.ECDSA.encode(), b"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    ),
    "MD5.asice": lambda: changed(signing.SHA256.encode(), b"http://www.w3.org/2001/04/xmldsig-more#md5", 99),
    "the year 99999.asice": lambda: changed(b"2026-03-02T09:30:00Z", b"99999-03-02T09:30:00Z"),
    "the first year.asice": lambda: a_container(Signing(at="0001-01-01T00:00:00+14:00")),
    "no time.asice": lambda: a_container(Signing(at="vakar")),
    "a time without its zone.asice": lambda: a_container(Signing(at="2026-03-02T09:30:00")),
    "a value of nothing.asice": lambda: with_value(b""),
    "a value of noughts.asice": lambda: with_value(b"A" * 86 + b"=="),
    "a value of a megabyte.asice": lambda: with_value(b"A" * 1_000_000),
    "a value that is no base64.asice": lambda: with_value("āāā".encode()),
    "a stamp of nothing.asice": lambda: with_stamp(b""),
    "a stamp of noise.asice": lambda: with_stamp(b"\x30\x80" * 5000),
    "a stamp of something else.asice": lambda: with_stamp(
        signing.signed_cms(signing.SIGNER, "data", b"a", b"a", SIGNED_AT)
    ),
    "a stamp for another.asice": lambda: a_container(Signing(stamped_at=LATER, stamped_instead=b"a")),
    "another format.asice": lambda: a_container(more={f"META-INF/signature{n}.p7s": b"\x30\x80" for n in range(99)}),
    "a signed list.asice": a_listed,
    "a signed list of others.asice": lambda: a_listed(files=signing.CHANGED),
    "a list of a thousand files.asice": lambda: a_listed(Listed(times=500)),
    "a list of its signature.asice": lambda: a_listed(Listed(files={SIGNATURE: b"", LIST: b""})),
    "a list with entities.asice": lambda: a_container(
        more={LIST: b'<!DOCTYPE a [<!ENTITY a "b">]>' + Listed().manifest()[38:], SIGNATURE: Listed().signature()}
    ),
    "a list signed with noise.asice": lambda: a_container(
        more={LIST: Listed().manifest(), SIGNATURE: b"\x30\x84\x7f\xff\xff\xff" + b"\x30\x80" * 9000}
    ),
    "a stranger's key.asice": lambda: a_container(Signing(a_signer(8, key_encipherment=True))),
    "a file among the container's own.asice": lambda: a_container(Signing(), more={"META-INF/a.pdf": samples.PDF}),
    "a signature of something else.asice": forgeries.replayed,
    "a time in a signed file.asice": forgeries.with_time_in_a_file,
    "a counter-signature.asice": forgeries.countersigned,
    "a hundred time-stamps.asice": lambda: forgeries.stamped(*[(None, LATER, signing.STAMPER)] * 100),
    "a time-stamp made at home.asice": lambda: forgeries.stamped((None, LATER, forgeries.HOME_MADE)),
    "the certificate of another.asice": lambda: a_container(Signing(beside=[forgeries.NAMESAKE])),
    "names that do not say how they are written.asice": forgeries.without_saying_utf8,
    "a curve that is too short.asice": lambda: a_container(Signing(forgeries.with_short_curve())),
    "hundreds who signed.asice": lambda: a_listed(Listed(faults=signing.Faults(times=300))),
    "a bomb.asice": lambda: a_container(files={"a.pdf": b"%PDF-" + b"\x00" * 100_000_000}),
    "many files.asice": lambda: a_container(files={f"{n}.txt": b"" for n in range(600)}),
    "a container in a container.asice": lambda: a_container(files={"a.asice": a_container(Signing())}),
    "a program.asice": lambda: a_container(
        files={"a.exe": b"MZ" + b"\x00" * 99, "a.pdf.html": b"<script>alert(1)</script>"}
    ),
    **{
        f"a transform by {what}.asice": (lambda one=one: a_container(Signing(transform=one)))
        for what, one in TRANSFORMS.items()
    },
    **{
        f"a reference to {what}.asice": (lambda address=address: referring(address))
        for what, address in {
            "the web": "http://198.51.100.1/a",
            "a file": "file:///etc/passwd",
            "path parts": "../../etc/passwd",
            "itself": "#S",
            "everything": "",
            "a pointer": "#xpointer(//*)",
            "a signature": SIGNATURES,
        }.items()
    },
    **{f"a certificate {what}.asice": (lambda one=one: with_certificate(one)) for what, one in CERTIFICATES.items()},
    **{f"{what}.asice": (lambda name=name: with_names(name)) for what, name in NAMES.items()},
}
