"""The long work of search that the worker does: see library.jobs."""

from library.jobs.kinds import job_kind
from search.workbench.measuring import KIND, measure

job_kind(KIND, permission="search.view_vocabularyentry")(measure)
