# Runs the WebSocket test suite against a server: its argument is a file with the suite's own settings, in JSON.
import json
import sys

from autobahntestsuite import wstest

with open(sys.argv[1]) as settings:
    wstest.start({'mode': 'fuzzingclient'}, json.load(settings))
