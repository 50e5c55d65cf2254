"""The pages of long work in the admin."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from library.jobs.kinds import kind_named
from library.jobs.models import Job
from library.jobs.selectors import jobs_for, may_fetch, may_stop, problems_of
from library.jobs.services import AlreadyEnded, cancel_job, resume_job

LIST_URL = reverse_lazy("jobs:list")
JOBS_A_PAGE = 50


class JobsPage(WagtailAdminTemplateMixin, TemplateView):
    """A page about long work."""

    page_title = "Jobs"
    header_icon = "history"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the path to the page: the admin's home, the list, the job."""
        path = [*super().get_breadcrumbs_items(), {"url": LIST_URL, "label": "Jobs"}]
        subtitle = self.get_page_subtitle()
        return [*path, {"url": "", "label": subtitle}] if subtitle else path


class JobListView(JobsPage):
    """The jobs somebody may see, newest first."""

    template_name = "jobs/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return a page of them."""
        pages = Paginator(jobs_for(user=self.request.user), JOBS_A_PAGE)
        page = pages.get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "page": page}


class JobView(JobsPage):
    """One job: how far it is, what could not be done, what came of it."""

    template_name = "jobs/job.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Find the job among those the user may see."""
        self.job = _visible(request, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Return what the job is about."""
        return self.job.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return the job and what the user may do with it."""
        user = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "job": self.job,
            "problems": problems_of(job=self.job),
            "may_stop": may_stop(user=user, job=self.job),
            "may_fetch": may_fetch(user=user, job=self.job),
        }


class JobFileView(View):
    """What a job made."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give it to those who may start such a job, while it is kept."""
        job = _visible(request, pk)
        if not may_fetch(user=request.user, job=job):
            raise PermissionDenied
        file = getattr(job, "file", None)
        if file is None or file.is_expired:
            message = "What this job made is not kept any more. Start it again."
            raise Http404(message)
        if fetched := kind_named(job.kind).fetched:
            fetched(job, request.user)
        return HttpResponse(
            bytes(file.content),
            content_type=file.content_type,
            headers={
                "Content-Disposition": f'attachment; filename="{file.name}"',
                "Cache-Control": "no-store",
            },
        )


class StopView(View):
    """Cancel a job."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Cancel it and say so."""
        job = _stoppable(request, pk)
        try:
            cancel_job(job_id=job.pk)
        except AlreadyEnded as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, "It stops after what it is at. What was done stays done.")
        return redirect("jobs:job", pk)


class ResumeView(View):
    """Go on with a job."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Queue it again and say so."""
        job = _stoppable(request, pk)
        try:
            resume_job(job_id=job.pk)
        except AlreadyEnded as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, "It goes on where it was.")
        return redirect("jobs:job", pk)


def _visible(request: HttpRequest, pk: int) -> Job:
    return get_object_or_404(jobs_for(user=request.user), pk=pk)


def _stoppable(request: HttpRequest, pk: int) -> Job:
    job = _visible(request, pk)
    if not may_stop(user=request.user, job=job):
        raise PermissionDenied
    return job
