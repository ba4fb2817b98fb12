//! The course inside the binary.
