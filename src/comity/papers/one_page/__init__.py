"""The findings of a case on one page: numbers first, box by box, then the sentences made from them."""
