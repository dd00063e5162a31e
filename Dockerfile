# The image of the web server, the worker, beat and the one-off commands. Production settings; no demo data.

FROM node:22-bookworm-slim AS npm
WORKDIR /fetch
COPY package.json ./
RUN npm install --no-package-lock --ignore-scripts --no-audit --no-fund

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        fonts-liberation libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /var/lib/dpss --create-home dpss \
    && install --directory --owner dpss --mode 0700 /var/lib/dpss/run /var/lib/dpss/sandbox
ENV DJANGO_SETTINGS_MODULE=dpss.settings.production \
    DPSS_VAR=/var/lib/dpss \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONUTF8=1
WORKDIR /srv/dpss
COPY requirements/runtime.lock requirements/
RUN pip install --no-cache-dir --require-hashes --requirement requirements/runtime.lock
COPY . .
# The style sheet and the script are checked against their digests and stripped of the GDS font and the crest.
COPY --from=npm /fetch/node_modules/govuk-frontend node_modules/govuk-frontend
RUN python -c "import pathlib; from tools import assets; assets.ensure(log=pathlib.Path('/dev/null'))" \
    && rm -r node_modules
# Gathering static files reads the settings but uses no secret, so these stand-ins guard nothing.
RUN DPSS_SECRET_KEY="$(printf 'build-only-%.0s' 1 2 3 4 5)" \
    DPSS_INDEX_KEY="$(printf 'build-only-%.0s' 1 2 3 4 5)" \
    DPSS_FIELD_KEYS=build-only \
    DPSS_DB_HOST=none DPSS_BROKER_URL=redis://none DPSS_CACHE_URL=redis://none \
    DPSS_HOSTS=none DPSS_EMAIL_FROM=none@example.org DPSS_EMAIL_HOST=none DPSS_HMRC_MODE=sandbox \
    python manage.py collectstatic --noinput
USER dpss
VOLUME /var/lib/dpss
EXPOSE 8000
CMD ["gunicorn", "dpss.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
