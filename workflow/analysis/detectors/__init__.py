"""The detectors: one module each, with a stable `CODE` and `find(facts)`."""
