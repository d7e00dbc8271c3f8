"""Counts the answers in a HAR file by operation: the file, the document, and the share of requests
that has to succeed. Without it a run could pass in which a key was deleted early."""

import json
import re
import sys
from collections import Counter
from urllib.parse import urlparse

har, document = (json.load(open(name, encoding="utf-8")) for name in sys.argv[1:3])
operations = [
    (re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + "/?"), method.upper(), operation["operationId"])
    for path, methods in document["paths"].items()
    for method, operation in methods.items()
]
operations.sort(key=lambda operation: operation[0].pattern.count("[^/]+"))  # fixed paths first

answers = {}
for entry in har["log"]["entries"]:
    path, method = urlparse(entry["request"]["url"]).path, entry["request"]["method"]
    for pattern, name, operation in operations:
        if name == method and pattern.fullmatch(path):
            answers.setdefault(operation, Counter())[entry["response"]["status"]] += 1
            break

total = sum(answers.values(), Counter())
for operation, counts in sorted(answers.items()):
    print(f"{operation:22}", *(f"{status}: {counts[status]:<5}" for status in sorted(counts)))
good = sum(count for status, count in total.items() if 200 <= status < 400)
print(f"{good} of {total.total()} requests succeeded:", dict(sorted(total.items())))
share = float(sys.argv[3])
if good < share * total.total():
    sys.exit(f"fewer than {share:.0%} of the requests succeeded")
