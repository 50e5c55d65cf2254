"""Gunicorn's settings: `gunicorn --config python:config.gunicorn config.wsgi:application`."""

from config.env import ENV

bind = f"{ENV.bind_address}:{ENV.port}"
workers = ENV.web_concurrency
threads = 4
preload_app = True  # loaded once, not once a worker: sooner up, less memory
max_requests = 2000
max_requests_jitter = 200
timeout = 60
graceful_timeout = 5
loglevel = "warning"
control_socket_disable = True
