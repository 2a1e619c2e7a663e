"""Telling people: events become messages, messages go out by mail and stand on the status page."""
