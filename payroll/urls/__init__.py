"""Addresses of the wages: those of PAs and employers, and those of payroll providers."""

from payroll.urls import people, provider

app_name = "payroll"
urlpatterns = [*people.urlpatterns, *provider.urlpatterns]
