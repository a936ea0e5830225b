//! What requests have in common: the methods of all of them.

/// What every request type has: `header`, `if_match`, `if_none_match`, `query`, `timeout`, `send`, `send_raw`, and being awaited.
macro_rules! common {
    (impl[$($generics:tt)*] $type:ty, $output:ty, $decode:expr) => {
        impl<$($generics)*> $type {
            /// Sets a request header, in place of one of the resource or the client; preferences (`Prefer`) are
            /// added to theirs, a later one of a name in place of an earlier. An invalid name or value is an error
            /// when sent.
            pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                self.request.add_header(name.as_ref(), value.as_ref());
                self
            }

            /// `If-Match`: only if what is there has this `ETag` still, as its text came (`W/"…"`), or `*`: only if
            /// anything is there. Otherwise nothing is done, and the error is
            /// [`is_precondition_failed`](crate::Error::is_precondition_failed) (OData Protocol 4.01, section 8.2.4).
            pub fn if_match(self, etag: impl AsRef<str>) -> Self {
                self.header("if-match", etag)
            }

            /// `If-None-Match`: only if what is there has another `ETag` by now, or `*`: only if nothing is there yet.
            /// Otherwise a reading fails with [`is_not_modified`](crate::Error::is_not_modified), a change with
            /// [`is_precondition_failed`](crate::Error::is_precondition_failed) (OData Protocol 4.01, section 8.2.5).
            pub fn if_none_match(self, etag: impl AsRef<str>) -> Self {
                self.header("if-none-match", etag)
            }

            /// Adds a query option to the URL, after those before.
            pub fn query(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                self.request.add_query(name.as_ref(), value.as_ref());
                self
            }

            /// How long the request may take, in place of the client's limit: each try, from
            /// connecting to the last byte of the reply.
            pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
                self.request.timeout = Some(timeout);
                self
            }

            /// Compresses the body (gzip), whatever the client's setting is; sent once more as it is if
            /// the service answers 415.
            pub fn compress(mut self) -> Self {
                self.request.compress = true;
                self
            }

            /// Sends the request; the same as awaiting it. Fails if the request cannot be sent, the
            /// service answers with an error, or its reply cannot be read.
            pub fn send(self) -> ResponseFuture<$output> {
                ResponseFuture::new(self.into_request(), $decode)
            }

            /// Sends the request and gives back status, headers and body of the reply. Fails if
            /// the request cannot be sent, or the service answers with an error.
            pub fn send_raw(self) -> ResponseFuture<RawResponse> {
                ResponseFuture::raw(self.into_request())
            }
        }

        impl<$($generics)*> IntoFuture for $type {
            type Output = Result<$output>;
            type IntoFuture = ResponseFuture<$output>;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }

        #[cfg(feature = "odata")]
        impl<$($generics)*> crate::odata::Batchable for $type {
            type Output = $output;

            fn into_entry(self) -> crate::odata::Entry<$output> {
                crate::odata::Entry { request: self.into_request(), decode: $decode }
            }
        }

        impl<$($generics)*> std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.request.fmt(f)
            }
        }
    };
}

pub(crate) use common;
