#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
mkdir -p src/cli
echo 'int probe (void) { return 0; }' | "$CC" -x c - -shared -fPIC -Wl,-soname,libsqlite3.so.0 -o libprobe.so
echo 'int probe (void); int main (void) { return probe (); }' |
  "$CC" -x c - -x none libprobe.so -o src/cli/ahadictl
