"""The guides: each in both languages, walked link by link, and nothing in them that acts."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.languages import LANGUAGES
from app.public.guides import FOLDER, FRONT, TOPICS, anchor_of, guide_of, read_guide
from tests.pages.conftest import ANNOUNCED, OPEN, At
from tests.pages.reading import links_of, text_of

ADDRESSES = [
    f"/{language}/help" + ("" if topic == FRONT else f"/{topic}") for language in LANGUAGES for topic in TOPICS
]


def headings_of(page: str) -> list[str]:
    return re.findall(r"<(h[1-6])", page)


def test_the_folder_holds_each_topic_in_each_language_and_nothing_else():
    files = {path.name for path in FOLDER.iterdir()}
    assert files == {f"{topic}.{language}.md" for topic in TOPICS for language in LANGUAGES}


@pytest.mark.parametrize("topic", TOPICS)
def test_a_guide_has_the_same_parts_in_both_languages(client: FlaskClient, topic):
    parts = [headings_of(client.get(f"/{language}/help/{topic}", follow_redirects=True).text) for language in LANGUAGES]
    assert parts[0] == parts[1]
    assert parts[0].count("h1") == 1
    assert parts[0][0] == "h1"


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_contents_leads_to_every_section(client: FlaskClient, language, topic):
    page = client.get(f"/{language}/help/{topic}", follow_redirects=True)
    anchors = re.findall(r'<h2 id="([^"]+)"', page.text)
    assert [link[1:] for link in links_of(page) if link.startswith("#")] == ["content", *anchors]
    assert len(anchors) >= 5
    assert all(re.fullmatch(r"[a-z0-9-]+", anchor) for anchor in anchors)
    ids = re.findall(r' id="([^"]+)"', page.text)
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_link_of_a_guide_leads_to_a_page_in_its_language(client: FlaskClient, at: At, address):
    at(ANNOUNCED)
    page = client.get(address)
    inside = [link for link in links_of(page) if link.startswith("/") and "/static/" not in link]
    answers = {link: client.get(link).status_code for link in inside}
    assert set(answers.values()) == {200}
    body = page.text.partition('<div class="prose">')[2].partition("</div>")[0]
    told = re.findall(r'href="/(\w+)', body)
    assert set(told) <= {address.split("/")[1], "feed"}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_guide_leads_to_all_the_others(client: FlaskClient, address):
    others = {one for one in ADDRESSES if one.split("/")[1] == address.split("/")[1]} - {address}
    assert others <= set(links_of(client.get(address)))


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_unchanged_guide_is_not_sent_twice(client: FlaskClient, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")


@pytest.mark.parametrize("topic", ["nav-tada", "public.lv", "..%2f..%2foperate", "PUBLIC"])
def test_an_unknown_topic_is_404(client: FlaskClient, topic):
    assert client.get(f"/lv/help/{topic}").status_code == 404


def test_the_guide_for_everybody_has_one_address(client: FlaskClient):
    answer = client.get("/en/help/public")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/en/help")


@pytest.mark.parametrize("path", ["/lv/", "/lv/sign-in", "/lv/nav-tadas", "/lv/calls/liepaja-2020"])
def test_every_page_leads_to_help(client: FlaskClient, at: At, path):
    at(ANNOUNCED)
    assert {"/lv/help", "/lv/help/accessibility", "/lv/help/privacy"} <= set(links_of(client.get(path)))


def test_the_guide_names_what_people_come_for(client: FlaskClient):
    text = text_of(client.get("/lv/help"))
    assert "4600,00 EUR – ne vairāk un ne mazāk" in text
    assert "flask call verify" in text
    assert "viena mēneša laikā no spēkā stāšanās dienas" in text


CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def test_latvian_reads_without_exclamation_and_with_its_own_quotation_marks():
    for topic in TOPICS:
        text = CODE.sub("", (FOLDER / f"{topic}.lv.md").read_text(encoding="utf-8"))
        assert not set(text) & set("!\"“'")
        assert text.count("„") == text.count("”")


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "![a](https://evil.example/x.png)",
        '<a href="/" onclick="x()">a</a>',
        "<style>*{}</style>",
        "<iframe src=//evil.example></iframe>",
    ],
)
def test_nothing_in_a_source_acts(source):
    body = str(read_guide(f"# Title\n\n## Part\n\n{source}\n").body)
    assert set(re.findall(r"<(\w+)", body)) <= {"h2", "p", "a"}
    assert re.findall(r'href="(?!/)|<[^>]*\son|<[^>]*src=', body) == []


def test_headings_that_are_alike_have_anchors_of_their_own():
    guide = read_guide("# Title\n\n## Kas lemj?\n\n## Kas lemj\n\n## Contents\n\n## *Content* `of` it\n\n## „…”\n")
    assert [(part.anchor, part.title) for part in guide.sections] == [
        ("kas-lemj", "Kas lemj?"),
        ("kas-lemj-2", "Kas lemj"),
        ("contents-2", "Contents"),
        ("content-of-it", "Content of it"),
        ("section", "„…”"),
    ]


def test_anchors_are_ascii():
    assert anchor_of("Žūrija: ķēde, ģimene, ļaudis (5 %)") == "zurija-kede-gimene-laudis-5"


def test_a_guide_is_read_once_a_process(site: Flask):
    assert guide_of(FRONT, "lv") is guide_of(FRONT, "lv")


def test_both_languages_of_a_guide_have_the_same_anchors():
    for topic in TOPICS:
        latvian, english = guide_of(topic, "lv"), guide_of(topic, "en")
        assert [part.anchor for part in latvian.sections] == [part.anchor for part in english.sections]


@pytest.mark.parametrize("path", ["calls/liepaja-2020", "calls/liepaja-2020/results"])
@pytest.mark.parametrize("instant", [OPEN, ANNOUNCED])
def test_pages_link_to_sections_of_the_guide_that_are_there(client: FlaskClient, at: At, language, path, instant):
    at(instant)
    links = [link for link in links_of(client.get(f"/{language}/{path}")) if "/help#" in link]
    guide = client.get(f"/{language}/help").text
    assert [link for link in links if f'id="{link.partition("#")[2]}"' not in guide] == []
    assert bool(links) is (instant == ANNOUNCED or "results" not in path)
