"""Papers that people sign on a page of their own, and the page where anybody verifies a paper."""
