# One image for the three processes: web (the default), worker and indexer; see compose.yaml.

FROM node:24-slim AS assets
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM python:3.13-slim AS packages
RUN pip install --no-cache-dir uv
WORKDIR /app
RUN uv venv /opt/venv
COPY requirements.lock ./
RUN uv pip sync --python /opt/venv --require-hashes --no-cache requirements.lock

FROM python:3.13-slim
RUN useradd --system --uid 10001 --create-home library \
 && mkdir -p /app /srv/library && chown library /srv/library
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/app:/app/site \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    LIBRARY_VAR=/srv/library \
    BIND_ADDRESS=0.0.0.0 \
    PORT=8000
COPY --from=packages /opt/venv /opt/venv
COPY --from=assets /app/node_modules node_modules
COPY manage.py Procfile ./
COPY library library
COPY media media
COPY search search
COPY site site
COPY templates templates
# Stand-in values: collecting files asks neither the database nor the mail server.
RUN set -a && . site/config/launch/deploy-check.env \
 && python manage.py collectstatic --no-input --verbosity 0
USER library
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
CMD ["python", "-m", "gunicorn", "--config", "python:config.gunicorn", "config.wsgi:application"]
