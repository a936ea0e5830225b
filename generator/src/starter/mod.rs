//! A service and what of it is wanted → a first package: settings, description, client and a program that sends one
//! request.
//!
//! Inside: `areas` (what of a service there is to choose), `preset` (settings of services that are known by their
//! address, as data), `files` (the files of the package), `place` (files → a folder that was not there before).

mod areas;
mod files;
mod place;
mod preset;

pub(crate) use areas::{Area, areas, narrowed, selected_types};
pub(crate) use files::{Kind, Starter};
pub(crate) use place::{PlaceError, place, refuse};
pub(crate) use preset::{PRESETS, Preset, preset, words};
