"""Long runs that no test suite should wait for; each has a short version among the tests."""
