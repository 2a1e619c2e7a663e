"""Pages that stand alone: to be read without us, attached to a mail, printed, filed."""
