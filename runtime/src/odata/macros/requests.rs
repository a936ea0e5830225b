//! Requests to actions and functions, as a generated crate has them.

/// Gives a generated crate its `Invocation<R, P = ()>`: a call of an action or function, with all that the runtime's
/// [`Invocation`](crate::odata::Invocation) can do. `R` says what it answers, as in
/// [`returns`](crate::odata::returns); `P` names the operation whose optional parameters have methods of their own.
///
/// A type of the crate itself, since only these can have methods there: one type, so that operations with and without
/// optional parameters can do the same, and its methods are compiled once.
///
/// ```
/// # use odata_client::{Resource, returns::Nothing};
/// odata_client::codegen::invocation!();
///
/// /// The optional parameters of the action `answer`.
/// pub enum AnswerParameters {}
///
/// impl Invocation<Nothing, AnswerParameters> {
///     /// How many participants the application can handle.
///     pub fn participant_capacity(self, count: i32) -> Self {
///         self.parameter("participantCapacity", &count)
///     }
/// }
///
/// fn answer(call: &Resource) -> Invocation<Nothing, AnswerParameters> {
///     Invocation::of_action(call, "answer")
/// }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! invocation {
    () => {
        /// A call of an action or function: what it answers is `R`; methods for its optional parameters come with `P`.
        ///
        /// It is sent by awaiting it. Whatever the operation, headers, conditions, a timeout and parameters by name can
        /// be set; what answers structured values takes `$select` and `$expand`; what answers a list takes
        /// `$filter`, `$orderby` and so on, and gives all items over all pages.
        #[must_use = "a request does nothing until it is sent or awaited"]
        pub struct Invocation<R, P = ()> {
            inner: $crate::odata::Invocation<R>,
            parameters: ::core::marker::PhantomData<fn() -> P>,
        }

        $crate::__invocation_begun!();

        impl<R, P> Invocation<R, P> {
            /// Sets a parameter by its name on the wire, in place of an earlier value: one that this crate does
            /// not know, or a value of another type than it is declared with, such as `&Json::Null`.
            pub fn parameter(self, name: &'static str, value: &dyn $crate::Field) -> Self {
                ::core::convert::From::from(self.inner.parameter(name, value))
            }

            /// What a composable function returns, as a resource: requests go on below the path of the call.
            pub fn into_resource(self) -> $crate::odata::Resource {
                self.inner.into_resource()
            }

            /// Makes an action without parameters send a JSON object, `{}`.
            pub fn json_body(self) -> Self {
                ::core::convert::From::from(self.inner.json_body())
            }

            /// Sends the request, and gives what to wait for the end of its operation with. Fails if the request
            /// cannot be sent, or the service answers with an error.
            pub fn send_and_poll(
                self,
            ) -> $crate::BoxFuture<'static, $crate::Result<$crate::odata::Poller>> {
                self.inner.send_and_poll()
            }
        }

        impl<R, P> ::core::convert::From<$crate::odata::Invocation<R>> for Invocation<R, P> {
            fn from(inner: $crate::odata::Invocation<R>) -> Self {
                Self {
                    inner,
                    parameters: ::core::marker::PhantomData,
                }
            }
        }

        $crate::__invocation_common!();
        $crate::__invocation_options!();
        $crate::__invocation_lists!();

        impl<T, P> Invocation<$crate::odata::returns::One<T>, P> {
            /// Accepts null as a reply: `None` where the service answers without content (204).
            pub fn optional(self) -> Invocation<$crate::odata::returns::Optional<T>, P> {
                ::core::convert::From::from(self.inner.optional())
            }
        }

        impl<P> Invocation<$crate::odata::returns::Media, P> {
            /// Sends the request and gives the content as it comes, of any size. Fails if the request cannot be sent,
            /// or the service answers with an error.
            pub fn stream(
                self,
            ) -> $crate::BoxFuture<'static, $crate::Result<$crate::transfer::MediaStream>> {
                self.inner.stream()
            }
        }
    };
}

/// What all calls can do.
#[doc(hidden)]
#[macro_export]
macro_rules! __invocation_common {
    () => {
        impl<R: $crate::odata::returns::Returns, P> Invocation<R, P> {
            /// Sets a request header, in place of one of the resource or the client; preferences (`Prefer`) are
            /// added to theirs. An invalid name or value is an error when sent.
            pub fn header(
                self,
                name: impl ::core::convert::AsRef<str>,
                value: impl ::core::convert::AsRef<str>,
            ) -> Self {
                ::core::convert::From::from(self.inner.header(name, value))
            }

            /// `If-Match`: only if what the operation is bound to has this ETag still, or `*`.
            pub fn if_match(self, etag: impl ::core::convert::AsRef<str>) -> Self {
                ::core::convert::From::from(self.inner.if_match(etag))
            }

            /// `If-None-Match`: only if what the operation is bound to has another ETag by now.
            pub fn if_none_match(self, etag: impl ::core::convert::AsRef<str>) -> Self {
                ::core::convert::From::from(self.inner.if_none_match(etag))
            }

            /// Adds a query option to the URL.
            pub fn query(
                self,
                name: impl ::core::convert::AsRef<str>,
                value: impl ::core::convert::AsRef<str>,
            ) -> Self {
                ::core::convert::From::from(self.inner.query(name, value))
            }

            /// How long the request may take, in place of the client's limit: each try, from connecting to the last
            /// byte of the reply.
            pub fn timeout(self, timeout: ::core::time::Duration) -> Self {
                ::core::convert::From::from(self.inner.timeout(timeout))
            }

            /// Compresses the body (gzip), whatever the client's setting is; sent once more as it is if
            /// the service answers 415.
            pub fn compress(self) -> Self {
                ::core::convert::From::from(self.inner.compress())
            }

            /// Sends the request; the same as awaiting it. Fails if the request cannot be sent, the
            /// service answers with an error, or its reply cannot be read.
            pub fn send(self) -> $crate::ResponseFuture<R::Output> {
                self.inner.send()
            }

            /// Sends the request and gives back status, headers and body of the reply. Fails if
            /// the request cannot be sent, or the service answers with an error.
            pub fn send_raw(self) -> $crate::ResponseFuture<$crate::RawResponse> {
                self.inner.send_raw()
            }
        }

        impl<R, P> ::core::clone::Clone for Invocation<R, P> {
            fn clone(&self) -> Self {
                ::core::convert::From::from(self.inner.clone())
            }
        }

        impl<R: $crate::odata::returns::Returns, P> ::core::fmt::Debug for Invocation<R, P> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.inner, f)
            }
        }

        impl<R: $crate::odata::returns::Returns, P> ::core::future::IntoFuture
            for Invocation<R, P>
        {
            type Output = $crate::Result<R::Output>;
            type IntoFuture = $crate::ResponseFuture<R::Output>;

            fn into_future(self) -> Self::IntoFuture {
                self.inner.send()
            }
        }

        impl<R: $crate::odata::returns::Returns, P> $crate::odata::Batchable for Invocation<R, P> {
            type Output = R::Output;

            fn into_entry(self) -> $crate::__private::Entry<R::Output> {
                $crate::odata::Batchable::into_entry(self.inner)
            }
        }
    };
}

/// The query options of what answers structured values.
#[doc(hidden)]
#[macro_export]
macro_rules! __invocation_options {
    () => {
        $crate::__invocation_options!(One);
        $crate::__invocation_options!(Optional);
        $crate::__invocation_options!(Many);
    };
    ($returns:ident) => {
        impl<T, P> Invocation<$crate::odata::returns::$returns<T>, P> {
            /// `$select`: only these properties. In place of an earlier choice.
            pub fn select(
                self,
                names: impl $crate::odata::query::QueryItems<$crate::odata::query::Select, T>,
            ) -> Self {
                ::core::convert::From::from(self.inner.select(names))
            }

            /// `$expand`: these navigation properties too. In place of an earlier choice.
            pub fn expand(
                self,
                names: impl $crate::odata::query::QueryItems<$crate::odata::query::Expand, T>,
            ) -> Self {
                ::core::convert::From::from(self.inner.expand(names))
            }
        }
    };
}

/// The query options of what answers a list, and its pages.
#[doc(hidden)]
#[macro_export]
macro_rules! __invocation_lists {
    () => {
        impl<T, P> Invocation<$crate::odata::returns::Many<T>, P> {
            /// `$filter`: only items for which this holds.
            pub fn filter(self, filter: impl $crate::odata::query::IntoFilter<T>) -> Self {
                ::core::convert::From::from(self.inner.filter(filter))
            }

            /// `$orderby`: sorted by these, each a property, or a text with ` desc` after it for descending.
            pub fn order_by(
                self,
                names: impl $crate::odata::query::QueryItems<$crate::odata::query::OrderBy, T>,
            ) -> Self {
                ::core::convert::From::from(self.inner.order_by(names))
            }

            /// `$top`: at most this many items, or items per page as the service takes it.
            pub fn top(self, count: u32) -> Self {
                ::core::convert::From::from(self.inner.top(count))
            }

            /// `$skip`: skips this many items at the start.
            pub fn skip(self, count: u32) -> Self {
                ::core::convert::From::from(self.inner.skip(count))
            }

            /// `$search`: only items that match.
            pub fn search(self, search: impl ::core::convert::AsRef<str>) -> Self {
                ::core::convert::From::from(self.inner.search(search))
            }

            /// `$count`: whether the reply says how many items there are in all.
            pub fn count(self, count: bool) -> Self {
                ::core::convert::From::from(self.inner.count(count))
            }

            /// All items, over all pages.
            pub fn items(self) -> $crate::odata::Items<T> {
                self.inner.items()
            }

            /// All pages.
            pub fn pages(self) -> $crate::odata::Pages<T> {
                self.inner.pages()
            }

            /// All changes, over all pages, and then the delta link to be saved.
            pub fn changes(self) -> $crate::odata::Changes<T> {
                self.inner.changes()
            }

            /// Goes to a saved next link or delta link, in place of parameters and options.
            pub fn resume(self, link: &str) -> Self {
                ::core::convert::From::from(self.inner.resume(link))
            }

            /// How many items a page should have; the service may give fewer.
            pub fn page_size(self, size: u32) -> Self {
                ::core::convert::From::from(self.inner.page_size(size))
            }

            /// Only changes from now on (`$deltatoken=latest`).
            pub fn from_now(self) -> Self {
                ::core::convert::From::from(self.inner.from_now())
            }
        }
    };
}
