"""What oversight decides, each kind of it in a module or package of its own."""
