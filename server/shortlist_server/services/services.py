"""All services of a session, made once and given to every feature."""

from __future__ import annotations

from dataclasses import dataclass

from shortlist_server.configuration import Configuration
from shortlist_server.engine.client import EngineClient
from shortlist_server.kept_solutions import KeptSolutions
from shortlist_server.server import ShortlistServer
from shortlist_server.services.assist_tasks import AssistTasks
from shortlist_server.services.assist_views import AssistViews
from shortlist_server.services.assisting import Assisting
from shortlist_server.services.availability import Availability
from shortlist_server.services.client_edits import ClientEdits
from shortlist_server.services.companion_link import CompanionLink
from shortlist_server.services.consent import Consent
from shortlist_server.services.filling import Filling
from shortlist_server.services.inserter import Inserter
from shortlist_server.services.insertions import Insertions
from shortlist_server.services.lifecycle import Lifecycle
from shortlist_server.services.messages import Messages
from shortlist_server.services.new_files import NewFiles
from shortlist_server.services.offers import Offers
from shortlist_server.services.own_tests import OwnTestStore
from shortlist_server.services.problems import ProblemStore
from shortlist_server.services.progress import ProgressReporter
from shortlist_server.services.runs import RunManager
from shortlist_server.services.solve_manager import SolveManager
from shortlist_server.services.test_views import TestViews
from shortlist_server.services.tests import Tests
from shortlist_server.services.views import Views


@dataclass(frozen=True)
class Services:
    """Services is what features share. A feature takes from here what it needs, and keeps its own
    state."""

    server: ShortlistServer
    lifecycle: Lifecycle
    configuration: Configuration
    messages: Messages
    progress: ProgressReporter
    engine: EngineClient
    problems: ProblemStore
    solves: SolveManager
    runs: RunManager
    own_tests: OwnTestStore
    tests: Tests
    test_views: TestViews
    insertions: Insertions
    inserter: Inserter
    views: Views
    offers: Offers
    availability: Availability
    new_files: NewFiles
    companion: CompanionLink
    edits: ClientEdits
    filling: Filling
    assist_views: AssistViews
    assist_tasks: AssistTasks


def create_services(server: ShortlistServer) -> Services:
    """Makes the services of one session, each of which forgets the documents that are closed."""
    lifecycle = Lifecycle(server)
    configuration = Configuration()
    engine = EngineClient(lambda: configuration.current)
    engine.ask_consent = Consent(server).ask
    problems = ProblemStore(server)
    solves = SolveManager(engine, KeptSolutions())
    runs = RunManager()
    own_tests = OwnTestStore()
    tests = Tests(server, configuration, problems, engine, runs, own_tests)
    messages = Messages(server, configuration)
    insertions = Insertions(server, solves)
    edits = ClientEdits(server)
    progress = ProgressReporter(server)
    assisting = Assisting(server, configuration, problems, engine, runs, progress)
    assist_views = AssistViews(server, lifecycle)
    lifecycle.document_changed.connect(insertions.follow)
    for forget in (
        solves.forget_document,
        runs.cancel_document,
        problems.forget,
        tests.forget,
    ):
        lifecycle.document_closed.connect(forget)
    return Services(
        server=server,
        lifecycle=lifecycle,
        configuration=configuration,
        messages=messages,
        progress=progress,
        engine=engine,
        problems=problems,
        solves=solves,
        runs=runs,
        own_tests=own_tests,
        tests=tests,
        test_views=TestViews(configuration, problems, engine, tests),
        insertions=insertions,
        inserter=Inserter(server, problems, solves, insertions, configuration, messages, edits),
        views=Views(server, problems, solves, insertions),
        offers=Offers(problems, solves, insertions),
        availability=Availability(configuration, problems, lambda: server.support),
        new_files=NewFiles(server, configuration),
        companion=CompanionLink(server, configuration, engine, lifecycle),
        edits=edits,
        filling=Filling(configuration, problems, assisting, runs, messages),
        assist_views=assist_views,
        assist_tasks=AssistTasks(configuration, assisting, assist_views, edits, own_tests),
    )
