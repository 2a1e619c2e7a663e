"""Rules learnt from past cases: backtests, proposals, rules on trial, and the watch over rules in effect."""
