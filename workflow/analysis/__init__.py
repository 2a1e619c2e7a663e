"""Finds redundant steps with evidence, guards, rewrites and savings: `analyze(flow, tables=...)`."""

from workflow.analysis.analyze import DETECTORS, REPORTS, Analysis, analyze, proposals

__all__ = ["DETECTORS", "REPORTS", "Analysis", "analyze", "proposals"]
