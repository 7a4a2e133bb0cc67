"""Speed, measured: `.venv/bin/python -m tests.benchmarks` prints every figure beside what it is held against.

Never part of the test suite: a busy machine is no reason to fail. Each module's `main()` returns its rows.
"""
