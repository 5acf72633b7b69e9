"""Publish the graph as a static site: pages, data beside each page, dumps and their description."""
