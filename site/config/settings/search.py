"""Where search is answered."""

from config.env import ENV

ELASTICSEARCH_URL = ENV.elasticsearch_url
ELASTICSEARCH_INDEX = "resources"  # the alias; indices behind it carry a date
QUERY_LOG_DAYS = ENV.query_log_days  # rows of single searches; sums by day stay longer


# The jobs of this room are not in search/tasks.py, where they would be found by themselves.
PROCRASTINATE_IMPORT_PATHS = ["library.orders.periodic", "search.saved.periodic"]
