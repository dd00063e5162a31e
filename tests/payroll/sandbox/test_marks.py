"""The sandbox's IRmark against those HMRC published, and against another canonical XML program."""

import csv
import re
from pathlib import Path

import pytest
from lxml import etree

from payroll.gateways.sandbox import marks
from tests.payroll.sandbox.samples import ENVELOPE, Message, irmark
from tests.payroll.sandbox.wire import Sandbox

WHOLE = ["EPS_2014-15_hmrc_sample.xml", "FPS_2014-15_hmrc_sample.xml", "NVR_2013-14_hmrc_sample.xml"]


def test_the_published_irmarks_are_confirmed(rti_fixtures: Path) -> None:
    folder = rti_fixtures / "irmark"
    rows = list(csv.DictReader((folder / "index.csv").open()))
    assert len(rows) == 5
    for row in rows:
        content = (folder / row["file"]).read_bytes()
        if ".body." in row["file"]:
            body = re.sub(r"^<\?xml[^>]*>", "", content.decode("utf-8-sig"))
            content = f'<GovTalkMessage xmlns="{ENVELOPE}">{body}</GovTalkMessage>'.encode()
        mark = marks.read(content)
        assert mark.computed == row["irmark_base64"], row["file"]
        assert marks.receipt(mark.computed) == row["irmark_base32"], row["file"]


@pytest.mark.parametrize("name", WHOLE)
def test_hmrcs_whole_samples_are_taken_in_with_their_irmark_and_judged_by_todays_rules(
    sandbox: Sandbox, rti_fixtures: Path, name: str
) -> None:
    errors = set(sandbox.outcome((rti_fixtures / "irmark" / name).read_bytes()).business_errors() or [])
    assert not errors & {2021, 2022}
    assert errors == (set() if name.startswith("NVR") else {9010})


def test_a_namespace_declared_on_the_envelope_belongs_to_the_irmark() -> None:
    spaces = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:a="urn:a"'
    plain, declared = Message(mark="x"), Message(mark="x", root_attributes=spaces)
    assert marks.read(bytes(plain)).computed != marks.read(bytes(declared)).computed
    assert marks.read(bytes(declared)).computed == irmark(bytes(declared))


@pytest.mark.parametrize(
    "written",
    [
        "<a:Sender xmlns:a='urn:a' a:z='1' b='&lt;&quot;&#9;&#10;&#13;&apos;>' a:a='2'>x</a:Sender>",
        "<Sender b='2' a='1'><![CDATA[<&>]]> &gt; &#13; é € 😀</Sender>",
        "<Sender xmlns=''><Inner xmlns='urn:b'/><Inner/></Sender>",
        "<a:Sender xmlns:a='urn:a'><a:b xmlns:a='urn:a'/><a:c xmlns:a='urn:c'/></a:Sender>",
        "<Sender>before<!-- a comment -->after<?target  some data ?><?alone?></Sender>",
        "<Sender\r\n  a = '1'\r\n>\r\n\ttext\r</Sender>",
        "<Sender xml:lang='en' xmlns:b='urn:x' xmlns:a='urn:y' a:c='1' b:c='2'/>",
    ],
)
def test_canonical_form_agrees_with_another_program(written: str) -> None:
    content = bytes(Message(mark="x", change={"<Sender>Employer</Sender>": written}))
    assert marks.read(content).computed == irmark(content)


def test_the_irmark_element_is_left_out_wholly_and_its_text_is_the_stated_mark() -> None:
    one, other = marks.read(bytes(Message(mark="one"))), marks.read(bytes(Message(mark=" other ")))
    assert (one.stated, other.stated) == ("one", "other")
    assert one.computed == other.computed


def test_white_space_around_the_irmark_counts() -> None:
    spaced = Message(mark="x", change={'<IRmark Type="generic">': '\n<IRmark Type="generic">'})
    assert marks.read(bytes(spaced)).computed != marks.read(bytes(Message(mark="x"))).computed


def test_a_wrong_irmark_is_refused(sandbox: Sandbox) -> None:
    assert sandbox.outcome(Message(mark="AAAAAAAAAAAAAAAAAAAAAAAAAAA=")).business_errors() == [2021]


def test_a_missing_irmark_is_refused(sandbox: Sandbox) -> None:
    missing = Message(change={'<IRmark Type="generic">?</IRmark>': ""})
    assert sandbox.outcome(missing).business_errors() == [2022]


def test_a_body_changed_by_one_penny_breaks_its_irmark(sandbox: Sandbox) -> None:
    changed = bytes(Message()).replace(b">10.40<", b">10.41<")
    assert sandbox.outcome(changed).business_errors() == [2021]


def test_an_irmark_with_a_prefix_is_not_found(sandbox: Sandbox) -> None:
    content = (
        bytes(Message())
        .replace(b"<IRmark ", b'<r:IRmark xmlns:r="http://x" ')
        .replace(b"</IRmark>", b"</r:IRmark>")
    )
    assert etree.fromstring(content) is not None
    assert 2022 in sandbox.outcome(content).business_errors()
