"""How fast Koios is: a full home, the real server, and what each page takes over HTTP.

`koios bench` prints it; it is a measurement and never a test (docs/performance.md).
"""
