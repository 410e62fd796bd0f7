"""What keeps a sampler and a pool of workers alive for a caller, with or without RPC."""

from shortlist_engine.host.consent import NeedsConsent, read_consent, write_consent
from shortlist_engine.host.host import Host
from shortlist_engine.host.models import list_models
from shortlist_engine.host.resources import Resources, WorkerPool, local_resources
from shortlist_engine.host.status_report import StatusReport

__all__ = [
    "Host",
    "NeedsConsent",
    "Resources",
    "StatusReport",
    "WorkerPool",
    "list_models",
    "local_resources",
    "read_consent",
    "write_consent",
]
