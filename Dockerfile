# The web process of the scale-out set-up (docs/deployment.md). The database and Elasticsearch are beside it.
FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1 \
    DJANGO_SETTINGS_MODULE=clusterxchange.settings.production \
    DATA_DIR=/srv/data

RUN useradd --system --uid 10001 --home-dir /srv/app clusterxchange \
    && install -d -o clusterxchange -g clusterxchange /srv/data /srv/data/media

WORKDIR /srv/app
COPY requirements-production.lock ./
RUN pip install --require-hashes -r requirements-production.lock
COPY . .
# Collected into the image, outside the volume of uploaded files; the key signs nothing that is kept.
RUN SECRET_KEY=only-for-collectstatic ALLOWED_HOSTS=localhost python manage.py collectstatic --noinput

USER clusterxchange
EXPOSE 8000
CMD ["gunicorn", "clusterxchange.wsgi", "--pythonpath", "site", "--bind", "0.0.0.0:8000", "--workers", "3", "--access-logfile", "-"]
