"""Verifies a detached COSE_Sign (RFC 9052) of an add-on with nothing but Python and openssl."""
import struct
import subprocess
import sys


def decode(data, at=0):
    head = data[at]
    major, argument = head >> 5, head & 31
    at += 1
    if argument >= 24:
        size = {24: 1, 25: 2, 26: 4, 27: 8}[argument] if major != 7 else 0
        argument = int.from_bytes(data[at:at + size], 'big')
        at += size
    if major == 0:
        return argument, at
    if major == 1:
        return -1 - argument, at
    if major in (2, 3):
        value = data[at:at + argument]
        assert len(value) == argument
        return (value if major == 2 else value.decode()), at + argument
    if major == 4:
        items = []
        for _ in range(argument):
            item, at = decode(data, at)
            items.append(item)
        return items, at
    if major == 5:
        entries = {}
        for _ in range(argument):
            key, at = decode(data, at)
            entries[key], at = decode(data, at)
        return entries, at
    if major == 6:
        value, at = decode(data, at)
        return (argument, value), at
    assert head == 0xf6
    return None, at


def byte_string(value):
    if len(value) < 24:
        return bytes([0x40 | len(value)]) + value
    if len(value) < 256:
        return bytes([0x58, len(value)]) + value
    return b'\x59' + struct.pack('>H', len(value)) + value


def der_integer(value):
    value = value.lstrip(b'\0') or b'\0'
    value = (b'\0' if value[0] & 0x80 else b'') + value
    return bytes([2, len(value)]) + value


(tag, (body, unprotected, payload, signatures)), end = decode(open(sys.argv[1], 'rb').read())
content = open(sys.argv[2], 'rb').read()
assert tag == 98 and unprotected == {} and payload is None and len(signatures) == 1
header, unprotected, signature = signatures[0]
assert unprotected == {}
body_map, _ = decode(body)
header_map, _ = decode(header)
assert list(body_map) == [4] and sorted(header_map) == [1, 4]
print('alg', header_map[1], 'intermediates', len(body_map[4]))

signed = b'\x85\x69Signature' + byte_string(body) + byte_string(header) + byte_string(b'') + byte_string(content)
half = len(signature) // 2
numbers = der_integer(signature[:half]) + der_integer(signature[half:])
open('signature', 'wb').write(b'\x30' + (bytes([len(numbers)]) if len(numbers) < 128 else bytes([0x81, len(numbers)])) + numbers)
open('signed', 'wb').write(signed)
open('signer.der', 'wb').write(header_map[4])
key = subprocess.run(['openssl', 'x509', '-inform', 'DER', '-in', 'signer.der', '-noout', '-pubkey'], check=True,
                     capture_output=True).stdout
open('signer.pem', 'wb').write(key)
digest = {-7: '-sha256', -35: '-sha384', -36: '-sha512'}[header_map[1]]
sys.exit(subprocess.run(['openssl', 'dgst', digest, '-verify', 'signer.pem', '-signature', 'signature', 'signed']).returncode)
