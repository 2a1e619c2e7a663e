"""What past cases prove about rules: backtests, proposals with their certificates, drift, shadow and stop.

Rules may only approve. Nothing here decides a case; it says what a rule would have done, and how sure that is.
"""
