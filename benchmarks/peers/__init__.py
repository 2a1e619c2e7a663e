"""Peers that benchmarks are compared with: scripts for an environment of their own, which import nothing of ours."""
