"""The IRmark is the one that HMRC computes."""

import csv

import pytest

from dpss.kernel import errors
from payroll.rti import elements, fps, irmark
from tests.payroll.rti import cast

SAMPLES = (
    "EPS_2014-15_hmrc_sample.xml",
    "FPS_2014-15_hmrc_sample.xml",
    "FPS_2018-19_body_M3RC155.body.xml",
    "NVR_2013-14_hmrc_sample.xml",
    "R68_test_irmark_2.body.xml",
)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_published_message_has_its_published_irmark(name: str) -> None:
    folder = cast.fixture("irmark")
    with (folder / "index.csv").open(newline="") as lines:
        published = {row["file"]: row for row in csv.DictReader(lines)}
    mark = irmark.of((folder / name).read_bytes())
    assert mark == irmark.IRmark(published[name]["irmark_base64"], published[name]["irmark_base32"])


def test_the_samples_are_all_of_the_published_ones() -> None:
    assert sorted(path.name for path in cast.fixture("irmark").glob("*.xml")) == sorted(SAMPLES)


def test_the_irmark_of_a_message_is_that_of_its_body() -> None:
    built = fps.build(cast.submission())
    assert irmark.of(cast.message(built)) == irmark.of(built)


def test_an_unused_namespace_of_the_message_counts() -> None:
    """Inclusive canonical form writes every namespace in scope at the Body, used or not."""
    message = cast.message(fps.build(cast.submission()))
    other = message.replace(
        b"<GovTalkMessage ", b'<GovTalkMessage xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    )
    assert irmark.of(other) != irmark.of(message)


def test_white_space_and_comments() -> None:
    """White space counts, also that after the IRmark; comments do not."""
    built = fps.build(cast.submission())
    assert irmark.of(built.replace(b"<IRheader>", b"<IRheader> ")) != irmark.of(built)
    assert irmark.of(built.replace(b"</IRmark>", b"</IRmark> ")) != irmark.of(built)
    assert irmark.of(built.replace(b"<IRheader>", b"<IRheader><!-- seen -->")) == irmark.of(built)


def test_only_the_irmark_of_the_header_is_left_out() -> None:
    built = fps.build(cast.submission())
    assert irmark.of(built.replace(b"</IRenvelope>", b"<IRmark>x</IRmark></IRenvelope>")) != irmark.of(built)


@pytest.mark.parametrize(
    "xml",
    [
        b"<IRenvelope/>",
        b"<Body/>",
        b'<GovTalkMessage xmlns="http://www.govtalk.gov.uk/CM/envelope"/>',
        b'<GovTalkMessage xmlns="http://www.govtalk.gov.uk/CM/envelope"><Body/><Body/></GovTalkMessage>',
    ],
)
def test_what_has_no_body_has_no_irmark(xml: bytes) -> None:
    with pytest.raises(errors.Invalid, match="neither a GovTalk message with one Body nor a Body alone"):
        irmark.of(xml)


def test_what_is_no_xml_has_no_irmark() -> None:
    with pytest.raises(elements.Unreadable):
        irmark.of(b"not XML")
