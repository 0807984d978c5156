"""Which agreements are efficient, and what does one signer's gain cost another?"""
