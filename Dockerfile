# The workbench's image, for web, worker and clock alike. See docker-compose.yml for how they run together.
ARG PYTHON_IMAGE=python:3.11-slim-bookworm

FROM ${PYTHON_IMAGE} AS packages
COPY requirements-production.lock /tmp/
RUN python -m venv --without-pip /opt/venv \
 && pip --python /opt/venv/bin/python install --no-cache-dir --no-deps --require-hashes -r /tmp/requirements-production.lock

FROM ${PYTHON_IMAGE}
# WeasyPrint's libraries, and the fonts that carry Latin, Cyrillic, Greek, Arabic and Chinese text in reports.
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
    fonts-dejavu-core fonts-dejavu-extra fonts-hosny-amiri fonts-noto-cjk \
 && rm -rf /var/lib/apt/lists/* && fc-cache
RUN useradd --uid 10001 --no-create-home --home-dir /tmp workbench && install -d -o workbench -m 0700 /srv/files
COPY --from=packages /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 LANG=C.UTF-8 \
    XDG_CACHE_HOME=/tmp STATIC_ROOT=/srv/static FILES_ROOT=/srv/files
WORKDIR /srv/workbench
COPY . .
# Nothing here is a secret: collecting static files reads settings but talks to nobody.
RUN python -m compileall -q hrdd taxonomy assessments stakeholders remedy \
 && SECRET_KEY=build IDENTITY_SECRETS=only-for-building-never-for-running ALLOWED_HOSTS=build BASE_URL=https://build DATABASE_URL=postgresql:///build \
    CELERY_BROKER_URL=redis://build python manage.py collectstatic --no-input --verbosity 0
USER workbench
EXPOSE 8000
CMD ["docker/web"]
