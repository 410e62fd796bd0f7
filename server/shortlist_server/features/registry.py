"""Puts the server together: the one list of its features."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from shortlist_server.features.accept import AcceptFeature
from shortlist_server.features.assist import AssistFeature
from shortlist_server.features.assist_commands import AssistCommandsFeature
from shortlist_server.features.attention import AttentionFeature
from shortlist_server.features.cancel import CancelFeature
from shortlist_server.features.code_actions import CodeActionsFeature
from shortlist_server.features.code_lens import CodeLensFeature
from shortlist_server.features.companion import CompanionFeature
from shortlist_server.features.completion import CompletionFeature
from shortlist_server.features.console import ConsoleFeature
from shortlist_server.features.contest_mode import ContestModeFeature
from shortlist_server.features.debug_test import DebugTestFeature
from shortlist_server.features.diagnostics import DiagnosticsFeature
from shortlist_server.features.edit_tests import EditTestsFeature
from shortlist_server.features.engine import EngineFeature
from shortlist_server.features.inlay_hints import InlayHintsFeature
from shortlist_server.features.inline_completion import InlineCompletionFeature
from shortlist_server.features.largest import LargestFeature
from shortlist_server.features.log import LogFeature
from shortlist_server.features.models import ModelsFeature
from shortlist_server.features.new_problem import NewProblemFeature
from shortlist_server.features.panel import PanelFeature
from shortlist_server.features.parse_problem import ParseProblemFeature
from shortlist_server.features.practice import PracticeFeature
from shortlist_server.features.progress_file import ProgressFileFeature
from shortlist_server.features.run import RunFeature
from shortlist_server.features.run_tests import RunTestsFeature
from shortlist_server.features.settings import SettingsFeature
from shortlist_server.features.solutions import SolutionsFeature
from shortlist_server.features.solve import SolveFeature
from shortlist_server.features.status import StatusFeature
from shortlist_server.features.stress import StressFeature
from shortlist_server.features.submission import SubmissionFeature
from shortlist_server.features.test_files import TestFilesFeature
from shortlist_server.features.tests import TestsFeature
from shortlist_server.server import ShortlistServer
from shortlist_server.services.services import Services, create_services

Feature = Callable[[Services], object]

# In the order in which they hear of what happens: settings are in force before surfaces follow.
FEATURES: tuple[Feature, ...] = (
    LogFeature,
    SettingsFeature,
    EngineFeature,
    ContestModeFeature,
    DiagnosticsFeature,
    StatusFeature,
    CodeActionsFeature,
    CodeLensFeature,
    CompletionFeature,
    InlayHintsFeature,
    InlineCompletionFeature,
    PanelFeature,
    SolutionsFeature,
    AttentionFeature,
    SolveFeature,
    CancelFeature,
    RunFeature,
    TestsFeature,
    RunTestsFeature,
    EditTestsFeature,
    TestFilesFeature,
    DebugTestFeature,
    ConsoleFeature,
    StressFeature,
    LargestFeature,
    AcceptFeature,
    ParseProblemFeature,
    ModelsFeature,
    PracticeFeature,
    ProgressFileFeature,
    NewProblemFeature,
    SubmissionFeature,
    AssistFeature,
    AssistCommandsFeature,
    CompanionFeature,
)


def create_server(features: Iterable[Feature] = FEATURES) -> ShortlistServer:
    """Makes a server with every feature; each registers its handlers when it is made."""
    server = ShortlistServer()
    services = create_services(server)
    for feature in features:
        feature(services)
    return server
