"""The pages: HTTP in, one service call, one typed page out. The only room that knows Flask."""
