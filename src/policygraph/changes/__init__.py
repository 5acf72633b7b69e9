"""What changed from one data set to another, as RDF Patch and in words."""
