"""Are all texts of the site translated? `python -m tests.translations` exits 1 where one is not.

Texts in the code and the templates are English; Latvian is a catalogue, compiled and committed, so that `make run`
builds nothing. `python -m tests.translations --update` takes new texts in and compiles.
"""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "translations" / "lv" / "LC_MESSAGES"
PO, MO = FOLDER / "messages.po", FOLDER / "messages.mo"
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
# Babel's own header puts 10 to 20 into the form of "2"; "10 pieteikumu" needs a third one.
PLURALS = "nplurals=3; plural=(n%10==1 && n%100!=11) ? 0 : (n%10==0 || (n%100>=11 && n%100<=19)) ? 2 : 1;"


def texts_in_use() -> Catalog:
    """Every text that the code and the templates ask for."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    catalog = Catalog()
    for _, _, text, comments, context in extract_from_dir(ROOT, methods, options, KEYWORDS):
        catalog.add(text, None, auto_comments=comments, context=context)
    return catalog


def kept_texts() -> Catalog:
    """The catalogue as it is kept; an empty one where none is."""
    if not PO.exists():
        return Catalog(locale="lv")
    with PO.open("rb") as file:
        return read_po(file, locale="lv")


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as the site reads it."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def complaints() -> list[str]:
    """What is wrong with the catalogue, a line each."""
    used, kept = texts_in_use(), kept_texts()
    lines = [f"not in the catalogue: {_name(one)}" for one in used if one.id and one.id not in kept]
    lines += [f"not in use any more: {_name(one)}" for one in kept if one.id and one.id not in used]
    lines += [f"not translated: {_name(one)}" for one in kept if one.id and not _is_whole(one)]
    lines += [f"fuzzy: {_name(one)}" for one in kept if one.id and one.fuzzy]
    lines += [f"{error}: {_name(one)}" for one, errors in kept.check() for error in errors]
    lines += [f"obsolete: {_name(one)}" for one in kept.obsolete.values()]
    if kept.plural_forms.replace(" ", "") != PLURALS.replace(" ", ""):
        lines.append(f"wrong plural forms: {kept.plural_forms}")
    if not MO.exists() or MO.read_bytes() != compiled(kept):
        lines.append("messages.mo is not what messages.po says: run with --update")
    return lines


def update() -> None:
    """Take new texts in, drop unused ones, compile."""
    kept = kept_texts()
    began = datetime(2020, 2, 20, tzinfo=UTC)  # always the same: an update without news changes no file
    fresh = Catalog(
        locale="lv",
        project="Konkurss",
        version="1",
        header_comment="# The texts of Konkurss in Latvian.",
        msgid_bugs_address="konkurss@example.org",
        last_translator="Konkurss",
        language_team="Konkurss",
        creation_date=began,
        revision_date=began,
        fuzzy=False,
    )
    for one in texts_in_use():
        if one.id:
            before = kept.get(one.id)
            fresh.add(one.id, before.string if before else None)
    fresh.mime_headers = [
        ("Language", "lv"),
        ("Plural-Forms", PLURALS),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
    ]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, fresh, width=120, sort_output=True, include_lineno=False)
    MO.write_bytes(compiled(kept_texts()))


def _is_whole(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def _name(message: Message) -> str:
    return repr(message.id[0] if isinstance(message.id, tuple | list) else message.id)


if __name__ == "__main__":
    if "--update" in sys.argv[1:]:
        update()
    found = complaints()
    print("\n".join(found) if found else "every text has its translation")
    sys.exit(1 if found else 0)
