"""A correction of October that was begun and undone, and wages of October that were paid too high."""

from payroll import models
from tests.cast import Home, Post
from tests.factories import corrections


def plant(homes: list[Home], *, posts: list[Post]) -> None:
    """Each employer has a correction of one PA's payslip, and each PA an overpayment to decide about."""
    for home in homes:
        mine = [post for post in posts if post.home == home]
        if mine:
            corrections.correction(id=home.id_of("correction"), slip=_slip(mine[0]))
    for post in posts:
        corrections.overpayment(id=post.id_of("overpayment"), payslip=_slip(post))


def _slip(post: Post) -> models.Payslip:
    rows = models.Payslip.objects.select_related("payrun__employer", "payrun__period", "employment")
    return rows.get(pk=post.id_of("payslip"))
