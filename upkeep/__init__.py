"""Keeping an installation (保守): looking whether everything is as it was written, backup, restoring, clearing away."""
