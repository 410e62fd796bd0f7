"""The option `--cluster`: where a command's work is done."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import functools
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from shortlist_engine.evaluation.stages import Workplace, here
from shortlist_engine.host import Host, Resources
from shortlist_engine.model.errors import ModelError
from shortlist_engine.protocol import EngineError

if TYPE_CHECKING:
    from shortlist_engine.cluster.placement import Transport


@contextlib.contextmanager
def cluster_of(address: str | None) -> Iterator[Transport | None]:
    """Joins the cluster of `--cluster`; None without the option. Raises EngineError
    `engineUnavailable`, naming what to do."""
    if address is None:
        yield None
        return
    from shortlist_engine.cluster.ray_transport import connected

    with connected(address) as cluster:
        yield cluster


@contextlib.contextmanager
def workplace_of(options: argparse.Namespace) -> Iterator[Workplace]:
    """Gives the place where an evaluation is done: this process, or the nodes of `--cluster`.
    `jobs` and `workers` are as `shortlist eval` has them, where the command has them. Raises
    EngineError as `cluster_of` does."""
    jobs, workers = getattr(options, "jobs", 2), getattr(options, "workers", None)
    with cluster_of(options.cluster) as cluster:
        if cluster is None:
            yield functools.partial(here, jobs=jobs)
            return
        from shortlist_engine.cluster.workplace import on_cluster

        yield on_cluster(cluster, tell, workers=workers, jobs=jobs)


def on_nodes(resources: Resources, workers: int | None, cluster: Transport | None) -> Resources:
    """Returns the resources of a solve: the same, or with its model and its pool on the nodes.
    Raises EngineError `modelNotFound` when the model cannot be read."""
    if cluster is None:
        return resources
    from shortlist_engine.cluster.crews import parcel_for
    from shortlist_engine.cluster.parcel import can_be_sent
    from shortlist_engine.cluster.resources import cluster_resources

    sampling = can_be_sent(resources)
    try:
        parcel = parcel_for(resources, workers, cluster, sampling=sampling)
    except (ModelError, OSError) as error:
        raise EngineError.caused_by("modelNotFound", error) from error
    languages = asyncio.run(Host(resources).languages())
    return cluster_resources(resources, cluster, parcel, languages, tell, sampling=sampling)


def tell(line: str) -> None:
    """Says to people what becomes of the nodes."""
    print(f"Cluster: {line}", file=sys.stderr, flush=True)
