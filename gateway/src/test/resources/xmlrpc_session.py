"""Talks to the installers' XML-RPC interface with Python's own client, and prints what it saw as one JSON object."""
import json
import sys
import urllib.error
import urllib.request
import xmlrpc.client

url = sys.argv[1]
server = xmlrpc.client.ServerProxy(url, allow_none=True)
seen = {}


def fault(name, call):
    try:
        seen[name] = {"result": call()}
    except xmlrpc.client.Fault as e:
        seen[name] = {"code": e.faultCode, "fault": e.faultString}


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


seen["version"] = server.api_version()
seen["version_type"] = type(seen["version"]).__name__
fault("version_with_argument", lambda: server.api_version(1))

built = server.build_installers(
    [{"percentage": 50, "owner": "mira", "users": ["noah"]}, {"percentage": 30, "owner": "olga"}],
    {"mira": {"public_key": "17 3233"}, "olga": {"public_key": "5 8051"}},
)
seen["built"] = built
seen["urls"] = server.get_urls(built["build_id"])

# As the main website does it: one vessel, everything given.
seen["given"] = server.build_installers(
    [{"percentage": 80, "owner": "owner", "users": ["user"]}],
    {"owner": {"public_key": "3 33"}, "user": {"public_key": "67891 09871"}},
)
seen["without_user_data"] = server.build_installers([{"percentage": 80, "owner": "bob"}])
seen["nil_user_data"] = server.build_installers([{"percentage": 80, "owner": "bob", "users": None}], None)

# As the original's own tests do it.
fault("total", lambda: server.build_installers([{"percentage": 100, "owner": "alice"}]))
fault("no_owner", lambda: server.build_installers([{"percentage": 80}]))
fault("invalid_key", lambda: server.build_installers(
    [{"percentage": 80, "owner": "alice"}], {"alice": {"public_key": "INVALID"}}))
fault("line_feed", lambda: server.build_installers(
    [{"percentage": 80, "owner": "alice"}], {"alice": {"public_key": "3 33\n"}}))
fault("true", lambda: server.build_installers([{"percentage": True, "owner": "alice"}]))
fault("double", lambda: server.build_installers([{"percentage": 80.0, "owner": "alice"}]))
fault("bytes", lambda: server.build_installers([{"percentage": 80, "owner": b"alice"}]))
fault("no_argument", lambda: server.build_installers())
fault("three_arguments", lambda: server.build_installers([], {}, 1))
fault("bad_id", lambda: server.get_urls("bad"))
fault("unknown_id", lambda: server.get_urls("0" * 40))
fault("id_with_line_feed", lambda: server.get_urls(built["build_id"] + "\n"))
fault("id_as_number", lambda: server.get_urls(7))
fault("unknown_method", lambda: server.system.listMethods())
fault("strange_name", lambda: server.build_installers([{"percentage": 80, "owner": "zo\u00eb <&>\r\n"}]))

try:
    urllib.request.build_opener(NoRedirect).open(built["installers"]["windows"])
except urllib.error.HTTPError as e:
    seen["redirect"] = [e.code, e.headers["Location"]]
with urllib.request.urlopen(built["installers"]["linux"]) as response:
    seen["download"] = [response.status, response.headers["Content-Type"], response.read().decode("ascii"), response.url]

json.dump(seen, sys.stdout)
