"""How fast one block of addresses may go on at a door that is open to everybody: slower, never shut."""
