"""The task app. Celery is the clock: its tasks wake up, claim due rows in Postgres and do them."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dpss.settings.demo")

app = Celery("dpss")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
