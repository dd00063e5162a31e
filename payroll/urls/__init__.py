"""Addresses of the wages: those of PAs and employers, and those of payroll providers."""

from payroll.urls import (
    calendar,
    callers,
    contracted,
    corrections,
    employees,
    employers,
    entering,
    papers,
    people,
    posts,
    provider,
    schemes,
    shared_work,
)

app_name = "payroll"
urlpatterns = [
    *employees.urlpatterns,
    *people.urlpatterns,
    *papers.urlpatterns,
    *corrections.urlpatterns,
    *provider.urlpatterns,
    *posts.urlpatterns,
    *employers.urlpatterns,
    *callers.urlpatterns,
    *calendar.urlpatterns,
    *schemes.urlpatterns,
    *entering.urlpatterns,
    *contracted.urlpatterns,
    *shared_work.urlpatterns,
]
