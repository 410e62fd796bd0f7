"""Measurements that documents quote: `python -m benchmarks.SUBJECT`; README.md lists them."""
