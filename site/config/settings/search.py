"""Where search is answered."""

from config.env import ENV

ELASTICSEARCH_URL = ENV.elasticsearch_url
ELASTICSEARCH_INDEX = "resources"  # the alias; indices behind it carry a date
QUERY_LOG_DAYS = ENV.query_log_days  # rows of single searches; sums by day stay longer
