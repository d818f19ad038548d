"""The pages, by audience: public, resident, staff."""
