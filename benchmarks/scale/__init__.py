"""A cluster: what it costs beside one process, what it survives, what more nodes would bring."""
