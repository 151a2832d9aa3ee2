# SPDX-License-Identifier: GPL-3.0-or-later
"""What neither the standard library nor openssl 3.0 has: Argon2id and XChaCha20-Poly1305, of the
stock libsodium."""

import ctypes
import ctypes.util

ARGON2ID13 = 2
NAME = ctypes.util.find_library("sodium")
LIBRARY = ctypes.CDLL(NAME) if NAME else None


def argon2id(secret, salt, passes, memory, size):
    """@memory: in bytes."""
    out = ctypes.create_string_buffer(size)
    failed = LIBRARY.crypto_pwhash(
        out, ctypes.c_ulonglong(size), secret, ctypes.c_ulonglong(len(secret)), salt,
        ctypes.c_ulonglong(passes), ctypes.c_size_t(memory), ctypes.c_int(ARGON2ID13))
    if failed:
        raise MemoryError(memory)
    return out.raw


def open_xchacha(key, nonce, sealed, bound):
    """The plain bytes, or None: the key is another, or the bytes are."""
    out = ctypes.create_string_buffer(len(sealed))
    size = ctypes.c_ulonglong()
    failed = LIBRARY.crypto_aead_xchacha20poly1305_ietf_decrypt(
        out, ctypes.byref(size), None, sealed, ctypes.c_ulonglong(len(sealed)), bound,
        ctypes.c_ulonglong(len(bound)), nonce, key)
    return None if failed else out.raw[: size.value]
