"""What every room stands on: values without a web page, a database or a library beside Python's own."""
