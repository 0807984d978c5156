"""Would anybody move away?"""
