"""The form that is open on a page of the workbench, as a browser would send it."""

import html
import re


class Form(list):
    """The fields of the form that is open, as a browser would send them."""

    def __init__(self, answer):
        found = re.search(r'<form method="post" action="[^"]*/table/entry".*?</form>', answer.text, re.DOTALL)
        assert found is not None, answer.text[:300]
        part = found[0]
        super().__init__(
            re.findall(r'<input type="(?:hidden|text)"(?:[^>]*?) name="([^"]+)"(?:[^>]*?) value="([^"]*)"', part)
        )
        self += re.findall(r'<input type="checkbox" name="([^"]+)" value="([^"]*)" checked', part)
        self += re.findall(r'<textarea rows="4" id="[^"]+" name="([^"]+)"[^>]*>(.*?)</textarea>', part, re.DOTALL)
        for name, options in re.findall(r'<select id="[^"]+" name="([^"]+)"[^>]*>(.*?)</select>', part, re.DOTALL):
            chosen = re.search(r'value="([^"]*)" selected', options)
            self.append((name, chosen[1] if chosen else ""))
        self[:] = [(name, html.unescape(value)) for name, value in self]

    def __call__(self, **changed):
        """The fields with some as typed."""
        sent = [(name, value) for name, value in self if name not in changed and name.split(".")[0] not in changed]
        for name, value in changed.items():
            if isinstance(value, dict):
                sent += [(f"{name}.{key}", each) for key, several in value.items() for each in several]
            else:
                sent.append((name, value))
        names = list(dict.fromkeys(name for name, _ in sent))
        return {name: [value for key, value in sent if key == name] for name in names}


def beside(answer, field):
    """What is said to be wrong beside a field; None where nothing is."""
    found = re.search(rf'id="(?:f-)?{field}-problem">(?:<[^>]*>|\s)*([^<]*)', answer.text)
    return html.unescape(found[1]).strip() if found else None
