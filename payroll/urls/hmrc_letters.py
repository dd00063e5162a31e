"""Addresses of letters from HMRC: those of staff, and those of clients and PAs."""

from django.urls import path

from payroll.views import hmrc_letter, hmrc_letters, own_hmrc_letters

_ONE = "hmrc/letters/<uuid:letter>/"

urlpatterns = [
    path("hmrc/letters/", hmrc_letters.Letters.as_view(), name="hmrc_letters"),
    path(_ONE, hmrc_letter.Letter.as_view(), name="hmrc_letter"),
    path(f"{_ONE}what-it-says/", hmrc_letter.Read.as_view(), name="hmrc_letter_read"),
    path(f"{_ONE}who-pays/", hmrc_letter.Payer.as_view(), name="hmrc_letter_payer"),
    path(f"{_ONE}step/<slug:step>/", hmrc_letter.Move.as_view(), name="hmrc_letter_move"),
    path(
        "employers/<uuid:employer>/hmrc-letters/",
        hmrc_letters.AddLetter.as_view(),
        name="hmrc_letter_add",
    ),
    path("hmrc-letters/", own_hmrc_letters.OwnLetters.as_view(), name="own_hmrc_letters"),
    path("hmrc-letters/new/", own_hmrc_letters.NewLetter.as_view(), name="own_hmrc_letter_new"),
    path("hmrc-letters/<uuid:letter>/", own_hmrc_letters.OwnLetter.as_view(), name="own_hmrc_letter"),
    path(
        "hmrc-letters/<uuid:letter>/paid/", own_hmrc_letters.PaidLetter.as_view(), name="own_hmrc_letter_paid"
    ),
    path("hmrc-letters/files/<uuid:file>/", hmrc_letter.LetterFile.as_view(), name="hmrc_letter_file"),
]
