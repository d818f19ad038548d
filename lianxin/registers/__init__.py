"""What is: slow facts that casework looks up."""
