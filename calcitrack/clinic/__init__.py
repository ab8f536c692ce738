"""Use cases: what people do with the vault. Rights and audit are decided here and nowhere else."""
