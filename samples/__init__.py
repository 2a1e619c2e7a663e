"""The model town: departments, officers, six procedures and their past cases."""
