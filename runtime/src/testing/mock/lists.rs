//! Lists of OData. In: items by pages. Out: expectations that answer them, with the links that lead from one to the next.

use serde_json::json;

use super::{Expectation, MockReply, MockService};
use crate::Json;

impl MockService {
    /// Adds an expectation whose reply is a list in pages, and one for each next link (OData JSON
    /// Format, section 4.5.5).
    ///
    /// ```
    /// # use odata_client::testing::mock::{Expectation, MockService};
    /// # use odata_client::{Json, Resource};
    /// # use serde_json::json;
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// use futures_util::TryStreamExt as _;
    ///
    /// let mock = MockService::new("https://example.org");
    /// mock.expect_pages(Expectation::get("/users"), [vec![json!(1), json!(2)], vec![json!(3)]]);
    /// let users = Resource::root(&mock.client()?).segment("users").list::<Json>();
    /// assert_eq!(users.items().try_collect::<Vec<_>>().await?, [json!(1), json!(2), json!(3)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
    /// ```
    pub fn expect_pages(
        &self,
        first: Expectation,
        pages: impl IntoIterator<Item = Vec<Json>>,
    ) -> &Self {
        self.add_pages(first, pages.into_iter().collect(), None)
    }

    /// As [`expect_pages`](Self::expect_pages), of a delta query: the last page has the delta link
    /// that [`delta_link`](Self::delta_link) gives for the path and the token.
    pub fn expect_delta(
        &self,
        first: Expectation,
        pages: impl IntoIterator<Item = Vec<Json>>,
        token: &str,
    ) -> &Self {
        self.add_pages(first, pages.into_iter().collect(), Some(token))
    }

    fn add_pages(&self, first: Expectation, pages: Vec<Vec<Json>>, token: Option<&str>) -> &Self {
        let url = self.url(first.path.split('?').next().unwrap_or_default());
        let (last, mut first) = (pages.len().max(1), Some(first));
        let mut pages = pages.into_iter();
        for number in 1..=last {
            let value = pages.next().unwrap_or_default();
            let mut page = json!({ "value": value });
            if number < last {
                page["@odata.nextLink"] = format!("{url}?$skiptoken=page-{}", number + 1).into();
            } else if let Some(token) = token {
                page["@odata.deltaLink"] = format!("{url}?$deltatoken={token}").into();
            }
            let expectation = match first.take() {
                Some(first) => first,
                None => Expectation::get(format!("{url}?$skiptoken=page-{number}")),
            };
            self.expect(expectation.reply(MockReply::ok(page)));
        }
        self
    }

    /// The delta link of a path and a token.
    pub fn delta_link(&self, path: &str, token: &str) -> String {
        format!("{}?$deltatoken={token}", self.url(path))
    }
}
