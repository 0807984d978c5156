"""The agreements of a case, and what several questions need of them."""
