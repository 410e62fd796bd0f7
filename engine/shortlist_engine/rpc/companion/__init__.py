"""Problems from the browser extension Competitive Companion: what listens (`listener.py`), what was
sent and not taken yet (`inbox.py`), and which window it goes to (`broker.py`)."""

from shortlist_engine.rpc.companion.broker import CompanionBroker

__all__ = ["CompanionBroker"]
