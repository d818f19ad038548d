"""Work outdoors: today's list and a few deeds on a phone, also where there is no network."""
