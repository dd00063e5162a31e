"""Files and e-mails of hours: what is taken, and the sentence for what is not."""

from email.message import EmailMessage

import pytest

from dpss.kernel import errors, scans
from payroll import hours_mail

PDF, JPEG, PNG = b"%PDF-1.7 hours", b"\xff\xd8\xff\xe0 hours", b"\x89PNG\r\n\x1a\n hours"
HEIC = b"\x00\x00\x00\x18ftypheic" + b"\x00" * 20


def mail(*files: tuple[str, bytes], **headings: str) -> EmailMessage:
    """An e-mail of Dee's."""
    message = EmailMessage()
    usual = {
        "From": "Dee Lowe <Dee@Example.org>",
        "Subject": "My hours",
        "Message-ID": "<one@example.org>",
        "Date": "Fri, 20 Nov 2026 23:30:00 +0000",
    }
    given = {name.replace("_", "-"): value for name, value in headings.items()}
    for name, value in (usual | given).items():
        if value:
            message[name] = value
    message.set_content("Monday 9 to 2.")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


@pytest.mark.parametrize(("content", "kind"), [(PDF, "pdf"), (JPEG, "jpeg"), (PNG, "png")])
def test_a_file_is_what_it_contains_whatever_it_is_called(content: bytes, kind: str) -> None:
    scan = scans.read("hours.exe", content)
    assert (scan.kind, scan.name) == (kind, f"hours{scans.ENDINGS[kind]}")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"x" * (scans.MOST_BYTES + 1), "larger than 10 MB"),
        (HEIC, "HEIC picture"),
        (b"<svg onload='alert(1)'/>", "not a PDF, a JPEG or a PNG"),
        (b"MZ\x90", "not a PDF, a JPEG or a PNG"),
        (b" %PDF-1.7", "not a PDF, a JPEG or a PNG"),
    ],
)
def test_what_cannot_be_taken_is_named_with_what_to_do(content: bytes, sentence: str) -> None:
    with pytest.raises(errors.Invalid, match=sentence) as caught:
        scans.read("hours.jpg", content)
    assert "“hours.jpg”" in caught.value.sentence


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\scans\\week 1.pdf", "week 1.pdf"),
        ("hours\u202efdp.exe", "hoursfdp.exe"),
        ('a"b\r\nX: y.pdf', "abX y.pdf"),
        ("...", "file"),
        ("x" * 300, "x" * scans.LONGEST_NAME),
    ],
)
def test_a_name_leads_nowhere_and_hides_nothing(name: str, safe: str) -> None:
    assert scans.safe_name(name) == safe


def test_an_email_is_read_with_its_words_and_files() -> None:
    found = hours_mail.read(mail(("week.pdf", PDF), ("week.jpg", JPEG)).as_bytes())
    assert (found.key, found.sender, found.about) == ("<one@example.org>", "dee@example.org", "My hours")
    assert found.sent_on is not None
    assert found.sent_on.isoformat() == "2026-11-20"
    assert found.text == "Monday 9 to 2."
    assert [(one.name, one.kind) for one in found.files] == [("week.pdf", "pdf"), ("week.jpg", "jpeg")]
    assert found.left_out == ()


def test_a_file_that_cannot_be_taken_leaves_the_others() -> None:
    found = hours_mail.read(mail(("empty.pdf", b""), ("photo.heic", HEIC), ("week.pdf", PDF)).as_bytes())
    assert [one.name for one in found.files] == ["week.pdf"]
    assert "“empty.pdf” is empty" in found.left_out[0]
    assert "HEIC" in found.left_out[1]


def test_more_files_than_a_sheet_has_are_left_out() -> None:
    files = [(f"{number}.pdf", PDF + str(number).encode()) for number in range(25)]
    found = hours_mail.read(mail(*files).as_bytes())
    assert len(found.files) == hours_mail.MOST_FILES
    assert "more than 20 files" in found.left_out[-1]


def test_an_email_without_a_message_id_is_known_by_what_it_says() -> None:
    raw = mail(Message_ID="").as_bytes()
    assert hours_mail.read(raw).key == hours_mail.read(raw).key
    assert hours_mail.read(raw).key.startswith("sha256:")


def test_words_that_are_only_html_are_asked_for_again() -> None:
    message = EmailMessage()
    message["From"] = "dee@example.org"
    message.set_content("<p>Monday</p>", subtype="html")
    assert "no plain words" in hours_mail.read(message.as_bytes()).text


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [(b"", "It is empty"), (b" \r\n", "It is empty"), (b"\x00\x01\x02\x03" * 9, "not an e-mail|broken")],
)
def test_what_is_no_email_is_said(raw: bytes, sentence: str) -> None:
    with pytest.raises(errors.Invalid, match=sentence):
        hours_mail.read(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"From: =?x-nowhere?q?=E4?= <a@b>\nSubject: =?utf-8?b?////?=\nDate: soon\n\nhours",
        b"From: @@@\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html; charset=n\n",
        b"From: a@example.org\nContent-Type: multipart/mixed\n\nno boundary",
        b"From: a@example.org\nContent-Transfer-Encoding: base64\nContent-Type: image/png\n\n!!!!",
        b"From: a@example.org\nContent-Type: text/plain; charset=utf-8\n\n\xff\xfe\x00hours",
    ],
)
def test_a_malformed_email_is_read_as_far_as_it_goes_or_refused_with_a_sentence(raw: bytes) -> None:
    said = ""
    try:
        found = hours_mail.read(raw)
        said = found.text + found.about + found.sender
    except errors.Invalid as refusal:
        said = refusal.sentence
    assert said
    assert "\x00" not in said


@pytest.mark.parametrize(
    ("charset", "words"),
    [("unicode_escape", "Monday \\ud83d 9 to 2."), ("utf-7", "Monday +2D0- 9 to 2.")],
)
def test_half_a_character_is_kept_as_a_question_mark(charset: str, words: str) -> None:
    raw = f"From: dee@example.org\nContent-Type: text/plain; charset={charset}\n\n{words}\n"
    read = hours_mail.read(raw.encode())
    assert read.text.encode() == b"Monday ? 9 to 2."


def test_parts_without_end_are_no_email_that_can_be_read() -> None:
    deep = "".join(
        f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}\n' for number in range(1500)
    )
    with pytest.raises(errors.Invalid, match="too many parts"):
        hours_mail.read(f"From: dee@example.org\n{deep}".encode())
