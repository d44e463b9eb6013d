"""What is looked for would be found: each fault, made on purpose, is told."""

import pytest

from tests.journeys import looking
from tests.journeys.conftest import Regular

EDGE = "<style>:focus { outline: 3px solid }</style>"
NOBODY_BEHIND = 2  # a window of its own, beside those that stand at places
FAULTS = {
    "a hint that is not tied": (
        looking.untold,
        "not tied",
        '<p class="field"><input id=a><span class="hint">h</span></p>',
    ),
    "a hint that is not there": (looking.untold, "no such text", '<input aria-describedby="gone">'),
    "choices without a legend": (looking.untold, "no legend", "<input type=radio name=a><input type=radio name=a>"),
    "an error that is not marked": (
        *(looking.untold, "not marked as wrong"),
        '<p class="field"><input aria-describedby="e"><span class="error" id="e">e</span></p>',
    ),
    "a mark without an error": (looking.untold, "not said why", '<input aria-invalid="true">'),
    "an address nobody helps to type": (looking.untold, "no autocomplete", "<input type=email>"),
    "a button too small for a finger": (looking.too_small, "button", '<button style="height: 20px">x</button>'),
    "a page too wide": (looking.cut, "sticks out", '<div style="width: 3000px">x</div>'),
    "words cut off": (
        looking.cut,
        "cut",
        '<p style="width: 4em; overflow: hidden; white-space: nowrap">one two three</p>',
    ),
    "a movement": (looking.moving, "button", '<button style="transition: color 1s">x</button>'),
    "a tag without an edge": (looking.edgeless, "tag", '<p class="tag">x</p>'),
    "a focus that is not seen": (looking.lost_ways, "focus is not seen", '<button style="outline: 0">x</button>'),
    "an order of its own": (
        *(looking.lost_ways, "out of order"),
        f"{EDGE}<button>x</button><button tabindex=1>y</button>",
    ),
    "a bar over the focus": (
        *(looking.lost_ways, "hidden by"),
        f'{EDGE}<button>x</button><div style="position: fixed; inset: 0; background: red"></div>',
    ),
    "a trap": (
        *(looking.lost_ways, "never reached"),
        f"{EDGE}<button onkeydown=\"event.key == 'Tab' && event.preventDefault()\">x</button><button>y</button>",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_is_made_is_found(regular: Regular, fault: str):
    look, told, html = FAULTS[fault]
    page = regular(None, NOBODY_BEHIND).page
    page.set_content(html)
    assert any(told in complaint for complaint in look(page))


def test_going_back_up_on_a_phone_is_found(regular: Regular):
    page = regular(None, NOBODY_BEHIND).page
    page.set_content(
        f'{EDGE}<div style="display: grid"><button style="order: 1">x</button><button>y</button></div>',
    )
    assert any("goes back up" in complaint for complaint in looking.lost_ways(page, column=True))
    assert looking.lost_ways(page) == []


def test_a_date_of_several_stops_and_a_group_of_choices_are_gone_through(regular: Regular):
    page = regular(None, NOBODY_BEHIND).page
    page.set_content(
        f"{EDGE}<input type=date><button>x</button>"
        "<fieldset><legend>l</legend><input type=radio name=a><input type=radio name=a></fieldset>",
    )
    assert looking.lost_ways(page) == []


def test_a_page_that_shifts_is_measured(regular: Regular):
    page = regular(None, NOBODY_BEHIND).page
    page.set_content("<div id=a></div><p>one</p>")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.evaluate("document.querySelector('#a').style.height = '300px'")
    assert looking.moved(page) >= looking.STILL
