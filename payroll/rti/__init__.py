"""Messages to and from HMRC: values and text in, text and values out, and nothing else."""
