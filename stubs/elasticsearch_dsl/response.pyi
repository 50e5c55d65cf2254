from elasticsearch.dsl.response import *
