"""Pages of the wages."""
