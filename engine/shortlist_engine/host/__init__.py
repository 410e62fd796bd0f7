"""What keeps a sampler and a pool of workers alive for a caller, with or without RPC."""

from shortlist_engine.host.host import Host
from shortlist_engine.host.resources import Resources, WorkerPool, local_resources

__all__ = ["Host", "Resources", "WorkerPool", "local_resources"]
