"""The pure half: `decide` says what follows from a command, `apply` what an event makes of a case.

No clock, no session, no random source, no logger: `now`, the record and the secret of the sample are arguments.
"""
