//! A service and what of it is wanted → a first package: settings, description, client and a program that sends one
//! request.
//!
//! Inside: `areas` (what of a service there is to choose), `preset` (settings of services that are known by their
//! address, as data), `client` (what a program needs to know of the client), `files` (the files of the package), `place` (files → a folder that was not there before).

mod areas;
mod client;
mod files;
mod place;
mod preset;

pub(crate) use areas::{Area, Offer, areas, narrowed, selected_types};
pub(crate) use client::Client;
pub(crate) use files::{Kind, Starter, runtime_folder};
pub(crate) use place::{PlaceError, place, refuse};
pub(crate) use preset::{PRESETS, Preset, preset, words};
