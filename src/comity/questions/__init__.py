"""One module a question, one public function each."""
