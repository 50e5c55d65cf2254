from elasticsearch.dsl import *
