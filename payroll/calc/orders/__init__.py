"""Orders to take money from wages, student loans among them, and what may be taken after them."""
