"""From what systems recorded to an as-is flow: event logs, their figures, and a sound picture of them."""
