//! The query options of requests that answer structured values, and of lists.

/// The options of requests that answer structured values.
macro_rules! shape_options {
    (impl[$($generics:tt)*] $type:ty, $item:ty) => {
        impl<$($generics)*> $type {
            /// `$select`: only these properties. In place of an earlier choice.
            pub fn select(mut self, names: impl $crate::odata::query::QueryItems<$crate::odata::query::Select, $item>) -> Self {
                self.request.set_expression("$select", &names.text());
                self
            }

            /// `$expand`: these navigation properties too, each with options of its own where it is
            /// a [`Property`](crate::odata::query::Property). In place of an earlier choice.
            pub fn expand(mut self, names: impl $crate::odata::query::QueryItems<$crate::odata::query::Expand, $item>) -> Self {
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
            pub fn filter(mut self, filter: impl $crate::odata::query::IntoFilter<$item>) -> Self {
                self.request.set_expression("$filter", &filter.into_filter().into_expression());
                self
            }

            /// `$orderby`: sorted by these, each a property, or a text with ` desc` after it for
            /// descending.
            pub fn order_by(mut self, names: impl $crate::odata::query::QueryItems<$crate::odata::query::OrderBy, $item>) -> Self {
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

pub(crate) use {list_options, shape_options};
