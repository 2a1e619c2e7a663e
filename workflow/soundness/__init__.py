"""Soundness (健全性): can every case be finished properly, whatever is chosen on the way?"""
