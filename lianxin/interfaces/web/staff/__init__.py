"""Pages for staff: the inbox, a ticket's story and its steps, intake, contact, registers, verifying."""
