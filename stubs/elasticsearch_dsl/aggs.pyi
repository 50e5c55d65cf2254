from elasticsearch.dsl.aggs import *
