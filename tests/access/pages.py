"""Pages that exist only here, to see what the middleware makes of what a view does."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import include, path

from clients.models import WorkItem
from dpss.access import audit
from dpss.kernel import errors
from tests.access import wall
from tests.cast import TODAY
from tests.factories import access


def who(request: HttpRequest) -> JsonResponse:
    """Who the portal takes the visitor for, and what the database shows them."""
    actor = request.actor
    return JsonResponse(
        {
            "council": request.council.slug,
            "roles": [membership.role for membership in request.memberships],
            "role": actor.role if actor else "",
            "name": actor.name if actor else "",
            "rows": sum(len(keys) for keys in wall.everything_visible().values()),
        }
    )


def _write() -> None:
    thing = WorkItem.objects.first()
    WorkItem.objects.create(
        **access.on(thing),
        client_id=thing.client_id,
        key="written by a page",
        role=thing.role,
        title="Written",
        why="A page wrote it.",
        due_on=TODAY,
    )


def write(request: HttpRequest) -> HttpResponse:
    """Change something, and answer well."""
    _write()
    return HttpResponse("written")


def look(request: HttpRequest) -> HttpResponse:
    """Look at something guarded, then find that it is not there."""
    event = audit.Event(verb="look", thing="page", thing_id="guarded")
    request.kept_events.append(event)
    _write()
    raise Http404


def crash(request: HttpRequest) -> HttpResponse:
    """Change something, then fail."""
    _write()
    raise ZeroDivisionError


def broken(request: HttpRequest) -> HttpResponse:
    """Change something, and answer that the server is broken."""
    _write()
    return HttpResponse(status=503)


def refused(request: HttpRequest) -> HttpResponse:
    """Change something, then refuse."""
    _write()
    raise PermissionDenied


def not_allowed(request: HttpRequest) -> HttpResponse:
    """Change something, then be refused by an operation, as a view of the page kit passes it on."""
    _write()
    refusal = errors.NotAllowed("Your role may not do this.")
    raise PermissionDenied(refusal.sentence) from refusal


def late(request: HttpRequest) -> TemplateResponse:
    """Answer with a template that asks the database only while it is drawn."""
    template = engines["django"].from_string("{% for item in items %}[{{ item.title }}]{% endfor %}")
    return TemplateResponse(request, template, {"items": WorkItem.objects.order_by("pk")})


urlpatterns = [
    path("who/", who, name="who"),
    path("write/", write, name="write"),
    path("look/", look, name="look"),
    path("crash/", crash, name="crash"),
    path("broken/", broken, name="broken"),
    path("refused/", refused, name="refused"),
    path("late/", late, name="late"),
    path("not-allowed/", not_allowed, name="not_allowed"),
    path("", include("dpss.urls")),
]
handler403 = "dpss.web.errors.forbidden"
handler404 = "dpss.web.errors.not_found"
handler500 = "dpss.web.errors.server_error"
