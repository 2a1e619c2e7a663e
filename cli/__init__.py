"""The command line: the same libraries as the web, for scripts, continuous integration and auditors."""
