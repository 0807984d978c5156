"""A question over many cases: one row a case, as papers on negotiation benchmarks print them."""
