"""The approval flow as an application of Django."""
