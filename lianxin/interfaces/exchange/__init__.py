"""Files that come in and go out: CSV, XLSX, GeoJSON, later iCalendar and open data."""
