"""What each kind of letter says: the rows as they are now, in the reader's words. Templates only lay it out."""
