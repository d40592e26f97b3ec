# Checks META-INF/cose.sig of a signed XPI with the package "cryptography"; exit status 77 where there is none.
import sys, zipfile

try:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
    from cryptography.x509.oid import NameOID
except ImportError:
    sys.exit(77)


def read(data, at=0):
    major, minor = data[at] >> 5, data[at] & 31
    at += 1
    if major == 7:
        return None, at
    if minor >= 24:
        size = 1 << (minor - 24)
        minor, at = int.from_bytes(data[at:at + size], "big"), at + size
    if major == 0:
        return minor, at
    if major == 1:
        return -1 - minor, at
    if major in (2, 3):
        return (data[at:at + minor] if major == 2 else data[at:at + minor].decode()), at + minor
    if major == 6:
        value, at = read(data, at)
        return (minor, value), at
    items = []
    for _ in range(minor * (2 if major == 5 else 1)):
        value, at = read(data, at)
        items.append(value)
    return (dict(zip(items[::2], items[1::2])) if major == 5 else items), at


def head(major, size):
    for minor, limit in ((24, 1), (25, 2), (26, 4)):
        if size < 24:
            return bytes([major << 5 | size])
        if size < 1 << 8 * limit:
            return bytes([major << 5 | minor]) + size.to_bytes(limit, "big")


def octets(data):
    return head(2, len(data)) + data


with zipfile.ZipFile(sys.argv[1]) as archive:
    signature, payload = archive.read("META-INF/cose.sig"), archive.read("META-INF/cose.manifest")
root = x509.load_pem_x509_certificate(open(sys.argv[2], "rb").read())
(tag, (body, unprotected, detached, signatures)), end = read(signature)
assert (tag, unprotected, detached, len(signatures), end) == (98, {}, None, 1, len(signature))
protected, unprotected, raw = signatures[0]
assert unprotected == {}
header = read(protected)[0]
assert header[1] == -7
chain = [x509.load_der_x509_certificate(header[4])]
chain += [x509.load_der_x509_certificate(one) for one in read(body)[0][4]] + [root]
assert chain[0].subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == sys.argv[3]
for one, issuer in zip(chain, chain[1:]):
    issuer.public_key().verify(one.signature, one.tbs_certificate_bytes, padding.PKCS1v15(), one.signature_hash_algorithm)
signed = head(4, 5) + head(3, 9) + b"Signature" + octets(body) + octets(protected) + octets(b"") + octets(payload)
number = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
chain[0].public_key().verify(number, signed, ec.ECDSA(hashes.SHA256()))
print("the COSE signature holds")
