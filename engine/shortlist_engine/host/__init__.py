"""What keeps a model and a sandbox alive for a caller, with or without RPC."""

from shortlist_engine.host.host import Host
from shortlist_engine.host.resources import Resources, local_resources

__all__ = ["Host", "Resources", "local_resources"]
