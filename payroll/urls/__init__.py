"""Addresses of the wages: those of PAs and employers, and those of payroll providers."""

from payroll.urls import employers, people, posts, provider

app_name = "payroll"
urlpatterns = [*people.urlpatterns, *provider.urlpatterns, *posts.urlpatterns, *employers.urlpatterns]
