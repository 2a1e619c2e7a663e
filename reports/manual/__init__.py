"""The manual of a procedure (業務手順書): who does what, in which order, by which rules, generated from the flow."""
