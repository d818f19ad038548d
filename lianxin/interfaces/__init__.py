"""Who comes in: pages, files and the console; they translate and hold no rules."""
