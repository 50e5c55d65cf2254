"""Long work in the Wagtail admin: its addresses and its menu item."""

from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from library.jobs import views

_patterns: list[URLPattern | URLResolver] = [
    path("", views.JobListView.as_view(), name="list"),
    path("<int:pk>/", views.JobView.as_view(), name="job"),
    path("<int:pk>/file/", views.JobFileView.as_view(), name="file"),
    path("<int:pk>/cancel/", views.StopView.as_view(), name="cancel"),
    path("<int:pk>/resume/", views.ResumeView.as_view(), name="resume"),
]


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    """Put the pages under /admin/jobs/."""
    return [path("jobs/", include((_patterns, "jobs")))]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Put the list among the reports."""
    return MenuItem("Jobs", reverse("jobs:list"), icon_name="history", order=900)
