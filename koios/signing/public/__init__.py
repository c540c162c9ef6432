"""The pages for who signs, and for who wants to know whether a paper is ours."""
