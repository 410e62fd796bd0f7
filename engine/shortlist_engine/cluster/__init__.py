"""Work beyond one machine: sampling and execution on the nodes of a cluster.

`crew.py` hands work to workers, whatever carries it; `placement.py` keeps a sampler and a pool on
each node; `node_pool.py` and `node_sampler.py` are what works there; `stages.py`, `runner.py` and
`sampler.py` are what evaluations and solves see. Only `ray_transport.py` knows of Ray.
"""
