//! Requests to actions and functions. In: a type that wraps an invocation. Out: its methods.

/// Gives a type that wraps an [`Invocation`](crate::odata::Invocation), `pub struct X(Invocation<R>)`, the
/// methods `header`, `if_match`, `if_none_match`, `query`, `send`, `send_raw` and `send_and_poll`, `optional` if it
/// answers one, those of lists (`items`, `pages`,
/// `changes`, `resume`, `page_size`, `from_now`) if it answers many, `stream` if it answers media, and
/// lets it be awaited and put into a [`Batch`](crate::odata::Batch).
///
/// ```
/// # mod odata_client { pub use service_client::{*, odata::*}; }
/// # use odata_client::{Invocation, returns};
/// /// A request that answers the call.
/// #[derive(Clone, Debug)]
/// #[must_use = "a request does nothing until it is sent"]
/// pub struct AnswerRequest(Invocation<returns::Nothing>);
/// odata_client::invocation!(AnswerRequest, nothing);
/// ```
///
/// What comes back is named as in [`returns`](crate::odata::returns): `nothing`, `one Model`, `single Type`,
/// `many Type` or `media`.
#[macro_export]
macro_rules! invocation {
    ($type:ident, nothing) => {
        $crate::invocation!(@ $type, $crate::odata::returns::Nothing);
        $crate::invocation!(@polling $type);
    };
    ($type:ident, media) => {
        $crate::invocation!(@ $type, $crate::odata::returns::Media);
        impl $type {
            /// Sends the request and gives the content as it comes, of any size.
            pub fn stream(
                self,
            ) -> $crate::BoxFuture<'static, $crate::Result<$crate::MediaStream>> {
                self.0.stream()
            }
        }
    };
    ($type:ident, one $item:ty) => {
        $crate::invocation!(@ $type, $crate::odata::returns::One<$item>);
        $crate::invocation!(@polling $type);
        impl $type {
            /// Accepts null as a reply: `None` where the service answers without content (204).
            pub fn optional(self) -> $crate::odata::Invocation<$crate::odata::returns::Optional<$item>> {
                self.0.optional()
            }
        }
    };
    ($type:ident, single $item:ty) => {
        $crate::invocation!(@ $type, $crate::odata::returns::Single<$item>);
    };
    ($type:ident, many $item:ty) => {
        $crate::invocation!(@ $type, $crate::odata::returns::Many<$item>);

        impl $type {
            /// All items, over all pages.
            pub fn items(self) -> $crate::odata::Items<$item> {
                self.0.items()
            }

            /// All pages.
            pub fn pages(self) -> $crate::odata::Pages<$item> {
                self.0.pages()
            }

            /// All changes, over all pages, and then the delta link to be saved.
            pub fn changes(self) -> $crate::odata::Changes<$item> {
                self.0.changes()
            }

            /// Goes to a saved next link or delta link, in place of parameters and options.
            pub fn resume(self, link: &str) -> Self {
                Self(self.0.resume(link))
            }

            /// How many items a page should have; the service may give fewer.
            pub fn page_size(self, size: u32) -> Self {
                Self(self.0.page_size(size))
            }

            /// Only changes from now on (`$deltatoken=latest`).
            pub fn from_now(self) -> Self {
                Self(self.0.from_now())
            }
        }
    };
    (@polling $type:ident) => {
        impl $type {
            /// Sends the request, and gives what to wait for the end of its operation with.
            pub fn send_and_poll(
                self,
            ) -> $crate::BoxFuture<'static, $crate::Result<$crate::odata::Poller>> {
                self.0.send_and_poll()
            }
        }
    };
    (@ $type:ident, $returns:ty) => {
        impl $type {
            /// Sets a request header, in place of one of the resource or the client; preferences (`Prefer`) are
            /// added to theirs. An invalid name or value is an error when sent.
            pub fn header(
                self,
                name: impl ::core::convert::AsRef<str>,
                value: impl ::core::convert::AsRef<str>,
            ) -> Self {
                Self(self.0.header(name, value))
            }

            /// `If-Match`: only if what the operation is bound to has this ETag still, or `*`.
            pub fn if_match(self, etag: impl ::core::convert::AsRef<str>) -> Self {
                Self(self.0.if_match(etag))
            }

            /// `If-None-Match`: only if what the operation is bound to has another ETag by now.
            pub fn if_none_match(self, etag: impl ::core::convert::AsRef<str>) -> Self {
                Self(self.0.if_none_match(etag))
            }

            /// Adds a query option to the URL.
            pub fn query(
                self,
                name: impl ::core::convert::AsRef<str>,
                value: impl ::core::convert::AsRef<str>,
            ) -> Self {
                Self(self.0.query(name, value))
            }

            /// Compresses the body (gzip), whatever the client's setting is; sent once more as it is if
            /// the service answers 415.
            pub fn compress(self) -> Self {
                Self(self.0.compress())
            }

            /// Sets a parameter by its name on the wire, in place of an earlier value: one that this crate does
            /// not know, or a value of another type than it is declared with, such as `&Json::Null`.
            pub fn parameter(self, name: &'static str, value: &dyn $crate::Field) -> Self {
                Self(self.0.parameter(name, value))
            }

            /// Sends the request; the same as awaiting it. Fails if the request cannot be sent, the
            /// service answers with an error, or its reply cannot be read.
            pub fn send(
                self,
            ) -> $crate::ResponseFuture<<$returns as $crate::odata::returns::Returns>::Output> {
                self.0.send()
            }

            /// Sends the request and gives back status, headers and body of the reply. Fails if
            /// the request cannot be sent, or the service answers with an error.
            pub fn send_raw(self) -> $crate::ResponseFuture<$crate::RawResponse> {
                self.0.send_raw()
            }
        }

        impl ::core::future::IntoFuture for $type {
            type Output = $crate::Result<<$returns as $crate::odata::returns::Returns>::Output>;
            type IntoFuture =
                $crate::ResponseFuture<<$returns as $crate::odata::returns::Returns>::Output>;

            fn into_future(self) -> Self::IntoFuture {
                self.0.send()
            }
        }

        impl $crate::odata::Batchable for $type {
            type Output = <$returns as $crate::odata::returns::Returns>::Output;

            fn into_entry(self) -> $crate::__private::Entry<Self::Output> {
                $crate::odata::Batchable::into_entry(self.0)
            }
        }
    };
}
