"""Rules about code that no linter knows: money, time, checks, names, states and tasks."""

import ast
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from dpss.celery import app as celery
from tests.access import wall
from tests.architecture import source
from tests.architecture.source import Module, called, dotted, imported, product

MONEY = ("dpss/kernel/money.py", "/payroll/calc/", "/ledger/", "payroll/postings.py", "/payroll/rti/")
CLOCKS = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|timezone\.(now|localtime|localdate)"
    r"|clock\.(now|today)|time\.(time|time_ns|localtime|gmtime))$"
)
# Where a request, a task or a command comes in, time is read; from there on it is an argument.
INTERFACES = (
    "/views/",
    "/tasks/",
    "/management/",
    "/dpss/web/",
    "/dpss/portal/",
    "/payroll/gateways/sandbox/",
)
INTERFACE_FILES = ("views.py", "tasks.py", "middleware.py", "context.py")
MAY_READ_A_CLOCK = {
    "dpss/clock.py": "the clock itself",
    "dpss/access/keys.py": "keys are ordered by the time at which they are made",
    "dpss/access/jobs.py": "what every task of a job calls first",
    "dpss/access/adapter.py": "what the pages of allauth call",
}
FORBIDDEN_NAMES = {"common", "helpers", "misc", "services", "signals", "util", "utils"}
LONGEST_FILE, LONGEST_TEST = 320, 450
MOST_LINES_OF_A_TASK = 10
SPEAKS_TO_OTHERS = {
    "payroll/gateways/hmrc.py": "reports to HMRC",
    "dpss/adapters/notify.py": "messages, to the mail service",
    "dpss/adapters/texts.py": "text messages, to GOV.UK Notify",
}
# A package, and the only places that know it: everybody else asks them.
BEHIND_A_DOOR = {
    "cryptography": ("/dpss/access/",),
    "crispy_forms": ("/dpss/web/",),
    "crispy_forms_gds": ("/dpss/web/",),
    "weasyprint": ("/dpss/adapters/",),
    "lxml": ("/payroll/rti/", "/payroll/gateways/", "/ledger/statements/"),
    "mt940": ("/ledger/statements/",),
    "ofxtools": ("/ledger/statements/",),
    "allauth": ("/dpss/access/", "/dpss/portal/", "/dpss/settings/"),
    "govuk_bank_holidays": ("/ledger/",),
    "psycopg2": ("/dpss/access/", "/dpss/web/health.py", "/dpss/portal/", "/clients/", "/payroll/"),
}
MAY_CASCADE: dict[str, str] = {
    "payroll.WorkRate.terms": "a rate is a part of its terms",
    "payroll.ExternalPayslip.payslip": "where a payslip came from is a part of it",
    "payroll.PensionAssessment.payslip": "what a payslip was assessed with is a part of it",
}
MAY_SET_A_STATE = {
    "dpss/access/transitions.py": "the one writer of states",
    "payroll/operations/making.py": "decides in which state a report begins that is not stored yet",
}


def money_code() -> list[Module]:
    """The modules in which a float would be a mistake."""
    return [module for module in product() if module.within(*MONEY)]


def is_interface(module: Module) -> bool:
    """Whether a module is where requests, tasks and commands come in."""
    return module.within(*INTERFACES) or module.path.endswith(INTERFACE_FILES)


def test_there_is_code_to_look_at() -> None:
    assert len(product()) > 200
    assert len(money_code()) > 30


def test_money_is_never_a_float() -> None:
    found = []
    for module in money_code():
        for node in module.nodes(ast.Constant, ast.Name):
            value = getattr(node, "value", None)
            if isinstance(value, float | complex) or getattr(node, "id", "") == "float":
                found.append(module.at(node))
    assert not found


def test_no_field_of_a_model_is_a_float() -> None:
    floats = [
        field
        for model in apps.get_models()
        if model._meta.app_label in {app.split(".")[-1] for app in settings.INSTALLED_APPS}
        for field in model._meta.get_fields()
        if isinstance(field, models.FloatField)
    ]
    assert not floats


@pytest.mark.django_db
def test_no_column_of_the_database_is_a_float() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, column_name from information_schema.columns"
            " where table_schema = 'public' and data_type in ('real', 'double precision', 'money')"
        )
        assert cursor.fetchall() == []


def test_only_the_interfaces_read_a_clock() -> None:
    found = [
        f"{module.at(node)}: {called(node)}"
        for module in product()
        if not is_interface(module) and module.path not in MAY_READ_A_CLOCK
        for node in module.nodes(ast.Call)
        if CLOCKS.search(called(node))
    ]
    assert not found


def test_every_exception_to_the_clock_is_needed() -> None:
    for path in MAY_READ_A_CLOCK:
        (module,) = (module for module in product() if module.path == path)
        assert any(CLOCKS.search(called(node)) for node in module.nodes(ast.Call)), path


def test_no_field_reads_the_clock_by_itself() -> None:
    found = [
        module.at(node)
        for module in product()
        for node in module.nodes(ast.keyword)
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}
    ]
    assert all(place.startswith("dpss/access/models/people.py") for place in found), found


def test_no_check_is_an_assert() -> None:
    found = [module.at(node) for module in product() for node in module.nodes(ast.Assert)]
    assert not found


def test_no_module_is_a_drawer_for_everything() -> None:
    found = [module.path for module in source.everything() if FORBIDDEN_NAMES & set(module.name.split("."))]
    assert not found


def test_files_stay_short_enough_to_read() -> None:
    lengths = {module.path: len(module.text.splitlines()) for module in source.everything()}
    assert not {path: length for path, length in lengths.items() if length > _longest(path)}


def _longest(path: str) -> int:
    return LONGEST_TEST if path.startswith("tests/") else LONGEST_FILE


def test_there_are_no_signals_and_no_generic_foreign_keys() -> None:
    forbidden = ("django.dispatch", "django.db.models.signals", "django.contrib.contenttypes")
    found = [
        f"{module.at(node)}: {name}"
        for module in product()
        for name, node in imported(module)
        if name.startswith(forbidden) or name.endswith(("GenericForeignKey", "GenericRelation"))
    ]
    assert not found


def test_celery_never_runs_a_task_in_the_callers_place() -> None:
    eager = re.compile("task_always_eager|TASK_ALWAYS_EAGER|apply\\(\\)", re.IGNORECASE)
    own = "tests/architecture/test_code.py"
    found = [
        module.path for module in source.everything() if module.path != own and eager.search(module.text)
    ]
    assert not found
    assert not celery.conf.task_always_eager


def tasks() -> list[tuple[Module, ast.FunctionDef]]:
    """Every function that Celery runs."""
    return [
        (module, node)
        for module in product()
        for node in module.nodes(ast.FunctionDef)
        if isinstance(node, ast.FunctionDef)
        and any(
            re.search(r"(^|\.)(shared_)?task$", dotted(one.func if isinstance(one, ast.Call) else one))
            for one in node.decorator_list
        )
    ]


def test_there_are_tasks() -> None:
    assert tasks()


def test_a_task_takes_keys_by_name_and_nothing_else() -> None:
    """What is in an argument is in the broker, where no personal data may be."""
    for module, task in tasks():
        taken = task.args
        positional = [taken.args, taken.posonlyargs, taken.vararg, taken.kwarg]
        assert not any(positional), module.at(task)
        for argument in taken.kwonlyargs:
            assert argument.arg.endswith(("_id", "_ids")), f"{module.at(task)}: {argument.arg}"


def test_a_task_is_short() -> None:
    for module, task in tasks():
        body = task.body[1:] if ast.get_docstring(task) else task.body
        lines = body[-1].end_lineno - body[0].lineno + 1
        assert lines <= MOST_LINES_OF_A_TASK, f"{module.at(task)} has {lines} lines"


def test_a_task_is_in_a_module_of_tasks_and_has_a_name() -> None:
    for module, task in tasks():
        assert module.path.endswith(("tasks.py", "/tasks/__init__.py")) or "/tasks/" in module.path, (
            module.at(task)
        )
        (decorator,) = task.decorator_list
        assert isinstance(decorator, ast.Call), f"{module.at(task)} needs a name"
        assert "name" in {keyword.arg for keyword in decorator.keywords}, f"{module.at(task)} needs a name"


def test_nothing_that_is_named_can_be_deleted_with_what_names_it() -> None:
    for model in apps.get_models(include_auto_created=True):
        if (
            model.__module__.split(".")[0] not in source.PACKAGES
            or model._meta.db_table in wall.history_tables()
        ):
            continue
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey):
                label = f"{model._meta.label}.{field.name}"
                is_protected = field.remote_field.on_delete is models.PROTECT
                assert is_protected != (label in MAY_CASCADE), label


def test_states_are_set_by_moves_alone() -> None:
    """A record is made in a state; from there on only `transitions` changes it."""
    found = []
    for module in product():
        if module.path in MAY_SET_A_STATE or module.within(
            "/payroll/gateways/sandbox/", "/dpss/portal/demo/"
        ):
            continue
        for node in module.nodes(ast.Assign, ast.AugAssign, ast.Call):
            targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
            if any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets):
                found.append(module.at(node))
            if isinstance(node, ast.Call) and called(node).endswith(".update"):
                found += [module.at(node) for keyword in node.keywords if keyword.arg == "state"]
    assert not found


def test_one_module_speaks_to_hmrc_and_one_to_the_mail_service() -> None:
    wires = re.compile(
        r"^(http\.client|urllib\.request|urllib3|requests|httpx|aiohttp|ftplib|smtplib|telnetlib)(\.|$)"
    )
    found = {module.path for module in product() for name, _node in imported(module) if wires.match(name)}
    assert found <= set(SPEAKS_TO_OTHERS)


def test_packages_are_known_to_few() -> None:
    found = [
        f"{module.at(node)}: {name}"
        for module in product()
        for name, node in imported(module)
        if (places := BEHIND_A_DOOR.get(name.split(".")[0])) and not module.within(*places)
    ]
    assert not found


def test_the_environment_is_read_by_settings_alone() -> None:
    allowed = ("/dpss/settings/", "dpss/celery.py", "dpss/wsgi.py", "dpss/asgi.py")
    found = [
        module.at(node)
        for module in product()
        if not module.within(*allowed)
        for node in module.nodes(ast.Attribute)
        if dotted(node) in {"os.environ", "os.getenv"}
    ]
    assert not found


def test_every_module_class_and_function_says_what_it_is() -> None:
    silent = []
    for module in product():
        if module.text.strip() and not ast.get_docstring(module.tree):
            silent.append(module.path)
        # The sandbox's checks are a line each, in the words of the rule that they are registered with.
        nodes = [] if module.within("/payroll/gateways/sandbox/") else module.tree.body
        for node in nodes:
            is_named = isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_")
            if is_named and not ast.get_docstring(node):
                silent.append(module.at(node))
    assert not silent


def test_nothing_is_left_for_later_and_no_machine_is_named() -> None:
    marks = r"\b(TO-?DO|FIX-?ME|X{3}|HAC[K])\b"
    machine = rf"{re.escape(str(source.ROOT))}|/(?:root|home/\w+)/"
    unfinished = re.compile(f"{marks}|{machine}")
    found = [
        f"{module.path}: {match[0]}"
        for module in source.everything()
        if (match := unfinished.search(module.text))
    ]
    assert not found
