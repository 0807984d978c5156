"""Which agreements are possible, and what removes the others?"""
