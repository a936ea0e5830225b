//! What requests have in common: methods of all of them, of those that answer structured values, and of lists.

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

        impl<$($generics)*> crate::batch::Batchable for $type {
            type Output = $output;

            fn into_entry(self) -> crate::batch::Entry<$output> {
                crate::batch::Entry { request: self.into_request(), decode: $decode }
            }
        }

        impl<$($generics)*> std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.request.fmt(f)
            }
        }
    };
}

/// The options of requests that answer structured values.
macro_rules! shape_options {
    (impl[$($generics:tt)*] $type:ty, $item:ty) => {
        impl<$($generics)*> $type {
            /// `$select`: only these properties. In place of an earlier choice.
            pub fn select(mut self, names: impl $crate::query::Parts<$crate::query::Select, $item>) -> Self {
                self.request.set_expression("$select", &names.text());
                self
            }

            /// `$expand`: these navigation properties too, each with options of its own where it is
            /// a [`Property`](crate::query::Property). In place of an earlier choice.
            pub fn expand(mut self, names: impl $crate::query::Parts<$crate::query::Expand, $item>) -> Self {
                self.request.set_expression("$expand", &names.text());
                self
            }
        }
    };
}

/// The options of requests that answer lists.
macro_rules! list_options {
    (impl[$($generics:tt)*] $type:ty, $item:ty) => {
        impl<$($generics)*> $type {
            /// `$filter`: only items for which this holds.
            pub fn filter(mut self, filter: impl $crate::query::IntoFilter<$item>) -> Self {
                self.request.set_expression("$filter", &filter.into_filter().into_expression());
                self
            }

            /// `$orderby`: sorted by these, each a property, or a text with ` desc` after it for
            /// descending.
            pub fn order_by(mut self, names: impl $crate::query::Parts<$crate::query::OrderBy, $item>) -> Self {
                self.request.set_expression("$orderby", &names.text());
                self
            }

            /// `$top`: at most this many items, or items per page as the service takes it.
            pub fn top(mut self, count: u32) -> Self {
                self.request.set_query("$top", &count.to_string());
                self
            }

            /// `$skip`: skips this many items at the start.
            pub fn skip(mut self, count: u32) -> Self {
                self.request.set_query("$skip", &count.to_string());
                self
            }

            /// `$search`: only items that match.
            pub fn search(mut self, search: impl AsRef<str>) -> Self {
                self.request.set_expression("$search", &search.as_ref().into());
                self
            }

            /// `$count`: whether the reply says how many items there are in all.
            pub fn count(mut self, count: bool) -> Self {
                self.request.set_query("$count", if count { "true" } else { "false" });
                self
            }
        }
    };
}

pub(crate) use {common, list_options, shape_options};
