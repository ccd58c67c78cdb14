//! Policies: what they are written in, what they conclude, and what is told of it.

mod language;
mod logic;
mod packs;
mod rules;
mod support;
