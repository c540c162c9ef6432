"""What the team does with a paper in signing, from the page of its record."""
