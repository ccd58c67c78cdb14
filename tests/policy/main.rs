//! Policies: what they are written in, what they conclude, and what is told of it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod cases;
mod code;
mod documents;
mod flows;
mod kinds;
mod language;
mod logic;
mod mutation;
mod packs;
mod robustness;
mod rules;
mod sharing;
mod suite;
mod support;
