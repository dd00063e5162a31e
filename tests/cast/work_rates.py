"""What the cast's contracts pay for weekends."""

from payroll import models
from tests.cast import Post
from tests.factories import work_rates


def plant(post: Post) -> None:
    """A weekend rate for every post."""
    terms = models.EmploymentTerms.objects.get(pk=post.id_of("terms"))
    work_rates.work_rate(terms=terms)
