# Checks the manifests of a signed XPI against what unzipping it gives; knows nothing of how they were made.
import base64, hashlib, sys, zipfile


def blocks(text):
    lines = []
    for line in text.split(b"\n"):
        assert len(line) <= 72, line
        if line.startswith(b" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    assert text.endswith(b"=\n\n") or text == b"Manifest-Version: 1.0\n\n", text[-20:]
    found, block = [], {}
    for line in lines:
        if line:
            key, value = line.decode("utf-8").split(": ", 1)
            assert key not in block, key
            block[key] = value
        elif block:
            found.append(block)
            block = {}
    return found


def digest(name, data):
    return base64.b64encode(hashlib.new(name, data).digest()).decode()


def check(archive, manifest, left_out):
    head, *files = blocks(archive.read(manifest))
    assert head == {"Manifest-Version": "1.0"}, head
    names = [name for name in archive.namelist() if not name.endswith("/") and name not in left_out]
    assert [block["Name"] for block in files] == names, (manifest, files, names)
    for block in files:
        assert set(block) == {"Name", "Digest-Algorithms", "SHA1-Digest", "SHA256-Digest"}, block
        assert block["Digest-Algorithms"] == "SHA1 SHA256", block
        data = archive.read(block["Name"])
        assert block["SHA1-Digest"] == digest("sha1", data), block
        assert block["SHA256-Digest"] == digest("sha256", data), block
    return len(files)


with zipfile.ZipFile(sys.argv[1]) as archive:
    pkcs7 = {"META-INF/manifest.mf", "META-INF/mozilla.sf", "META-INF/mozilla.rsa"}
    cose = {"META-INF/cose.manifest", "META-INF/cose.sig"}
    names = archive.namelist()
    assert len(names) == len(set(names)), names
    count = check(archive, "META-INF/manifest.mf", pkcs7)
    if "META-INF/cose.manifest" in names:
        assert names[-5:] == ["META-INF/cose.manifest", "META-INF/cose.sig", "META-INF/manifest.mf", "META-INF/mozilla.sf",
                              "META-INF/mozilla.rsa"], names
        check(archive, "META-INF/cose.manifest", pkcs7 | cose)
    manifest = archive.read("META-INF/manifest.mf")
    assert archive.read("META-INF/mozilla.sf").decode() == (
        "Signature-Version: 1.0\nSHA1-Digest-Manifest: %s\nSHA256-Digest-Manifest: %s\n\n"
        % (digest("sha1", manifest), digest("sha256", manifest)))
    print("checked", count, "files")
