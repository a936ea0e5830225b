//! Bodies. In: values, files and streams. Out: the bytes of a request, or a stream of them.

mod file;
mod form;
mod multipart;

pub use file::File;
pub(super) use form::form_text;
pub(super) use multipart::Multipart;
