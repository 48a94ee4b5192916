//! Journeys through the real window.

mod opening;
