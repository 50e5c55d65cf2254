"""The editors' vocabulary: the list, writing an entry, and one entry with what it changes."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.log_actions import registry

from search.models import EntryKind, EntryState, VocabularyEntry
from search.viewsets.forms import FORMS, EntryFilterForm, EntryForm, initial_of
from search.viewsets.pages import NeedsPermission, SearchPage
from search.workbench import measuring, services
from search.workbench.checking import Draft, draft_of, published_like
from search.workbench.preview import LARGE_DROP, preview

ROWS_A_PAGE = 50


_ENGINES = {"postgresql": "PostgreSQL", "elasticsearch": "Elasticsearch"}


class EntriesView(SearchPage):
    """All entries, the one changed last first."""

    template_name = "search/admin/entries.html"
    page_subtitle = "Vocabulary"
    permission = "search.view_vocabularyentry"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return a page of entries."""
        form = EntryFilterForm(self.request.GET.dict())
        entries = VocabularyEntry.objects.filter(**form.filters).select_related("changed_by")
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "kinds": EntryKind.choices,
            "page": Paginator(entries, ROWS_A_PAGE).get_page(self.request.GET.get("p")),
        }


class WriteView(SearchPage):
    """The form of an entry: `origin` is the query an editor came from."""

    template_name = "search/admin/entry_form.html"
    above = (("workbench:entries", "Vocabulary"),)
    form: EntryForm
    entry: VocabularyEntry | None = None
    replaces: VocabularyEntry | None = None

    @property
    def origin(self) -> str:
        """The query an editor came from, or nothing."""
        return (self.request.POST.get("origin") or self.request.GET.get("q") or "")[:200]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return the form and what is published about the same text."""
        return {
            **super().get_context_data(**kwargs),
            "form": self.form,
            "entry": self.entry,
            "replaces": self.replaces,
            "origin": self.origin,
            "same": [] if self.replaces else published_like(self.asked),
        }

    @property
    def asked(self) -> Draft:
        """What an address already says of the entry."""
        numbers = tuple(self.request.GET.getlist("number")[:10])
        texts = (self.origin,) if self.origin else ()
        return Draft(kind=self.form.kind, texts=texts, numbers=numbers)

    def save(self, actor: AbstractBaseUser) -> HttpResponse:
        """Keep the draft and go on to what it changes, or show what is wrong."""
        if self.form.is_valid():
            try:
                entry = services.save_draft(
                    draft=self.form.draft(), actor=actor, entry=self.entry, replaces=self.replaces
                )
            except services.EntryRefused as refusal:
                self.form.add_faults(refusal.faults)
            else:
                return HttpResponseRedirect(_address(entry, self.origin))
        return self.show(status=400)


class AddView(WriteView):
    """A new entry, or a draft that is to take a published one's place."""

    permission = "search.add_vocabularyentry"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Find the form, and what it begins with."""
        super().setup(request, *args, **kwargs)
        if kwargs["kind"] not in FORMS:
            raise Http404("There is no such kind of entry.")
        self.page_subtitle = f"New {EntryKind(kwargs['kind']).label.lower()}"
        data = request.POST if request.method == "POST" else None
        self.form = FORMS[kwargs["kind"]](data)
        if replaced := request.POST.get("replaces") or request.GET.get("replaces"):
            self.replaces = _published(replaced, kwargs["kind"])
        self.form.initial = initial_of(draft_of(self.replaces) if self.replaces else self.asked)

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:  # noqa: ARG002
        """Keep the draft."""
        return self.save(_actor(request))


class EditView(WriteView):
    """A draft, written anew."""

    permission = "search.change_vocabularyentry"
    page_subtitle = "Edit draft"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Find the draft."""
        super().setup(request, *args, **kwargs)
        drafts = VocabularyEntry.objects.filter(state=EntryState.DRAFT)
        self.entry = get_object_or_404(drafts, pk=kwargs["pk"])
        self.replaces = self.entry.replaces
        data = request.POST if request.method == "POST" else None
        self.form = FORMS[self.entry.kind](data, initial=initial_of(draft_of(self.entry)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002
        """Keep the draft."""
        return self.save(_actor(request))


class EntryView(SearchPage):
    """One entry: what it would change, the buttons, and who did what."""

    template_name = "search/admin/entry.html"
    permission = "search.view_vocabularyentry"
    above = (("workbench:entries", "Vocabulary"),)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Find the entry."""
        super().setup(request, *args, **kwargs)
        self.entry = get_object_or_404(VocabularyEntry, pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Return what kind of entry it is, and for what: short enough for a narrow screen."""
        return f"{self.entry.get_kind_display()} \u201c{self.entry.texts[0]}\u201d"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return the entry, its history, and what it changes; of a published one only if asked."""
        origin = self.request.GET.get("q", "")[:200]
        is_published = self.entry.state == EntryState.PUBLISHED
        measured = measuring.measured(entry=self.entry, job_id=self.request.GET.get("measured", ""))
        is_tried = not is_published or {"preview", "measured"} & self.request.GET.keys()
        made = measured or (preview(self.entry, origin=origin) if is_tried else None)
        return {
            **super().get_context_data(**kwargs),
            "entry": self.entry,
            "origin": origin,
            "promoted": self.entry.promoted.select_related("resource"),
            "preview": made,
            "engines": [_ENGINES.get(name, name) for name in sorted(made.engines)] if made else [],
            "large_drop": LARGE_DROP,
            "is_draft": self.entry.state == EntryState.DRAFT,
            "is_published": is_published,
            "history": registry.get_logs_for_instance(self.entry).select_related("user"),
        }


class MeasureView(NeedsPermission):
    """Try an entry out by all judged queries, however long it takes."""

    http_method_names = ["post"]
    permission = "search.view_vocabularyentry"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Start the job and go to its page."""
        entry = get_object_or_404(VocabularyEntry, pk=pk)
        job = measuring.start_measuring(entry=entry, actor=_actor(request))
        return HttpResponseRedirect(reverse("jobs:job", args=(job.pk,)))


class ActView(NeedsPermission):
    """A change of an entry's state."""

    http_method_names = ["post"]
    permission = "search.publish_vocabularyentry"

    def post(self, request: HttpRequest, pk: int, action: str) -> HttpResponse:
        """Make the change and say what came of it."""
        entry = get_object_or_404(VocabularyEntry, pk=pk)
        if action == "discard" and not request.user.has_perm("search.delete_vocabularyentry"):
            raise PermissionDenied
        try:
            message = _act(action, entry, _actor(request))
        except (services.EntryRefused, services.NotInThatState) as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, message)
        if action == "discard":
            return HttpResponseRedirect(reverse("workbench:entries"))
        return HttpResponseRedirect(_address(entry, request.POST.get("origin", "")))


def _act(action: str, entry: VocabularyEntry, actor: AbstractBaseUser) -> str:
    match action:
        case "publish":
            change = services.publish(entry_id=entry.pk, actor=actor)
            instead = f" in place of “{change.replaced}”" if change.replaced else ""
            return f"“{entry}” is published{instead}. Searches follow within ten seconds."
        case "retire":
            services.retire(entry_id=entry.pk, actor=actor)
            return f"“{entry}” is retired. Searches follow within ten seconds."
        case _:
            services.discard(entry_id=entry.pk, actor=actor)
            return f"The draft “{entry}” is deleted."


def _address(entry: VocabularyEntry, origin: str) -> str:
    query = f"?{urlencode({'q': origin})}" if origin else ""
    return reverse("workbench:entry", args=(entry.pk,)) + query


def _published(pk: str, kind: str) -> VocabularyEntry:
    if not (pk.isascii() and pk.isdigit()):
        raise Http404("There is no such entry.")
    published = VocabularyEntry.objects.filter(state=EntryState.PUBLISHED, kind=kind)
    return get_object_or_404(published, pk=int(pk))


def _actor(request: HttpRequest) -> AbstractBaseUser:
    if not isinstance(request.user, AbstractBaseUser):
        raise PermissionDenied
    return request.user
