"""Addresses for everybody: “Is it right for me?”."""

from django.urls import path

from clients.views import guide

urlpatterns = [
    path("guide/", guide.Guide.as_view(), name="guide"),
    path("guide/easy-read/", guide.EasyGuide.as_view(), name="guide_easy"),
    path("guide/<int:number>/", guide.Question.as_view(), name="guide_question"),
    path("guide/answers/", guide.Answers.as_view(), name="guide_answers"),
]
