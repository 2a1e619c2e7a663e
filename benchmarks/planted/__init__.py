"""Planted redundancies and guarded decoys (analysis.md §2.3): a falsifiable benchmark of the detectors.

Written from the catalogue, not from the detectors. A clean flow gets one redundancy at a known place; a decoy is the
same insertion with what makes it necessary. `python -m benchmarks.planted` prints recall and precision by code.
"""
