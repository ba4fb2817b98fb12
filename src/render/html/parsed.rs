//! A page read back by a parser that is not ours, for tests.
