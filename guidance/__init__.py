"""Finding the right procedure and being told what one needs to know before one begins."""
