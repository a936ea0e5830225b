//! Identifiers of Rust.

/// Whether Rust takes a text for an identifier, in the edition of generated crates.
pub(crate) fn is_rust_identifier(name: &str) -> bool {
    // No keyword is longer, and most names are.
    let bytes = name.as_bytes();
    if let Some(first) = bytes.first().filter(|_| bytes.len() > "continue".len())
        && first.is_ascii_alphabetic()
        && bytes
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || *b == b'_')
    {
        return true;
    }
    // `gen` is reserved since Rust 2024, which syn does not know.
    name != "gen" && syn::parse_str::<syn::Ident>(name).is_ok()
}
