//! Macros that generated code uses, and the functions that they expand to calls of. Expansions are kept small, since each is
//! compiled some thousand times.

mod calls;
mod derived;
#[doc(hidden)]
pub mod private;
mod serde;
mod values;
