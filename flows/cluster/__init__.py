"""The same work on a Dask cluster of the operator's own."""
