"""Which agreements are fair, by four measures, and who would argue for which?"""
