"""Starting to anonymize by hand; the worker does it every night."""

from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from library.jobs.models import Job
from library.orders.jobs import ANONYMIZE, PERMISSION, AlreadyForgetting, start_anonymizing
from library.orders.services.anonymizing import NothingToForget, due_orders, due_span


class AnonymizeView(WagtailAdminTemplateMixin, TemplateView):
    """Tells how many recipients are due and what came of the last time, and starts it."""

    template_name = "orders/admin/anonymize.html"
    page_title = "Anonymize recipients"
    header_icon = "lock"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        """Refuse whoever may not."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the path to the page."""
        log = {"url": reverse("addressaccess:index"), "label": "Address log"}
        return [*super().get_breadcrumbs_items(), log, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return what is due, and the last job."""
        try:
            due = due_orders(ended_until=due_span().ended_until).count()
        except NothingToForget:
            due = 0
        return {
            **super().get_context_data(**kwargs),
            "days": settings.RECIPIENT_DAYS,
            "due": due,
            "last": Job.objects.filter(kind=ANONYMIZE).first(),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Start, and show the progress."""
        try:
            job = start_anonymizing(actor=cast("User", request.user))
        except NothingToForget as nothing:
            messages.warning(request, str(nothing))
            return redirect("addressaccess:anonymize")
        except AlreadyForgetting as other:
            messages.warning(request, str(other))
            return redirect("jobs:job", other.job.pk)
        return redirect("jobs:job", job.pk)
