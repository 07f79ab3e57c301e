//! Leadbell.
