//! Documents, good and bad, through the whole reader.
