"""“Is it right for me?”: what answers point to, their code, and the pages."""

import itertools
from typing import Any

import pytest
from django.urls import reverse

from clients import easy_guide, guide
from dpss.kernel import errors

NOT_SURE: guide.Answers = (1, 5, 5, 5, 4, 5, 5, 3)


def said(**given: int) -> guide.Answers:
    answers = NOT_SURE
    for name, answer in given.items():
        answers = guide.answered(answers, getattr(guide, name), answer)
    return answers


def test_there_are_eight_questions() -> None:
    assert guide.COUNT == 8
    assert all(len(question.answers) < 10 for question in guide.QUESTIONS)


@pytest.mark.parametrize("answers", [guide.NOTHING, NOT_SURE, said(CHOOSES=1, HOURS=2)])
def test_a_code_holds_the_answers(answers: guide.Answers) -> None:
    code = guide.code_of(answers)
    assert len(code) == 11
    assert guide.answers_of(code) == answers
    assert guide.answers_of(f" {code.replace('-', ' ')} ") == answers


@pytest.mark.parametrize("code", ["", "123", "999-999-999", "abc-def-ghi", "١٢٣-٤٥٦-٧٨٩", "1" * 100_000])
def test_what_is_no_code_is_said_to_be_none(code: str) -> None:
    with pytest.raises(errors.Invalid, match="do not know this code"):
        guide.answers_of(code)


def test_a_slip_in_one_digit_is_found() -> None:
    digits = guide.code_of(said(CHOOSES=1)).replace("-", "")
    for place in range(8):
        slip = str((int(digits[place]) + 1) % 4)
        wrong = digits[:place] + slip + digits[place + 1 :]
        with pytest.raises(errors.Invalid):
            guide.answers_of(wrong)


def test_whatever_is_answered_a_direct_payment_stays_among_the_ways() -> None:
    seen = set()
    for chooses, somebody, employer in itertools.product(range(1, 6), range(1, 6), range(1, 5)):
        found = guide.ways(said(CHOOSES=chooses, SOMEBODY=somebody, EMPLOYER=employer))
        assert len(found) == 4
        assert sum("direct payment" in way.title for way in found) == 2
        seen.add(found[0].title)
    assert len(seen) == 4


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"CHOOSES": 3, "EMPLOYER": 1}, "An employer chooses."),
        ({"CHOOSES": 3, "MONEY": 1}, "some of each"),
        ({"EMPLOYER": 3, "SOMEBODY": 1}, "not to be an employer"),
        ({"EMPLOYER": 2, "SOMEBODY": 4}, "The agency is the employer"),
    ],
)
def test_answers_that_do_not_go_together_are_pointed_out(given: dict[str, int], says: str) -> None:
    found = guide.contradictions(said(**given))
    assert len(found) == 1
    assert says in found[0]


def test_answers_that_go_together_are_left_alone() -> None:
    assert guide.contradictions(NOT_SURE) == []
    assert guide.contradictions(said(CHOOSES=1, EMPLOYER=2, SOMEBODY=1, MONEY=3)) == []


def test_a_relative_who_lives_there_is_a_question_for_the_council_and_no_refusal() -> None:
    assert any("The council decides" in note for note in guide.notes(said(SOMEBODY=2)))
    assert guide.notes(said(SOMEBODY=1, MONEY=1)) == []


@pytest.mark.usefixtures("db")
class TestPages:
    def test_each_answer_leads_to_the_next_question_and_the_last_to_the_ways(self, client: Any) -> None:
        address = reverse("guide_question", args=[1])
        for number in range(1, 9):
            page = client.get(address)
            assert f"Question {number} of 8" in page.text
            form = page.context["form"]
            given = {"sent": "yes", "answer": "1", "code": form.initial["code"]}
            address = client.get(address.split("?")[0], given).url
        page = client.get(address)
        assert "A direct payment to employ somebody" in page.text
        assert "/costs/?hours=4" in page.text

    def test_no_answer_is_asked_for_again_and_what_was_said_before_is_kept(self, client: Any) -> None:
        code = guide.code_of(said(CHOOSES=1))
        page = client.get(reverse("guide_question", args=[3]), {"sent": "yes", "code": code})
        assert "Choose one of the answers." in page.text
        assert code in page.text

    def test_changing_one_answer_comes_back_to_the_answers(self, client: Any) -> None:
        code = guide.code_of(said(CHOOSES=1))
        given = {"sent": "yes", "code": code, "answer": "3"}
        answer = client.get(reverse("guide_question", args=[3]), given)
        assert answer.url.startswith(reverse("guide_answers"))
        assert guide.code_of(said(CHOOSES=3)) in answer.url

    def test_a_code_is_gone_on_with_and_a_wrong_one_is_one_sentence(self, client: Any) -> None:
        code = guide.code_of(said(CHOOSES=1, EMPLOYER=3, SOMEBODY=1))
        page = client.get(reverse("guide"), {"code": code}, follow=True)
        assert "may not go together" in page.text
        page = client.get(reverse("guide"), {"code": "123-456-789"})
        assert guide.NO_SUCH_CODE in page.text
        assert "123-456-789" in page.text
        page = client.get(reverse("guide"), {"code": "1" * 5000})
        assert page.status_code == 200

    def test_there_is_no_ninth_question(self, client: Any) -> None:
        for number in (0, 9, 10**30):
            assert client.get(f"/guide/{number}/").status_code == 404

    def test_the_pages_ask_few_questions_of_the_database(
        self, client: Any, django_assert_max_num_queries: Any
    ) -> None:
        client.get(reverse("guide"))
        with django_assert_max_num_queries(6):
            client.get(reverse("guide_answers"), {"code": guide.code_of(NOT_SURE)})

    def test_it_is_read_in_easy_read_without_signing_in(self, client: Any) -> None:
        assert reverse("guide_easy") in client.get(reverse("guide")).text
        page = client.get(reverse("guide_easy"))
        assert page.status_code == 200
        assert "This page is in Easy Read." in page.text
        assert "You can say no to a direct payment." in page.text


def test_a_line_of_the_easy_guide_is_one_short_idea() -> None:
    lines = [line for part in easy_guide.PARTS for line in part.lines]
    sentences = [one for line in lines for one in line.replace("?", ".").split(".") if one.strip()]
    assert len(sentences) > 20
    assert [one for one in sentences if len(one.split()) > 15] == []
