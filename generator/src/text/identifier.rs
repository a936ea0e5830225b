//! Identifiers of Rust.

/// Whether Rust takes a text for an identifier, in the edition of generated crates.
pub(crate) fn is_rust_identifier(name: &str) -> bool {
    // `gen` is reserved since Rust 2024, which syn does not know.
    name != "gen" && syn::parse_str::<syn::Ident>(name).is_ok()
}
