"""Who works here: departments, officers, what they may do, and signing in."""
