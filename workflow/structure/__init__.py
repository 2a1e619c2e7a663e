"""What runs where: the control graph of a flow, its normal form and its structure tree."""
