"""What every room stands on: values without a web page or a database, on Python alone and a list of holidays."""
