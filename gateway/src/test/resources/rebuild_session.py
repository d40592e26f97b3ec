"""Orders rebuilds in the styles of the original's documentation, with the standard library alone."""
import json
import sys
import urllib.parse
import urllib.request

URL, SECRET, STYLE = sys.argv[1:4]
FILES = {
    "upload_tool.xpi": ("tool.xpi", b"the first XPI \r\n--not a boundary"),
    "upload_other": ("other.name.xpi", b"the second one"),
    "upload_unused": ("unused.xpi", b"nobody names this one"),
}
PINGBACK = "https://amo.example/services/builder-pingback"


def urlencoded(fields):
    return urllib.parse.urlencode(fields).encode("ascii"), "application/x-www-form-urlencoded"


def multipart(fields, files):
    boundary = "----------python-%s" % id(fields)
    lines = b""
    for name, value in fields:
        lines += ("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n" % (boundary, name, value)).encode()
    for name, (filename, content) in files:
        lines += ("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
                  "Content-Type: application/octet-stream\r\n\r\n" % (boundary, name, filename)).encode()
        lines += content + b"\r\n"
    return lines + ("--%s--\r\n" % boundary).encode(), "multipart/form-data; boundary=" + boundary


STYLES = {
    "single-download": lambda: urlencoded([
        ("addon", "3615"), ("file_id", "67442"), ("priority", "high"), ("secret", SECRET), ("uuid", "0f0f"),
        ("pingback", PINGBACK), ("location", "ftp://ftp.example/f/12/tool-1.2-fx.xpi"),
        ("version", "0.1.sdk.{sdk_version}")]),
    "single-upload": lambda: multipart(
        [("secret", SECRET), ("pingback", PINGBACK)], [("upload", FILES["upload_tool.xpi"])]),
    "bulk-download": lambda: urlencoded([
        ("secret", SECRET), ("pingback", PINGBACK), ("addon", "3615"), ("uuid", "0f0f"), ("addons", json.dumps([
            {"location": "https://amo.example/f/12/tool-1.2-fx.xpi", "version": "1.2.rebuild", "addon": 1,
             "file_id": "67442", "priority": "high"},
            {"location": "https://amo.example/f/13/other.xpi", "filename": "my name"}]))]),
    "bulk-upload": lambda: multipart(
        [("secret", SECRET), ("addons", json.dumps([
            {"upload": "upload_tool.xpi"}, {"upload": "upload_other"}, {"upload": "upload_gone"},
            {"upload": "upload_tool.xpi"}]))],
        FILES.items()),
    "both": lambda: urlencoded([
        ("secret", SECRET), ("location", "https://amo.example/a.xpi"),
        ("addons", json.dumps([{"location": "https://amo.example/b.xpi"}]))]),
}

body, content_type = STYLES[STYLE]()
request = urllib.request.Request(URL, body, {"Content-Type": content_type})
with urllib.request.urlopen(request, timeout=30) as answer:
    sys.stdout.write(answer.read().decode("utf-8"))
