"""Where search is answered."""

from config.env import ENV

ELASTICSEARCH_URL = ENV.elasticsearch_url
ELASTICSEARCH_INDEX = "resources"  # the alias; indices behind it carry a date
