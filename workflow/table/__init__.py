"""Decision tables in the terms of DMN 1.5: the model, its exact verification, its compiled evaluation."""
