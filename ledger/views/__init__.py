"""Pages of payments and bank files."""
