//! How generated methods begin requests to actions and functions, and set texts and lists: without a conversion in each of them.

/// What the crate itself calls of its `Invocation`.
#[doc(hidden)]
#[macro_export]
macro_rules! __invocation_begun {
    () => {
        impl<R: $crate::odata::returns::Returns, P> Invocation<R, P> {
            /// A call of an action of a resource.
            #[allow(dead_code, reason = "a service may have no actions")]
            pub(crate) fn of_action(resource: &$crate::odata::Resource, name: &str) -> Self {
                ::core::convert::From::from(resource.action(name))
            }

            /// A call of a function of a resource.
            #[allow(dead_code, reason = "a service may have no functions")]
            pub(crate) fn of_function(resource: &$crate::odata::Resource, name: &str) -> Self {
                ::core::convert::From::from(resource.function(name))
            }
        }

        impl<R, P> Invocation<R, P> {
            /// [`parameter`](Self::parameter) of a text.
            #[allow(dead_code, reason = "a service may have no such parameters")]
            pub(crate) fn parameter_text(
                self,
                name: &'static str,
                value: impl ::core::convert::Into<::std::string::String>,
            ) -> Self {
                self.parameter(name, &value.into())
            }

            /// [`parameter`](Self::parameter) of a list.
            #[allow(dead_code, reason = "a service may have no such parameters")]
            pub(crate) fn parameter_list<T: $crate::Field>(
                self,
                name: &'static str,
                values: impl ::core::convert::Into<::std::vec::Vec<T>>,
            ) -> Self {
                self.parameter(name, &values.into())
            }
        }
    };
}
