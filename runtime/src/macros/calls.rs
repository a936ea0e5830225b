//! Calls with parameters of their own. In: a type that wraps a call. Out: its methods.

/// Gives a type that wraps a [`Call`](crate::Call), `pub struct X(Call<R>)`, the methods of a call, and lets it be awaited. What
/// comes back is named as in [`codegen`](crate::codegen): `body T`, `optional T`, `nothing`, `text`, `bytes`, `events T`,
/// `text_events`, `lines T`, `paged T, I`, `location` or `choice E`.
///
/// ```
/// use service_client::Call;
/// use service_client::codegen::{Body, Operation, Parameter, Path};
/// static LIST_PETS: Operation = Operation {
///     path: "/pets",
///     parameters: &[Parameter::query("limit")],
///     ..Operation::NEW
/// };
/// pub struct Pets(Path);
/// impl Pets {
///     pub fn get(&self) -> ListPets {
///         ListPets(self.0.call(&LIST_PETS))
///     }
/// }
/// #[must_use = "a request does nothing until it is sent or awaited"]
/// pub struct ListPets(Call<Body<Vec<String>>>);
/// service_client::codegen::call!(ListPets, body Vec<String>);
/// impl ListPets {
///     pub fn limit(self, limit: i32) -> Self {
///         Self(self.0.set("limit", &limit))
///     }
/// }
/// # async fn run(pets: Pets) -> service_client::Result<()> {
/// let pets: Vec<String> = pets.get().limit(10).await?;
/// # Ok(()) }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! call {
    ($type:ident, body $item:ty) => { $crate::call!(@ $type, $crate::codegen::Body<$item>); };
    ($type:ident, optional $item:ty) => { $crate::call!(@ $type, $crate::codegen::Optional<$item>); };
    ($type:ident, nothing) => { $crate::call!(@ $type, $crate::codegen::Nothing); };
    ($type:ident, text) => { $crate::call!(@ $type, $crate::codegen::Text); };
    ($type:ident, events $item:ty) => { $crate::call!(@ $type, $crate::codegen::Events<$item>); };
    ($type:ident, text_events) => { $crate::call!(@ $type, $crate::codegen::TextEvents); };
    ($type:ident, lines $item:ty) => { $crate::call!(@ $type, $crate::codegen::Lines<$item>); };
    ($type:ident, location) => { $crate::call!(@ $type, $crate::codegen::Location); };
    ($type:ident, choice $item:ty) => { $crate::call!(@ $type, $crate::codegen::Choice<$item>); };
    ($type:ident, bytes) => {
        $crate::call!(@ $type, $crate::codegen::Bytes);
        impl $type {
            /// Sends the request, and gives the content as it comes, of any size.
            pub fn stream(
                self,
            ) -> $crate::BoxFuture<'static, $crate::Result<$crate::transfer::MediaStream>> {
                self.0.stream()
            }
        }
    };
    ($type:ident, paged $page:ty, $item:ty) => {
        $crate::call!(@ $type, $crate::codegen::Paged<$page, $item>);
        impl $type {
            /// All items, over all pages.
            pub fn items(self) -> $crate::paging::Items<$item> {
                self.0.items()
            }

            /// All pages.
            pub fn pages(self) -> $crate::paging::Pages<$page> {
                self.0.pages()
            }
        }
    };
    (@ $type:ident, $reply:ty) => {
        impl $type {
            /// Sets a request header, in place of one of the operation's parameters or of the client. An invalid name or
            /// value is an error when sent.
            pub fn header(
                self,
                name: impl ::core::convert::AsRef<str>,
                value: impl ::core::convert::AsRef<str>,
            ) -> Self {
                Self(self.0.header(name, value))
            }

            /// Adds a parameter to the query that the description does not have.
            pub fn query(
                self,
                name: impl ::core::convert::AsRef<str>,
                value: impl ::core::convert::AsRef<str>,
            ) -> Self {
                Self(self.0.query(name, value))
            }

            /// How long the request may take, in place of the client's limit.
            pub fn timeout(self, timeout: ::core::time::Duration) -> Self {
                Self(self.0.timeout(timeout))
            }

            /// Compresses the body (gzip), whatever the client's setting is.
            pub fn compress(self) -> Self {
                Self(self.0.compress())
            }

            /// Sends the request to another server than the client's.
            pub fn base_url(self, url: impl ::core::convert::Into<::std::string::String>) -> Self {
                Self(self.0.base_url(url))
            }

            /// Sends the request, and gives status, headers and typed body of the reply.
            pub fn send(
                self,
            ) -> $crate::BoxFuture<
                'static,
                $crate::Result<$crate::Response<<$reply as $crate::codegen::Replies>::Output>>,
            > {
                self.0.send()
            }

            /// Sends the request, and gives status, headers and body of the reply as they came.
            pub fn send_raw(
                self,
            ) -> $crate::BoxFuture<'static, $crate::Result<$crate::RawResponse>> {
                self.0.send_raw()
            }
        }

        impl ::core::future::IntoFuture for $type {
            type Output = $crate::Result<<$reply as $crate::codegen::Replies>::Output>;
            type IntoFuture = $crate::BoxFuture<'static, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                ::core::future::IntoFuture::into_future(self.0)
            }
        }

        impl ::core::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }
    };
}
