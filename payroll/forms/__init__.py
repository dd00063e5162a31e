"""Forms of the wages: shape only, the rules are asked by the operations."""
