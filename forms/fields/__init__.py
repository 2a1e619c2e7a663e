"""What each type of field knows: its settings, how an answer is normalised and checked, shown and exported."""
