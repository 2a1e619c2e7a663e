"""The applicant's side: drafts, applications, corrections, attachments. Answers live here and nowhere else."""
