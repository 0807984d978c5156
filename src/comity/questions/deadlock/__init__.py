"""Why is there no agreement, and what would open one? Or how close is that?"""
