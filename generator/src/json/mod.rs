//! JSON as text, before a reader makes a tree of it: what is allowed, how much of it, and what is said of the rest.
//!
//! Inside: `scan` (limits, before anything is made of the text), `error` (what breaks the rules, in words).

pub(crate) mod error;
pub(crate) mod scan;

use jsonc_parser::ParseOptions;

/// JSON proper: none of what the parser would let pass besides.
pub(crate) const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};
