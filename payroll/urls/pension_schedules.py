"""Addresses of pension schedules."""

from django.urls import path

from payroll.views import (
    pension_downloads,
    pension_files_of_list,
    pension_moves,
    pension_schedule,
    pension_schedules,
)

_ONE = "pensions/schedules/<uuid:schedule>/"
_DOWNLOAD = "pensions/schedules/downloads/<uuid:download>/"

urlpatterns = [
    path("pensions/schedules/", pension_schedules.Schedules.as_view(), name="pension_schedules"),
    path(
        "pensions/schedules/submit/", pension_schedules.SubmitMany.as_view(), name="pension_schedules_submit"
    ),
    path("pensions/schedules/files/", pension_schedules.Files.as_view(), name="pension_files"),
    path(
        "pensions/schedules/files/all/",
        pension_files_of_list.FilesOfAll.as_view(),
        name="pension_files_of_all",
    ),
    path(_DOWNLOAD, pension_downloads.Download.as_view(), name="pension_download"),
    path(f"{_DOWNLOAD}files/", pension_downloads.DownloadFiles.as_view(), name="pension_download_files"),
    path(_ONE, pension_schedule.Schedule.as_view(), name="pension_schedule"),
    path(f"{_ONE}submit/", pension_moves.Submit.as_view(), name="pension_schedule_submit"),
    path(f"{_ONE}unsubmit/", pension_moves.Unsubmit.as_view(), name="pension_schedule_unsubmit"),
    path(f"{_ONE}not-collected/", pension_moves.Uncollect.as_view(), name="pension_schedule_uncollect"),
    path(f"{_ONE}paid/", pension_moves.Paid.as_view(), name="pension_schedule_paid"),
    path(f"{_ONE}not-paid/", pension_moves.Unpaid.as_view(), name="pension_schedule_unpaid"),
    path(
        "employers/<uuid:employer>/pension-schedules/",
        pension_moves.WayOfSchedules.as_view(),
        name="pension_way",
    ),
]
