"""The words of a page, for tests that read it as a person does."""

import re
from html import unescape

from django.http import HttpResponse


def words_of(answer: HttpResponse) -> str:
    """Everything in the main part, one line, without tags."""
    main = answer.content.decode().partition('id="main-content"')[2].partition("</main>")[0]
    text = re.sub(r"<(style|script|svg)\b.*?</\1>", " ", main, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())
